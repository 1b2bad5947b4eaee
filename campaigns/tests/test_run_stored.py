"""What is stored with an answer beside it: device, report, control; and the label of a control question."""

import pytest
from django.test import Client
from django.utils import timezone

from assessments.actions import start_assessment
from assessments.enums import AssessmentKind, Device, device_of
from assessments.models import Answer, Assessment
from assessments.queries import evidence_for
from assessments.tests.factories import make_content
from campaigns.actions import CONTROL_EVERY
from campaigns.models import Participation
from campaigns.tests.factories import CampaignFactory, participation_in
from campaigns.tests.run_helpers import WRONG, form, in_hand, page, started
from organisations.tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1"
ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
ANDROID_TABLET = "Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"
IPAD = "Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 Version/12.1 Mobile/15E148 Safari/604.1"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
FIREFOX_PHONE = "Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0"
FIREFOX_TABLET = "Mozilla/5.0 (Android 14; Tablet; rv:128.0) Gecko/128.0 Firefox/128.0"
CHROMEBOOK = "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"


@pytest.mark.parametrize(
    "agent, device",
    [
        (IPHONE, Device.PHONE),
        (ANDROID, Device.PHONE),
        (FIREFOX_PHONE, Device.PHONE),
        (ANDROID_TABLET, Device.TABLET),
        (FIREFOX_TABLET, Device.TABLET),
        (IPAD, Device.TABLET),
        (FIREFOX, Device.COMPUTER),
        (CHROMEBOOK, Device.COMPUTER),
        ("curl/8.0", Device.COMPUTER),
        ("", ""),
    ],
)
def test_the_class_of_a_device(agent: str, device: str) -> None:
    assert device_of(agent) == device


@pytest.fixture
def participation() -> Participation:
    return started()


@pytest.fixture
def pupil(app_client: Client, participation: Participation) -> Client:
    app_client.force_login(participation.user)
    return app_client


def test_an_answer_keeps_the_class_of_the_device_and_nothing_more(pupil: Client, participation: Participation) -> None:
    pupil.post(page("question", participation), form(participation), headers={"user-agent": ANDROID})
    pupil.post(page("question", participation), form(participation), headers={"user-agent": ""})
    assert list(Answer.objects.order_by("seq").values_list("device", flat=True)) == ["phone", ""]
    assert "Pixel" not in str(list(Answer.objects.values()))


def test_an_answer_says_that_its_question_was_reported(pupil: Client, participation: Participation) -> None:
    sent = {"category": "question", "comment": "On ne voit rien."}
    assert pupil.post(page("report_problem", participation), sent).status_code == 302
    pupil.post(page("question", participation), form(participation))
    pupil.post(page("question", participation), form(participation))
    assert list(Answer.objects.order_by("seq").values_list("is_reported", flat=True)) == [True, False]


# --- Control questions --------------------------------------------------------------------------------------------------
def test_schools_have_no_control_question_unless_they_ask(participation: Participation) -> None:
    assert participation.assessment.control_every == 0
    willing = CampaignFactory(organisation=OrganisationFactory(control_questions=True))
    assert participation_in(willing).assessment.control_every == CONTROL_EVERY == 15


@pytest.fixture
def controlled(pupil: Client, participation: Participation) -> Assessment:
    """A test with a control question in hand."""
    Assessment.objects.update(control_every=3)
    for _ in range(12):
        assessment = in_hand(participation)
        if assessment.trace.get("control"):
            return assessment
        pupil.post(page("question", participation), form(participation))
    pytest.fail("No control question came.")


def test_a_control_question_says_so_and_does_not_count(
    pupil: Client, participation: Participation, controlled: Assessment
) -> None:
    assert "Question de contrôle, non comptée." in pupil.get(page("question", participation)).content.decode()
    skill = controlled.challenge.skill_id
    loaded = make_content({"vide": [1]})
    before = {item.skill: item.weight for item in evidence_for(controlled, loaded)}
    pupil.post(page("question", participation), form(participation, WRONG))
    answer = Answer.objects.latest("id")
    assert (answer.is_control, answer.skill_id, answer.outcome) == (True, skill, "wrong")
    after = {item.challenge: item for item in evidence_for(in_hand(participation), loaded)}
    assert (after[answer.challenge_id].weight, after[answer.challenge_id].control) == (0.0, True)
    assert sum(before.values()) == sum(item.weight for item in after.values())
    shown = pupil.get(page("answer_detail", participation, seq=answer.seq)).content.decode()
    assert "Question de contrôle, non comptée" in shown


def test_an_ordinary_question_says_nothing_of_control(pupil: Client, participation: Participation) -> None:
    assert "contrôle" not in pupil.get(page("question", participation)).content.decode()


def test_a_retry_has_no_control_question(participation: Participation) -> None:
    retry, _ = start_assessment(
        user=participation.user,
        kind=AssessmentKind.RETRY,
        target=participation.assessment.target,
        retry_of=participation.assessment,
        retry_skills=participation.assessment.target[:2],
        control_every=3,
        now=timezone.now(),
    )
    assert retry.control_every == 0
