from enum import StrEnum

from django.db.models import TextChoices


class OrganisationKind(TextChoices):
    SCHOOL = "SCO", "Établissement scolaire"
    HIGHER = "SUP", "Enseignement supérieur"
    PRO = "PRO", "Organisation professionnelle"


class Role(TextChoices):
    ADMIN = "admin", "Administrateur"
    MEMBER = "member", "Membre"


class StaffGroup(TextChoices):
    """The groups of the administration; their rights are those of the migrations «staff_*»."""

    SUPER_ADMIN = "super admin", "Super admin"
    WORK = "métier", "Métier"
    SUPPORT = "support", "Support"


SUPER_ADMIN = StaffGroup.SUPER_ADMIN.value


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
    ROSTER = "roster"  # a name sought in the list of a school by somebody without account
