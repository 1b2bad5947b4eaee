"""The shell around the engine: lock, load, decide, save.

Callers hold the row of the assessment (``select_for_update``) in a transaction; nothing here opens one, so that what
campaigns write beside an answer commits with it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from assessments import content
from assessments.bank_versions import is_calibrated, latest_version
from assessments.engine import AssessmentOutcome, Evidence, Outcome, Question, SkillStatus, judge, strategies
from assessments.engine.frontier import alpha_of
from assessments.enums import AssessmentKind, Preset, ReportCategory
from assessments.models import Answer, Assessment, Competence, ProblemReport
from assessments.queries import evidence_for, task_of
from organisations.models import User

# A late form has travelled: what arrives this soon after the end of the time limit is on time.
TIMER_GRACE = timedelta(seconds=3)
# Why a test ended that no strategy ended (the others: engine.EndReason).
RESET = "competence-reset"
# Longer than this on one question, the pupil had left: the duration says nothing.
LONGEST_STAY = timedelta(hours=1)


class StaleQuestion(Exception):
    """The form answers another question than the one in hand: it was sent twice, or comes from an old tab."""


class OutdatedQuestion(Exception):
    """The question in hand was answered in another test since it was drawn, or can no longer be marked."""


@dataclass(frozen=True)
class Recorded:
    answer: Answer
    progress: float


def start_assessment(
    *,
    user: User,
    kind: AssessmentKind,
    target: list[int],
    now: datetime,
    preset: str = Preset.STANDARD,
    competence: Competence | None = None,
    retry_of: Assessment | None = None,
    retry_skills: list[int] | None = None,
    control_every: int = 0,
) -> tuple[Assessment, float]:
    """Create the assessment with its first question in hand (or ended at once), and its progress."""
    loaded = content.current()
    version = latest_version()
    calibrated = is_calibrated(loaded.bank_for(version), target)
    assessment = Assessment(
        user=user,
        kind=kind,
        competence=competence,
        target=sorted(target),
        release_id=loaded.release_id,
        bank_version=version,
        strategy=settings.STRATEGY,
        preset=preset,
        alpha=alpha_of(preset, calibrated=calibrated, tubes=len(loaded.tubes_of_target(target))),
        retry_of=retry_of,
        retry_skills=sorted(retry_skills or []),
        control_every=0 if kind == AssessmentKind.RETRY else control_every,
        created_at=now,
    )
    assessment.save()
    progress = draw_question(assessment=assessment, loaded=loaded, evidence=evidence_for(assessment, loaded), now=now)
    assessment.save()
    return assessment, progress


def draw_question(*, assessment: Assessment, loaded: content.Content, evidence: list[Evidence], now: datetime) -> float:
    """Put the next question in hand, or end the test and freeze its result. Unsaved; returns the progress, 0..1."""
    strategy, bank = strategies[assessment.strategy], loaded.bank_for(assessment.bank_version)
    task = task_of(assessment, loaded, levels_open=settings.LEVELS_OPEN)
    step = strategy.next_question(bank, task, evidence, seed=assessment.seed)
    assessment.timer_started_at = None
    if isinstance(step, Question):
        assessment.challenge_id = step.challenge
        assessment.challenge_seed = step.seed
        assessment.shown_at = now
        assessment.trace = {
            **step.trace,
            "predicted_level": step.predicted_level,
            "candidates": len(step.candidates),
            "strategy": f"{strategy.name} {strategy.version}",
            "release": loaded.release_id,
            "bank": assessment.bank_version,
        }
        # Monotone (settled.md 9): a better-informed estimate never takes back what the pupil was shown.
        assessment.progress = max(assessment.progress, step.progress)
        return assessment.progress
    _end(assessment, strategy.outcome(bank, task, evidence), step.reason, loaded, now)
    return 1.0


def _end(
    assessment: Assessment, outcome: AssessmentOutcome, reason: str, loaded: content.Content, now: datetime
) -> None:
    """No question in hand any more, the result frozen. Unsaved."""
    assessment.challenge_id = None
    assessment.trace = {}
    assessment.completed_at = now
    assessment.end_reason = reason
    assessment.outcome = freeze(outcome, loaded)
    assessment.progress = 1.0


def freeze(outcome: AssessmentOutcome, loaded: content.Content) -> dict[str, Any]:
    """The JSON kept at the end: nothing shown later is computed again (settled.md 3)."""
    return {
        "validated": outcome.validated,
        "evaluated": outcome.evaluated,
        "tested": outcome.tested,
        "pix": outcome.pix_shown,
        "skills": {
            str(skill): _frozen_status(status, outcome.probabilities.get(skill))
            for skill, status in sorted(outcome.statuses.items())
        },
        **_frozen_precision(outcome),
        "competences": [
            {
                "competence": part.competence,
                "validated": part.validated,
                "evaluated": part.evaluated,
                "pix": part.pix_shown,
                "level": part.level,
            }
            for part in outcome.competences
        ],
    }


def _frozen_status(status: SkillStatus, probability: float | None) -> list[Any]:
    """[validated, source] and, from a strategy that measures it, [probability of mastery, contradicted by its own answer]."""
    found: list[Any] = [int(status.validated), status.source.value if status.tested else "untested"]
    return found if probability is None else [*found, probability, int(status.isolated)]


def _frozen_precision(outcome: AssessmentOutcome) -> dict[str, Any]:
    """``interval``: 90 % bounds of the share of skills mastered, 0..1; ``expected_error``: share of statuses wrong."""
    if outcome.interval is None:
        return {}
    return {"interval": list(outcome.interval), "expected_error": outcome.expected_error}


def record_answer(
    *,
    assessment: Assessment,
    seq: int,
    challenge_id: int,
    read: Callable[[content.Instance], Any],
    skipped: bool,
    now: datetime,
    loaded: content.Content,
    device: str = "",
    reported: bool = False,
) -> Recorded:
    """Store one answer to the question in hand of a locked assessment and draw the next one.

    ``device``: a ``Device``, or nothing; ``reported``: the pupil has signalled a problem with the question. Raises
    StaleQuestion and OutdatedQuestion.
    """
    if assessment.is_completed or seq != assessment.answer_count + 1 or challenge_id != assessment.challenge_id:
        raise StaleQuestion
    instance = loaded.instance(challenge_id, assessment.challenge_seed)
    evidence = evidence_for(assessment, loaded)
    if not instance.is_faithful or _is_known(instance.skill_id, assessment, evidence):
        raise OutdatedQuestion
    response = read(instance)
    outcome = judge(
        loaded.marking(challenge_id, assessment.challenge_seed),
        response,
        skipped=skipped,
        late=is_late(assessment, instance.timer, now),
    )
    elapsed = now - assessment.shown_at if assessment.shown_at else None
    answer = Answer(
        assessment=assessment,
        user_id=assessment.user_id,
        seq=seq,
        challenge_id=challenge_id,
        skill_id=instance.skill_id,
        challenge_seed=assessment.challenge_seed,
        outcome=outcome.value,
        response=None if skipped else response,
        shown_at=assessment.shown_at,
        answered_at=now,
        seconds=elapsed.total_seconds() if elapsed and timedelta(0) <= elapsed <= LONGEST_STAY else None,
        trace=assessment.trace,
        device=device,
        is_control=bool(assessment.trace.get("control")),
        is_reported=reported,
    )
    evidence.append(
        Evidence(
            skill=instance.skill_id,
            challenge=challenge_id,
            outcome=Outcome(answer.outcome),
            seq=seq,
            seed=assessment.challenge_seed,
            assessment=assessment.pk,
            retry=assessment.kind == AssessmentKind.RETRY,
            seconds=answer.seconds,
            control=answer.is_control,
            weight=0.0 if answer.is_control else 1.0,
        )
    )
    answer.save(force_insert=True)
    assessment.answer_count = seq
    progress = draw_question(assessment=assessment, loaded=loaded, evidence=evidence, now=now)
    save_in_hand(assessment)
    return Recorded(answer=answer, progress=progress)


def _is_known(skill: int, assessment: Assessment, evidence: list[Evidence]) -> bool:
    """Answered in another test: after the question was drawn, or it would not have been (settled.md 3).

    Its correction has then been read, perhaps, in another tab.
    """
    asked_again = assessment.kind == AssessmentKind.RETRY or assessment.trace.get("control")
    return not asked_again and any(
        item.skill == skill and item.weight >= 1 and not item.own and not item.retry for item in evidence
    )


def redraw_question(*, assessment: Assessment, loaded: content.Content, now: datetime) -> float:
    """Draw again the question of a locked assessment: it was answered elsewhere, or withdrawn, meanwhile."""
    progress = draw_question(assessment=assessment, loaded=loaded, evidence=evidence_for(assessment, loaded), now=now)
    save_in_hand(assessment)
    return progress


def close_unfinished(*, assessment: Assessment, loaded: content.Content, now: datetime) -> None:
    """End a test as it stands: its competence goes back to zero, and nothing more can be asked in it."""
    strategy, bank = strategies[assessment.strategy], loaded.bank_for(assessment.bank_version)
    task = task_of(assessment, loaded, levels_open=settings.LEVELS_OPEN)
    outcome = strategy.outcome(bank, task, evidence_for(assessment, loaded))
    _end(assessment, outcome, RESET, loaded, now)
    save_in_hand(assessment)


def start_timer(*, assessment: Assessment, seq: int, now: datetime) -> None:
    """Start the time limit of the question in hand, once: a reload does not start it again."""
    if seq == assessment.answer_count + 1:
        # The count as it was read: an answer may have arrived since, and the next question has its own time.
        Assessment.objects.filter(pk=assessment.pk, answer_count=assessment.answer_count, timer_started_at=None).update(
            timer_started_at=now
        )


def is_late(assessment: Assessment, timer: int | None, now: datetime) -> bool:
    """A timed question whose limit is over. The clock is the server's."""
    if not timer or assessment.timer_started_at is None:
        return False
    return now - assessment.timer_started_at > timedelta(seconds=timer) + TIMER_GRACE


def save_in_hand(assessment: Assessment) -> None:
    assessment.save(
        update_fields=[
            "answer_count",
            "progress",
            "challenge",
            "challenge_seed",
            "shown_at",
            "timer_started_at",
            "trace",
            "completed_at",
            "end_reason",
            "outcome",
        ]
    )


def report_problem(
    *, user: User, assessment: Assessment, challenge_id: int, category: ReportCategory, comment: str, now: datetime
) -> ProblemReport:
    return ProblemReport.objects.create(
        user=user,
        assessment=assessment,
        challenge_id=challenge_id,
        category=category,
        comment=comment,
        created_at=now,
    )
