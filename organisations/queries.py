"""Reads that span models."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.crypto import salted_hmac

from organisations.enums import Attempt, LegalKind
from organisations.models import (
    LegalAcceptance,
    LegalText,
    LoginFailure,
    Membership,
    MembershipQuerySet,
    Organisation,
    User,
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


def account_for_reset(email: str) -> User | None:
    """The account whose password may be chosen again by mail; those who come from an ENT have none."""
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    return user if user is not None and user.has_usable_password() else None
