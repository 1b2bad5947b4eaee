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
