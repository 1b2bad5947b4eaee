"""Our engine, played for N learners at once through the very functions of the product (assessments/engine/frontier)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from assessments.engine.frontier.choice import Comfort, candidates_kept, comfort, expected_error, information, success
from assessments.engine.frontier.model import DEFAULT_PRIOR, Chart, Prior, chart, frontier_probabilities, noise_of
from assessments.engine.frontier.posterior import count_moments, infer, no_answer
from assessments.engine.frontier.statuses import NO_RANK
from assessments.engine.types import Kind

from .contents import Bools, Floats, Ints, Target
from .reference import drawn
from .result import Result
from .worlds import FORMAT_GUESS, FORMAT_SLIP, RIGHT, SKIP, Cohort, Items

CLOSE_CHALLENGES = 0.03
_KINDS = (noise_of(Kind.QCU, 4), noise_of(Kind.QCM), noise_of(Kind.QROC), noise_of(Kind.ORDRE))
DEFAULT_SLIP = np.array([noise.slip for noise in _KINDS])
DEFAULT_GUESS = np.array([noise.guess for noise in _KINDS])


@dataclass(frozen=True, eq=False)
class Belief:
    """What the engine holds for true of a content. ``slip``, ``guess``: (S, K)."""

    target: Target
    chart: Chart
    slip: Floats
    guess: Floats
    prior: Prior = DEFAULT_PRIOR


def believe(
    target: Target,
    slip: Floats,
    guess: Floats,
    difficulty: Floats | None = None,
    prior: Prior = DEFAULT_PRIOR,
) -> Belief:
    """``difficulty`` (S,): the labels, if none is given."""
    d = target.level.astype(float) if difficulty is None else difficulty
    tables = [frontier_probabilities(d[target.tube == t], target.states, prior) for t in range(target.tubes)]
    return Belief(target, chart(np.stack(tables), target.competence.tolist(), prior), slip, guess, prior)


def launch(target: Target, true: Items, prior: Prior = DEFAULT_PRIOR) -> Belief:
    """Labels and the table of formats: what is known of a bank before any answer."""
    return believe(target, DEFAULT_SLIP[true.kind], DEFAULT_GUESS[true.kind], prior=prior)


def exact_formats(target: Target, true: Items) -> Belief:
    """Labels and the true mean noise of the formats."""
    return believe(target, FORMAT_SLIP[true.kind], FORMAT_GUESS[true.kind])


def flat(target: Target, true: Items, noise: float = 0.08, prior: Prior = DEFAULT_PRIOR) -> Belief:
    """Labels, and one noise for all."""
    same = np.full(true.kind.shape, noise)
    return believe(target, same, same, prior=prior)


def oracle(target: Target, true: Items) -> Belief:
    """The true difficulties and noises."""
    floor = 0.005
    return believe(target, np.maximum(true.slip, floor), np.maximum(true.guess, floor), _ascending(target, true))


def _ascending(target: Target, true: Items) -> Floats:
    d = true.difficulty.copy()
    for t in range(target.tubes):
        d[target.tube == t] = np.sort(d[target.tube == t])
    return d


@dataclass(frozen=True)
class Rules:
    """``comfortable``: first question and failing streak; ``covered``: a test ends only when every tube holds an answer
    and no deduced status is denied by all the answers given.

    consistent: statuses never deny the answers of a tube that agree with each other (``statuses._bounds``)
    exploring: a random challenge among all, and questions drawn wider (what a bank to be calibrated needs)
    """

    comfortable: bool = False
    covered: bool = False
    consistent: bool = True
    exploring: bool = False
    closeness: float | None = None


PLAIN = Rules()
PRODUCT = Rules(comfortable=True, covered=True)
UNBOUND = Rules(consistent=False)
EXPLORING = Rules(exploring=True)


@dataclass(frozen=True, eq=False)
class Earlier:
    """Answers of another day.

    likelihood    (N, T, M) at their weight
    taken         (N, S, K) challenges already seen
    asked, right  (N, S)
    """

    likelihood: Floats
    taken: Bools
    asked: Bools
    right: Bools


@dataclass(frozen=True, eq=False)
class Run:
    """R tests, row r being learner ``learner[r]``; histories have one column more than the questions asked.

    asked, challenge          (R, Q) skill and challenge in order, -1 after the end
    length                    (R,) questions asked
    validated, believed, sum  (R, Q + 1, S), (R, Q + 1), (R, Q + 1): statuses, ē, Σp after 0, 1 … answers; then the last
    """

    learner: Ints
    asked: Ints
    challenge: Ints
    length: Ints
    validated: Bools
    believed: Floats
    sum: Floats

    def first(self, alpha: float) -> Ints:
        """(R,) number of answers after which the expected error is first at most α, else the length."""
        reached = self.believed <= alpha
        return np.where(reached.any(axis=1), np.minimum(reached.argmax(axis=1), self.length), self.length)


def stopped(run: Run, count: Ints) -> Result:
    """``run`` cut after ``count`` (R,) questions a row."""
    rows = np.arange(len(count))
    asked = np.zeros((len(count), run.validated.shape[2]), dtype=np.bool_)
    row, column = np.nonzero((np.arange(run.asked.shape[1]) < count[:, None]) & (run.asked >= 0))
    asked[row, run.asked[row, column]] = True
    count = np.minimum(count, run.length)
    shown = run.sum[rows, count] / run.validated.shape[2]
    return Result(asked, run.validated[rows, count], asked.sum(axis=1), run.believed[rows, count], shown)


def sweep(
    belief: Belief, cohort: Cohort, alphas: Sequence[float], rules: Rules = PRODUCT, earlier: Earlier | None = None
) -> dict[float, Result]:
    """A test a learner for each accepted error.

    α acts only when it is reached while a tube is untouched: one run is shared up to there, and branches.
    """
    trunk = play(belief, cohort, replace(rules, covered=False), until=min(alphas), earlier=earlier)
    stops: dict[float, Result] = {}
    for alpha in alphas:
        count = trunk.first(alpha)
        stop = stopped(trunk, count)
        if rules.covered:
            wanting = np.flatnonzero(
                ~_covered(belief.target, stop.asked) | _unanimous(belief, cohort, rules, stop, earlier)
            )
            if len(wanting):
                stop = _branch(belief, cohort, rules, alpha, trunk, count, wanting, stop, earlier)
        stops[alpha] = stop
    return stops


def _branch(
    belief: Belief,
    cohort: Cohort,
    rules: Rules,
    alpha: float,
    trunk: Run,
    count: Ints,
    rows: Ints,
    stop: Result,
    earlier: Earlier | None,
) -> Result:
    width = int(count[rows].max())
    beyond = np.arange(width) >= count[rows][:, None]
    start = np.where(beyond, -1, trunk.asked[rows, :width])
    after = play(belief, cohort, rules, learner=trunk.learner[rows], until=alpha, start=start, earlier=earlier)
    end = stopped(after, after.length)
    for name in ("asked", "validated", "questions", "believed", "expected"):
        getattr(stop, name)[rows] = getattr(end, name)
    return stop


def _covered(target: Target, asked: Bools) -> Bools:
    touched = np.zeros((len(asked), target.tubes), dtype=np.bool_)
    row, skill = np.nonzero(asked)
    touched[row, target.tube[skill]] = True
    return np.asarray(touched.all(axis=1))


def _unanimous(belief: Belief, cohort: Cohort, rules: Rules, stop: Result, earlier: Earlier | None) -> Bools:
    option = option_of(belief, cohort, rules, earlier)
    outcome = np.take_along_axis(cohort.outcome, np.maximum(option, 0)[:, :, None], axis=2)[:, :, 0]
    known, right = stop.asked, stop.asked & (outcome == RIGHT)
    if earlier is not None:
        known, right = known | earlier.asked, np.where(stop.asked, right, earlier.right)
    total = right.sum(axis=1)
    return np.asarray((total == 0) | (total == known.sum(axis=1)))


def play(
    belief: Belief,
    cohort: Cohort,
    rules: Rules = PLAIN,
    *,
    learner: Ints | None = None,
    budget: Ints | None = None,
    until: float = 0.0,
    start: Ints | None = None,
    earlier: Earlier | None = None,
) -> Run:
    """Tests of the learners (all, by default) until the expected error is ``until``, their budget is spent, or nothing
    is left to ask. ``start`` (R, Q0): skills already asked, -1 beyond."""
    return _Game(belief, cohort, rules, learner, earlier, start).to_the_end(budget, until)


def option_of(belief: Belief, cohort: Cohort, rules: Rules = PLAIN, earlier: Earlier | None = None) -> Ints:
    """(N, S) the challenge that each learner meets for a skill, -1 when all were seen earlier."""
    good = np.ones_like(cohort.turns, dtype=np.bool_) if rules.exploring else _sharp(belief, cohort, earlier)
    option = np.where(good, cohort.turns, -1.0).argmax(axis=2)
    return np.asarray(option if earlier is None else np.where(earlier.taken.all(axis=2), -1, option))


def _sharp(belief: Belief, cohort: Cohort, earlier: Earlier | None) -> Bools:
    """(N, S, K) challenges left that tell about as much as the best of them."""
    sharpness = np.broadcast_to(1 - belief.slip - belief.guess, cohort.turns.shape)
    if earlier is not None:
        sharpness = np.where(earlier.taken, -1.0, sharpness)
    return np.asarray(sharpness >= sharpness.max(axis=2, keepdims=True) - CLOSE_CHALLENGES)


def likelihood_of(belief: Belief, cohort: Cohort, asked: Bools, option: Ints, power: float = 1.0) -> Floats:
    """(N, T, M) of the answers to the skills ``asked`` (N, S), at the power ``power``."""
    target = belief.target
    seen = no_answer(belief.chart, (len(cohort),))
    for skill in range(target.skills):
        rows = np.flatnonzero(asked[:, skill])
        k = option[rows, skill]
        place = np.full(len(rows), skill)
        factor = factors(belief, cohort.outcome[rows, skill, k], belief.slip[skill, k], belief.guess[skill, k], place)
        seen[rows, target.tube[skill]] *= factor**power
    return seen


def moments(belief: Belief, cohort: Cohort, asked: Bools) -> tuple[Floats, Floats]:
    """(N,) mean and variance of the number of skills mastered, after the answers to ``asked``."""
    seen = likelihood_of(belief, cohort, asked, option_of(belief, cohort))
    return count_moments(infer(belief.chart, seen), belief.target.counts)


class _Game:
    """R tests in progress: mutable arrays, one row a test."""

    def __init__(
        self,
        belief: Belief,
        cohort: Cohort,
        rules: Rules,
        learner: Ints | None,
        earlier: Earlier | None,
        start: Ints | None,
    ) -> None:
        self.belief, self.target, self.cohort, self.rules = belief, belief.target, cohort, rules
        self.learner = np.arange(len(cohort)) if learner is None else learner
        count, skills = len(self.learner), self.target.skills
        self.option = option_of(belief, cohort, rules, earlier)[self.learner]
        # As in the product, skills are compared by their first sharp challenge; the one met may be another.
        k = _sharp(belief, cohort, earlier)[self.learner].argmax(axis=2)
        place = np.arange(skills)
        self.slip, self.guess = belief.slip[place, k], belief.guess[place, k]
        self.likelihood = no_answer(belief.chart, (count,)) if earlier is None else earlier.likelihood[self.learner]
        self.likelihood = self.likelihood.copy()
        self.open = self.option >= 0
        # (R, T, M) what was said of each skill, at its place in its tube.
        self.right, self.wrong = np.zeros((2, *self.likelihood.shape), dtype=np.bool_)
        if earlier is not None:
            old, good = earlier.asked[self.learner], earlier.right[self.learner]
            self.right[:, self.target.tube, self.target.rank] = old & good
            self.wrong[:, self.target.tube, self.target.rank] = old & ~good
        self.touched = (self.right | self.wrong).any(axis=2)
        self.n = np.zeros(count, dtype=np.int64)
        self.streak = np.zeros(count, dtype=np.int64)
        self.asked = np.full((count, skills), -1)
        self.validated = np.zeros((count, skills + 1, skills), dtype=np.bool_)
        self.history = np.zeros((2, count, skills + 1))
        for column in range(0 if start is None else start.shape[1]):
            rows = np.flatnonzero(start[:, column] >= 0)  # type: ignore[index]
            self._answer(rows, start[rows, column])  # type: ignore[index]

    def to_the_end(self, budget: Ints | None, until: float) -> Run:
        rows = np.arange(len(self.learner))
        while len(rows):
            posterior = infer(self.belief.chart, self.likelihood[rows])
            p = posterior.mastered[:, self.target.tube, self.target.rank]
            error = self._note(rows, p)
            pool = self.open[rows]
            precise = error <= until
            if self.rules.covered:
                bare = pool & ~self.touched[rows][:, self.target.tube]
                # The precision is reached, but some tube has no answer yet; or every answer denies a deduced status.
                wanted = np.where(bare.any(axis=1, keepdims=True), bare, pool & self._denied(rows, p))
                pool = np.where(precise[:, None], wanted, pool)
                precise = precise & ~wanted.any(axis=1)
            going = pool.any(axis=1) & ~precise
            if budget is not None:
                going &= self.n[rows] < budget[self.learner[rows]]
            rows, pool, p = rows[going], pool[going], p[going]
            if len(rows):
                self._answer(rows, self._choose(rows, pool, p))
        return self._run()

    def _note(self, rows: Ints, p: Floats) -> Floats:
        error = expected_error(p)
        n = self.n[rows]
        self.validated[rows, n] = self._statuses(rows, p) if self.rules.consistent else p >= 0.5
        self.history[0, rows, n] = error
        self.history[1, rows, n] = p.sum(axis=1)
        return error

    def _denied(self, rows: Ints, p: Floats) -> Bools:
        right, wrong = self.right[rows].any(axis=(1, 2)), self.wrong[rows].any(axis=(1, 2))
        return np.asarray(np.where(right[:, None], ~wrong[:, None] & (p < 0.5), wrong[:, None] & (p >= 0.5)))

    def _statuses(self, rows: Ints, p: Floats) -> Bools:
        """Those of the product: p, between what the answers of the tube leave when they agree."""
        right, wrong = self.right[rows], self.wrong[rows]
        rank = np.arange(right.shape[2])
        failure = np.where(wrong, rank, NO_RANK).min(axis=2, keepdims=True)
        success = np.where(right, rank, 0).max(axis=2, keepdims=True)
        low = np.where(right & (rank < failure), rank, 0).max(axis=2)
        high = np.where(wrong & (rank > success), rank, NO_RANK).min(axis=2) - 1
        tube, place = self.target.tube, self.target.rank
        return np.asarray((place <= low[:, tube]) | ((p >= 0.5) & (place <= high[:, tube])))

    def _choose(self, rows: Ints, pool: Bools, p: Floats) -> Ints:
        slip, guess = self.slip[rows], self.guess[rows]
        calm = np.zeros(len(rows), dtype=np.bool_)
        rules = comfort(self.n[rows], self.streak[rows], calm, exploring=self.rules.exploring)
        if not self.rules.comfortable:
            rules = Comfort(np.zeros(len(rows)), calm, rules.closeness)
        if self.rules.closeness is not None:
            closeness = np.where(self.n[rows] == 0, rules.closeness, self.rules.closeness)
            rules = replace(rules, closeness=closeness)
        timed = np.zeros_like(pool)
        kept = candidates_kept(pool, timed, success(p, slip, guess), information(p, slip, guess), rules)
        return drawn(kept, self.cohort.lots[self.learner[rows], self.n[rows]])

    def _answer(self, rows: Ints, skill: Ints) -> None:
        k = self.option[rows, skill]
        outcome = self.cohort.outcome[self.learner[rows], skill, k]
        tube = self.target.tube[skill]
        factor = factors(self.belief, outcome, self.belief.slip[skill, k], self.belief.guess[skill, k], skill)
        self.likelihood[rows, tube] *= factor
        self.asked[rows, self.n[rows]] = skill
        self.open[rows, skill] = False
        self.touched[rows, tube] = True
        rank = self.target.rank[skill]
        self.right[rows, tube, rank], self.wrong[rows, tube, rank] = outcome == RIGHT, outcome != RIGHT
        self.streak[rows] = np.where(outcome == RIGHT, 0, self.streak[rows] + 1)
        self.n[rows] += 1

    def _run(self) -> Run:
        longest = int(self.n.max()) + 1
        last = np.minimum(np.arange(longest), self.n[:, None])
        rows = np.arange(len(self.n))[:, None]
        asked = self.asked[:, : longest - 1]
        option = np.take_along_axis(self.option, np.maximum(asked, 0), axis=1)
        believed, total = (values[rows, last] for values in self.history)
        return Run(
            learner=self.learner,
            asked=asked,
            challenge=np.where(asked >= 0, option, -1),
            length=self.n,
            validated=self.validated[rows, last],
            believed=believed,
            sum=total,
        )


def factors(belief: Belief, outcome: np.ndarray, slip: Floats, guess: Floats, skill: Ints) -> Floats:
    """(R, M) likelihood of one answer for each frontier of its tube (engine.md §3.3)."""
    right, skip = outcome == RIGHT, outcome == SKIP
    mastered = np.where(skip, belief.prior.skips[0], np.where(right, 1 - slip, slip))
    missing = np.where(skip, belief.prior.skips[1], np.where(right, guess, 1 - guess))
    above = np.arange(belief.target.states) >= belief.target.rank[skill][:, None]
    return np.where(above, mastered[:, None], missing[:, None])
