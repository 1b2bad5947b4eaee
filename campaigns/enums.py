from django.db.models import TextChoices


class ProfileKind(TextChoices):
    COMPETENCE = "competence", "Compétence"
    COURSE = "parcours", "Parcours"


class ParticipationStatus(TextChoices):
    """Derived from the dates of a participation; the guide's three statuses."""

    STARTED = "started", "En cours de test"
    TO_SHARE = "to-share", "En attente"
    SHARED = "shared", "Résultats reçus"
