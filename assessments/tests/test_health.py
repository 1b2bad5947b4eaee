"""The watch over the challenges: figures, alarms, and what a person does about them."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments import content
from assessments.health import SETTLED_AFTER, watch_challenges
from assessments.models import Answer, Assessment, BankVersion, Challenge, ChallengeHealth, ProblemReport
from assessments.tests.factories import AssessmentFactory, make_content
from assessments.withdrawal import end_alarms, set_withdrawn
from organisations.models import AuditEvent, User
from pixorga.tests.admin_pages import account, act, browser, found, list_of, page_of, superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def test(now: datetime) -> Assessment:
    """Somebody's test, on difficulties learned from answers."""
    loaded = make_content({"moteur": [1, 2], "url": [3]})
    skills = {str(skill): [float(item.level), 0.2, item.level] for skill, item in loaded.skills.items()}
    BankVersion.objects.create(number=2, release_id=loaded.release_id, skills=skills, challenges={}, created_at=now)
    return AssessmentFactory(user=User.objects.create(first_name="Zoé", last_name="Nœud"), bank_version=2)


def challenge_of(key: str = "moteur1-a") -> Challenge:
    return Challenge.objects.get(key=key)


def answer(test: Assessment, outcomes: str, *, key: str = "moteur1-a", pi: float = 0.6, bank: int = 2, **more) -> None:
    """``outcomes``: r, w or s, one an answer, given an hour ago."""
    challenge, first = challenge_of(key), test.answers.count()
    words = {"r": "right", "w": "wrong", "s": "skipped"}
    more.setdefault("answered_at", timezone.now() - timedelta(hours=1))
    Answer.objects.bulk_create(
        Answer(
            assessment=test,
            user_id=test.user_id,
            seq=first + n,
            challenge=challenge,
            skill_id=challenge.skill_id,
            outcome=words[letter],
            trace={"pi": pi, "bank": bank},
            **more,
        )
        for n, letter in enumerate(outcomes, 1)
    )


def health_of(key: str = "moteur1-a") -> ChallengeHealth:
    return ChallengeHealth.objects.get(challenge__key=key)


# --- Figures ------------------------------------------------------------------------------------------------------------
def test_answers_are_counted(test: Assessment, now: datetime) -> None:
    answer(test, "rrrwss", seconds=30)
    answer(test, "r", seconds=90)
    ProblemReport.objects.create(user=test.user, challenge=challenge_of(), category="question", comment="?")
    watch_challenges(now=now)
    health = health_of()
    assert (health.answers, health.right, health.skipped, health.median_seconds) == (7, 4, 2, 30)
    assert (health.reports, health.updated_at, health.alarm_at) == (1, now, None)
    # Every challenge is there, those that were never asked too.
    assert ChallengeHealth.objects.count() == Challenge.objects.count() == 6
    assert (health_of("url3-b").answers, health_of("url3-b").median_seconds) == (0, None)


def test_erased_answers_are_counted_no_more(test: Assessment, now: datetime) -> None:
    answer(test, "rrr")
    watch_challenges(now=now)
    test.user.delete()
    watch_challenges(now=now)
    assert health_of().answers == 0


# --- Alarms -------------------------------------------------------------------------------------------------------------
def test_a_broken_challenge_is_withdrawn(test: Assessment, now: datetime) -> None:
    answer(test, "w" * 20)
    answer(test, "rwrrwrwrrwrr", key="moteur2-a")
    release = content.current().release_id
    done = watch_challenges(now=now)
    assert [challenge.key for challenge in done.withdrawn] == ["moteur1-a"]
    assert health_of().alarm_at == now
    assert health_of("moteur2-a").alarm_at is None
    assert content.current().release_id != release
    assert not content.current().is_playable(challenge_of().pk)
    assert content.current().is_playable(challenge_of("moteur2-a").pk)
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor, event.target_id) == ("challenge.withdrawn", None, str(challenge_of().pk))
    assert event.details["key"] == "moteur1-a"
    assert event.details["harder"] >= 9


def test_a_leak_is_withdrawn(test: Assessment, now: datetime) -> None:
    answer(test, "r" * 40, pi=0.4)
    assert [challenge.key for challenge in watch_challenges(now=now).alarms] == ["moteur1-a"]
    assert health_of().easier >= 9


def test_an_alarm_rings_once(test: Assessment, now: datetime) -> None:
    answer(test, "w" * 20)
    watch_challenges(now=now)
    again = watch_challenges(now=now + timedelta(days=1))
    assert (again.alarms, again.withdrawn) == ([], [])
    assert health_of().alarm_at == now
    assert AuditEvent.objects.count() == 1


def test_several_nights_make_one_sum(test: Assessment, now: datetime) -> None:
    """Each answer is followed once, whenever the watch runs."""
    answer(test, "w" * 4)
    assert watch_challenges(now=now).answers == 4
    first = health_of().harder
    assert watch_challenges(now=now).answers == 0
    assert health_of().harder == first
    answer(test, "w" * 4)
    assert watch_challenges(now=now).answers == 4
    assert health_of().harder == pytest.approx(2 * first)
    assert health_of().watched == 8


def test_the_last_minutes_wait(test: Assessment, now: datetime) -> None:
    answer(test, "www", answered_at=now - timedelta(minutes=1))
    assert watch_challenges(now=now).answers == 0
    assert watch_challenges(now=now + SETTLED_AFTER).answers == 3


@pytest.mark.parametrize(
    "how",
    [{"bank": 1}, {"is_reported": True}, {"outcomes": "s" * 30}],
    ids=["labels", "reported", "skips"],
)
def test_what_is_not_foretold_rings_nothing(test: Assessment, now: datetime, how: dict) -> None:
    answer(test, **{"outcomes": "w" * 30, **how})
    assert watch_challenges(now=now).alarms == []
    assert health_of().answers == 30


def test_answers_of_another_strategy_are_not_followed(test: Assessment, now: datetime) -> None:
    answer(test, "w" * 30)
    Answer.objects.update(trace={"predicted_level": 3})
    assert watch_challenges(now=now).answers == 0


def test_an_old_revision_rings_nothing(test: Assessment, now: datetime) -> None:
    answer(test, "w" * 30)
    Challenge.objects.filter(key="moteur1-a").update(retired_at=now)
    assert watch_challenges(now=now).alarms == []


def test_the_command_says_what_it_did(test: Assessment) -> None:
    answer(test, "w" * 20)
    out = StringIO()
    call_command("watch_challenges", stdout=out)
    assert "6 épreuves mesurées, 20 nouvelles réponses suivies." in out.getvalue()
    assert "alarme : moteur1-a (r1), retirée des tests" in out.getvalue()


def test_a_watch_costs_the_same_whatever_the_answers(test: Assessment, now: datetime) -> None:
    watch_challenges(now=now)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            watch_challenges(now=now)
        return len(captured)

    answer(test, "rw")
    few = cost()
    answer(test, "rw" * 40)
    answer(test, "rw" * 40, key="url3-a")
    assert cost() == few


# --- What a person does -------------------------------------------------------------------------------------------------
@pytest.fixture
def rung(test: Assessment, now: datetime) -> ChallengeHealth:
    answer(test, "w" * 20)
    watch_challenges(now=now)
    return health_of()


@pytest.fixture
def boss() -> Client:
    return superuser()


def test_a_challenge_put_back_starts_afresh(boss: Client, rung: ChallengeHealth, test: Assessment, now) -> None:
    said = act(boss, "restore", rung).content.decode()
    assert "Épreuve remise dans les tests." in said
    assert content.current().is_playable(rung.pk)
    health = health_of()
    assert (health.alarm_at, health.harder, health.watched) == (None, 0, 0)
    assert AuditEvent.objects.latest("id").verb == "challenge.restored"
    # The answers that rang are not followed again; those of the other challenges are, meanwhile.
    answer(test, "rw", key="url3-a")
    assert watch_challenges(now=now + timedelta(days=1)).answers == 2
    assert health_of().alarm_at is None


def test_an_alarm_is_ended_without_putting_back(boss: Client, rung: ChallengeHealth) -> None:
    assert "suivie de nouveau" in act(boss, "end_alarm", rung).content.decode()
    assert health_of().alarm_at is None
    assert not content.current().is_playable(rung.pk)
    assert AuditEvent.objects.latest("id").verb == "challenge.alarm-ended"
    assert "Rien n’a changé." in act(boss, "end_alarm", rung).content.decode()


def test_only_alarms_are_ended(test: Assessment, now: datetime) -> None:
    answer(test, "ww")
    watch_challenges(now=now)
    assert end_alarms(challenges=[challenge_of().pk], actor=test.user) == 0
    assert health_of().harder > 0
    assert set_withdrawn(challenges=[0], withdrawn=True, actor=None, now=now) == []


def test_the_list_sorts_and_filters(boss: Client, rung: ChallengeHealth, test: Assessment, now: datetime) -> None:
    answer(test, "r" * 30, key="url3-a", pi=0.97)
    answer(test, "rw", key="url3-b")
    watch_challenges(now=now)

    def keys(**query: str) -> list[str]:
        return [health.challenge.key for health in found(boss, ChallengeHealth, **query)]

    assert keys()[0] == "moteur1-a"  # alarms first
    assert keys(etat_alarm_at="oui") == ["moteur1-a"]
    assert keys(reussite="rare") == ["moteur1-a"]
    assert keys(reussite="quasi") == ["url3-a"]
    assert keys(reussite="moyenne") == []
    assert "url3-b" in keys(reussite="peu")
    assert keys(reussite="autre") == keys()
    assert keys(etat_challenge__withdrawn_at="oui") == ["moteur1-a"]
    assert keys(q="url3") == ["url3-a", "url3-b"]
    ProblemReport.objects.create(user=test.user, challenge=challenge_of("url3-b"), category="link", comment="?")
    watch_challenges(now=now)
    assert keys(signalee="oui") == ["url3-b"]
    assert len(keys(signalee="non")) == 5


def test_the_list_says_what_is_measured(boss: Client, rung: ChallengeHealth) -> None:
    page = boss.get(list_of(ChallengeHealth)).content.decode()
    assert "<h1>Santé des épreuves</h1>" in page
    assert "Trop ratée" in page
    assert "1\u00a0±\u00a00,2" in page
    assert "0\u00a0%" in page
    detail = boss.get(page_of(rung)).content.decode()
    assert "1\u00a0±\u00a00,2" in detail
    assert "Retirée des tests" in detail
    challenge = boss.get(page_of(challenge_of())).content.decode()
    assert "20 réponses, 0\u00a0% de réussite, alarme : trop ratée" in challenge


def test_support_reads_and_ends_no_alarm(rung: ChallengeHealth) -> None:
    support = account("soutien", is_staff=True)
    support.groups.add(Group.objects.get(name="support"))
    client = browser(support)
    assert client.get(list_of(ChallengeHealth)).status_code == client.get(page_of(rung)).status_code == 200
    for action in ("restore", "end_alarm"):
        act(client, action, rung)
    assert health_of().alarm_at is not None
    assert not content.current().is_playable(rung.pk)
