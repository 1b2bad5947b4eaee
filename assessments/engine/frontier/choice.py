"""Which question next (engine.md §3.4). A leading axis of pupils is allowed everywhere; S = skills."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .model import Floats

Mask = NDArray[np.bool_]

FIRST_SUCCESS = 0.75
STREAK_SUCCESS = 0.60
STREAK = 3
# How close to the best a question must be: measured in docs/engine.md. The first one is spread wider, for neighbours in a
# classroom start together; while a bank is being calibrated all are.
CLOSE, CLOSE_FIRST, CLOSE_EXPLORING = 0.02, 0.2, 0.15


def success(p: Floats, slip: Floats, guess: Floats) -> Floats:
    """π: probability of a right answer, from the probability ``p`` that the skill is mastered."""
    return np.asarray(guess + (1 - slip - guess) * p)


def entropy(p: Floats | float) -> Floats:
    """Of a yes/no event, in nats."""
    q = np.clip(p, 1e-12, 1 - 1e-12)
    return np.asarray(-q * np.log(q) - (1 - q) * np.log1p(-q))


def information(p: Floats, slip: Floats, guess: Floats) -> Floats:
    """Mutual information, in nats, between the answer and everything hidden: what asking is expected to teach."""
    return np.asarray(entropy(success(p, slip, guess)) - p * entropy(slip) - (1 - p) * entropy(guess))


def expected_error(p: Floats, target: Floats | Mask | None = None) -> Floats:
    """ē: expected share of misclassified skills over the last axis (restricted to ``target``, if given)."""
    wrong = np.minimum(p, 1 - p)
    if target is None:
        return np.asarray(wrong.mean(axis=-1))
    return np.asarray((wrong * target).sum(axis=-1) / np.maximum(target.sum(axis=-1), 1))


@dataclass(frozen=True, eq=False)
class Comfort:
    """The rules that keep a test bearable, one value a pupil (shape (…)).

    floor       smallest acceptable π; 0 = none
    avoid_timed the previous question was timed, or there was none yet
    closeness   ρ: questions within (1 − ρ) of the best are as good
    """

    floor: Floats
    avoid_timed: Mask
    closeness: Floats


def comfort(n: NDArray[np.int64], streak: NDArray[np.int64], after_timed: Mask, *, exploring: bool = False) -> Comfort:
    """``n`` answers given, the last ``streak`` of them without success."""
    first = n == 0
    floor = np.where(first, FIRST_SUCCESS, np.where(streak >= STREAK, STREAK_SUCCESS, 0.0))
    usual = CLOSE_EXPLORING if exploring else CLOSE
    return Comfort(floor, first | after_timed, np.where(first, CLOSE_FIRST, usual))


def candidates_kept(candidates: Mask, timed: Mask, pi: Floats, info: Floats, rules: Comfort) -> Mask:
    """Those of the candidates (…, S) among which the question is drawn, all equally likely; empty only if they are."""
    kept = _or_all(candidates & ~(rules.avoid_timed[..., None] & timed), candidates)
    comfortable = kept & (pi >= rules.floor[..., None])
    easiest = kept & (pi >= np.where(kept, pi, -1.0).max(axis=-1, keepdims=True) - 1e-12)
    kept = np.where(comfortable.any(axis=-1, keepdims=True), comfortable, easiest)
    best = np.where(kept, info, -1.0).max(axis=-1, keepdims=True)
    return np.asarray(kept & (info >= (1 - rules.closeness[..., None]) * best - 1e-12))


def _or_all(wanted: Mask, every: Mask) -> Mask:
    return np.asarray(np.where(wanted.any(axis=-1, keepdims=True), wanted, every))
