"""Reads about pupils."""

from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings

from learners.models import Learner
from learners.sessions import ENT_KEY
from organisations.models import Organisation, User


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
