"""Reads that span models."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.crypto import salted_hmac

from organisations.enums import SUPER_ADMIN, Attempt, LegalKind, Role
from organisations.models import (
    AuditEvent,
    Invitation,
    InvitationQuerySet,
    LegalAcceptance,
    LegalText,
    LoginFailure,
    Membership,
    MembershipQuerySet,
    Organisation,
    User,
    digest_of_token,
)


def memberships_of(user: User) -> MembershipQuerySet:
    """The spaces of a user, each with its organisation and with ``terms_to_accept`` (bool).

    One query for the whole frame of an orga page: the terms ride along, being the same on every row.
    """
    published = LegalText.objects.filter(kind=LegalKind.ORGA_TERMS, published_at__lte=timezone.now())
    current = Subquery(published.order_by("-version").values("pk")[:1])
    accepted = LegalAcceptance.objects.filter(user=OuterRef("user"), text=OuterRef("current_terms"))
    return (
        Membership.objects.active()
        .filter(user=user)
        .select_related("organisation")
        .annotate(current_terms=current)
        .annotate(terms_to_accept=Q(current_terms__isnull=False) & ~Exists(accepted))
        .order_by("organisation__sort_key", "organisation_id")
    )


def team_of(organisation: Organisation) -> MembershipQuerySet:
    return organisation.memberships.active().select_related("user").order_by("user__search_key", "id")


def is_member(user: User) -> bool:
    """Whether this account opens a space of Orga."""
    return Membership.objects.active().filter(user=user).exists()


def membership_in(organisation: Organisation, user: User) -> Membership | None:
    return organisation.memberships.active().filter(user=user).first()


def is_last_administrator(membership: Membership) -> bool:
    """An administrator without any other in the space."""
    others = Membership.objects.active().filter(organisation=membership.organisation_id, role=Role.ADMIN)
    return membership.is_admin and not others.exclude(pk=membership.pk).exists()


def pending_invitations(organisation: Organisation) -> InvitationQuerySet:
    return organisation.invitations.pending().order_by("email")


def invitations_sent_since(organisation: Organisation, since: datetime) -> int:
    return AuditEvent.objects.filter(organisation=organisation, verb="invitation.sent", at__gte=since).count()


def members_among(organisation: Organisation, emails: list[str]) -> set[str]:
    """Which of these addresses are those of active members."""
    found = organisation.memberships.active().filter(user__email__in=emails)
    return set(found.values_list("user__email", flat=True))


def invitation_by_token(token: str) -> Invitation | None:
    found = Invitation.objects.filter(token_digest=digest_of_token(token))
    return found.select_related("organisation", "invited_by").first()


def current_terms() -> LegalText | None:
    return LegalText.objects.current(LegalKind.ORGA_TERMS)


def acceptance_of(*, user: User, text: LegalText) -> LegalAcceptance | None:
    return LegalAcceptance.objects.filter(user=user, text=text).first()


def digest_of(identifier: str, purpose: Attempt = Attempt.SIGN_IN) -> str:
    """What is kept of a typed identifier: people mistype their password there, and unknown ones are nobody's business.

    Each purpose has its own salt, so that nothing typed for one can count for the other.
    """
    return salted_hmac(f"organisations.{purpose}", identifier.strip().lower(), algorithm="sha256").hexdigest()


def digests_of(identifier: str) -> list[str]:
    return [digest_of(identifier, purpose) for purpose in Attempt]


def blocked_until(identifier: str, purpose: Attempt = Attempt.SIGN_IN) -> datetime | None:
    """Until when nobody may try this identifier, known or not; None when one may."""
    return (
        LoginFailure.objects.filter(identifier_digest=digest_of(identifier, purpose), blocked_until__gt=timezone.now())
        .values_list("blocked_until", flat=True)
        .first()
    )


def account_of_link(public_id: object) -> User | None:
    """The account that a link of a mail names by its public identifier."""
    try:
        return User.objects.filter(public_id=public_id, is_active=True).first()
    except ValidationError:  # not even the shape of an identifier
        return None


def has_account(email: str) -> bool:
    return User.objects.filter(email=email).exists()


def account_for_reset(email: str) -> User | None:
    """The account whose password may be chosen again by mail; those who come from an ENT have none."""
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    return user if user is not None and user.has_usable_password() else None


def super_admins() -> QuerySet[User]:
    """Those who can put anything right here: somebody must always be left."""
    leads = Q(is_superuser=True) | Q(pk__in=User.groups.through.objects.filter(group__name=SUPER_ADMIN).values("user"))
    return User.objects.filter(leads, is_staff=True, is_active=True)


def is_last_super_admin(user: User) -> bool:
    if not (user.is_staff and user.is_active):
        return False
    leads = set(super_admins().values_list("pk", flat=True))
    return leads == {user.pk}


def spaces_led_alone(user: User) -> QuerySet[Organisation]:
    """Those whose members would be left without an administrator."""
    others = Membership.objects.active().filter(organisation=OuterRef("pk")).exclude(user=user)
    led = Membership.objects.active().filter(user=user, role=Role.ADMIN).values("organisation")
    return Organisation.objects.filter(Exists(others), ~Exists(others.filter(role=Role.ADMIN)), pk__in=led)


def idle_accounts(*, since: datetime) -> QuerySet[User]:
    """Accounts, those of the team aside, that nobody opened after ``since``."""
    never = Q(last_login=None, joined_at__lt=since)
    return User.objects.filter(never | Q(last_login__lt=since), is_staff=False, is_superuser=False, anonymised_at=None)
