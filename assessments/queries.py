"""Reads that turn rows into what the engine understands."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from assessments import content
from assessments.bank_versions import is_calibrated
from assessments.engine import Evidence, Outcome, Task
from assessments.enums import AssessmentKind
from assessments.models import Answer, Assessment, KnowledgeReset, ProblemReport

# λ of an answer given before the assessment was created (settled.md 3).
RECENT, YEAR = timedelta(days=30), timedelta(days=365)
WEIGHT_RECENT, WEIGHT_YEAR, WEIGHT_OLD = 1.0, 0.6, 0.3


def weight_of_age(age: timedelta) -> float:
    if age < RECENT:
        return WEIGHT_RECENT
    return WEIGHT_YEAR if age <= YEAR else WEIGHT_OLD


def assessments_with_release() -> QuerySet[Assessment]:
    """Assessments with ``latest_release``, which spares the content cache a query of its own."""
    return Assessment.objects.annotate(latest_release=content.latest_release_subquery())


def assessments_in_hand() -> QuerySet[Assessment]:
    """The same, with ``answered_elsewhere``: the skill in hand was answered in another assessment after it was drawn, so
    that it must be drawn again (settled.md 23)."""
    elsewhere = (
        Answer.objects.filter(
            user=OuterRef("user"), skill__challenges=OuterRef("challenge"), answered_at__gt=OuterRef("shown_at")
        )
        .exclude(assessment=OuterRef("pk"))
        .exclude(Q(assessment__kind=AssessmentKind.RETRY))
    )
    return assessments_with_release().annotate(answered_elsewhere=Exists(elsewhere))


def was_reported() -> Exists:
    """Whether the question in hand was reported: annotate it on an assessment that is fetched anyway."""
    return Exists(ProblemReport.objects.filter(assessment=OuterRef("pk"), challenge=OuterRef("challenge")))


def evidence_for(assessment: Assessment, loaded: content.Content, *, until: datetime | None = None) -> list[Evidence]:
    """Every answer of the assessment's user, in two statements however many there are.

    Weights are fixed by the creation of the assessment; what was reset since only says that its challenge has been seen.
    ``until``: later answers are left out, for the story of a test that is over.
    """

    def place(row: tuple) -> tuple[bool, datetime]:
        return row[0] == assessment.pk, assessment.created_at

    return _evidence_of(assessment.user_id, loaded, place=place, until=until)


def evidence_of_user(user_id: int, loaded: content.Content) -> list[Evidence]:
    """Every answer of a user for the profile: all of the same weight (settled.md 6)."""
    return _evidence_of(user_id, loaded, place=lambda row: (False, row[6]))


def evidence_of_assessments(assessment_ids: Iterable[int], user_id: int, loaded: content.Content) -> list[Evidence]:
    """The answers of some tests of one user, read as a whole: what was failed in them. Resets put answers aside here too."""
    wanted = set(assessment_ids)
    found = _evidence_of(user_id, loaded, place=lambda row: (False, row[6]))
    return [item for item in found if item.assessment in wanted]


def _evidence_of(
    user_id: int,
    loaded: content.Content,
    *,
    place: Callable[[tuple], tuple[bool, datetime]],
    until: datetime | None = None,
) -> list[Evidence]:
    """``place`` says of a row whether it is an own answer, and from when its age is counted."""
    resets = resets_of(user_id)
    rows = (
        Answer.objects.filter(user_id=user_id)
        .order_by("id")
        .values_list(
            "assessment_id",
            "seq",
            "skill_id",
            "challenge_id",
            "challenge_seed",
            "outcome",
            "answered_at",
            "assessment__kind",
            "seconds",
            "is_control",
        )
    )
    found = []
    for row in rows:
        if loaded.bank.has_skill(row[2]) and (until is None or row[6] <= until):
            own, start = place(row)
            found.append(_evidence(row, own=own, start=start, resets=resets, loaded=loaded))
    return found


def resets_of(user_id: int) -> dict[int, datetime]:
    """Competence id -> its latest reset."""
    found: dict[int, datetime] = {}
    for competence_id, reset_at in KnowledgeReset.objects.filter(user_id=user_id).values_list(
        "competence_id", "reset_at"
    ):
        found[competence_id] = max(reset_at, found.get(competence_id, reset_at))
    return found


def _evidence(
    row: tuple, *, own: bool, start: datetime, resets: dict[int, datetime], loaded: content.Content
) -> Evidence:
    assessment_id, seq, skill_id, challenge_id, seed, outcome, answered_at, kind, seconds, control = row
    age = max(start - answered_at, timedelta(0))
    reset_at = resets.get(loaded.bank.skill(skill_id).competence)
    put_aside = control or (reset_at is not None and answered_at <= reset_at)
    return Evidence(
        skill=skill_id,
        challenge=challenge_id,
        outcome=Outcome(outcome),
        seq=seq,
        own=own,
        weight=0.0 if put_aside else (1.0 if own else weight_of_age(age)),
        age_days=0.0 if own else age / timedelta(days=1),
        seed=seed,
        assessment=assessment_id,
        retry=kind == AssessmentKind.RETRY,
        seconds=seconds,
        control=control,
    )


def task_of(assessment: Assessment, loaded: content.Content, *, levels_open: int) -> Task:
    """What the engine must find out; skills retired since the start are left aside."""
    known = loaded.bank.has_skill
    return Task(
        target=frozenset(skill for skill in assessment.target if known(skill)),
        retry=assessment.kind == AssessmentKind.RETRY,
        retry_skills=frozenset(skill for skill in assessment.retry_skills if known(skill)),
        kept=frozenset(skill for skill in _validated_before(assessment) if known(skill)),
        levels_open=levels_open,
        alpha=assessment.alpha,
        explore=not is_calibrated(loaded.bank_for(assessment.bank_version), assessment.target),
        control_every=assessment.control_every,
    )


def _validated_before(assessment: Assessment) -> list[int]:
    """What the result that a retry starts from shows validated: never lost (settled.md 4)."""
    if assessment.retry_of is None or assessment.retry_of.outcome is None:
        return []
    return [int(skill) for skill, status in assessment.retry_of.outcome["skills"].items() if status[0]]


def answers_of(assessment: Assessment, *, seqs: Iterable[int] | None = None) -> QuerySet[Answer]:
    answers = Answer.objects.filter(assessment=assessment).order_by("seq")
    return answers if seqs is None else answers.filter(seq__in=list(seqs))
