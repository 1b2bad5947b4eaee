"""What the frontier engine believes before the first answer: the pupil, the tubes, the noise of each format.

A tube is a chain of skills, so a pupil's knowledge of it is one number, the *frontier*: how many skills are mastered from
the bottom. Frontiers are tied by an ability per competence, abilities by a global level, and how tightly is itself
unknown (engine.md §2–§3.2). Everything is a sum over small grids: exact, without sampling.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assessments.engine.types import Kind, Population

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

THETA = np.arange(-0.5, 9.01, 0.5)


@dataclass(frozen=True)
class Noise:
    """``slip`` = P(wrong | mastered), ``guess`` = P(right | not mastered)."""

    slip: float
    guess: float


def noise_of(kind: str, options: int = 0) -> Noise:
    """What a format lets through before any answer was seen (engine.md §3.1), already shrunk towards the middle.

    ``options``: number of choices of a QCU.
    """
    if kind == Kind.QCU:
        return Noise(slip=0.07, guess=0.5 / max(options, 2) + 0.065)
    if kind == Kind.QCM:
        return Noise(slip=0.095, guess=0.095)
    if kind in {Kind.QROC, Kind.QROCM_IND, Kind.QROCM_DEP}:
        return Noise(slip=0.105, guess=0.065)
    return Noise(slip=0.08, guess=0.08)


@dataclass(frozen=True)
class Prior:
    """Hyper-parameters, in levels (1..8).

    scales         how loosely tubes follow their competence; inf = not at all
    scale_weights  share of the pupils of each
    skips          P(skip | mastered), P(skip | not mastered): only their ratio matters to what is believed
    """

    mean: float = 3.5
    sd_global: float = 1.6
    sd_competence: float = 0.9
    scales: tuple[float, ...] = (0.3, 0.6, 1.2, math.inf)
    scale_weights: tuple[float, ...] = (0.25, 0.35, 0.20, 0.20)
    skips: tuple[float, float] = (0.10, 0.60)
    global_points: int = 9
    global_reach: float = 2.2

    def of(self, population: Population | None) -> Prior:
        """The same, with what answers taught of the pupils. Raises ValueError when it has other couplings."""
        if population is None:
            return self
        if len(population.scale_weights) != len(self.scales):
            raise ValueError(f"{len(population.scale_weights)} weights for {len(self.scales)} scales.")
        return replace(self, scale_weights=population.scale_weights, skips=population.skips)

    @property
    def population(self) -> Population:
        """What of it can be learned from answers."""
        return Population(self.scale_weights, self.skips)

    @cached_property
    def globals(self) -> Floats:
        """Grid of the global level h."""
        reach = self.global_reach * self.sd_global
        return np.linspace(self.mean - reach, self.mean + reach, self.global_points)

    @cached_property
    def global_weights(self) -> Floats:
        return _normal(self.globals, self.mean, self.sd_global)

    @cached_property
    def abilities(self) -> Floats:
        """P(θ | h), shape (θ, h): each column sums to 1."""
        return np.stack([_normal(THETA, h, self.sd_competence) for h in self.globals], axis=1)

    @cached_property
    def lone_abilities(self) -> Floats:
        """The same for a single competence, shape (θ, 1): the global level says nothing more."""
        return _normal(THETA, self.mean, math.hypot(self.sd_global, self.sd_competence))[:, None]


def _normal(points: Floats, mean: float, sd: float) -> Floats:
    weights = np.exp(-0.5 * ((points - mean) / sd) ** 2)
    return np.asarray(weights / weights.sum(), dtype=np.float64)


DEFAULT_PRIOR = Prior()


def frontier_probabilities(difficulties: Sequence[float] | Floats, states: int, prior: Prior = DEFAULT_PRIOR) -> Floats:
    """P(m | k, θ) of one tube, shape (states, k·θ): ``difficulties`` ascending, states beyond its length are 0.

    P(m ≥ j) = σ((θ − d_j) / s_k); uniform over the frontiers for an infinite scale.
    """
    d = np.asarray(difficulties, dtype=np.float64)
    table = np.zeros((len(prior.scales), len(THETA), states))
    for k, scale in enumerate(prior.scales):
        at_least = np.ones((len(THETA), len(d) + 2))
        at_least[:, -1] = 0.0
        if math.isinf(scale):
            at_least[:, 1:-1] = 1 - np.arange(1, len(d) + 1) / (len(d) + 1)
        else:
            at_least[:, 1:-1] = 1 / (1 + np.exp(np.clip((d - THETA[:, None]) / scale, -500, 500)))
        table[k, :, : len(d) + 1] = at_least[:, :-1] - at_least[:, 1:]
    return np.ascontiguousarray(table.reshape(-1, states).T)


@dataclass(frozen=True, eq=False)
class Chart:
    """T tubes of C competences, ready for inference; tubes of a competence are neighbours.

    table        (T, M, G) P(m | k, θ), M = longest tube + 1, G = scales × abilities
    starts       (C,) index of the first tube of each competence
    competence   (T,) index of the competence of each tube
    abilities    (θ, H) P(θ | h)
    log_context  (K, H) log P(k) + log P(h)
    """

    table: Floats
    starts: Ints
    competence: Ints
    abilities: Floats
    log_context: Floats

    @property
    def scales(self) -> int:
        return int(self.log_context.shape[0])


def chart(tables: Floats, competence: Sequence[int], prior: Prior = DEFAULT_PRIOR) -> Chart:
    """``tables``: (T, M, G) from ``frontier_probabilities``; ``competence``: one id a tube, equal ids side by side.

    Raises ValueError when a competence comes back after another one.
    """
    ids = np.asarray(competence)
    starts = np.flatnonzero(np.r_[True, ids[1:] != ids[:-1]])
    if len(starts) != len(np.unique(ids)):
        raise ValueError("Tubes of a competence must be side by side.")
    lone = len(starts) == 1
    weights = np.ones(1) if lone else prior.global_weights
    return Chart(
        table=tables,
        starts=starts,
        competence=np.repeat(np.arange(len(starts)), np.diff(np.r_[starts, len(ids)])),
        abilities=prior.lone_abilities if lone else prior.abilities,
        log_context=np.log(np.asarray(prior.scale_weights))[:, None] + np.log(weights)[None, :],
    )
