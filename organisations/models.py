"""The people and the schools."""

import hashlib
import secrets
import uuid
from datetime import datetime, timedelta
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from organisations.enums import InvitationState, LegalKind, OrganisationKind, Role
from pixorga.ui.text import fold


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower() if email else None, **fields)
        if password is None:
            user.set_unusable_password()
        else:
            user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. Pupils who come from an ENT have neither e-mail, user name nor password."""

    public_id = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("adresse e-mail", unique=True, null=True, blank=True)
    username = models.CharField("identifiant", max_length=150, unique=True, null=True, blank=True)
    first_name = models.CharField("prénom", max_length=100, blank=True)
    last_name = models.CharField("nom", max_length=100, blank=True)
    search_key = models.CharField(max_length=500, editable=False, default="", db_index=True)
    is_staff = models.BooleanField("accès à l’administration", default=False)
    is_active = models.BooleanField("compte actif", default=True)
    joined_at = models.DateTimeField("créé le", default=timezone.now)
    # Set while the password is one that a teacher gave: another is to be chosen before anything else, until then.
    one_time_until = models.DateTimeField(
        "mot de passe à usage unique, valable jusqu’au", null=True, blank=True, editable=False
    )
    rules_seen_at = models.DateTimeField("règles du jeu lues le", null=True, blank=True)
    last_organisation = models.ForeignKey(
        "Organisation",
        verbose_name="dernier espace",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    anonymised_at = models.DateTimeField("anonymisé le", null=True, blank=True, editable=False)
    anonymised_by = models.ForeignKey(
        "self",
        verbose_name="anonymisé par",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    objects = UserManager()

    class Meta:
        verbose_name = "utilisateur"
        constraints = [
            models.CheckConstraint(
                name="user_empty_login_is_null",
                condition=~Q(email="") & ~Q(username=""),
                violation_error_message="Vide.",
            ),
            models.CheckConstraint(
                name="anonymised_user_enters_nowhere",
                condition=Q(anonymised_at=None)
                | Q(email=None, username=None, first_name="", is_active=False, is_staff=False, is_superuser=False),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email or self.username or f"Compte {self.pk}"

    def clean(self) -> None:
        self.email = (self.email or "").strip().lower() or None
        self.username = (self.username or "").strip().lower() or None

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_key = fold(f"{self.last_name} {self.first_name} {self.email or ''} {self.username or ''}")[:500]
        super().save(*args, **kwargs)

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def initials(self) -> str:
        return (self.first_name[:1] + self.last_name[:1]).upper() or "?"


class EntAccount(SocialAccount):  # type: ignore[misc]
    """allauth's row, under the name that the team knows: an ENT's identity of an account."""

    class Meta:
        proxy = True
        verbose_name = "connexion par un ENT"
        verbose_name_plural = "connexions par un ENT"

    def __str__(self) -> str:
        return f"{self.user} ({self.provider})"


def display_name(user: User) -> str:
    """What allauth shows for a user; a nullable e-mail would make its default crash."""
    return str(user)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def active(self) -> "OrganisationQuerySet":
        return self.filter(archived_at=None)


class Organisation(models.Model):
    """A school, a faculty or a firm: one space in Orga."""

    name = models.CharField("nom", max_length=255)
    sort_key = models.CharField(max_length=255, editable=False, default="", db_index=True)
    kind = models.CharField("type", max_length=3, choices=OrganisationKind, default=OrganisationKind.SCHOOL)
    uai = models.CharField("UAI", max_length=8, unique=True, null=True, blank=True)
    manages_learners = models.BooleanField(
        "gère ses élèves",
        default=False,
        help_text="Les élèves viennent d’une liste importée et confirment qui ils sont.",
    )
    identity_provider = models.CharField(
        "fournisseur d’identité",
        max_length=40,
        blank=True,
        help_text="Par exemple gar : les élèves arrivent par leur ENT.",
    )
    control_questions = models.BooleanField(
        "questions de contrôle",
        default=False,
        help_text="Une question sur quinze, annoncée et non comptée, vérifie les mesures de PixOrga.",
    )
    documentation_url = models.URLField("lien de documentation", blank=True)
    # Of its picture (``Logo``): it says whether there is one, and is its address.
    logo_digest = models.CharField(max_length=64, blank=True, editable=False)
    dpo_name = models.CharField("nom du DPO", max_length=255, blank=True)
    dpo_email = models.EmailField("adresse du DPO", blank=True)
    created_at = models.DateTimeField("créée le", default=timezone.now)
    archived_at = models.DateTimeField("archivée le", null=True, blank=True)
    archived_by = models.ForeignKey(
        User,
        verbose_name="archivée par",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "organisation"
        ordering = ["sort_key", "id"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = fold(self.name)
        super().save(*args, **kwargs)


class Logo(models.Model):
    """The picture of a space: a PNG made by us of what was sent (actions/logo.py). In the database, as every upload."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="logo", primary_key=True)
    digest = models.CharField(max_length=64, db_index=True)
    content = models.BinaryField()

    class Meta:
        verbose_name = "logo"

    def __str__(self) -> str:
        return f"Logo de {self.organisation}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> "MembershipQuerySet":
        return self.filter(disabled_at=None, organisation__archived_at=None)


class Membership(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name="utilisateur")
    role = models.CharField("rôle", max_length=10, choices=Role, default=Role.MEMBER)
    created_at = models.DateTimeField("membre depuis", default=timezone.now)
    disabled_at = models.DateTimeField("désactivé le", null=True, blank=True)
    # A day, not an instant: enough to see who no longer comes, and one write a day at most.
    last_visit_on = models.DateField("dernière visite le", null=True, blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "membre"
        constraints = [
            models.UniqueConstraint(
                "organisation", "user", condition=Q(disabled_at=None), name="one_active_membership_a_space"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} — {self.organisation}"

    @property
    def is_admin(self) -> bool:
        return self.role == Role.ADMIN


def digest_of_token(token: str) -> str:
    """What is kept of the link of an invitation: 256 bits of chance need neither salt nor slow hashing."""
    return hashlib.sha256(token.encode()).hexdigest()


def nobodys_digest() -> str:
    """Of an invitation that has not been sent yet: no link leads to it."""
    return digest_of_token(secrets.token_urlsafe(32))


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def pending(self) -> "InvitationQuerySet":
        """Neither accepted nor cancelled; those whose time is over are among them, to be sent again."""
        return self.filter(accepted_at=None, cancelled_at=None)


class Invitation(models.Model):
    """An e-mailed, single-use way into a space. Its link is known by its digest only: sending again makes a new one."""

    public_id = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField("adresse e-mail")
    role = models.CharField("rôle", max_length=10, choices=Role, default=Role.MEMBER)
    token_digest = models.CharField(max_length=64, unique=True, default=nobodys_digest, editable=False)
    invited_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField("créée le", default=timezone.now)
    sent_at = models.DateTimeField("envoyée le", null=True, blank=True)
    accepted_at = models.DateTimeField("acceptée le", null=True, blank=True)
    cancelled_at = models.DateTimeField("annulée le", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        constraints = [
            models.UniqueConstraint(
                "organisation",
                "email",
                condition=Q(accepted_at=None, cancelled_at=None),
                name="one_pending_invitation_an_address",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} — {self.organisation}"

    @property
    def is_pending(self) -> bool:
        return self.accepted_at is None and self.cancelled_at is None

    @property
    def expires_at(self) -> datetime:
        return (self.sent_at or self.created_at) + timedelta(days=settings.INVITATION_DAYS)

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def state(self) -> InvitationState:
        """What its link does. Reads the organisation."""
        if self.accepted_at is not None:
            return InvitationState.ACCEPTED
        if self.cancelled_at is not None or self.organisation.archived_at is not None:
            return InvitationState.CANCELLED
        return InvitationState.EXPIRED if self.is_expired else InvitationState.OPEN


class LegalTextQuerySet(models.QuerySet["LegalText"]):
    def current(self, kind: LegalKind) -> "LegalText | None":
        return self.filter(kind=kind, published_at__lte=timezone.now()).order_by("-version").first()


class LegalText(models.Model):
    """One version of the terms people accept. A new version is asked again at the next visit."""

    kind = models.CharField("texte", max_length=20, choices=LegalKind)
    version = models.PositiveIntegerField("version")
    body = models.TextField("contenu", help_text="Markdown léger.")
    published_at = models.DateTimeField("publié le", default=timezone.now)

    objects = LegalTextQuerySet.as_manager()

    class Meta:
        verbose_name = "texte légal"
        verbose_name_plural = "textes légaux"
        constraints = [models.UniqueConstraint("kind", "version", name="one_legal_text_a_version")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} (version {self.version})"


class LegalAcceptance(models.Model):
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="acceptances")
    text = models.ForeignKey(LegalText, on_delete=models.PROTECT, related_name="acceptances")
    accepted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "acceptation"
        constraints = [models.UniqueConstraint("user", "text", name="one_acceptance_a_text")]

    def __str__(self) -> str:
        return f"{self.user} — {self.text}"


class LoginFailure(models.Model):
    """Failures in a row of one identifier: the delay grows, and never becomes a final lock (settled.md 24)."""

    identifier_digest = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField(default=0)
    blocked_until = models.DateTimeField(null=True, blank=True)
    last_failed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "échec de connexion"
        verbose_name_plural = "échecs de connexion"

    def __str__(self) -> str:
        return f"{self.identifier_digest[:8]} : {self.failures}"


class AuditEvent(models.Model):
    """Who did what sensitive thing, when. Append-only; never a name, an answer or a score in ``details``."""

    at = models.DateTimeField("quand", default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="qui"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="audit_events"
    )
    verb = models.CharField("acte", max_length=60)
    target_type = models.CharField("objet", max_length=60, blank=True)
    target_id = models.CharField("identifiant", max_length=64, blank=True)
    details = models.JSONField("détails", default=dict, blank=True)

    class Meta:
        verbose_name = "acte sensible"
        verbose_name_plural = "actes sensibles"
        ordering = [F("at").desc(), "-id"]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.verb}"
