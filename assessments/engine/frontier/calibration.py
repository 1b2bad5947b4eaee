"""Difficulties and noise learned from answers (engine.md §4.5), and how well a bank foretells them.

    bank = Bank(levels=[[1, 2, 4], [1, 3]], competence=[0, 0], slip=[0.07, …], guess=[0.19, …])
    answers = Answers.of(learner=[0, 0, 1], tube=[0, 1, 0], rank=[2, 1, 3], challenge=[4, 7, 5], outcome=[1, 0, 2])
    learned = fit(answers, bank)
    learned.difficulties[0]  # of the first tube, never decreasing
    predictive_log_likelihood(answers, learned.bank(bank), held_out=[False, False, True], prior=learned.prior)

A generalised EM: the expectation is the exact posterior of every learner (``infer``), the maximisation one damped Newton
step a tube and a skill, each on its own. A step on all the skills at once would need more learners than skills. The
choice of the questions needs no correction: it depends only on answers that are in the likelihood.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .choice import success
from .model import DEFAULT_PRIOR, THETA, Chart, Floats, Ints, Prior, chart, frontier_probabilities
from .posterior import Posterior, infer
from .records import CHUNK, RIGHT, SKIPPED, Answers, Bank, Part, State, parts_of, restricted

# d = level + b (of its tube) + e (of its own); a crowd of learners sees all of them with one offset. Standard deviations.
SD_TUBE, SD_SKILL, SD_OFFSET = 1.0, 0.5, 0.5
LONGEST_STEPS, DAMPING = (0.5, 0.4), 0.7
# What learners have in common is learned once the difficulties have found their place: until then, a tube that is out of
# place looks like learners whose subjects do not go together.
PRIOR_AFTER = 8
PSEUDO_LEARNERS, PSEUDO_SKIPS = 20, 40
# P(skip | mastered) / P(skip | not): whatever the sample, a skip never says that the skill is mastered, nor more than an
# answer that is wrong without any doubt.
SKIP_RATIO = (0.05, 0.9)
# Noise moves slowly and not far: with less, it absorbs what the model gets wrong elsewhere (engine.md §4.5).
PSEUDO_ANSWERS = 300
NOISE_FROM = 300
LOWEST_NOISE, HIGHEST_NOISE = 0.5, 2.0
# On the scale of the levels, far above any of them.
BEYOND = 99.0


@dataclass(frozen=True, eq=False)
class Fit:
    """What answers taught. Per tube lists follow ``Bank.levels``.

    difficulties  per tube, never decreasing
    errors        per tube, standard errors, from the information of the answers and of the labels
    prior         the one that was given, with the scale weights and the skips of these learners
    slip, guess   (I,)
    counted       (I,) answers that are neither skips nor without weight, per challenge
    learners      (T,) learners who answered in the tube
    evidence      log-probability of all the answers, skips by their ratio
    """

    difficulties: list[Floats]
    errors: list[Floats]
    prior: Prior
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
) -> Fit:
    """MAP of the difficulties, of the noise and of what learners have in common, starting from ``bank`` (labels and noise
    of the formats) and ``prior``.

    ``noise_from``: a challenge keeps the noise of its format below so many answers (0: as soon as there is one). A learner
    counts only in the tubes that they touched: elsewhere they teach nothing. Without answers all comes back as it was.
    """
    slip, guess = bank.noise()
    labels = _Labels.of(bank)
    counted = np.bincount(answers.challenge[answers.is_scored], minlength=len(slip))
    enough = counted >= max(noise_from, 1)
    parts = parts_of(answers, np.asarray(bank.competence))
    shifts = labels.unmoved()
    state = State(labels.moved(shifts), slip, guess, prior)
    totals = _expect(parts, state, bank)
    for iteration in range(iterations):
        shifts = shifts.after(totals)
        learned = _prior(totals, prior) if iteration >= PRIOR_AFTER else prior
        state = State(labels.moved(shifts), *_noise(totals, bank, enough), learned)
        totals = _expect(parts, state, bank)
    learners = np.zeros(len(state.levels), dtype=np.int64)
    for part in parts:
        learners[part.tubes] += part.touched.sum(axis=0)
    return Fit(
        difficulties=labels.on_their_scale(state.levels, learners),
        errors=labels.errors(totals.information),
        prior=state.prior,
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
    state = State(bank.tables(), slip, guess, prior)
    board = _board(state, bank.competence)
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
    """Sums over the learners. J = skills of the longest tube; what is beyond the end of a shorter one is 0.

    gradient        (T, J) of the pseudo-likelihood, in which every skill is a logit on its own
    curvature       (T, J) its second derivative, negated, as if frontiers and abilities were known
    information     (T, J, J) of the answers: products of the scores of each learner
    kinds           (K,) expected number of learners of each coupling
    skipped, met    (2,) skips, and questions, expected with the skill mastered, then without it
    slips, mastered, guesses, missed
                    (I,) expected slips, answers with the skill mastered, lucky guesses, answers without it
    """

    gradient: Floats
    curvature: Floats
    information: Floats
    kinds: Floats
    skipped: Floats
    met: Floats
    slips: Floats
    mastered: Floats
    guesses: Floats
    missed: Floats
    evidence: float


def _board(state: State, competence: Sequence[int]) -> Chart:
    states = max(len(d) for d in state.levels) + 1
    tables = [frontier_probabilities(d, states, state.prior) for d in state.levels]
    return chart(np.stack(tables), competence, state.prior)


def _expect(parts: list[Part], state: State, bank: Bank) -> _Totals:
    board = _board(state, bank.competence)
    tubes, states, _ = board.table.shape
    gradient, curvature = np.zeros((2, tubes, states - 1))
    information = np.zeros((tubes, states - 1, states - 1))
    kinds, skips, noise = np.zeros(board.scales), np.zeros((2, 2)), np.zeros((4, len(state.slip)))
    evidence = 0.0
    for part in parts:
        posterior = infer(restricted(board, part.tubes), part.likelihood(state, states))
        scores, bends = _scores(posterior, part.touched, state.prior)
        gradient[part.tubes] += scores.sum(axis=1)
        curvature[part.tubes] += bends
        information[part.tubes] += np.matmul(scores.transpose(0, 2, 1), scores)
        # Of any of the competences: all of them see the same couplings.
        kinds += posterior.ability[:, 0].reshape(part.size, board.scales, -1).sum(axis=(0, 2))
        p = posterior.mastered[part.row, part.column, part.answers.rank]
        skips += _skip_sums(part.answers, p)
        noise += _noise_sums(part.answers, p, len(state.slip))
        evidence += float(posterior.evidence.sum())
    return _Totals(
        gradient, curvature, information, kinds, skips[0], skips[1], noise[0], noise[1], noise[2], noise[3], evidence
    )


def _scores(posterior: Posterior, touched: NDArray[np.bool_], prior: Prior) -> tuple[Floats, Floats]:
    """Derivative of the pseudo-likelihood of each learner in each difficulty (T, N, J), and the curvature (T, J).

    A higher difficulty makes the skill rarer: it gains what was expected of the skill, and loses what the answers say of
    it. Uniform frontiers depend on no difficulty: their steepness 1 / s is 0.
    """
    board = posterior.chart
    steepness = np.repeat(1 / np.asarray(prior.scales), len(THETA))
    expected = _from_the_top(board.table.transpose(0, 2, 1))  # (T, G, J)
    ability = posterior.ability.transpose(1, 0, 2)[board.competence] * touched.T[..., None]  # (T, N, G)
    seen = posterior.likelihood.transpose(1, 0, 2)
    seen = seen / seen.max(axis=-1, keepdims=True)
    share = ability * steepness / np.matmul(seen, board.table)
    found = _from_the_top(seen * np.matmul(share, board.table.transpose(0, 2, 1)))  # (T, N, J)
    scores = np.matmul(ability * steepness, expected) - found
    spread = expected * (1 - expected) * (steepness**2)[:, None]
    return np.asarray(scores), np.asarray((ability.sum(axis=1)[..., None] * spread).sum(axis=1))


def _from_the_top(values: Floats) -> Floats:
    """(…, M) for each frontier → (…, J) for each skill: the sum over the frontiers that hold it."""
    return np.asarray(np.cumsum(values[..., ::-1], axis=-1)[..., ::-1][..., 1:])


def _skip_sums(answers: Answers, p: Floats) -> Floats:
    """(2, 2): skips with the skill mastered, without it; questions with the skill mastered, without it."""
    weights = np.stack([p, 1 - p]) * answers.weight
    return np.stack([weights[:, answers.outcome == SKIPPED].sum(axis=1), weights.sum(axis=1)])


def _noise_sums(answers: Answers, p: Floats, challenges: int) -> Floats:
    """(4, I): expected slips, answers with the skill mastered, lucky guesses, answers without it."""
    scored = answers.is_scored
    answers, p = answers.where(scored), p[scored]
    known, unknown, right = p * answers.weight, (1 - p) * answers.weight, answers.outcome == RIGHT
    return np.stack(
        [
            np.bincount(answers.challenge, weights=weights, minlength=challenges)
            for weights in (known * ~right, known, unknown * right, unknown)
        ]
    )


# --- The maximisation ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Shifts:
    """b (T,) of the tubes and e (T, J) of the skills, before the difficulties of a tube are put in order."""

    tube: Floats
    skill: Floats

    def after(self, totals: _Totals) -> _Shifts:
        """One Newton step each, damped and clipped."""
        of_tube = totals.gradient.sum(axis=1) - self.tube / SD_TUBE**2
        of_tube /= totals.curvature.sum(axis=1) + 1 / SD_TUBE**2
        of_skill = totals.gradient - self.skill / SD_SKILL**2
        of_skill /= totals.curvature + 1 / SD_SKILL**2
        longest_tube, longest_skill = LONGEST_STEPS
        return _Shifts(
            self.tube + np.clip(of_tube, -longest_tube, longest_tube),
            self.skill + np.clip(DAMPING * of_skill, -longest_skill, longest_skill),
        )


@dataclass(frozen=True, eq=False)
class _Labels:
    """What is believed of the difficulties before any answer.

    levels   (T, J), above all beyond the end of a tube
    lengths  (T,)
    tube     (S,) of each skill
    """

    levels: Floats
    lengths: Ints
    tube: Ints

    @classmethod
    def of(cls, bank: Bank) -> _Labels:
        tables = bank.tables()
        lengths = np.array([len(levels) for levels in tables])
        levels = np.full((len(tables), lengths.max()), BEYOND)
        levels[np.arange(lengths.max()) < lengths[:, None]] = np.concatenate(tables)
        return cls(levels, lengths, np.repeat(np.arange(len(tables)), lengths))

    def unmoved(self) -> _Shifts:
        return _Shifts(np.zeros(len(self.levels)), np.zeros(self.levels.shape))

    def moved(self, shifts: _Shifts) -> list[Floats]:
        """Per tube, never decreasing."""
        found = np.maximum.accumulate(self.levels + shifts.tube[:, None] + shifts.skill, axis=1)
        return [row[:length] for row, length in zip(found, self.lengths, strict=True)]

    def on_their_scale(self, levels: list[Floats], learners: Ints) -> list[Floats]:
        """Without the offset of the learners, in the tubes that have ``learners`` (T,).

        They are not those of the country, and questions then look easier or harder all together; what is learned keeps
        the scale of the labels.
        """
        away = np.concatenate(levels) - np.concatenate(self.moved(self.unmoved()))
        # What each skill says of the offset: those of a tube share a shift, and say the same.
        says = (learners > 0)[self.tube] / (SD_SKILL**2 + self.lengths[self.tube] * SD_TUBE**2)
        offset = SD_OFFSET**2 * (says @ away) / (1 + SD_OFFSET**2 * says.sum())
        return [d - offset if count else d for d, count in zip(levels, learners, strict=True)]

    def errors(self, information: Floats) -> list[Floats]:
        """Standard errors of what ``on_their_scale`` returns, its own uncertainty included; ``information``: (T, J, J)."""
        rank = np.concatenate([np.arange(length) for length in self.lengths])
        same_tube = self.tube[:, None] == self.tube
        of_answers = np.where(same_tube, information[self.tube[:, None], rank[:, None], rank], 0.0)
        spread = SD_TUBE**2 * same_tube + SD_SKILL**2 * np.eye(len(self.tube))
        of_labels = np.linalg.inv(spread + SD_OFFSET**2)
        keep = spread @ of_labels
        variance = np.diag(keep @ np.linalg.inv(of_answers + of_labels) @ keep.T + spread - keep @ spread)
        return np.split(np.sqrt(np.maximum(variance, 0.0)), np.cumsum(self.lengths)[:-1])


def _prior(totals: _Totals, given: Prior) -> Prior:
    """With the couplings and the skips of these learners, leaning towards what was given."""
    kinds = totals.kinds + PSEUDO_LEARNERS * np.asarray(given.scale_weights)
    skips = (totals.skipped + PSEUDO_SKIPS * np.asarray(given.skips)) / (totals.met + PSEUDO_SKIPS)
    mastered, missed = skips.tolist()
    lowest, highest = SKIP_RATIO
    mastered = min(max(mastered, lowest * missed), highest * missed)
    return replace(given, scale_weights=tuple((kinds / kinds.sum()).tolist()), skips=(mastered, missed))


def _noise(totals: _Totals, bank: Bank, enough: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Slip and guess of every challenge: theirs if they have enough answers, leaning towards their format's."""
    slip, guess = bank.noise()
    return (
        _leaning(totals.slips, totals.mastered, slip, enough),
        _leaning(totals.guesses, totals.missed, guess, enough),
    )


def _leaning(events: Floats, chances: Floats, usual: Floats, enough: NDArray[np.bool_]) -> Floats:
    own = (events + PSEUDO_ANSWERS * usual) / (chances + PSEUDO_ANSWERS)
    return np.where(enough, np.clip(own, LOWEST_NOISE * usual, HIGHEST_NOISE * usual), usual)
