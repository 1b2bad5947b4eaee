"""Who may do what: every route of the teachers' space, and every route of the pupils' one that takes an object.

A new route that is not said here fails the test. Each try is undone: the next person finds the same school.
"""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from assessments.tests.factories import make_content
from campaigns.models import Campaign
from campaigns.tests.factories import CampaignFactory, TargetProfileFactory, participation_in
from organisations.enums import Role
from organisations.models import User
from organisations.tests.factories import MembershipFactory, UserFactory
from pixorga.tests.test_tenancy import APP, FOREIGN, NOT_OF_A_SCHOOL, ORGA, PUBLIC, routes, with_parameter

pytestmark = pytest.mark.django_db

MEMBERS, OWNERS, ADMINS = (
    {"member", "owner", "administrator"},
    {"owner", "administrator"},
    {"administrator"},
)
# (route, method) -> who may. Pages of a form are read by whoever may send it.
MAY: dict[tuple[str, str], set[str]] = {
    **{
        (name, "get"): MEMBERS
        for name in (
            *(
                "home",
                "campaign_list",
                "campaign_create",
                "campaign_profile",
                "campaign_detail",
                "campaign_code",
                "participant_list",
            ),
            *("participant_detail", "collective_results", "results_export", "learner_list", "learner_account"),
            *("team", "team_leave", "account", "logo"),
        )
    },
    **{(name, "post"): MEMBERS for name in ("campaign_create", "switch_organisation", "account", "team_leave")},
    **{
        (name, "post"): MEMBERS
        for name in ("learner_ways_in", "learner_password", "learner_username", "learner_unblock")
    },
    ("campaign_edit", "get"): OWNERS,
    **{(name, "post"): OWNERS for name in ("campaign_edit", "campaign_archive", "campaign_unarchive")},
    **{
        (name, "get"): ADMINS
        for name in (
            *("team_invite", "team_role", "team_remove", "learner_dissociate", "learner_import", "learner_import_undo"),
            *("learner_import_detail", "learner_import_template", "learner_import_template_agricultural"),
        )
    },
    **{
        (name, "post"): ADMINS
        for name in (
            *(
                "team_invite",
                "team_role",
                "team_remove",
                "invitation_resend",
                "invitation_cancel",
                "learner_dissociate",
            ),
            *("learner_import", "learner_import_confirm", "learner_import_abandon", "learner_import_undo"),
        )
    },
}
OPEN = PUBLIC[ORGA] | NOT_OF_A_SCHOOL


@pytest.fixture
def campaign() -> Campaign:
    make_content()
    campaign = CampaignFactory(
        profile=TargetProfileFactory(is_public=False), organisation__manages_learners=True, creator=UserFactory()
    )
    campaign.profile.organisations.add(campaign.organisation)
    participation_in(campaign)
    return campaign


def people(campaign: Campaign) -> dict[str, User | None]:
    school = campaign.organisation
    MembershipFactory(organisation=school, user=campaign.creator)
    return {
        "member": MembershipFactory(organisation=school).user,
        "owner": campaign.creator,
        "administrator": MembershipFactory(organisation=school, role=Role.ADMIN).user,
        "another school’s member": MembershipFactory(organisation__manages_learners=True).user,
        "another school’s administrator": MembershipFactory(role=Role.ADMIN, organisation__manages_learners=True).user,
        "pupil": campaign.participations.get().user,
        "anonymous": None,
    }


def answer_of(client: Client, method: str, address: str, data: dict[str, Any] | None = None) -> str:
    """«yes» for any answer of the page itself, wrong forms included."""
    response = getattr(client, method)(address, data or {})
    if response.status_code == 302 and response.headers["Location"].startswith("/connexion?"):
        return "sign in"
    return {403: "forbidden", 404: "not found"}.get(response.status_code, "yes")


def test_every_route_of_orga_is_in_the_table() -> None:
    assert {name for name, _ in MAY} == set(routes(ORGA)) - OPEN


@pytest.mark.parametrize(("name", "method"), sorted(MAY), ids=lambda part: part)
def test_who_may_in_orga(campaign: Campaign, name: str, method: str) -> None:
    kwargs: dict[str, Any] = FOREIGN[name](campaign) if name in FOREIGN else {}
    address = reverse(name, urlconf=ORGA, kwargs=kwargs)
    found, expected = {}, {}
    for who, user in people(campaign).items():
        client = Client(SERVER_NAME="orga.localhost")
        if user is not None:
            client.force_login(user)
        with transaction.atomic():
            # Into one's own space; a pupil has none.
            mine = user.memberships.first() if user and name == "switch_organisation" else None
            found[who] = answer_of(client, method, address, {"membership": mine.pk} if mine else None)
            transaction.set_rollback(True)
        if user is None:
            expected[who] = "sign in"
        elif who == "pupil":
            expected[who] = "forbidden"
        elif who.startswith("another") and kwargs:
            # A member who may not do it at all may be told so before the object is looked for.
            expected[who] = "not found"
        else:
            role = who.removeprefix("another school’s ")
            expected[who] = "yes" if role in MAY[name, method] else "forbidden"
    if kwargs and MAY[name, method] == ADMINS:
        # Told that only administrators do this, whatever the object.
        assert found.pop("another school’s member") in {"not found", "forbidden"}
        del expected["another school’s member"]
    assert found == expected


# --- The pupils' space ------------------------------------------------------------------------------------------------------
# What belongs to one pupil: nobody else finds it, whoever they are.
OWN = sorted(name for name in with_parameter(APP) if "public_id" in routes(APP)[name].pattern.converters)


def test_the_pages_of_a_test_are_known() -> None:
    assert {"question", "question_timer", "checkpoint", "answer_detail", "report_problem", "competence_result"} <= set(
        OWN
    )


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", OWN)
def test_a_test_is_its_pupil_s_alone(campaign: Campaign, name: str, method: str) -> None:
    known = {
        "public_id": campaign.participations.get().assessment.public_id,
        "seq": 1,
        "page": "accueil",
        "name": "a.csv",
    }
    kwargs = {key: known[key] for key in routes(APP)[name].pattern.converters}
    address = reverse(name, urlconf=APP, kwargs=kwargs)
    others = {
        "another pupil of the campaign": participation_in(campaign).user,
        "a teacher of the school": MembershipFactory(organisation=campaign.organisation, role=Role.ADMIN).user,
        "staff": UserFactory(is_staff=True, is_superuser=True),
    }
    for who, user in others.items():
        client = Client(SERVER_NAME="app.localhost")
        client.force_login(user)
        status = getattr(client, method)(address).status_code
        assert status in {404, 405}, who
    assert answer_of(Client(SERVER_NAME="app.localhost"), method, address) in {"sign in", "yes"}
