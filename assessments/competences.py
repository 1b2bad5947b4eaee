"""One competence of one pupil: its stand-alone test, trying again, putting it back to zero (settled.md 4 and 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max

from assessments import content
from assessments.actions import close_unfinished, start_assessment
from assessments.bank_versions import latest_version
from assessments.engine import CompetenceProfile, Evidence, Profile, failed_skills, profile, strategies
from assessments.enums import AssessmentKind
from assessments.models import Answer, Assessment, Competence, KnowledgeReset
from assessments.queries import evidence_of_user, resets_of
from organisations.models import User


class NotPossibleNow(Exception):
    """The button is gone: too early, nothing to do, or already done from another tab."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a pupil can do with a competence now.

    running       the unfinished test to resume
    is_tested     a stand-alone test was finished since the last reset
    failed        skills whose last answer was not right: what a retry asks
    retry_at      from when it may be tried again; None when there is nothing to try again
    reset_at      from when it may be put back to zero; None when nothing was answered
    answers       given since the last reset
    """

    running: Assessment | None
    is_tested: bool
    failed: frozenset[int]
    retry_at: datetime | None
    reset_at: datetime | None
    answers: int

    @property
    def can_start(self) -> bool:
        return self.running is None and not self.is_tested

    def can_retry(self, now: datetime) -> bool:
        return self.running is None and self.retry_at is not None and self.retry_at <= now

    def can_reset(self, now: datetime) -> bool:
        return self.reset_at is not None and self.reset_at <= now


def standing_of(
    user: User, competence: content.Competence, evidence: Sequence[Evidence], loaded: content.Content
) -> Standing:
    """``evidence``: all the answers of the user. Four statements, whatever their number."""
    reset_at = resets_of(user.pk).get(competence.id)
    answers = Answer.objects.filter(user=user, skill__tube__competence=competence.id, is_control=False)
    tests = Assessment.objects.filter(user=user, competence=competence.id)
    if reset_at:
        answers, tests = answers.filter(answered_at__gt=reset_at), tests.filter(created_at__gt=reset_at)
    known = answers.aggregate(last=Max("answered_at"), count=Count("pk"))
    last = known["last"]
    failed = frozenset(failed_skills(evidence) & set(loaded.target_of_competence(competence.id)))
    is_tested = tests.filter(completed_at__isnull=False).exists()
    return Standing(
        running=Assessment.objects.filter(user=user, competence=competence.id, completed_at=None).first(),
        is_tested=is_tested,
        failed=failed,
        retry_at=last + timedelta(days=settings.RETRY_DELAY_DAYS) if last and is_tested and failed else None,
        reset_at=last + timedelta(days=settings.RESET_DELAY_DAYS) if last else None,
        answers=known["count"],
    )


def standing_in_profile(
    user: User, competence: content.Competence, loaded: content.Content
) -> CompetenceProfile | None:
    """Level and pix of one competence; None before it holds any skill."""
    found = profile_of(evidence_of_user(user.pk, loaded), loaded)
    return next((row for row in found.competences if row.competence == competence.id), None)


def profile_of(evidence: Sequence[Evidence], loaded: content.Content) -> Profile:
    """The profile that these answers make, with the difficulties known today. One statement."""
    bank = loaded.bank_for(latest_version())
    return profile(bank, evidence, settings.LEVELS_OPEN, strategies[settings.STRATEGY])


@transaction.atomic
def start_competence_test(*, user: User, competence: content.Competence, now: datetime) -> Assessment:
    """Start the test of a competence, or take up the one that runs. Raises NotPossibleNow."""
    standing, loaded = _locked(user, competence)
    if standing.running:
        return standing.running
    target = loaded.target_of_competence(competence.id)
    if not standing.can_start or not target:
        raise NotPossibleNow
    row = Competence.objects.get(pk=competence.id)
    assessment, _ = start_assessment(user=user, kind=AssessmentKind.COMPETENCE, target=target, competence=row, now=now)
    return assessment


@transaction.atomic
def retry_competence(*, user: User, competence: content.Competence, now: datetime) -> Assessment:
    """Ask once more what was failed, with other questions; nothing validated is lost. Raises NotPossibleNow."""
    standing, loaded = _locked(user, competence)
    if standing.running:
        return standing.running
    if not standing.can_retry(now):
        raise NotPossibleNow
    before = (
        Assessment.objects.filter(user=user, competence=competence.id, completed_at__isnull=False)
        .order_by("-completed_at")
        .first()
    )
    assessment, _ = start_assessment(
        user=user,
        kind=AssessmentKind.RETRY,
        target=loaded.target_of_competence(competence.id),
        competence=Competence.objects.get(pk=competence.id),
        retry_of=before,
        retry_skills=sorted(standing.failed),
        now=now,
    )
    return assessment


@transaction.atomic
def reset_competence(*, user: User, competence: content.Competence, now: datetime) -> None:
    """«Remettre à zéro»: what was answered so far is put aside, and the test that runs is closed as it stands.

    Results already sent stay as they were sent. Raises NotPossibleNow.
    """
    standing, loaded = _locked(user, competence)
    if not standing.can_reset(now):
        raise NotPossibleNow
    if standing.running:
        # An answer may be arriving: it is stored before, or refused after.
        running = Assessment.objects.select_for_update(of=("self",)).get(pk=standing.running.pk)
        if not running.is_completed:
            close_unfinished(assessment=running, loaded=loaded, now=now)
    KnowledgeReset.objects.create(user=user, competence_id=competence.id, reset_at=now)


def _locked(user: User, competence: content.Competence) -> tuple[Standing, content.Content]:
    """The account is the lock: of two clicks the second sees what the first did."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    loaded = content.current()
    return standing_of(user, competence, evidence_of_user(user.pk, loaded), loaded), loaded
