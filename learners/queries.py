"""Reads about pupils."""

from allauth.socialaccount.models import SocialAccount

from learners.models import Learner
from organisations.models import Organisation, User


def learner_of(user: User, organisation: Organisation) -> Learner | None:
    """Who this account is in this school, if they are still there."""
    return Learner.objects.active().filter(organisation=organisation, user=user).first()


def comes_from_ent(user: User) -> bool:
    """An account opened by an identity provider: its names are the school's, and are not typed."""
    return SocialAccount.objects.filter(user=user).exists()
