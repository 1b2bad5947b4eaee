"""The watch over the challenges: how they are answered, and which ones drift from what the difficulties foretell."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Aggregate, Count, FloatField, Max, Q

from assessments.engine.frontier.drift import Drift, allowance_of
from assessments.enums import AnswerOutcome
from assessments.models import Answer, BankVersion, Challenge, ChallengeHealth, ProblemReport
from assessments.withdrawal import set_withdrawn

# Answers are numbered before they are committed: those of the last minutes wait for the next watch, and none is missed.
SETTLED_AFTER = timedelta(minutes=10)
FIGURES = ["answers", "right", "skipped", "median_seconds", "reports", "updated_at"]
FOLLOWED = ["easier", "harder", "watched", "seen_up_to", "alarm_at"]


class Median(Aggregate):
    """Of PostgreSQL."""

    template = "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


@dataclass(frozen=True)
class Watch:
    """What one watch found. ``alarms``: challenges whose alarm has just rung; ``withdrawn``: those of them taken out."""

    challenges: int
    answers: int
    alarms: list[Challenge]
    withdrawn: list[Challenge]


@transaction.atomic
def watch_challenges(*, now: datetime) -> Watch:
    """Count what was answered, follow the drifts since the last watch, and withdraw what gives the alarm."""
    rows = _rows()
    _count(rows, now)
    followed, alarms = _follow(rows, now)
    ChallengeHealth.objects.bulk_update(rows.values(), [*FIGURES, *FOLLOWED], batch_size=500)
    withdrawn = []
    for health in alarms:
        sums = {"easier": round(health.easier, 1), "harder": round(health.harder, 1), "watched": health.watched}
        withdrawn += set_withdrawn(challenges=[health.pk], withdrawn=True, actor=None, now=now, **sums)
    return Watch(len(rows), followed, [health.challenge for health in alarms], withdrawn)


def _rows() -> dict[int, ChallengeHealth]:
    """One for every revision that can be asked or was; those that miss are made."""
    known = set(ChallengeHealth.objects.values_list("pk", flat=True))
    asked = Challenge.objects.filter(Q(retired_at=None) | Q(answers__isnull=False)).distinct()
    fresh = [ChallengeHealth(challenge_id=pk) for pk in asked.values_list("pk", flat=True) if pk not in known]
    ChallengeHealth.objects.bulk_create(fresh, ignore_conflicts=True)
    rows = ChallengeHealth.objects.select_for_update(of=("self",)).select_related("challenge").defer("challenge__body")
    return {row.pk: row for row in rows.order_by("pk")}


def _count(rows: dict[int, ChallengeHealth], now: datetime) -> None:
    """Afresh each time: accounts are erased, and their answers with them."""
    figures = {
        row["challenge"]: row
        for row in Answer.objects.order_by()
        .values("challenge")
        .annotate(
            answers=Count("id"),
            right=Count("id", filter=Q(outcome=AnswerOutcome.RIGHT)),
            skipped=Count("id", filter=Q(outcome=AnswerOutcome.SKIPPED)),
            median=Median("seconds"),
        )
    }
    reports = dict(
        ProblemReport.objects.order_by().values("challenge").annotate(n=Count("id")).values_list("challenge", "n")
    )
    for pk, health in rows.items():
        found = figures.get(pk, {})
        health.answers, health.right = found.get("answers", 0), found.get("right", 0)
        health.skipped, health.median_seconds = found.get("skipped", 0), found.get("median")
        health.reports, health.updated_at = reports.get(pk, 0), now


def _follow(rows: dict[int, ChallengeHealth], now: datetime) -> tuple[int, list[ChallengeHealth]]:
    """The answers since the last watch, in their order; how many, and the alarms that ring now.

    Only where the difficulty was learned from answers: a label is often wrong by a level, and everything would ring.
    Skips are left out: who skips, and how often, is not foretold.
    """
    settled = Answer.objects.filter(answered_at__lte=now - SETTLED_AFTER)
    last = settled.aggregate(last=Max("id"))["last"] or 0
    # Ended alarms are ahead of the others, and new rows at 0.
    since = min((health.seen_up_to for health in rows.values() if health.seen_up_to), default=0)
    learned = {version.pk: version.skills for version in BankVersion.objects.only("number", "skills")}
    answers = (
        settled.filter(id__gt=since, id__lte=last, is_reported=False, trace__has_key="pi")
        .exclude(outcome=AnswerOutcome.SKIPPED)
        .order_by("id")
        .values_list("id", "challenge_id", "skill_id", "outcome", "trace__pi", "trace__bank")
    )
    drifts: dict[int, Drift] = defaultdict(Drift)
    followed = 0
    for number, challenge, skill, outcome, pi, bank in answers.iterator(chunk_size=10_000):
        health = rows.get(challenge)
        if health is None or health.challenge.retired_at or number <= health.seen_up_to:
            continue
        difficulty = learned.get(bank, {}).get(str(skill))
        if difficulty is None:
            continue
        if challenge not in drifts:
            drifts[challenge] = Drift(health.easier, health.harder, health.watched)
        drifts[challenge] = drifts[challenge].after(pi, outcome == AnswerOutcome.RIGHT, allowance_of(difficulty[1]))
        followed += 1
    alarms = []
    for health in rows.values():
        health.seen_up_to = max(health.seen_up_to, last)
        drift = drifts.get(health.pk)
        if drift is not None:
            health.easier, health.harder, health.watched = drift.easier, drift.harder, drift.answers
            if drift.is_alarming and health.alarm_at is None:
                health.alarm_at = now
                alarms.append(health)
    return followed, alarms
