"""«Je retente»: what was failed in a course is asked once more, with other questions (settled.md 4).

The test in hand of the participation becomes the new one, linked to the one before by ``retry_of``. Until the new one
ends, the result shown and sent is that of the last test that ended: nothing can be lost by trying.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from assessments import content
from assessments.actions import start_assessment
from assessments.engine import failed_skills
from assessments.enums import AssessmentKind
from assessments.models import Assessment
from assessments.queries import evidence_of_assessments
from campaigns.actions import CampaignClosed
from campaigns.models import Participation


class RetryRefused(Exception):
    """Too early, already sent, or nothing to ask again."""


def finished_test(participation: Participation) -> Assessment | None:
    """The test whose result stands: the one in hand, or the one before it while a retry runs."""
    test = participation.assessment
    while test is not None and not test.is_completed:
        test = test.retry_of
    return test


def running_retry(participation: Participation) -> Assessment | None:
    test = participation.assessment
    return test if test is not None and test.retry_of_id is not None and not test.is_completed else None


def tests_of(participation: Participation) -> list[Assessment]:
    """Every test of a participation, the latest first: one statement for each retry before."""
    found, test = [], participation.assessment
    while test is not None:
        found.append(test)
        test = test.retry_of
    return found


def retry_opens_at(participation: Participation) -> datetime | None:
    """Four times 24 hours after the end; None before it."""
    if participation.completed_at is None:
        return None
    return participation.completed_at + timedelta(days=settings.RETRY_DELAY_DAYS)


def skills_to_retry(participation: Participation, loaded: content.Content) -> frozenset[int]:
    """Skills directly failed in this participation, its retries included; those that nobody can be asked are left out."""
    tests = tests_of(participation)
    if not tests or participation.user_id is None:
        return frozenset()
    evidence = evidence_of_assessments([test.pk for test in tests], participation.user_id, loaded)
    target = set(tests[0].target)
    return frozenset(skill for skill in failed_skills(evidence) if skill in target and loaded.bank.has_skill(skill))


@transaction.atomic
def start_retry(*, participation: Participation, now: datetime) -> Assessment:
    """Put a retry in hand; twice gives the same one. Raises CampaignClosed and RetryRefused."""
    locked = (
        Participation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("campaign__organisation", "learner", "assessment", "user")
        .get(pk=participation.pk)
    )
    if locked.campaign.is_closed:
        raise CampaignClosed
    running = running_retry(locked)
    if running and not locked.shared_at:
        return running
    opens = retry_opens_at(locked)
    loaded = content.current()
    skills = skills_to_retry(locked, loaded)
    before = locked.assessment
    refused = locked.shared_at or locked.deleted_at or locked.learner.disabled_at or opens is None or opens > now
    if refused or not skills or before is None or locked.user is None:
        raise RetryRefused
    retry, _ = start_assessment(
        user=locked.user,
        kind=AssessmentKind.RETRY,
        target=before.target,
        preset=before.preset,
        retry_of=before,
        retry_skills=sorted(skills),
        now=now,
    )
    if retry.is_completed and retry.answer_count == 0:
        # No other question for any of these skills: nothing was tried, and the result stands.
        raise RetryRefused
    locked.assessment = retry
    locked.save(update_fields=["assessment"])
    return retry
