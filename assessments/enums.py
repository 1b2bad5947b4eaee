from django.db.models import TextChoices


class ChallengeKind(TextChoices):
    QCU = "QCU", "Choix unique"
    QCM = "QCM", "Choix multiple"
    QROC = "QROC", "Réponse courte"
    QROCM_IND = "QROCM-ind", "Plusieurs champs indépendants"
    QROCM_DEP = "QROCM-dep", "Plusieurs champs dans n’importe quel ordre"
    ORDRE = "ORDRE", "Mise en ordre"


class AssessmentKind(TextChoices):
    CAMPAIGN = "campaign", "Campagne"
    COMPETENCE = "competence", "Compétence"
    RETRY = "retry", "Nouvel essai"


class AnswerOutcome(TextChoices):
    """The same values as ``engine.Outcome``."""

    RIGHT = "right", "Bonne réponse"
    WRONG = "wrong", "Mauvaise réponse"
    SKIPPED = "skipped", "Question passée"
    LATE = "late", "Temps dépassé"


class Device(TextChoices):
    """As coarse as it can be: enough to see that a question goes wrong on telephones."""

    PHONE = "phone", "Téléphone"
    TABLET = "tablet", "Tablette"
    COMPUTER = "computer", "Ordinateur"


def device_of(user_agent: str) -> str:
    """The class of a device, from what its browser says of itself; «» when it says nothing. Nothing else is kept.

    A tablet that asks for desktop pages (iPadOS does) counts as a computer.
    """
    said = user_agent.lower()
    if not said:
        return ""
    if "ipad" in said or "tablet" in said or ("android" in said and "mobile" not in said):
        return Device.TABLET.value
    return Device.PHONE.value if "mobi" in said or "iphone" in said else Device.COMPUTER.value


class Preset(TextChoices):
    EXPRESS = "express", "Express"
    STANDARD = "standard", "Standard"
    CAREFUL = "soigne", "Soigné"
    THOROUGH = "approfondi", "Approfondi"


class ReportCategory(TextChoices):
    QUESTION = "question", "La question"
    ANSWER = "answer", "La réponse"
    PICTURE = "picture", "L’image"
    LINK = "link", "Le lien indiqué dans la question"
    FILE = "file", "Le fichier à télécharger"
    SIMULATOR = "simulator", "Le simulateur"
    TUTORIAL = "tutorial", "Le tutoriel"
    ACCESSIBILITY = "accessibility", "L’accessibilité de l’épreuve"
    OTHER = "other", "Autre"


class ReportState(TextChoices):
    OPEN = "open", "À traiter"
    DONE = "done", "Traité"
    REJECTED = "rejected", "Sans suite"
