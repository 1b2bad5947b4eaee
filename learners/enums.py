from django.db.models import TextChoices


class Sex(TextChoices):
    MALE = "M", "Masculin"
    FEMALE = "F", "Féminin"


class ImportStatus(TextChoices):
    REHEARSED = "rehearsed", "Vérifié"
    REFUSED = "refused", "Refusé"
    CONFIRMED = "confirmed", "Importé"
    ABANDONED = "abandoned", "Abandonné"
    UNDONE = "undone", "Annulé"


class ImportFormat(TextChoices):
    SIECLE = "siecle", "SIECLE"
    AGRICULTURAL = "fregata", "CSV agricole"
    GENERIC = "generic", "CSV"


class IdentityEventKind(TextChoices):
    SIGN_IN = "sign-in", "Connexion"
    REFUSED = "refused", "Connexion refusée"
    LINKED = "linked", "Compte rattaché"
    UNLINKED = "unlinked", "Compte dissocié"
    TAKEOVER = "takeover", "Compte repris"
