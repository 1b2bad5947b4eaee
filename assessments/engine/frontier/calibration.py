"""Difficulties and noise learned from answers (engine.md §4.5), and how well a bank foretells them.

    bank = Bank(levels=[[1, 2, 4], [1, 3]], competence=[0, 0], slip=[0.07, …], guess=[0.19, …])
    answers = Answers.of(learner=[0, 0, 1], tube=[0, 1, 0], rank=[2, 1, 3], challenge=[4, 7, 5], outcome=[1, 0, 2])
    learned = fit(answers, bank)
    learned.difficulties[0]  # of the first tube, never decreasing
    predictive_log_likelihood(answers, learned.bank(bank), held_out=[False, False, True])

A generalised EM: the expectation is the exact posterior of every learner (``infer``), the maximisation one Newton step
on the likelihood of the answers itself. The choice of the questions needs no correction: it depends only on answers
that are in the likelihood.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .choice import success
from .model import DEFAULT_PRIOR, THETA, Chart, Floats, Ints, Prior, chart, frontier_probabilities
from .posterior import Posterior, infer
from .records import CHUNK, RIGHT, Answers, Bank, Part, State, parts_of, restricted

# d = level + b (of its tube) + e (of its own); learners of a bank see it with an offset a competence. Standard deviations.
SD_TUBE, SD_SKILL, SD_OFFSET = 1.0, 0.5, 0.5
LONGEST_STEP = 0.5
# Noise moves slowly and not far: with less, it absorbs what the model gets wrong elsewhere (engine.md §4.5).
PSEUDO_ANSWERS = 300
NOISE_FROM = 300
LOWEST_NOISE, HIGHEST_NOISE = 0.5, 2.0


@dataclass(frozen=True, eq=False)
class Fit:
    """What answers taught. Per tube lists follow ``Bank.levels``.

    difficulties  per tube, never decreasing
    errors        per tube, standard errors, from the information of the answers and of the labels
    slip, guess   (I,)
    counted       (I,) answers that are neither skips nor without weight, per challenge
    learners      (T,) learners who answered in the tube
    evidence      log-probability of all the answers, skips by their ratio
    """

    difficulties: list[Floats]
    errors: list[Floats]
    slip: Floats
    guess: Floats
    counted: Ints
    learners: Ints
    evidence: float

    def bank(self, labels: Bank) -> Bank:
        """The bank that was fitted, with what was learned in the place of what was believed."""
        return replace(labels, levels=self.difficulties, slip=self.slip, guess=self.guess)


def fit(
    answers: Answers,
    bank: Bank,
    *,
    prior: Prior = DEFAULT_PRIOR,
    iterations: int = 20,
    noise_from: int = NOISE_FROM,
    pool_formats: bool = False,
) -> Fit:
    """MAP of the difficulties and of the noise, starting from ``bank`` (labels and noise of the formats).

    ``noise_from``: a challenge keeps the noise of its format below so many answers (0: as soon as there is one).
    ``pool_formats``: first learn one noise a format, towards which challenges then lean. A learner counts only in the
    tubes that they touched: elsewhere they teach nothing. Without answers the labels come back.
    """
    slip, guess = bank.noise()
    labels = bank.tables()
    expert = _Expert.of(bank)
    counted = np.bincount(answers.challenge[answers.is_scored], minlength=len(slip))
    enough = counted >= max(noise_from, 1)
    parts = parts_of(answers, np.asarray(bank.competence))
    state = State(labels, slip, guess)
    totals = _expect(parts, state, bank, prior)
    for _ in range(iterations):
        state = State(expert.step(state.levels, totals), *_noise(totals, bank, enough, pool=pool_formats))
        totals = _expect(parts, state, bank, prior)
    learners = np.zeros(len(labels), dtype=np.int64)
    for part in parts:
        learners[part.tubes] += part.touched.sum(axis=0)
    return Fit(
        difficulties=expert.on_their_scale(state.levels),
        errors=expert.errors(totals.information),
        slip=state.slip,
        guess=state.guess,
        counted=counted,
        learners=learners,
        evidence=totals.evidence,
    )


@dataclass(frozen=True, eq=False)
class Prediction:
    """``chance`` (A,) that was given to each held-out answer before it came, NaN elsewhere and for skips."""

    total: float
    count: int
    chance: Floats

    @property
    def mean(self) -> float:
        """In nats an answer; 0 without any."""
        return self.total / self.count if self.count else 0.0


def predictive_log_likelihood(
    answers: Answers, bank: Bank, held_out: ArrayLike, *, prior: Prior = DEFAULT_PRIOR
) -> Prediction:
    """Σ log π: how well a bank foretells each held-out answer from the earlier ones of its learner (prequential).

    ``held_out``: (A,) mask. Skipped questions inform what follows, but are not foretold. Two banks are compared on the
    same answers only.
    """
    wanted = np.flatnonzero(np.asarray(held_out, dtype=np.bool_) & answers.is_scored)
    order = np.argsort(answers.learner, kind="stable")
    place = np.empty(len(answers), dtype=np.int64)
    place[order] = np.arange(len(answers))
    first = np.searchsorted(answers.learner[order], answers.learner)
    before = place - first  # number of earlier answers of the same learner
    slip, guess = bank.noise()
    state = State(bank.tables(), slip, guess)
    board = _board(state.levels, bank.competence, prior)
    chances = np.full(len(answers), np.nan)
    competence = np.asarray(bank.competence)
    # Those of one competence together: fewer tubes to infer at once.
    wanted = wanted[np.argsort(competence[answers.tube[wanted]], kind="stable")]
    for start in range(0, len(wanted), CHUNK):
        asked = wanted[start : start + CHUNK]
        row = np.repeat(np.arange(len(asked)), before[asked])
        rank = np.arange(len(row)) - np.repeat(np.cumsum(before[asked]) - before[asked], before[asked])
        history = answers.where(order[first[asked][row] + rank])
        tubes = np.unique(np.r_[history.tube, answers.tube[asked]])
        part = Part(history, row, np.searchsorted(tubes, history.tube), tubes, len(asked))
        posterior = infer(restricted(board, tubes), part.likelihood(state, board.table.shape[1]))
        p = posterior.mastered[np.arange(len(asked)), np.searchsorted(tubes, answers.tube[asked]), answers.rank[asked]]
        challenge = answers.challenge[asked]
        right = success(p, slip[challenge], guess[challenge])
        chances[asked] = np.where(answers.outcome[asked] == RIGHT, right, 1 - right)
    return Prediction(float(np.log(chances[wanted]).sum()), len(wanted), chances)


# --- The expectation ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Totals:
    """Sums over the learners. For the S difficulties, tube after tube: ``gradient`` of the log-evidence (S,), and the
    ``information`` of its scores (S, S). For the noise, (I,): expected slips, answers with the skill mastered, lucky
    guesses, answers without it."""

    gradient: Floats
    information: Floats
    slips: Floats
    mastered: Floats
    guesses: Floats
    missed: Floats
    evidence: float


def _board(levels: list[Floats], competence: Sequence[int], prior: Prior) -> Chart:
    states = max(len(d) for d in levels) + 1
    return chart(np.stack([frontier_probabilities(d, states, prior) for d in levels]), competence, prior)


def _expect(parts: list[Part], state: State, bank: Bank, prior: Prior) -> _Totals:
    board = _board(state.levels, bank.competence, prior)
    states = board.table.shape[1]
    slopes = np.stack([_slopes(d, states - 1, prior) for d in state.levels])
    lengths = np.array([len(d) for d in state.levels])
    first = np.cumsum(lengths) - lengths
    gradient = np.zeros(lengths.sum())
    information = np.zeros((len(gradient), len(gradient)))
    noise = np.zeros((4, len(state.slip)))
    evidence = 0.0
    for part in parts:
        posterior = infer(restricted(board, part.tubes), part.likelihood(state, states))
        scores = _scores(posterior, slopes[part.tubes]).transpose(1, 0, 2)  # (N, T', J)
        real = np.arange(1, states) <= lengths[part.tubes][:, None]
        skills = (first[part.tubes][:, None] + np.arange(states - 1))[real]
        of_skills = scores[:, real]
        gradient[skills] += of_skills.sum(axis=0)
        information[np.ix_(skills, skills)] += of_skills.T @ of_skills
        noise += _noise_sums(part, posterior, len(state.slip))
        evidence += float(posterior.evidence.sum())
    return _Totals(gradient, information, noise[0], noise[1], noise[2], noise[3], evidence)


def _slopes(difficulties: Floats, width: int, prior: Prior) -> Floats:
    """-dP(m ≥ j | k, θ) / dd_j, shape (G, J): where ``frontier_probabilities`` bends."""
    found = np.zeros((len(prior.scales), len(THETA), width))
    for k, scale in enumerate(prior.scales):
        if not math.isinf(scale):
            at_least = 1 / (1 + np.exp(np.clip((difficulties - THETA[:, None]) / scale, -500, 500)))
            found[k, :, : len(difficulties)] = at_least * (1 - at_least) / scale
    return found.reshape(-1, width)


def _scores(posterior: Posterior, slopes: Floats) -> Floats:
    """Derivative of each learner's log-evidence in each difficulty, shape (T, N, J).

    Raising d_j moves probability from the frontier j to the frontier j - 1: L(j-1) - L(j) times what moves.
    """
    board = posterior.chart
    seen = posterior.likelihood.transpose(1, 0, 2)
    seen = seen / seen.max(axis=-1, keepdims=True)
    share = posterior.ability.transpose(1, 0, 2)[board.competence] / np.matmul(seen, board.table)
    return np.asarray((seen[..., :-1] - seen[..., 1:]) * np.matmul(share, slopes))


def _noise_sums(part: Part, posterior: Posterior, challenges: int) -> Floats:
    """(4, I): expected slips, answers with the skill mastered, lucky guesses, answers without it."""
    scored = part.answers.is_scored
    answers = part.answers.where(scored)
    p = posterior.mastered[part.row[scored], part.column[scored], answers.rank]
    known, unknown, right = p * answers.weight, (1 - p) * answers.weight, answers.outcome == RIGHT
    return np.stack(
        [
            np.bincount(answers.challenge, weights=weights, minlength=challenges)
            for weights in (known * ~right, known, unknown * right, unknown)
        ]
    )


# --- The maximisation ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Expert:
    """What is believed of the S difficulties around their ``labels``, before any answer.

    ``spread`` (S, S) is the covariance of d - level; ``wider`` adds an offset a competence, ``precision`` is its inverse.
    The learners of a school are not those of the country, and questions then look easier or harder all together. What is
    learned keeps the scale of the labels: the offset is estimated with the rest, then taken away.
    """

    labels: Floats
    ends: Ints
    spread: Floats
    wider: Floats
    precision: Floats

    @classmethod
    def of(cls, bank: Bank) -> _Expert:
        lengths = [len(levels) for levels in bank.tables()]
        tube = np.repeat(np.arange(len(lengths)), lengths)
        competence = np.repeat(np.asarray(bank.competence), lengths)
        spread = SD_TUBE**2 * (tube[:, None] == tube) + SD_SKILL**2 * np.eye(len(tube))
        wider = spread + SD_OFFSET**2 * (competence[:, None] == competence)
        ends = np.cumsum(lengths)[:-1]
        return cls(np.concatenate(bank.tables()), ends, spread, wider, np.linalg.inv(wider))

    def step(self, levels: list[Floats], totals: _Totals) -> list[Floats]:
        """One Newton step, clipped, on what learners make of the difficulties (with their offset)."""
        found = np.concatenate(levels)
        gradient = totals.gradient - self.precision @ (found - self.labels)
        step = np.linalg.solve(totals.information + self.precision, gradient)
        found = found + np.clip(step, -LONGEST_STEP, LONGEST_STEP)
        return [_never_decreasing(d) for d in np.split(found, self.ends)]

    def on_their_scale(self, levels: list[Floats]) -> list[Floats]:
        """Without the offset of the learners: every skill of a competence moves by as much."""
        away = np.concatenate(levels) - self.labels
        offset = (self.wider - self.spread) @ np.linalg.solve(self.wider, away)
        return [np.asarray(d - o) for d, o in zip(levels, np.split(offset, self.ends), strict=True)]

    def errors(self, information: Floats) -> list[Floats]:
        """Standard errors of what ``on_their_scale`` returns, its own uncertainty included."""
        keep = self.spread @ self.precision
        seen = np.linalg.inv(information + self.precision)
        variance = np.diag(keep @ seen @ keep.T + self.spread - keep @ self.spread)
        return np.split(np.sqrt(np.maximum(variance, 0.0)), self.ends)


def _never_decreasing(values: Floats) -> Floats:
    """The closest sequence that never decreases (neighbours that do are replaced by their mean)."""
    blocks: list[tuple[float, int]] = []
    for value in values.tolist():
        total, count = value, 1
        while blocks and blocks[-1][0] * count >= total * blocks[-1][1]:
            total, count = total + blocks[-1][0], count + blocks[-1][1]
            blocks.pop()
        blocks.append((total, count))
    return np.concatenate([np.full(count, total / count) for total, count in blocks])


def _noise(totals: _Totals, bank: Bank, enough: NDArray[np.bool_], *, pool: bool) -> tuple[Floats, Floats]:
    """Slip and guess of every challenge: theirs if they have enough answers, leaning towards their format's."""
    found = []
    sums = ((totals.slips, totals.mastered), (totals.guesses, totals.missed))
    for default, (events, chances) in zip(bank.noise(), sums, strict=True):
        format_noise = (
            _leaning(events, chances, default, bank.formats) if pool and bank.formats is not None else default
        )
        own = _leaning(events, chances, format_noise)
        kept = np.where(enough, own, format_noise)
        found.append(np.clip(kept, LOWEST_NOISE * default, HIGHEST_NOISE * default))
    return found[0], found[1]


def _leaning(events: Floats, chances: Floats, towards: Floats, groups: ArrayLike | None = None) -> Floats:
    if groups is not None:
        _, group = np.unique(np.asarray(groups), return_inverse=True)
        events = np.bincount(group, weights=events)[group].astype(np.float64)
        chances = np.bincount(group, weights=chances)[group].astype(np.float64)
    return np.asarray((events + PSEUDO_ANSWERS * towards) / (chances + PSEUDO_ANSWERS))
