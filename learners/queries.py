"""Reads about pupils."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings

from learners.enums import IdentityEventKind
from learners.models import IdentityEvent, Learner, LearnerImport
from learners.sessions import ENT_KEY
from organisations.models import Organisation, User

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
        .defer("rows", "errors")
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
