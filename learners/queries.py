"""Reads about pupils."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.crypto import salted_hmac

from learners.enums import IdentityEventKind
from learners.matching import bare
from learners.models import IdentityEvent, Learner, LearnerImport, ReconciliationAttempt
from learners.sessions import ENT_KEY
from organisations.models import Membership, Organisation, User
from organisations.queries import blocked_until, is_member

# Given to one pupil for life: 9 digits and 2 letters, before 10 digits and 1. A school's own numbers are not.
_NATIONAL = re.compile(r"\d{9}[A-Z]{2}|\d{10}[A-Z]", re.ASCII)


def learner_of(user: User, organisation: Organisation) -> Learner | None:
    """Who this account is in this school, if they are still there."""
    return Learner.objects.active().filter(organisation=organisation, user=user).first()


def comes_from_ent(user: User) -> bool:
    """An account opened by an identity provider: its names are the school's, and are not typed."""
    return SocialAccount.objects.filter(user=user).exists()


def allows_external_links(session: Any) -> bool:
    """False in a session opened by an identity provider that forbids links to the outside, as GAR does."""
    provider = session.get(ENT_KEY)
    apps = settings.SOCIALACCOUNT_PROVIDERS["saml"]["APPS"]
    return provider is None or any(app["settings"]["external_links"] for app in apps if app["provider_id"] == provider)


def last_import(organisation: Organisation) -> LearnerImport | None:
    return (
        organisation.learner_imports.confirmed()
        .select_related("author")
        .defer("rows", "errors", "undo")
        .order_by("-confirmed_at", "-id")
        .first()
    )


def accounts_from_ent(users: Iterable[int]) -> set[int]:
    """Those of these accounts (ids) that an identity provider opened."""
    return set(SocialAccount.objects.filter(user__in=users).values_list("user_id", flat=True))


def accounts_elsewhere(organisation: Organisation, pupils: Iterable[tuple[str, date]]) -> dict[str, int]:
    """INE -> the account that the same pupil has in another school, for those (INE, birth date).

    Left out, because it could be somebody else: another birth date, several accounts for the INE, an account with another
    INE or already in this school, one account for two of the pupils; and what this school dissociated stays so.
    """
    born = {ine: birth_date for ine, birth_date in pupils if _NATIONAL.fullmatch(ine)}
    found: dict[str, set[int]] = defaultdict(set)
    known = Learner.objects.filter(ine__in=list(born), user__is_active=True).exclude(organisation=organisation)
    for ine, birth_date, user in known.values_list("ine", "birth_date", "user_id"):
        if birth_date == born[ine]:
            found[ine].add(user)
    accounts = {ine: users.pop() for ine, users in found.items() if len(users) == 1}
    if not accounts:
        return {}
    excluded = set(
        IdentityEvent.objects.filter(
            kind=IdentityEventKind.UNLINKED, organisation=organisation, user__in=accounts.values()
        ).values_list("user_id", flat=True)
    )
    identifiers: dict[int, set[str]] = defaultdict(set)
    theirs = Learner.objects.filter(user__in=accounts.values())
    for user, ine, school in theirs.values_list("user_id", "ine", "organisation_id"):
        identifiers[user].add(ine or "")
        if school == organisation.pk:
            excluded.add(user)
    return {ine: user for ine, user in accounts.items() if user not in excluded and identifiers[user] - {""} == {ine}}


# --- One pupil, two accounts ------------------------------------------------------------------------------------------------
# What the arrival of somebody who has done nothing yet leaves behind.
_OF_AN_ARRIVAL = (SocialAccount, IdentityEvent, ReconciliationAttempt)


def is_blank(user: User) -> bool:
    """An account that an ENT has just opened: one identity, and no other row of the database speaks of it."""
    if user.email or user.username or user.has_usable_password() or user.is_staff or user.is_superuser:
        return False
    if SocialAccount.objects.filter(user=user).count() != 1:
        return False
    for relation in User._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many or relation.one_to_one) or relation.concrete or not relation.auto_created:
            continue
        model = relation.related_model
        if model not in _OF_AN_ARRIVAL and model._base_manager.filter(**{relation.field.name: user}).exists():
            return False
    return True


def may_be_taken_over(user: User) -> bool:
    """An account of a pupil and of nobody else: what it opens is their own answers."""
    return user.is_active and not user.is_staff and not user.is_superuser and not is_member(user)


def account_elsewhere(learner: Learner, *, besides: User | None = None) -> User | None:
    """Another account that the same pupil (national INE and birth date) has in another school."""
    if not learner.ine or not _NATIONAL.fullmatch(learner.ine):
        return None
    twin = (
        Learner.objects.filter(ine=learner.ine, birth_date=learner.birth_date, user__isnull=False)
        .exclude(organisation_id=learner.organisation_id)
        .exclude(user=besides)
        .select_related("user")
        .order_by("pk")
        .first()
    )
    return twin.user if twin else None


# --- Ways in ----------------------------------------------------------------------------------------------------------------
def with_account_facts(learners: QuerySet[Learner]) -> QuerySet[Learner]:
    """Each with its account and its school, and ``from_ent``, ``is_member_account``: what the rules of perms.py read."""
    members = Membership.objects.active().filter(user=OuterRef("user"))
    return learners.select_related("user", "organisation").annotate(
        from_ent=Exists(SocialAccount.objects.filter(user=OuterRef("user"))), is_member_account=Exists(members)
    )


def free_username(learner: Learner) -> str:
    """«zoe.fictive1403»: first and last names, day and month of birth; then «zoe.fictive1403-2» for the second one."""
    born = learner.birth_date.strftime("%d%m") if learner.birth_date else ""
    names = [bare(learner.first_name)[:60], bare(learner.display_last_name)[:60]]
    base = ".".join(filter(None, names)) + born or "eleve"
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    number, name = 1, base
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name


def stamp_of(user: User) -> str:
    """Changes with the password, and tells nothing of it."""
    return salted_hmac("learners.password", user.password, algorithm="sha256").hexdigest()[:32]


def waits_until(user: User) -> datetime | None:
    """Until when too many failures keep this account out, by one of its names."""
    found = [blocked_until(name) for name in (user.email, user.username) if name]
    return max((until for until in found if until), default=None)


def providers_of(user: User) -> list[str]:
    """The identity providers that open this account, by their names in the settings."""
    return list(SocialAccount.objects.filter(user=user).order_by("provider").values_list("provider", flat=True))


def lines_of(user: User) -> QuerySet[Learner]:
    """Who this account is, in each of its schools."""
    return (
        Learner.objects.filter(user=user, organisation__archived_at=None)
        .select_related("organisation")
        .order_by("disabled_at", "organisation__sort_key", "pk")
    )
