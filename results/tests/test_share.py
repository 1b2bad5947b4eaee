"""Sending: what is frozen, what is refused, and that it happens once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from assessments.models import KnowledgeReset
from assessments.tests.factories import make_content
from campaigns.actions import CampaignClosed, archive_campaign
from campaigns.models import Participation
from campaigns.tests.factories import CampaignFactory, participation_in
from results.actions import LearnerDisabled, NotCompleted, ParticipationDeleted, share_results
from results.models import CompetenceResult, SharedResult
from results.tests.factories import finished_in, outcome_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def participation() -> Participation:
    make_content()
    return finished_in(CampaignFactory(), validated=["moteur1", "moteur2", "url1"], inferred=["moteur1"])


def test_the_result_is_frozen_as_the_pupil_saw_it(participation: Participation) -> None:
    outcome = participation.assessment.outcome
    shared = share_results(participation=participation, now=NOW)
    assert shared.shared_at == NOW
    result = SharedResult.objects.get()
    assert (result.participation, result.organisation_id, result.campaign_id, result.frozen_at) == (
        participation,
        participation.organisation_id,
        participation.campaign_id,
        NOW,
    )
    assert (result.validated, result.evaluated, result.pix) == (3, 5, outcome["pix"])
    assert result.skills == outcome["skills"]
    assert sorted(map(tuple, result.skills.values())) == [
        (0, "direct"),
        (0, "direct"),
        (1, "direct"),
        (1, "direct"),
        (1, "inferred"),
    ]
    part = CompetenceResult.objects.get()
    assert (part.result, part.competence.code, part.validated, part.evaluated) == (result, "1.1", 3, 5)
    assert (part.pix, part.level) == (outcome["competences"][0]["pix"], outcome["competences"][0]["level"])
    assert (part.organisation_id, part.campaign_id) == (participation.organisation_id, participation.campaign_id)


def test_sending_twice_sends_once(participation: Participation) -> None:
    share_results(participation=participation, now=NOW)
    again = share_results(participation=participation, now=NOW + timedelta(hours=1))
    assert again.shared_at == NOW
    assert SharedResult.objects.count() == 1


def test_sent_then_archived_still_says_that_it_was_sent(participation: Participation) -> None:
    share_results(participation=participation, now=NOW)
    archive_campaign(campaign=participation.campaign, actor=participation.campaign.creator, now=NOW)
    assert share_results(participation=participation, now=NOW).shared_at == NOW


def test_nothing_that_comes_later_changes_what_was_sent(participation: Participation) -> None:
    share_results(participation=participation, now=NOW)
    before = SharedResult.objects.values().get(), list(CompetenceResult.objects.values())
    assessment = participation.assessment
    assessment.outcome = outcome_of(assessment.target, [])
    assessment.save()
    competence = CompetenceResult.objects.get().competence
    KnowledgeReset.objects.create(user=participation.user, competence=competence)
    share_results(participation=participation, now=NOW + timedelta(days=9))
    assert (SharedResult.objects.values().get(), list(CompetenceResult.objects.values())) == before


def test_refused_before_the_end() -> None:
    make_content()
    participation = participation_in(CampaignFactory())
    with pytest.raises(NotCompleted):
        share_results(participation=participation, now=NOW)
    _nothing_sent(participation)


def test_refused_in_an_archived_campaign(participation: Participation) -> None:
    archive_campaign(campaign=participation.campaign, actor=participation.campaign.creator, now=NOW)
    with pytest.raises(CampaignClosed):
        share_results(participation=participation, now=NOW)
    _nothing_sent(participation)


def test_refused_in_an_archived_school(participation: Participation) -> None:
    organisation = participation.campaign.organisation
    organisation.archived_at = NOW
    organisation.save()
    with pytest.raises(CampaignClosed):
        share_results(participation=participation, now=NOW)
    _nothing_sent(participation)


def test_refused_to_a_pupil_whom_the_school_took_off_its_list(participation: Participation) -> None:
    participation.learner.disabled_at = NOW
    participation.learner.save()
    with pytest.raises(LearnerDisabled):
        share_results(participation=participation, now=NOW)
    _nothing_sent(participation)


def test_refused_when_the_participation_was_deleted(participation: Participation) -> None:
    participation.deleted_at = NOW
    participation.save()
    with pytest.raises(ParticipationDeleted):
        share_results(participation=participation, now=NOW)
    _nothing_sent(participation)


def _nothing_sent(participation: Participation) -> None:
    participation.refresh_from_db()
    assert participation.shared_at is None
    assert not SharedResult.objects.exists()
    assert not CompetenceResult.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_clicks_at_once_send_once() -> None:
    make_content()
    participation = finished_in(CampaignFactory(), validated=["url1"])

    def send(_: int) -> object:
        try:
            return share_results(participation=participation, now=timezone.now()).shared_at
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        dates = set(pool.map(send, range(8)))
    assert dates == {Participation.objects.get().shared_at}
    assert SharedResult.objects.count() == 1
