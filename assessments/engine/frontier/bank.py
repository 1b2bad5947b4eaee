"""An item bank as arrays, built once per bank and process (engine.md §3.2, §3.8)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from assessments.engine.types import ChallengeItem, ItemBank, UnknownItem

from .choice import Mask, expected_error
from .model import DEFAULT_PRIOR, Chart, Floats, Ints, Noise, Prior, chart, frontier_probabilities, noise_of
from .posterior import infer, no_answer

K = TypeVar("K")
V = TypeVar("V")

# Challenges of a skill whose answers tell about as much are drawn at random.
EQUALLY_SHARP = 0.03
# A chart of 640 skills holds 0.6 MB; a school runs a few parcours at a time.
CHARTS_KEPT = 64


def noise(challenge: ChallengeItem | None) -> Noise:
    """Calibrated, or as the format says; a challenge that the bank forgot counts as an unknown format."""
    if challenge is None:
        return noise_of("")
    usual = noise_of(challenge.kind, challenge.options)
    return Noise(
        usual.slip if challenge.slip is None else challenge.slip,
        usual.guess if challenge.guess is None else challenge.guess,
    )


def sharpness(challenge: ChallengeItem) -> float:
    """How well a right answer tells who masters the skill: 1 − slip − guess."""
    believed = noise(challenge)
    return 1 - believed.slip - believed.guess


def sharpest(challenges: Iterable[ChallengeItem]) -> tuple[ChallengeItem, ...]:
    """Those within 0.03 of the sharpest, by id."""
    ranked = [(sharpness(c), c) for c in challenges]
    best = max((value for value, _ in ranked), default=0.0)
    return tuple(c for value, c in ranked if value >= best - EQUALLY_SHARP)


@dataclass(frozen=True, eq=False)
class Fresh:
    """What a pupil who has seen nothing may be asked, one value a skill of the bank (S,).

    ``timed``: every one of the equally sharp challenges has a timer.
    """

    playable: Mask
    timed: Mask
    slip: Floats
    guess: Floats


@dataclass(frozen=True, eq=False)
class Target:
    """The skills of a target, ready for use.

    skills   (S,) their indices in the bank
    ids      their ids, in the same order; place: id → index in it
    tubes    indices in the bank of their tubes, ascending
    """

    skills: Ints
    ids: tuple[int, ...]
    place: dict[int, int]
    tubes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Factors:
    """Logarithms of the probabilities of an answer to one challenge: (its skill mastered, not mastered)."""

    right: tuple[float, float]
    wrong: tuple[float, float]
    skipped: tuple[float, float]

    @classmethod
    def of(cls, believed: Noise, prior: Prior) -> Factors:
        slip, guess = believed.slip, believed.guess
        mastered, missed = prior.skips
        return cls(
            right=(math.log(1 - slip), math.log(guess)),
            wrong=(math.log(slip), math.log(1 - guess)),
            skipped=(math.log(mastered), math.log(missed)),
        )


@dataclass(frozen=True, eq=False)
class BankArrays:
    """The skills of a bank by tube then level; tubes by competence then id.

    ids, tube, rank   (S,) skill id, index of its tube, place in it from 1
    place             skill id → index in the above
    spot              skill id → (index of its tube, rank): plain integers, for the loops over answers
    tubes             ids of the tubes; tube_competence their competences, difficulties their skills', non-decreasing
    table             (T, M, G) P(m | k, θ)
    factors           challenge id → what its answers say; ``unknown`` for a challenge that the bank forgot
    """

    ids: Ints
    tube: Ints
    rank: Ints
    place: dict[int, int]
    spot: dict[int, tuple[int, int]]
    tubes: tuple[int, ...]
    tube_competence: tuple[int, ...]
    table: Floats
    prior: Prior
    fresh: dict[bool, Fresh]
    factors: dict[int, Factors]
    unknown: Factors
    _charts: dict[tuple[int, ...], Chart] = field(default_factory=dict)
    _targets: dict[frozenset[int], Target] = field(default_factory=dict)
    _errors: dict[frozenset[int], float] = field(default_factory=dict)

    def chart_of(self, tubes: tuple[int, ...]) -> Chart:
        """The chart of these tubes, given by ascending index; at least one."""
        return _kept(self._charts, tubes, self._chart)

    def _chart(self, tubes: tuple[int, ...]) -> Chart:
        rows = list(tubes)
        return chart(self.table[rows], [self.tube_competence[t] for t in rows], self.prior)

    def target(self, skills: frozenset[int]) -> Target:
        """Raises UnknownItem on a skill that the bank does not hold."""
        return _kept(self._targets, skills, self._target)

    def _target(self, skills: frozenset[int]) -> Target:
        for skill in skills:
            if skill not in self.place:
                raise UnknownItem(f"target skill {skill}")
        chosen = np.sort(_ints(self.place[skill] for skill in skills))
        ids = tuple(self.ids[chosen].tolist())
        tubes = tuple(np.unique(self.tube[chosen]).tolist())
        return Target(chosen, ids, {skill: i for i, skill in enumerate(ids)}, tubes)

    def error_at_first(self, skills: frozenset[int]) -> float:
        """ē of a target before any answer at all."""
        return _kept(self._errors, skills, self._error_at_first)

    def _error_at_first(self, skills: frozenset[int]) -> float:
        target = self.target(skills)
        found = self.chart_of(target.tubes)
        rows = np.searchsorted(target.tubes, self.tube[target.skills])
        return float(expected_error(infer(found, no_answer(found)).mastered[rows, self.rank[target.skills]]))


def _kept(held: dict[K, V], key: K, make: Callable[[K], V]) -> V:
    found = held.get(key)
    if found is None:
        if len(held) >= CHARTS_KEPT:
            held.clear()
        found = held[key] = make(key)
    return found


_known: WeakKeyDictionary[ItemBank, BankArrays] = WeakKeyDictionary()


def arrays_of(bank: ItemBank) -> BankArrays:
    """Built at the first call for this bank, kept as long as it lives."""
    found = _known.get(bank)
    if found is None:
        found = _known[bank] = _arrays(bank, DEFAULT_PRIOR.of(bank.population))
    return found


def _arrays(bank: ItemBank, prior: Prior) -> BankArrays:
    tubes = sorted({(s.competence, s.tube) for s in bank.skills})
    members = [bank.tube(tube) for _, tube in tubes]
    states = max((len(m) for m in members), default=0) + 1
    difficulties = [
        np.maximum.accumulate([float(s.level if s.difficulty is None else s.difficulty) for s in m]) for m in members
    ]
    ids = [s.id for m in members for s in m]
    empty = np.zeros((0, states, 1))
    return BankArrays(
        ids=np.asarray(ids, dtype=np.int64),
        tube=_ints(t for t, m in enumerate(members) for _ in m),
        rank=_ints(j for m in members for j in range(1, len(m) + 1)),
        place={skill: i for i, skill in enumerate(ids)},
        spot={s.id: (t, j) for t, m in enumerate(members) for j, s in enumerate(m, start=1)},
        tubes=tuple(tube for _, tube in tubes),
        tube_competence=tuple(competence for competence, _ in tubes),
        table=np.stack([frontier_probabilities(d, states, prior) for d in difficulties]) if members else empty,
        prior=prior,
        factors={c.id: Factors.of(noise(c), prior) for c in bank.challenges},
        unknown=Factors.of(noise(None), prior),
        fresh={timed: _fresh(bank, ids, timed_allowed=timed) for timed in (True, False)},
    )


def _ints(values: Iterable[int]) -> NDArray[np.int64]:
    return np.fromiter(values, dtype=np.int64)


def _fresh(bank: ItemBank, ids: list[int], *, timed_allowed: bool) -> Fresh:
    best = [
        sharpest(c for c in bank.challenges_of(skill) if c.playable and (timed_allowed or not c.timed)) for skill in ids
    ]
    believed = [noise(b[0]) if b else noise_of("") for b in best]
    return Fresh(
        playable=np.array([bool(b) for b in best], dtype=bool),
        timed=np.array([bool(b) and all(c.timed for c in b) for b in best], dtype=bool),
        slip=np.array([n.slip for n in believed], dtype=np.float64),
        guess=np.array([n.guess for n in believed], dtype=np.float64),
    )


def cap(tubes: int) -> int:
    """Most questions of a test over so many subjects (settled.md 8)."""
    return min(3 * tubes, 60 if tubes <= 20 else 160)
