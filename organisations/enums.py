from django.db.models import TextChoices


class OrganisationKind(TextChoices):
    SCHOOL = "SCO", "Établissement scolaire"
    HIGHER = "SUP", "Enseignement supérieur"
    PRO = "PRO", "Organisation professionnelle"


class Role(TextChoices):
    ADMIN = "admin", "Administrateur"
    MEMBER = "member", "Membre"


class LegalKind(TextChoices):
    ORGA_TERMS = "orga-terms", "Conditions d’utilisation de l’espace Orga"
