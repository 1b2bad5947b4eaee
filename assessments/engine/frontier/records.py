"""Answers of many learners as arrays, for what learns from them: calibration and its check (engine.md §4.5)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .model import Chart, Floats, Ints, Prior

WRONG, RIGHT, SKIPPED = 0, 1, 2
# Learners handled at once: tables of 128 × 111 tubes × 80 points stay within 10 MB.
CHUNK = 128


@dataclass(frozen=True, eq=False)
class Bank:
    """What is believed of T tubes and I challenges.

    levels      one array a tube, ascending: difficulties on the scale of the levels (labels, or learned ones)
    competence  (T,) one id a tube, equal ids side by side
    slip, guess (I,) noise of each challenge
    """

    levels: Sequence[ArrayLike]
    competence: Sequence[int]
    slip: ArrayLike
    guess: ArrayLike

    def tables(self) -> list[Floats]:
        return [np.asarray(levels, dtype=np.float64) for levels in self.levels]

    def noise(self) -> tuple[Floats, Floats]:
        return np.asarray(self.slip, dtype=np.float64), np.asarray(self.guess, dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Answers:
    """A answers as flat arrays (A,). Those of one learner are in the order in which they were given.

    learner    any integers, one a learner
    tube       index in the bank
    rank       place of the skill in its tube, from 1
    challenge  index in the bank
    outcome    0 wrong, 1 right, 2 skipped
    weight     1 for a whole answer, 0.5 for half of one, 0 for one that says nothing
    """

    learner: Ints
    tube: Ints
    rank: Ints
    challenge: Ints
    outcome: Ints
    weight: Floats

    @classmethod
    def of(
        cls,
        *,
        learner: ArrayLike,
        tube: ArrayLike,
        rank: ArrayLike,
        challenge: ArrayLike,
        outcome: ArrayLike,
        weight: ArrayLike | None = None,
    ) -> Answers:
        """From any sequences, all of one length (ValueError otherwise)."""
        columns = [np.asarray(values, dtype=np.int64) for values in (learner, tube, rank, challenge, outcome)]
        whole = np.ones(len(columns[0])) if weight is None else np.asarray(weight, dtype=np.float64)
        if any(column.shape != whole.shape for column in columns):
            raise ValueError("Columns of answers must have one length.")
        return cls(columns[0], columns[1], columns[2], columns[3], columns[4], whole)

    def __len__(self) -> int:
        return len(self.learner)

    @property
    def is_scored(self) -> NDArray[np.bool_]:
        """(A,) those that are right or wrong."""
        return np.asarray((self.outcome != SKIPPED) & (self.weight > 0))

    def where(self, chosen: NDArray[np.bool_] | Ints) -> Answers:
        """Those of a mask or of an array of indices."""
        return Answers(
            self.learner[chosen],
            self.tube[chosen],
            self.rank[chosen],
            self.challenge[chosen],
            self.outcome[chosen],
            self.weight[chosen],
        )


@dataclass(frozen=True, eq=False)
class State:
    """What is believed at some moment: difficulties per tube, noise per challenge (I,), and of any learner."""

    levels: list[Floats]
    slip: Floats
    guess: Floats
    prior: Prior


@dataclass(frozen=True, eq=False)
class Part:
    """Some learners, and the only tubes that they touched: the others would teach nothing.

    row     (A,) learner of each answer, 0..size-1
    column  (A,) tube of each answer, index in ``tubes``
    tubes   (T',) indices in the bank
    """

    answers: Answers
    row: Ints
    column: Ints
    tubes: Ints
    size: int

    @property
    def touched(self) -> NDArray[np.bool_]:
        """(N, T')"""
        found = np.zeros((self.size, len(self.tubes)), dtype=np.bool_)
        found[self.row, self.column] = True
        return found

    def likelihood(self, state: State, states: int) -> Floats:
        """(N, T', M)"""
        below, above = _log_chances(self.answers, state)
        shape = (self.size, len(self.tubes), states)
        flat = np.ravel_multi_index((self.row, self.column, np.zeros_like(self.row)), shape)
        size = math.prod(shape)
        logs = np.bincount(flat, weights=below, minlength=size)
        logs += np.bincount(flat + self.answers.rank, weights=above - below, minlength=size)
        return np.exp(np.cumsum(logs.reshape(shape), axis=-1))


def _log_chances(answers: Answers, state: State) -> tuple[Floats, Floats]:
    """Log-probability of each answer when its skill is not mastered, and when it is, times its weight."""
    slips, guesses = state.slip[answers.challenge], state.guess[answers.challenge]
    skip_mastered, skip_not = state.prior.skips
    kinds = [answers.outcome == WRONG, answers.outcome == RIGHT]
    below = np.select(kinds, [1 - guesses, guesses], skip_not)
    above = np.select(kinds, [slips, 1 - slips], skip_mastered)
    return np.log(below) * answers.weight, np.log(above) * answers.weight


def parts_of(answers: Answers, competence: Ints) -> list[Part]:
    """Learners who touched the same competences go together."""
    learners, row = np.unique(answers.learner, return_inverse=True)
    # Ids sorted to 0..C-1: they are only compared.
    touched = np.zeros((len(learners), len(np.unique(competence))), dtype=np.bool_)
    touched[row, np.unique(competence, return_inverse=True)[1][answers.tube]] = True
    place = np.empty(len(learners), dtype=np.int64)
    place[np.lexsort(touched.T)] = np.arange(len(learners))
    position = place[row]
    order = np.argsort(position, kind="stable")
    bounds = np.searchsorted(position[order], np.arange(0, len(learners) + CHUNK, CHUNK))
    parts = []
    for start, (low, high) in enumerate(pairwise(bounds)):
        chosen = order[low:high]
        if len(chosen):
            tubes, column = np.unique(answers.tube[chosen], return_inverse=True)
            size = min(CHUNK, len(learners) - start * CHUNK)
            parts.append(Part(answers.where(chosen), position[chosen] - start * CHUNK, column, tubes, size))
    return parts


def restricted(board: Chart, tubes: Ints) -> Chart:
    """Only these tubes, ascending; what ties the competences stays as it is."""
    _, starts, competence = np.unique(board.competence[tubes], return_index=True, return_inverse=True)
    return replace(board, table=board.table[tubes], starts=starts, competence=competence)
