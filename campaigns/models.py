"""What is asked, of whom, by whom: target profiles, campaigns, participations."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from assessments.enums import Preset
from assessments.models import Assessment, Competence, Skill
from campaigns.enums import ParticipationStatus, ProfileKind
from learners.models import Learner
from organisations.models import Organisation
from pixorga.ui.lists import holding, words_of
from pixorga.ui.text import fold


class TargetProfileQuerySet(models.QuerySet["TargetProfile"]):
    def for_organisation(self, organisation: Organisation) -> "TargetProfileQuerySet":
        """Public ones, and those shared with this school."""
        shared = TargetProfile.organisations.through.objects.filter(organisation=organisation).values("targetprofile")
        return self.filter(Q(is_public=True) | Q(pk__in=shared), obsolete_at=None)


class TargetProfile(models.Model):
    """The skills a campaign tests: one competence, or a «parcours» over several."""

    key = models.CharField("clé", max_length=80, unique=True)
    kind = models.CharField("genre", max_length=10, choices=ProfileKind)
    name = models.CharField("nom", max_length=150)
    sort_key = models.CharField(max_length=150, editable=False, default="")
    description = models.TextField("description", blank=True, help_text="Markdown léger, lu par les enseignants.")
    competence = models.ForeignKey(Competence, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    skills = models.ManyToManyField(Skill, related_name="+", verbose_name="acquis", blank=True)
    is_public = models.BooleanField(
        "public", default=True, help_text="Proposé à tous les établissements, sans partage un par un."
    )
    from_files = models.BooleanField("vient de parcours.yaml", default=False, editable=False)
    organisations = models.ManyToManyField(Organisation, related_name="+", blank=True, verbose_name="partagé avec")
    # Number of questions and minutes for each precision: written and read by campaigns/lengths.py.
    lengths = models.JSONField(default=dict, editable=False)
    created_at = models.DateTimeField("créé le", default=timezone.now)
    obsolete_at = models.DateTimeField("obsolète depuis le", null=True, blank=True)

    objects = TargetProfileQuerySet.as_manager()

    class Meta:
        verbose_name = "profil cible"
        verbose_name_plural = "profils cibles"
        ordering = ["kind", "sort_key", "id"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = fold(self.name)
        super().save(*args, **kwargs)


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def active(self) -> "CampaignQuerySet":
        return self.filter(archived_at=None)

    def archived(self) -> "CampaignQuerySet":
        return self.exclude(archived_at=None)

    def matching(self, words: str) -> "CampaignQuerySet":
        """Campaigns whose name or code holds every word, whatever the case and the accents; «rnb-jdb 351» is a code too."""
        code = "".join(filter(str.isalnum, "".join(words_of(words)))).upper()
        found = holding(words, key="sort_key", code="code")
        return self.filter(found | Q(code=code) if code else found)

    def with_counts(self) -> "CampaignQuerySet":
        live = Q(participations__deleted_at=None)
        return self.annotate(
            participants=Count("participations", filter=live),
            received=Count("participations", filter=live & Q(participations__shared_at__isnull=False)),
        )


class Campaign(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="campaigns")
    code = models.CharField("code", max_length=9, unique=True)
    name = models.CharField("nom", max_length=255)
    sort_key = models.CharField(max_length=300, editable=False, default="")
    creator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="créée par"
    )
    profile = models.ForeignKey(
        TargetProfile, on_delete=models.PROTECT, related_name="campaigns", verbose_name="profil cible"
    )
    title = models.CharField("titre du parcours", max_length=50, blank=True)
    landing_text = models.CharField("texte de la page d’accueil", max_length=350, blank=True)
    external_id_label = models.CharField("libellé de l’identifiant", max_length=255, blank=True)
    preset = models.CharField("précision", max_length=12, choices=Preset, default=Preset.STANDARD)
    created_at = models.DateTimeField("créée le", default=timezone.now)
    archived_at = models.DateTimeField("archivée le", null=True, blank=True)
    archived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "campagne"
        ordering = ["sort_key", "id"]
        indexes = [models.Index("organisation", "sort_key", name="campaigns_by_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = fold(self.name)
        super().save(*args, **kwargs)

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def is_closed(self) -> bool:
        """Nobody can play it any more: it was archived, or its whole school was."""
        return self.is_archived or self.organisation.archived_at is not None

    @property
    def shown_title(self) -> str:
        """What pupils read: an untitled campaign shows its profile's name (settled.md 15)."""
        return self.title or self.profile.name


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def live(self) -> "ParticipationQuerySet":
        return self.filter(deleted_at=None)

    def shared(self) -> "ParticipationQuerySet":
        return self.live().exclude(shared_at=None)

    def with_status(self, status: ParticipationStatus) -> "ParticipationQuerySet":
        if status == ParticipationStatus.SHARED:
            return self.exclude(shared_at=None)
        if status == ParticipationStatus.TO_SHARE:
            return self.filter(shared_at=None).exclude(completed_at=None)
        return self.filter(shared_at=None, completed_at=None)


class Participation(models.Model):
    """A pupil in a campaign. Its figures are written with each answer, so that teacher pages never read answers."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="participations")
    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="participations", verbose_name="campagne"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="participations",
        verbose_name="compte",
    )
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="participations", verbose_name="élève")
    external_id = models.CharField("identifiant", max_length=255, blank=True)
    assessment = models.OneToOneField(
        Assessment, null=True, on_delete=models.SET_NULL, related_name="participation", verbose_name="test en cours"
    )
    started_at = models.DateTimeField("commencé le", default=timezone.now)
    progress = models.FloatField("avancement", default=0.0, help_text="De 0 à 1.")
    answer_count = models.PositiveIntegerField("réponses", default=0)
    last_answer_at = models.DateTimeField("dernière réponse le", null=True, blank=True)
    completed_at = models.DateTimeField("terminé le", null=True, blank=True)
    shared_at = models.DateTimeField("envoyé le", null=True, blank=True)
    deleted_at = models.DateTimeField("supprimée le", null=True, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = "participation"
        constraints = [
            models.UniqueConstraint("campaign", "user", condition=Q(deleted_at=None), name="one_participation_a_user"),
            models.UniqueConstraint(
                "campaign", "learner", condition=Q(deleted_at=None), name="one_participation_a_learner"
            ),
            models.CheckConstraint(
                name="shared_after_completed", condition=Q(shared_at=None) | Q(completed_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index("campaign", condition=Q(shared_at__isnull=False), name="shared_of_campaign"),
            models.Index("organisation", name="participations_of_school"),
        ]

    def __str__(self) -> str:
        return f"{self.learner} — {self.campaign}"

    @property
    def status(self) -> ParticipationStatus:
        if self.shared_at:
            return ParticipationStatus.SHARED
        return ParticipationStatus.TO_SHARE if self.completed_at else ParticipationStatus.STARTED
