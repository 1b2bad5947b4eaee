"""The engines ours is compared with: the published strategy, and the classical ones (engine.md §4.3).

The rules of the published strategy are those of assessments/engine/published.py, played for N learners at once; a test
replays its sessions through that module. Every engine takes the first challenge of a skill.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from assessments.engine.published import EASY_TUBE_LEVEL, LEVEL_GRID, TIE, TOO_HARD_ABOVE

from .contents import Bools, Floats, Ints, Target
from .result import Result
from .worlds import RIGHT, Codes, Cohort

GRID = np.array(LEVEL_GRID)


@dataclass(frozen=True, eq=False)
class Session:
    """A result, and what was asked in order: (N, S) skills, -1 after the end.

    settled  (N, S) skills tested or inferred; the others are shown as not validated
    level    (N,) predicted level at the end
    """

    result: Result
    order: Ints
    settled: Bools
    level: Floats


def published(target: Target, cohort: Cohort, limit: int | None = None) -> Session:
    """The published strategy, to its end or to ``limit`` questions."""
    return by_inference(target, cohort, published_candidates, limit)


def published_by_competence(target: Target, cohort: Cohort) -> Result:
    """One published test a competence, as people really use it for a full profile."""
    asked = np.zeros_like(cohort.known)
    validated = np.zeros_like(cohort.known)
    questions = np.zeros(len(cohort), dtype=np.int64)
    for competence in range(int(target.competence[-1]) + 1):
        part, mask = target.of_competence(competence)
        outcome, lots = cohort.outcome[:, mask], cohort.lots[:, : part.skills + 1]
        done = _play(part, outcome, lots, published_candidates, None).result
        asked[:, mask], validated[:, mask] = done.asked, done.validated
        questions += done.questions
    return Result(asked, validated, questions)


def at_random(target: Target, cohort: Cohort) -> Result:
    """Any skill not yet settled."""
    return by_inference(target, cohort, lambda now: now.open, None).result


def bisection(target: Target, cohort: Cohort) -> Result:
    """One tube after the other, the middle of what is left of it."""
    return by_inference(target, cohort, _middle, None).result


# --- Tests that infer inside a tube, at once and for ever -------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Now:
    """n answers given by R learners. ``open`` (R, S): not settled; ``gap`` (R, 15): see ``predicted_level``."""

    target: Target
    n: int
    open: Bools
    gap: Floats


def by_inference(
    target: Target, cohort: Cohort, candidates: Callable[[_Now], Bools], limit: int | None = None
) -> Session:
    """A test that asks one of the ``candidates`` (R, S) each time, to its end or to ``limit`` questions."""
    return _play(target, cohort.outcome, cohort.lots, candidates, limit)


def _play(
    target: Target, outcome: Codes, lots: Floats, candidates: Callable[[_Now], Bools], limit: int | None
) -> Session:
    count = len(outcome)
    same = target.tube[:, None] == target.tube
    easier = same & (target.level[:, None] > target.level)  # [asked, implied]
    expected = 1 / (1 + np.exp(target.level[:, None] - GRID))
    # The two virtual answers: a success at 0, a failure at 7.
    gap = np.tile(1 - 1 / (1 + np.exp(-GRID)) - 1 / (1 + np.exp(7 - GRID)), (count, 1))
    settled = np.zeros((count, target.skills), dtype=np.bool_)
    asked, validated = settled.copy(), settled.copy()
    order = np.full((count, target.skills), -1)
    active = np.arange(count)
    for n in range(target.skills if limit is None else min(limit, target.skills)):
        pool = candidates(_Now(target, n, ~settled[active], gap[active]))
        left = pool.any(axis=1)
        active, pool = active[left], pool[left]
        if not len(active):
            break
        skill = drawn(pool, lots[active, n])
        right = outcome[active, skill, 0] == RIGHT
        order[active, n] = skill
        asked[active, skill] = True
        implied = np.where(right[:, None], easier[skill], easier.T[skill]) & ~settled[active]
        validated[active] |= implied & right[:, None]
        validated[active, skill] = right
        settled[active] |= implied
        settled[active, skill] = True
        gap[active] += right[:, None] - expected[skill]
    level = GRID[np.abs(gap).argmin(axis=1)]
    return Session(Result(asked, validated, asked.sum(axis=1)), order, settled, level)


def drawn(pool: Bools, lots: Floats) -> Ints:
    """One of the true places of each row, by a uniform draw (R,)."""
    rank = (lots * pool.sum(axis=1)).astype(np.int64)
    return np.asarray((np.cumsum(pool, axis=1) > rank[:, None]).argmax(axis=1))


def published_candidates(now: _Now) -> Bools:
    """(R, S) the skills that the published strategy draws among; empty rows at the end of a test."""
    target = now.target
    highest = np.zeros(target.tubes, dtype=np.int64)
    np.maximum.at(highest, target.tube, target.level)
    easy = now.open & (highest[target.tube] <= EASY_TUBE_LEVEL)
    pool = np.where(easy.any(axis=1, keepdims=True), easy, now.open)
    if now.n == 0:
        rank = np.where(target.level == 2, 0, target.level)
        preferred = np.where(pool, rank, 99)
        return np.asarray(pool & (preferred == preferred.min(axis=1, keepdims=True)))
    level = GRID[np.abs(now.gap).argmin(axis=1)][:, None]
    pool = pool & (target.level - level <= TOO_HARD_ABOVE)
    below, above = _untested(now)
    p = 1 / (1 + np.exp(target.level - level))
    gain = np.where(pool, p * below + (1 - p) * above, -1.0)
    return np.asarray(pool & (gain >= gain.max(axis=1, keepdims=True) - TIE))


def _untested(now: _Now) -> tuple[Ints, Ints]:
    """(R, S) open skills of the tube that are at most, at least, as hard."""
    target = now.target
    chart = np.zeros((len(now.open), target.tubes, target.states), dtype=np.int64)
    chart[:, target.tube, target.rank] = now.open
    below = np.cumsum(chart, axis=2)
    above = below[:, :, -1:] - below + chart
    return below[:, target.tube, target.rank], above[:, target.tube, target.rank]


def _middle(now: _Now) -> Bools:
    target = now.target
    first = target.tube[now.open.argmax(axis=1)]
    pool = now.open & (target.tube == first[:, None])
    place = np.cumsum(pool, axis=1)
    return np.asarray(pool & (place == (place[:, -1:] + 1) // 2))


# --- One ability a competence -----------------------------------------------------------------------------------------

ABILITIES = np.linspace(-2, 10, 61)
PRECISE = 0.45


def one_ability(target: Target, cohort: Cohort) -> Result:
    """The closest difficulty to the estimated ability of each competence, until its error is small (IRT, EAP)."""
    asked = np.zeros_like(cohort.known)
    validated = np.zeros_like(cohort.known)
    rows = np.arange(len(cohort))
    prior = np.exp(-0.5 * ((ABILITIES - 3.5) / 1.7) ** 2)
    chance = 1 / (1 + np.exp(target.level[:, None] - ABILITIES))
    for competence in range(int(target.competence[-1]) + 1):
        mine = target.competence_of_skill == competence
        weight = np.tile(prior / prior.sum(), (len(cohort), 1))
        for _ in range(int(mine.sum())):
            mean = weight @ ABILITIES
            sd = np.sqrt(np.maximum(weight @ ABILITIES**2 - mean**2, 0))
            open_ = mine & ~asked
            going = (sd > PRECISE) & open_.any(axis=1)
            if not going.any():
                break
            distance = np.where(open_, np.abs(target.level - mean[:, None]), 99)
            skill = drawn(distance <= distance.min(axis=1, keepdims=True) + 1e-9, cohort.lots[:, 0])
            right = cohort.outcome[rows, skill, 0] == RIGHT
            updated = weight * np.where(right[:, None], chance[skill], 1 - chance[skill])
            weight = np.where(going[:, None], updated / updated.sum(axis=1, keepdims=True), weight)
            asked[rows[going], skill[going]] = True
        validated[:, mine] = (weight @ ABILITIES)[:, None] >= target.level[mine]
    return Result(asked, validated, asked.sum(axis=1))


def filled(target: Target, session: Session) -> Bools:
    """Statuses of an interrupted published test, unsettled skills guessed from its predicted level."""
    return np.where(session.settled, session.result.validated, target.level <= session.level[:, None])
