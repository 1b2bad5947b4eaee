"""From likelihoods to beliefs: exact sums over the grids (engine.md §3.3). A leading axis of pupils is allowed everywhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .model import THETA, Chart, Floats


@dataclass(frozen=True, eq=False)
class Posterior:
    """What is believed after the answers. (…) stands for the axes of the pupils, if any.

    frontier   (…, T, M) P(frontier of the tube = m)
    mastered   (…, T, M) P(frontier ≥ m): the probability that the m-th skill of the tube is mastered; 1 at m = 0
    ability    (…, C, G) P(k, θ of the competence)
    evidence   (…) log-probability of the answers, up to a constant of the chart
    """

    chart: Chart
    likelihood: Floats
    frontier: Floats
    mastered: Floats
    ability: Floats
    evidence: Floats

    def levels(self) -> Floats:
        """Mean ability of each competence, shape (…, C), in levels."""
        shape = (*self.ability.shape[:-1], self.chart.scales, len(THETA))
        return np.asarray((self.ability.reshape(shape).sum(axis=-2) * THETA).sum(axis=-1))


def no_answer(chart: Chart, pupils: tuple[int, ...] = ()) -> Floats:
    """The likelihood before any answer, shape (…, T, M)."""
    return np.ones((*pupils, *chart.table.shape[:2]))


def infer(chart: Chart, likelihood: Floats) -> Posterior:
    """``likelihood``: (…, T, M), P(answers of the tube | frontier = m), positive. A pure function: no state is kept."""
    pupils = likelihood.shape[:-2]
    # Inside, tubes come first: (T, N, ·) products are then one matrix product a tube, whatever the number N of pupils.
    seen = _tubes_first(likelihood)
    # Each tube is scaled by its best frontier: products over the tubes of a competence then stay far above underflow.
    best = seen.max(axis=-1, keepdims=True)
    seen = seen / best
    explained = np.matmul(seen, chart.table)  # (T, N, G)
    by_competence = np.multiply.reduceat(explained, chart.starts, axis=0)  # (C, N, G)
    top = by_competence.max(axis=-1, keepdims=True)
    weight = by_competence / top
    grid = weight.reshape(*weight.shape[:-1], chart.scales, len(THETA))
    reached = np.matmul(grid, chart.abilities)  # (C, N, K, H)
    log_context = chart.log_context + np.log(reached).sum(axis=0)
    summit = log_context.max(axis=(-2, -1), keepdims=True)
    context = np.exp(log_context - summit)
    total = context.sum(axis=(-2, -1), keepdims=True)
    ability = grid * np.matmul(context / total / reached, chart.abilities.T)
    ability = ability.reshape(weight.shape)  # (C, N, G)
    share = ability[chart.competence] / explained  # (T, N, G)
    frontier = seen * np.matmul(share, chart.table.transpose(0, 2, 1))
    mastered = np.cumsum(frontier[..., ::-1], axis=-1)[..., ::-1]
    evidence = (summit + np.log(total))[..., 0, 0] + np.log(top).sum(axis=(0, 2)) + np.log(best).sum(axis=(0, 2))
    return Posterior(
        chart=chart,
        likelihood=likelihood,
        frontier=_pupils_first(frontier, pupils),
        # Rounding leaves 1 + 1e-16 here and there; probabilities are probabilities.
        mastered=_pupils_first(np.minimum(mastered, 1.0), pupils),
        ability=_pupils_first(ability, pupils),
        evidence=evidence.reshape(pupils),
    )


def count_moments(posterior: Posterior, counts: Floats) -> tuple[Floats, Floats]:
    """Mean and variance of the number of target skills mastered, shape (…) each.

    ``counts``: (T, M), target skills of the tube mastered when its frontier is m. Given (k, θ) tubes are independent;
    competences are taken as independent (engine.md §3.7).
    """
    chart = posterior.chart
    pupils = posterior.likelihood.shape[:-2]
    seen = _tubes_first(posterior.likelihood)
    explained = np.matmul(seen, chart.table)
    first = np.matmul(seen * counts[:, None, :], chart.table) / explained
    second = np.matmul(seen * counts[:, None, :] ** 2, chart.table) / explained
    inside = np.add.reduceat(second - first**2, chart.starts, axis=0)
    centre = np.add.reduceat(first, chart.starts, axis=0)
    ability = _tubes_first(posterior.ability)
    means = (ability * centre).sum(axis=-1)
    spread = (ability * (inside + centre**2)).sum(axis=-1) - means**2
    return means.sum(axis=0).reshape(pupils), np.maximum(spread, 0.0).sum(axis=0).reshape(pupils)


def _tubes_first(values: Floats) -> Floats:
    """(…, T, X) → (T, N, X)."""
    return values.reshape(-1, *values.shape[-2:]).transpose(1, 0, 2)


def _pupils_first(values: Floats, pupils: tuple[int, ...]) -> Floats:
    """(T, N, X) → (…, T, X)."""
    return values.transpose(1, 0, 2).reshape(*pupils, values.shape[0], values.shape[2])
