from enum import StrEnum

from django.db.models import TextChoices


class OrganisationKind(TextChoices):
    SCHOOL = "SCO", "Établissement scolaire"
    HIGHER = "SUP", "Enseignement supérieur"
    PRO = "PRO", "Organisation professionnelle"


class Role(TextChoices):
    ADMIN = "admin", "Administrateur"
    MEMBER = "member", "Membre"


# The group that administers accounts and the team itself; its rights are those of the migrations «staff_*».
SUPER_ADMIN = "super admin"


class InvitationState(StrEnum):
    OPEN = "open"
    EXPIRED = "expired"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"  # by somebody, or with its space


class LegalKind(TextChoices):
    ORGA_TERMS = "orga-terms", "Conditions d’utilisation de l’espace Orga"


class Attempt(StrEnum):
    """What is counted by identifier, each apart."""

    SIGN_IN = "sign_in"
    PASSWORD_LINK = "password_link"  # noqa: S105
    NEW_EMAIL = "new_email"
