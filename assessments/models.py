"""The referential in the database, and what was answered.

Content is loaded from files (docs/auteurs.md). A challenge that exists is never changed in place: a new revision
replaces it. Answers are append-only facts; what a pupil knows is derived from them by ``assessments.engine``.
"""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from assessments.enums import (
    AnswerOutcome,
    AssessmentKind,
    ChallengeKind,
    Device,
    Preset,
    ReportCategory,
    ReportState,
)


class ReferentialRelease(models.Model):
    """One load of the referential that changed something. The latest one is what processes have in memory."""

    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(default=timezone.now)
    summary = models.JSONField(default=dict)

    class Meta:
        verbose_name = "chargement du référentiel"
        verbose_name_plural = "chargements du référentiel"

    def __str__(self) -> str:
        return f"Version {self.pk}"


class Area(models.Model):
    code = models.CharField("code", max_length=1, unique=True)
    name = models.CharField("nom", max_length=100)

    class Meta:
        verbose_name = "domaine"
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Competence(models.Model):
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="competences", verbose_name="domaine")
    code = models.CharField("code", max_length=3, unique=True)
    name = models.CharField("nom", max_length=150)
    description = models.TextField("description")

    class Meta:
        verbose_name = "compétence"
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Tube(models.Model):
    """A subject: an ordered chain of skills, at most one a level."""

    competence = models.ForeignKey(
        Competence, on_delete=models.PROTECT, related_name="tubes", verbose_name="compétence"
    )
    key = models.CharField("clé", max_length=40, unique=True)
    name = models.CharField("nom", max_length=150)
    description = models.TextField("description", blank=True)
    further = models.JSONField("pour en apprendre davantage", default=list)

    class Meta:
        verbose_name = "sujet"
        ordering = ["competence__code", "key"]

    def __str__(self) -> str:
        return self.name


class Skill(models.Model):
    tube = models.ForeignKey(Tube, on_delete=models.PROTECT, related_name="skills", verbose_name="sujet")
    key = models.CharField("clé", max_length=42, unique=True)
    level = models.PositiveSmallIntegerField("niveau")
    statement = models.TextField("énoncé")
    presupposes = models.TextField("suppose", blank=True)
    hint = models.TextField("pour réussir la prochaine fois", blank=True)
    lesson = models.ForeignKey(
        "Lesson", verbose_name="fiche", null=True, blank=True, on_delete=models.PROTECT, related_name="skills"
    )
    retired_at = models.DateTimeField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "acquis"
        verbose_name_plural = "acquis"
        ordering = ["tube__competence__code", "tube__key", "level"]
        constraints = [
            models.UniqueConstraint("tube", "level", condition=Q(retired_at=None), name="one_skill_a_level"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=8), name="skill_level_1_to_8"),
        ]

    def __str__(self) -> str:
        return f"@{self.key}"


class Lesson(models.Model):
    """A short lesson of our own («fiche»)."""

    key = models.SlugField("clé", max_length=80, unique=True)
    title = models.CharField("titre", max_length=200)
    minutes = models.PositiveSmallIntegerField("minutes")
    body = models.TextField("contenu", help_text="Markdown léger.")
    retired_at = models.DateTimeField("retirée le", null=True, blank=True)

    class Meta:
        verbose_name = "fiche"
        ordering = ["key"]

    def __str__(self) -> str:
        return self.title


class Challenge(models.Model):
    """One revision of one challenge. ``body`` is what docs/auteurs.md describes, validated at load."""

    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="challenges", verbose_name="acquis")
    key = models.CharField("clé", max_length=60)
    revision = models.PositiveIntegerField("révision", default=1)
    kind = models.CharField("genre", max_length=10, choices=ChallengeKind)
    is_doing = models.BooleanField("fait faire", default=False)
    body = models.JSONField("contenu")
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField("créée le", default=timezone.now)
    retired_at = models.DateTimeField("retirée le", null=True, blank=True)
    withdrawn_at = models.DateTimeField(
        "retirée des tests le", null=True, blank=True, help_text="Une épreuve à problème : elle n’est plus posée."
    )

    class Meta:
        verbose_name = "épreuve"
        ordering = ["key", "-revision"]
        constraints = [
            models.UniqueConstraint("key", "revision", name="one_revision_of_challenge"),
            models.UniqueConstraint("key", condition=Q(retired_at=None), name="one_current_revision"),
        ]

    def __str__(self) -> str:
        return f"{self.key} (r{self.revision})"


def new_seed() -> int:
    return secrets.randbits(48)


class Assessment(models.Model):
    """One run of questions of one user. The row is the lock: everything that answers holds it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assessments")
    kind = models.CharField("genre", max_length=12, choices=AssessmentKind)
    competence = models.ForeignKey(Competence, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    target = models.JSONField("cible", help_text="Identifiants des acquis, figés à la création.")
    release = models.ForeignKey(ReferentialRelease, on_delete=models.PROTECT, related_name="+", verbose_name="version")
    bank_version = models.PositiveIntegerField("version des difficultés", default=1)
    strategy = models.CharField("stratégie", max_length=40)
    preset = models.CharField("précision", max_length=12, choices=Preset, default=Preset.STANDARD)
    alpha = models.FloatField(null=True, blank=True)
    control_every = models.PositiveSmallIntegerField(
        "une question de contrôle sur",
        default=0,
        help_text="0 : aucune. Elles vérifient les mesures et ne comptent pas.",
    )
    seed = models.BigIntegerField(default=new_seed)
    retry_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="retries")
    retry_skills = models.JSONField("acquis à retenter", default=list, blank=True)
    created_at = models.DateTimeField("commencé le", default=timezone.now)
    completed_at = models.DateTimeField("terminé le", null=True, blank=True)
    end_reason = models.CharField("raison de la fin", max_length=60, blank=True)
    outcome = models.JSONField("résultat figé", null=True, blank=True)
    answer_count = models.PositiveIntegerField("réponses", default=0)
    progress = models.FloatField("avancement", default=0.0, help_text="De 0 à 1.")
    # The question in hand: a reload, a second tab or another machine shows the same one.
    challenge = models.ForeignKey(Challenge, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    challenge_seed = models.BigIntegerField(default=0)
    shown_at = models.DateTimeField(null=True, blank=True)
    timer_started_at = models.DateTimeField(null=True, blank=True)
    trace = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = "test"
        indexes = [models.Index(fields=["user", "-created_at"], name="assessments_of_user")]
        constraints = [
            models.CheckConstraint(
                name="no_question_after_the_end", condition=Q(completed_at=None) | Q(challenge=None)
            ),
            models.CheckConstraint(
                name="outcome_at_the_end", condition=Q(completed_at=None) | Q(outcome__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.public_id}"

    @property
    def is_completed(self) -> bool:
        return self.completed_at is not None


class Answer(models.Model):
    """A fact. Never updated, never deleted but with its user."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers", verbose_name="test")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="answers")
    seq = models.PositiveIntegerField("rang")
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="answers", verbose_name="épreuve")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="answers", verbose_name="acquis")
    challenge_seed = models.BigIntegerField("graine", default=0)
    outcome = models.CharField("résultat", max_length=8, choices=AnswerOutcome)
    response = models.JSONField("réponse donnée", null=True, blank=True)
    shown_at = models.DateTimeField("vue le", null=True, blank=True)
    answered_at = models.DateTimeField("répondue le", default=timezone.now)
    seconds = models.FloatField("durée en secondes", null=True, blank=True)
    trace = models.JSONField("pourquoi cette question", default=dict, blank=True)
    device = models.CharField("appareil", max_length=8, choices=Device, blank=True)
    is_control = models.BooleanField("question de contrôle", default=False)
    is_reported = models.BooleanField("signalée avant la réponse", default=False)

    class Meta:
        verbose_name = "réponse"
        constraints = [models.UniqueConstraint("assessment", "seq", name="one_answer_a_rank")]
        indexes = [models.Index("user", "id", name="answers_of_user")]

    def __str__(self) -> str:
        return f"{self.assessment_id}/{self.seq} {self.get_outcome_display()}"


class KnowledgeReset(models.Model):
    """«Remettre à zéro»: answers of this competence given before are put aside for this user."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="knowledge_resets")
    competence = models.ForeignKey(Competence, on_delete=models.PROTECT, related_name="+")
    reset_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "remise à zéro"
        verbose_name_plural = "remises à zéro"
        indexes = [models.Index("user", name="resets_of_user")]

    def __str__(self) -> str:
        return f"{self.competence} {self.reset_at:%d/%m/%Y}"


class ProblemReport(models.Model):
    """«Signaler un problème»."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="reports", verbose_name="épreuve")
    assessment = models.ForeignKey(
        Assessment, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="test"
    )
    category = models.CharField("sujet", max_length=15, choices=ReportCategory)
    comment = models.TextField("commentaire", max_length=10_000)
    state = models.CharField("état", max_length=10, choices=ReportState, default=ReportState.OPEN)
    created_at = models.DateTimeField("signalé le", default=timezone.now)

    class Meta:
        verbose_name = "problème signalé"
        verbose_name_plural = "problèmes signalés"
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.challenge} : {self.get_category_display()}"


class BankVersion(models.Model):
    """What answers taught about the questions: difficulties and noise, learned by ``calibrate_bank``, never changed since.

    ``prior``, what they taught about the pupils: ``{"scale_weights": […], "skips": […]}`` of ``engine.types.Population``;
    None in the first versions.

    Version 1 has no row: it is the labels of the referential. A test keeps the version that it started with.
    """

    number = models.PositiveIntegerField("version", primary_key=True)
    created_at = models.DateTimeField("calculée le", default=timezone.now)
    release = models.ForeignKey(
        ReferentialRelease, on_delete=models.PROTECT, related_name="+", verbose_name="version du référentiel"
    )
    skills = models.JSONField("difficultés", help_text="Acquis : difficulté, erreur type, niveau lors du calcul.")
    challenges = models.JSONField("épreuves", help_text="Épreuve : étourderie, hasard, durée médiane en secondes.")
    prior = models.JSONField(
        "élèves", null=True, blank=True, help_text="Parts des couplages ; question passée, acquis maîtrisé ou non."
    )
    figures = models.JSONField("mesures", default=dict)
    accepted = models.BooleanField("sert aux nouveaux tests", default=True)

    class Meta:
        verbose_name = "version des difficultés"
        verbose_name_plural = "versions des difficultés"
        ordering = ["-number"]
        constraints = [models.CheckConstraint(condition=Q(number__gte=2), name="version_1_is_the_labels")]

    def __str__(self) -> str:
        return f"Version {self.number}"


class ChallengeHealth(models.Model):
    """How one revision of a challenge behaves, as of the last ``watch_challenges``.

    ``easier`` and ``harder`` are the sums that raise the alarm (``engine.frontier.drift``); ``watched`` answers fed them.
    """

    challenge = models.OneToOneField(
        Challenge, primary_key=True, on_delete=models.CASCADE, related_name="health", verbose_name="épreuve"
    )
    answers = models.PositiveIntegerField("réponses", default=0)
    right = models.PositiveIntegerField("bonnes réponses", default=0)
    skipped = models.PositiveIntegerField("questions passées", default=0)
    median_seconds = models.FloatField("durée médiane", null=True, blank=True)
    reports = models.PositiveIntegerField("signalements", default=0)
    easier = models.FloatField("dérive vers trop facile", default=0.0)
    harder = models.FloatField("dérive vers trop difficile", default=0.0)
    watched = models.PositiveIntegerField("réponses suivies", default=0)
    seen_up_to = models.BigIntegerField("suivie jusqu’à la réponse", default=0)
    alarm_at = models.DateTimeField("alarme le", null=True, blank=True)
    updated_at = models.DateTimeField("mesurée le", default=timezone.now)

    class Meta:
        verbose_name = "santé d’une épreuve"
        verbose_name_plural = "santé des épreuves"

    def __str__(self) -> str:
        return str(self.challenge)
