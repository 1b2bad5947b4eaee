"""The stand-alone test of a competence: start, take up, finish, try again, put back to zero, with the clock moved."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Answer, Assessment, KnowledgeReset
from assessments.tests.factories import CompetenceFactory, make_content
from campaigns.tests.factories import CampaignFactory, participation_in, pupil_of
from campaigns.tests.run_helpers import RIGHT, WRONG
from organisations.models import User
from organisations.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/competences/1.1"
Clock = Callable[[timedelta], None]
FOUR_DAYS, SEVEN_DAYS = timedelta(days=4, minutes=1), timedelta(days=7, minutes=1)


@pytest.fixture
def user() -> User:
    CompetenceFactory(code="1.2", name="Gérer des données")
    make_content({tube: [1, 2, 3, 4] for tube in ("moteur", "url", "page")}, challenges=3)
    return UserFactory(email=None)


@pytest.fixture
def pupil(app_client: Client, user: User) -> Client:
    app_client.force_login(user)
    return app_client


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch, pupil: Client, user: User) -> Clock:
    real, moved = timezone.now, [timedelta(0)]

    def now() -> datetime:
        return real() + moved[0]

    def by(delta: timedelta) -> None:
        moved[0] += delta
        pupil.force_login(user)

    monkeypatch.setattr(timezone, "now", now)
    return by


def html(pupil: Client, address: str = PAGE) -> str:
    return pupil.get(address).content.decode().replace("\u00a0", " ")


def address(name: str, test: Assessment) -> str:
    return reverse(name, urlconf="pixorga.urls.app", kwargs={"public_id": test.public_id})


def start(pupil: Client, **posted: str) -> Assessment:
    response = pupil.post(f"{PAGE}/test", posted)
    test = Assessment.objects.order_by("-id").first()
    assert test is not None
    assert response.headers["Location"] == address("question", test)
    return test


def play(pupil: Client, test: Assessment, level: int) -> Assessment:
    while not test.is_completed:
        answer = RIGHT if test.challenge.skill.level <= level else WRONG  # type: ignore[union-attr]
        form = {"seq": test.answer_count + 1, "challenge": test.challenge_id, "reponse": answer, "valide": 1}
        pupil.post(address("question", test), form)
        test = Assessment.objects.get(pk=test.pk)
    return test


def test_start_take_up_finish_and_read_the_outcome(pupil: Client, user: User) -> None:
    assert "Commencer" in html(pupil)
    test = start(pupil)
    assert (test.kind, test.competence.code, len(test.target)) == ("competence", "1.1", 12)  # type: ignore[union-attr]
    assert "Reprendre" in html(pupil)
    assert "Vous n’avez pas terminé le test de la compétence" in html(pupil, "/profil")
    assert start(pupil) == test, "clicking again takes up the same test"
    assert pupil.get(address("competence_result", test)).headers["Location"] == address("question", test)
    test = play(pupil, test, level=2)
    assert "100 %" in html(pupil, address("checkpoint", test))
    outcome = html(pupil, address("competence_result", test))
    percent = round(100 * test.outcome["validated"] / test.outcome["evaluated"])
    assert f"Vous maîtrisez <b>{percent} %</b>" in outcome
    assert "pix" in outcome
    page = html(pupil)
    assert "Commencer" not in page
    assert "Vous pourrez retenter cette compétence <b>dans 4 jours" in page
    assert "Remise à zéro possible dans 7 jours" in page
    assert "Cultivez vos compétences" in page


def test_what_was_answered_alone_is_not_asked_in_a_campaign_and_the_reverse(pupil: Client, user: User) -> None:
    alone = play(pupil, start(pupil), level=2)
    campaign = CampaignFactory()
    participation = participation_in(campaign, _learner(campaign, user))
    course = play(pupil, participation.assessment, level=2)  # type: ignore[arg-type]
    asked = [set(test.answers.values_list("skill_id", flat=True)) for test in (alone, course)]
    assert not asked[0] & asked[1]
    tested = {int(skill) for skill, status in course.outcome["skills"].items() if status[1] == "direct"}
    assert tested == asked[0] | asked[1]


def _learner(campaign: object, user: User) -> object:
    learner = pupil_of(campaign)  # type: ignore[arg-type]
    learner.user = user
    learner.save()
    return learner


def test_trying_again_asks_what_was_failed_and_loses_nothing(pupil: Client, wait: Clock) -> None:
    first = play(pupil, start(pupil), level=2)
    failed = set(first.answers.exclude(outcome="right").values_list("skill_id", flat=True))
    pupil.post(f"{PAGE}/test", {"retenter": "1"})
    assert Assessment.objects.count() == 1, "too early"
    wait(FOUR_DAYS)
    assert "Retenter" in html(pupil)
    retry = play(pupil, start(pupil, retenter="1"), level=4)
    assert set(retry.answers.values_list("skill_id", flat=True)) == failed
    assert retry.outcome["validated"] > first.outcome["validated"]
    assert "avant ce nouvel essai" in html(pupil, address("competence_result", retry))
    assert "il n’y a rien à retenter" in html(pupil)


def test_back_to_zero_after_seven_days_and_a_confirmation(pupil: Client, user: User, wait: Clock) -> None:
    play(pupil, start(pupil), level=2)
    assert pupil.get(f"{PAGE}/remise-a-zero").headers["Location"] == PAGE
    pupil.post(f"{PAGE}/remise-a-zero")
    assert not KnowledgeReset.objects.exists(), "too early"
    wait(SEVEN_DAYS)
    said = html(pupil, f"{PAGE}/remise-a-zero")
    assert f"<b>{Answer.objects.count()}</b> réponses" in said
    assert not KnowledgeReset.objects.exists(), "reading is not confirming"
    pupil.post(f"{PAGE}/remise-a-zero")
    pupil.post(f"{PAGE}/remise-a-zero")
    assert KnowledgeReset.objects.count() == 1
    page = html(pupil)
    assert "Non commencé" in page
    assert "Commencer" in page
    before = set(Answer.objects.values_list("challenge_id", flat=True))
    again = play(pupil, start(pupil), level=4)
    assert again.outcome["validated"] == 12
    seen = set(again.answers.values_list("challenge_id", flat=True))
    assert not before & seen, "questions never seen come first"


def test_a_reset_closes_the_test_that_runs(pupil: Client, user: User, wait: Clock) -> None:
    test = start(pupil)
    form = {"seq": 1, "challenge": test.challenge_id, "reponse": RIGHT, "valide": 1}
    pupil.post(address("question", test), form)
    wait(SEVEN_DAYS)
    pupil.post(f"{PAGE}/remise-a-zero")
    test.refresh_from_db()
    assert (test.is_completed, test.end_reason) == (True, "competence-reset")
    assert start(pupil) != test


def test_a_reset_leaves_what_was_sent_and_reopens_the_campaigns_in_progress(
    pupil: Client, user: User, wait: Clock
) -> None:
    campaign = CampaignFactory()
    participation = participation_in(campaign, _learner(campaign, user))
    test = participation.assessment
    form = {"seq": 1, "challenge": test.challenge_id, "reponse": RIGHT, "valide": 1}  # type: ignore[union-attr]
    pupil.post(address("question", test), form)  # type: ignore[arg-type]
    asked = Answer.objects.get().skill_id
    wait(SEVEN_DAYS)
    pupil.post(f"{PAGE}/remise-a-zero")
    test = play(pupil, Assessment.objects.get(pk=test.pk), level=4)  # type: ignore[union-attr]
    assert asked in set(test.answers.values_list("skill_id", flat=True))
    assert test.outcome["validated"] == 12


@pytest.mark.parametrize("method, path", [("post", "test"), ("post", "remise-a-zero"), ("get", "remise-a-zero")])
def test_unknown_competences_and_strangers(app_client: Client, user: User, method: str, path: str) -> None:
    assert getattr(app_client, method)(f"{PAGE}/{path}").headers["Location"].startswith("/connexion")
    app_client.force_login(user)
    assert getattr(app_client, method)(f"/competences/9.9/{path}").status_code == 404


def test_a_competence_without_questions_cannot_be_started(pupil: Client) -> None:
    assert "arrivent bientôt" in html(pupil, "/competences/1.2")
    assert pupil.post("/competences/1.2/test").headers["Location"] == "/competences/1.2"
    assert not Assessment.objects.exists()


def test_the_outcome_of_somebody_else_does_not_exist(app_client: Client, pupil: Client) -> None:
    test = play(pupil, start(pupil), level=2)
    app_client.force_login(UserFactory(email=None))
    assert app_client.get(address("competence_result", test)).status_code == 404
