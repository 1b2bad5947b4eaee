import pytest
from django.test import Client

from assessments.tests.factories import make_content
from campaigns.models import Campaign
from campaigns.tests.factories import CampaignFactory
from organisations.models import Membership
from organisations.tests.factories import MembershipFactory


@pytest.fixture
def membership() -> Membership:
    """A teacher, over a referential of five skills: moteur1 to 3, url1 and url2."""
    make_content()
    return MembershipFactory(organisation__name="Lycée Pix", organisation__manages_learners=True)


@pytest.fixture
def teacher(orga_client: Client, membership: Membership) -> Client:
    orga_client.force_login(membership.user)
    return orga_client


@pytest.fixture
def campaign(membership: Membership) -> Campaign:
    return CampaignFactory(organisation=membership.organisation, name="Classe de 2nde3", code="RNBJDB351")
