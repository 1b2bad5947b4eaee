"""What a test concludes: the status of each target skill, and how sure the percentage is (engine.md §3.7)."""

from __future__ import annotations

import math
from collections.abc import Set

import numpy as np

from assessments.engine.types import Outcome, SkillStatus, Source

from .posterior import count_moments
from .reading import Reading

# Above every rank of a tube.
NO_RANK = 99
# 90 % of a normal law; the posterior is a little too sure of itself on learners who are not its model (docs/engine.md).
INTERVAL_REACH, INTERVAL_CAUTION = 1.645, 1.15


def _granted(reading: Reading) -> Set[int]:
    """Skills that a retry validates whatever the posterior: those it started from, those it got right, and easier ones.

    Who comes back four days later has learned: the old failures around a skill say little of it, and a retry that
    answers «réussi, mais non validé» would be a broken promise (settled.md 4).
    """
    if not reading.task.retry:
        return frozenset()
    granted = set(reading.task.kept)
    for e in reading.answers:
        if e.own and e.outcome is Outcome.RIGHT:
            level = reading.bank.skill(e.skill).level
            granted.update(s.id for s in reading.bank.tube(reading.bank.skill(e.skill).tube) if s.level <= level)
    return granted


def _bounds(reading: Reading) -> dict[int, tuple[int, int]]:
    """Row of a tube → the lowest and the highest frontier that its own answers leave when they agree with each other.

    A success that no failure on an easier or equal skill contradicts validates its skill; a failure that no success on a
    harder or equal one contradicts invalidates its own. Nobody could explain a status that every answer given on its
    subject denies; measured, this costs at most 0.2 point of accuracy (docs/engine.md).
    """
    answers: dict[int, list[tuple[int, bool]]] = {}
    for skill, e in reading.direct.items():
        row, rank = reading.place(skill)
        answers.setdefault(row, []).append((rank, e.outcome is Outcome.RIGHT))
    bounds = {}
    for row, told in answers.items():
        highest_right = max((rank for rank, right in told if right), default=0)
        lowest_failure = min((rank for rank, right in told if not right), default=NO_RANK)
        bounds[row] = (
            max((rank for rank, right in told if right and rank < lowest_failure), default=0),
            min((rank for rank, right in told if not right and rank > highest_right), default=NO_RANK) - 1,
        )
    return bounds


def statuses(reading: Reading) -> dict[int, SkillStatus]:
    """Every target skill by ascending id, without a hole in any tube."""
    granted, bounds = _granted(reading), _bounds(reading)
    found: dict[int, SkillStatus] = {}
    places = zip(reading.target.ids, reading.p.tolist(), reading.tube.tolist(), reading.rank.tolist(), strict=True)
    for skill, p, row, rank in places:
        low, high = bounds.get(row, (0, NO_RANK))
        validated = skill in granted or rank <= low or (p >= 0.5 and rank <= high)
        answer = reading.direct.get(skill)
        found[skill] = SkillStatus(
            validated=validated,
            source=Source.INFERRED if answer is None else Source.DIRECT,
            isolated=answer is not None and (answer.outcome is Outcome.RIGHT) != validated,
        )
    return dict(sorted(found.items()))


def interval(reading: Reading, mastery: float) -> tuple[float, float]:
    """Bounds of 90 % of the share of target skills mastered, 0..1; ``mastery`` is the share shown."""
    counts = np.zeros(reading.chart.table.shape[:2])
    for row, rank in zip(reading.tube.tolist(), reading.rank.tolist(), strict=True):
        counts[row, rank:] += 1
    mean, variance = count_moments(reading.posterior, counts)
    size = len(reading.target.ids)
    reach = INTERVAL_REACH * INTERVAL_CAUTION * math.sqrt(float(variance)) / size
    centre = float(mean) / size
    # The percentage shown comes from the statuses: it must not lie outside of its own interval.
    low, high = min(centre - reach, mastery), max(centre + reach, mastery)
    return round(max(0.0, low), 4), round(min(1.0, high), 4)
