"""How long a test will be: the same rules played by pupils drawn from the prior, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assessments.engine.types import ItemBank

from .bank import arrays_of, cap
from .choice import candidates_kept, comfort, expected_error, information, success
from .model import THETA, Chart, Floats, Ints
from .posterior import infer, no_answer
from .strategy import COVERAGE_UP_TO


@dataclass(frozen=True, slots=True)
class Length:
    """Number of questions: mean, and the bounds that hold four pupils out of five.

    ``error``: mean share of skills wrongly decided when the test ends (more than α where the cap ends it).
    """

    mean: float
    low: int
    high: int
    error: float


def expected_length(
    bank: ItemBank, target: frozenset[int], alpha: float, *, learners: int = 60, seed: int = 1, explore: bool = False
) -> Length:
    """Length of a test on ``target`` for a pupil without earlier answers. Raises UnknownItem on a foreign target."""
    arrays = arrays_of(bank)
    goal = arrays.target(target)
    if not goal.ids:
        return Length(0.0, 0, 0, 0.0)
    fresh = arrays.fresh[True]
    chart = arrays.chart_of(goal.tubes)
    rows: Ints = np.searchsorted(goal.tubes, arrays.tube[goal.skills])
    ranks = arrays.rank[goal.skills]
    chance = np.random.default_rng(seed)
    mastered = _draw_frontiers(chart, learners, chance)[:, rows] >= ranks
    slip, guess = fresh.slip[goal.skills], fresh.guess[goal.skills]
    right = chance.random(mastered.shape) < np.where(mastered, 1 - slip, guess)

    open_ = np.tile(fresh.playable[goal.skills], (learners, 1))
    timed = np.tile(fresh.timed[goal.skills], (learners, 1))
    likelihood, touched = no_answer(chart, (learners,)), np.zeros((learners, len(goal.tubes)), dtype=bool)
    counts, streaks = np.zeros(learners, dtype=np.int64), np.zeros(learners, dtype=np.int64)
    after_timed = np.zeros(learners, dtype=bool)
    active = np.arange(learners)
    errors = np.zeros(learners)
    covering, most = len(goal.tubes) <= COVERAGE_UP_TO, cap(len(goal.tubes))
    while len(active):
        p = infer(chart, likelihood[active]).mastered[:, rows, ranks]
        wrong = errors[active] = expected_error(p)
        precise = wrong <= alpha
        untouched = open_[active] & ~touched[active][:, rows]
        missing = untouched.any(axis=-1) if covering else np.zeros(len(active), dtype=bool)
        going = open_[active].any(axis=-1) & (counts[active] < most) & (~precise | missing)
        active, p, precise, untouched = active[going], p[going], precise[going], untouched[going]
        if not len(active):
            break
        candidates = np.where((precise & covering)[:, None], untouched, open_[active])
        rules = comfort(counts[active], streaks[active], after_timed[active], exploring=explore)
        kept = candidates_kept(candidates, timed[active], success(p, slip, guess), information(p, slip, guess), rules)
        asked = np.where(kept, chance.random(kept.shape), -1.0).argmax(axis=-1)
        _answer(likelihood, active, rows[asked], ranks[asked], right[active, asked], slip[asked], guess[asked])
        touched[active, rows[asked]] = True
        open_[active, asked] = False
        after_timed[active] = timed[active, asked]
        counts[active] += 1
        streaks[active] = np.where(right[active, asked], 0, streaks[active] + 1)
    low, high = np.quantile(counts, [0.1, 0.9], method="nearest")
    return Length(float(counts.mean()), int(low), int(high), float(errors.mean()))


def _draw_frontiers(chart: Chart, learners: int, chance: np.random.Generator) -> Ints:
    """(N, T) frontiers of pupils drawn from the prior."""
    contexts = np.exp(chart.log_context).reshape(-1)
    scales, levels = np.divmod(
        chance.choice(len(contexts), learners, p=contexts / contexts.sum()), chart.log_context.shape[1]
    )
    found = np.zeros((learners, chart.table.shape[0]), dtype=np.int64)
    for i in range(learners):
        abilities = chart.abilities[:, levels[i]]
        theta = chance.choice(len(THETA), len(chart.starts), p=abilities / abilities.sum())
        state = scales[i] * len(THETA) + theta[chart.competence]
        chances = np.cumsum(chart.table[np.arange(len(state)), :, state], axis=-1)
        found[i] = (chance.random((len(state), 1)) > chances).sum(axis=-1)
    return np.asarray(np.minimum(found, chart.table.shape[1] - 1), dtype=np.int64)


def _answer(
    likelihood: Floats,
    pupils: Ints,
    rows: Ints,
    ranks: Ints,
    right: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
    slip: Floats,
    guess: Floats,
) -> None:
    """Multiply the likelihood of each pupil by what their answer says."""
    states: Sequence[int] | Ints = np.arange(likelihood.shape[-1])
    reached = states >= ranks[:, None]
    if_mastered, if_not = np.where(right, 1 - slip, slip), np.where(right, guess, 1 - guess)
    likelihood[pupils, rows] *= np.where(reached, if_mastered[:, None], if_not[:, None])
