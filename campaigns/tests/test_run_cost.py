"""The run under load: a constant number of queries, and one answer whatever arrives at the same instant."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from assessments.models import Answer, Assessment
from assessments.tests.factories import ChallengeFactory, SkillFactory, TubeFactory, make_content
from campaigns.actions import answer_question, renew_question, start_participation
from campaigns.models import Participation
from campaigns.tests.factories import CampaignFactory, participation_in, pupil_of
from campaigns.tests.run_helpers import RIGHT, form, in_hand, page, started

pytestmark = pytest.mark.django_db


@pytest.fixture
def participation() -> Participation:
    return started()


@pytest.fixture
def pupil(app_client: Client, participation: Participation) -> Client:
    app_client.force_login(participation.user)
    return app_client


# --- Cost: constant, whatever the history --------------------------------------------------------------------------------

GET_QUESTION, POST_ANSWER = 3, 8


def _history(participation: Participation, count: int) -> None:
    """Old answers of the same pupil to skills outside the target."""
    skill = SkillFactory(tube=TubeFactory(key="ailleurs"), level=8)
    challenge = ChallengeFactory(skill=skill, key="ailleurs8-a")
    old = Assessment.objects.create(
        user=participation.user,
        kind="competence",
        target=[],
        release=participation.assessment.release,
        strategy="published",
    )
    Answer.objects.bulk_create(
        Answer(assessment=old, user=participation.user, seq=n, challenge=challenge, skill=skill, outcome="wrong")
        for n in range(1, count + 1)
    )


@pytest.mark.parametrize("answers", [1, 500])
def test_one_answer_costs_a_constant_number_of_queries(
    pupil: Client, participation: Participation, django_assert_num_queries: pytest.FixtureRequest, answers: int
) -> None:
    _history(participation, answers)
    pupil.get(page("question", participation))  # the content of the release is in memory from here
    with django_assert_num_queries(GET_QUESTION):
        pupil.get(page("question", participation))
    sent = form(participation)
    with django_assert_num_queries(POST_ANSWER + 2):  # + the savepoint that the test's own transaction makes of ours
        pupil.post(page("question", participation), sent)
    assert Answer.objects.filter(assessment=participation.assessment).count() == 1


# --- At the same instant ------------------------------------------------------------------------------------------------


@pytest.fixture
def committed(transactional_db: None) -> Iterator[Participation]:
    make_content({"moteur": [1, 2, 3, 4], "url": [1, 2, 3]})
    return participation_in(CampaignFactory())


@pytest.mark.django_db(transaction=True)
def test_the_same_answer_sent_by_many_threads_is_stored_once(committed: Participation) -> None:
    sent = form(committed)

    def answer(_: int) -> None:
        try:
            answer_question(
                user=committed.user,
                public_id=committed.assessment.public_id,
                seq=int(str(sent["seq"])),
                challenge_id=int(str(sent["challenge"])),
                read=lambda instance: RIGHT,
                skipped=False,
                now=timezone.now(),
            )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as threads:
        list(threads.map(answer, range(12)))
    assert Answer.objects.count() == 1
    assert in_hand(committed).answer_count == 1
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_double_click_on_the_landing_page_starts_once(committed: Participation) -> None:
    learner = pupil_of(committed.campaign)

    def start(_: int) -> int:
        try:
            return start_participation(
                campaign=committed.campaign, user=learner.user, learner=learner, now=timezone.now()
            ).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        started = set(threads.map(start, range(8)))
    assert len(started) == 1
    assert renew_question(
        user=learner.user,
        public_id=Participation.objects.get(pk=started.pop()).assessment.public_id,
        now=timezone.now(),
    )
