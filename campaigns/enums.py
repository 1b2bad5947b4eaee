from django.db.models import TextChoices


class ProfileKind(TextChoices):
    COMPETENCE = "competence", "Compétence"
    COURSE = "parcours", "Parcours"


class ParticipationStatus(TextChoices):
    """Derived from the dates of a participation; the guide's three statuses."""

    STARTED = "started", "En cours de test"
    TO_SHARE = "to-share", "En attente"
    SHARED = "shared", "Résultats reçus"


class DeletionReason(TextChoices):
    """Why a participation is deleted by request: written in the trace, so never in free words, which could hold a name."""

    SCHOOL = "school", "Demande de l’établissement"
    OTHER_ACCOUNT = "other-account", "L’élève a participé avec un autre compte"
    FAMILY = "family", "Demande de l’élève ou de sa famille"
    MISTAKE = "mistake", "Essai, ou erreur de campagne"
