"""Campaigns and the people in them."""

from typing import Any

import factory
from django.utils import timezone

from assessments.models import Skill
from campaigns.actions import new_code, start_participation
from campaigns.enums import ProfileKind
from campaigns.models import Campaign, Participation, TargetProfile
from learners.models import Learner
from organisations.tests.factories import OrganisationFactory, UserFactory


class TargetProfileFactory(factory.django.DjangoModelFactory[TargetProfile]):
    """By default a public parcours over every skill there is."""

    class Meta:
        model = TargetProfile
        skip_postgeneration_save = True

    key = factory.Sequence(lambda n: f"profil-{n}")
    kind = ProfileKind.COURSE
    name = factory.Sequence(lambda n: f"Parcours {n}")

    @factory.post_generation
    def skills(self: TargetProfile, create: bool, extracted: Any, **kwargs: Any) -> None:
        self.skills.set(Skill.objects.all() if extracted is None else extracted)


class CampaignFactory(factory.django.DjangoModelFactory[Campaign]):
    class Meta:
        model = Campaign

    organisation = factory.SubFactory(OrganisationFactory)
    creator = factory.SubFactory(UserFactory)
    profile = factory.SubFactory(TargetProfileFactory)
    name = factory.Sequence(lambda n: f"Campagne {n}")
    code = factory.LazyFunction(new_code)


def pupil_of(campaign: Campaign, **names: Any) -> Learner:
    """A pupil of the campaign's school, with an account."""
    user = UserFactory(email=None, **names)
    return Learner.objects.create(
        organisation=campaign.organisation, user=user, first_name=user.first_name, last_name=user.last_name
    )


def participation_in(campaign: Campaign, learner: Learner | None = None) -> Participation:
    """Started through the real action, with its first question in hand."""
    learner = learner or pupil_of(campaign)
    return start_participation(campaign=campaign, user=learner.user, learner=learner, now=timezone.now())
