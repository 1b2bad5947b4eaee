"""Pupils as their school knows them, and the identities an ENT gives them."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from learners.enums import IdentityEventKind, ImportFormat, ImportStatus, Sex
from organisations.models import Organisation
from pixorga.ui.text import fold


class LearnerQuerySet(models.QuerySet["Learner"]):
    def active(self) -> "LearnerQuerySet":
        return self.filter(disabled_at=None)


class Learner(models.Model):
    """A line of a school's roster (or a name taken from an account, where the school has no roster)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="learners")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="learners",
        verbose_name="compte",
    )
    ine = models.CharField("INE", max_length=20, null=True, blank=True)
    last_name = models.CharField("nom", max_length=255)
    usage_name = models.CharField("nom d’usage", max_length=255, blank=True)
    first_name = models.CharField("prénom", max_length=255)
    second_name = models.CharField("deuxième prénom", max_length=255, blank=True)
    third_name = models.CharField("troisième prénom", max_length=255, blank=True)
    birth_date = models.DateField("date de naissance", null=True, blank=True)
    sex = models.CharField("sexe", max_length=1, choices=Sex, blank=True)
    class_name = models.CharField("classe", max_length=255, blank=True)
    status = models.CharField("statut", max_length=2, blank=True)
    mef = models.CharField("MEF", max_length=11, blank=True)
    sort_key = models.CharField(max_length=600, editable=False, default="")
    created_at = models.DateTimeField("créé le", default=timezone.now)
    disabled_at = models.DateTimeField("désactivé le", null=True, blank=True)

    objects = LearnerQuerySet.as_manager()

    class Meta:
        verbose_name = "élève"
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint("organisation", "ine", name="one_ine_a_school", condition=Q(ine__isnull=False)),
            models.UniqueConstraint(
                "organisation", "user", name="one_learner_a_school", condition=Q(user__isnull=False)
            ),
        ]
        indexes = [
            models.Index("organisation", "birth_date", name="learner_by_birth_date"),
            models.Index("organisation", "sort_key", name="learner_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.last_name} {self.first_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fold_names()
        super().save(*args, **kwargs)

    def fold_names(self) -> None:
        """The column that lists are sorted and searched by; rows written in bulk do not pass through ``save``."""
        self.sort_key = fold(f"{self.display_last_name} {self.first_name}")

    @property
    def display_last_name(self) -> str:
        return self.usage_name or self.last_name


class LearnerImportQuerySet(models.QuerySet["LearnerImport"]):
    def confirmed(self) -> "LearnerImportQuerySet":
        return self.filter(status=ImportStatus.CONFIRMED)

    def with_pupils(self) -> "LearnerImportQuerySet":
        """Those that still hold what a file says of people: nobody confirmed nor gave them up. A file that could not be
        read at all has no format."""
        refused = Q(status=ImportStatus.REFUSED) & ~Q(format="") & ~Q(errors=[])
        return self.filter(Q(status=ImportStatus.REHEARSED) | refused)


class LearnerImport(models.Model):
    """A roster file that was read, its rehearsal, and how much was written.

    The file itself is not kept. ``rows`` and ``errors`` are a school's pupils: they last from the rehearsal to its end.
    ``undo`` is what the confirmation overwrote (imports/undo.py), for a day.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="learner_imports")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    status = models.CharField(max_length=12, choices=ImportStatus)
    format = models.CharField("format du fichier", max_length=10, choices=ImportFormat, blank=True)
    keeps_absent = models.BooleanField("garde les absents du fichier", default=False)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    encoding = models.CharField(max_length=40, blank=True)
    rows = models.JSONField(default=list)
    counters = models.JSONField(default=dict)
    errors = models.JSONField(default=list)
    undo = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = LearnerImportQuerySet.as_manager()

    class Meta:
        verbose_name = "import d’élèves"
        verbose_name_plural = "imports d’élèves"
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_status_display()})"


class ConsumedAssertion(models.Model):
    """An assertion of an identity provider is used once."""

    idp = models.CharField(max_length=255)
    assertion_id = models.CharField(max_length=255)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "assertion consommée"
        verbose_name_plural = "assertions consommées"
        constraints = [models.UniqueConstraint("idp", "assertion_id", name="assertion_used_once")]

    def __str__(self) -> str:
        return f"{self.idp} {self.assertion_id}"


class IdentityEvent(models.Model):
    """What happened to identities, for support. Append-only; the ENT's identifier only as the start of its SHA-256."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    kind = models.CharField(max_length=12, choices=IdentityEventKind)
    provider = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=10, blank=True)
    uid_digest = models.CharField(max_length=16, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    learner = models.ForeignKey(Learner, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = "événement d’identité"
        verbose_name_plural = "événements d’identité"
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}".strip()


class ReconciliationAttempt(models.Model):
    """A failed try to be found in a roster: counted, to slow guessing down."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=10)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "essai de rattachement"
        verbose_name_plural = "essais de rattachement"
        indexes = [models.Index("user", "organisation", "at", name="attempts_of_user")]

    def __str__(self) -> str:
        return f"{self.code} {self.at:%d/%m/%Y %H:%M}"
