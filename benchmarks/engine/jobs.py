"""One job = one content in one world: every engine on the same learners. What the processes run.

Figures are keyed «engine|what»; a sweep over α gives one key a value: «engine|alpha 0.08».
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from assessments.engine.frontier.model import Prior
from assessments.engine.frontier.statuses import INTERVAL_CAUTION, INTERVAL_REACH

from . import ours, reference
from .calibrate import learn, sessions
from .contents import FINAL, Bools, Floats, Ints, Target, content, stream
from .result import Result, measure
from .worlds import CLEAN, RIGHT, WORLDS, WRONG, Cohort, Items, World, back_later, cohort, items

Figures = dict[str, dict[str, float]]

ALPHAS = (0.16, 0.14, 0.12, 0.10, 0.09, 0.08, 0.07, 0.06, 0.05, 0.04, 0.03)
# Where no rule depends on α one run gives them all: the longest tests cost nothing more.
PLAIN_ALPHAS = (*ALPHAS, 0.02, 0.012)
FULL_ALPHAS = (0.11, 0.09, 0.07, 0.06, 0.055, 0.05, 0.045, 0.04)
# Own stop of the product: launch, calibrated.
STANDARD = {"launch": 0.08}
STANDARD_CALIBRATED = 0.10
FULL_STANDARD = 0.07
SLIP_ALPHA = 0.07
RETURN_ALPHAS = (0.05, 0.06, 0.07, 0.08, 0.10, 0.12)
# Between one month and a year (settled.md 3).
RETURN_WEIGHT = 0.6
SHORT = {"competence": (6, 10, 15), "parcours": (8, 12, 18)}


@dataclass(frozen=True)
class Job:
    """``what``: one of RUNNERS. ``learners``: their number; ``calibrations``: sizes of the samples learned from."""

    what: str
    kind: str
    world: str
    content: int
    learners: int
    calibrations: tuple[int, ...] = ()
    family: int = FINAL

    @property
    def weight(self) -> float:
        """Rough cost, to start the longest first."""
        size = {"competence": 1, "parcours": 2, "full": 60}[self.kind]
        return size * (self.learners * (1 + len(self.calibrations)) + 0.3 * sum(self.calibrations))


def run(job: Job) -> Figures:
    """The figures of one job."""
    return RUNNERS[job.what](Scene.of(job))


@dataclass(frozen=True, eq=False)
class Scene:
    """One content in one world, and its learners."""

    job: Job
    world: World
    target: Target
    true: Items
    learners: Cohort

    @classmethod
    def of(cls, job: Job) -> Scene:
        world, target = WORLDS[job.world], content(job.family, job.kind, job.content)
        true = items(world, target, job.family, job.content)
        scene = cls(job, world, target, true, learners=None)  # type: ignore[arg-type]
        return replace(scene, learners=scene.draw("learners", job.learners))

    def draw(self, purpose: str, size: int) -> Cohort:
        """Learners of their own for every purpose."""
        random = stream(self.job.family, purpose, self.world.name, self.job.kind, self.job.content)
        return cohort(self.world, self.target, self.true, size, random)

    def measure(self, result: Result) -> dict[str, float]:
        """Against what the learners know."""
        return measure(result, self.learners.known, self.target)

    @property
    def launch(self) -> ours.Belief:
        """The engine before any answer; one noise for all where the world tells no formats."""
        return ours.launch(self.target, self.true) if self.world.formats else ours.flat(self.target, self.true)

    def beliefs(self, world: World | None = None) -> dict[str, ours.Belief]:
        """Engine states: launch, then one for each calibration sample, all taken from one crowd."""
        found = {"launch": self.launch}
        if self.job.calibrations:
            scene = self if world is None else replace(self, world=world, true=_items(self, world))
            crowd = scene.draw("crowd", max(self.job.calibrations))
            published = reference.published_by_competence if self.job.kind == "full" else _published
            length = round(float(published(self.target, crowd).questions.mean()))
            answers = sessions(self.target, scene.true, crowd, length)
            for size in self.job.calibrations:
                found[f"cal{size}"], _ = learn(self.target, scene.true, answers.where(answers.learner < size))
        return found


def _items(scene: Scene, world: World) -> Items:
    return items(world, scene.target, scene.job.family, scene.job.content)


def _published(target: Target, learners: Cohort) -> Result:
    return reference.published(target, learners).result


def standard(state: str) -> float:
    """α of the standard preset for a state of the engine."""
    return STANDARD.get(state, STANDARD_CALIBRATED)


# --- What each kind of job measures -----------------------------------------------------------------------------------


def _plain(scene: Scene) -> Figures:
    """Classical engines, the published strategy and ours at launch, without formats."""
    target, learners = scene.target, scene.learners
    pix = _published(target, learners)
    alone = Prior(scales=(np.inf,), scale_weights=(1.0,))
    tubes_apart = ours.play(ours.flat(target, scene.true, prior=alone), learners, budget=pix.questions)
    found = {
        "random": scene.measure(reference.at_random(target, learners)),
        "bisection": scene.measure(reference.bisection(target, learners)),
        "irt": scene.measure(reference.one_ability(target, learners)),
        "apart": scene.measure(ours.stopped(tubes_apart, tubes_apart.length)),
        "pix": scene.measure(pix),
    }
    trunk = ours.play(scene.launch, learners)
    found |= _same_length(scene, "launch", trunk, pix.questions)
    for alpha in PLAIN_ALPHAS:
        found[f"launch|alpha {alpha}"] = scene.measure(ours.stopped(trunk, trunk.first(alpha)))
    return found


def _headline(scene: Scene) -> Figures:
    """The worlds with formats: same length, own stop with all the rules, short tests; launch and calibrated."""
    target, learners = scene.target, scene.learners
    pix = _published(target, learners)
    found = {"pix": scene.measure(pix)}
    for n in SHORT[scene.job.kind]:
        session = reference.published(target, learners, n)
        found[f"pix|after {n}"] = scene.measure(session.result)
        guessed = replace(session.result, validated=reference.filled(target, session))
        found[f"pix filled|after {n}"] = scene.measure(guessed)
    # The choice of a question does not depend on the budget: one run, cut where each measure says.
    budget = np.maximum(pix.questions, max(SHORT[scene.job.kind]))
    best = ours.play(ours.oracle(target, scene.true), learners, budget=pix.questions)
    found |= _same_length(scene, "oracle", best, pix.questions)
    for state, belief in scene.beliefs().items():
        trunk = ours.play(belief, learners, budget=budget)
        found |= _same_length(scene, state, trunk, pix.questions)
        free = ours.play(belief, learners, ours.UNBOUND, budget=pix.questions)
        found[f"{state}|same, p alone"] = scene.measure(ours.stopped(free, free.length))
        for n in SHORT[scene.job.kind]:
            found[f"{state}|after {n}"] = scene.measure(ours.stopped(trunk, np.minimum(n, trunk.length)))
        for alpha, result in ours.sweep(belief, learners, ALPHAS).items():
            figures = scene.measure(result)
            if alpha == standard(state):
                figures |= _interval(belief, learners, result)
                found[f"{state}|own stop"] = figures
            found[f"{state}|alpha {alpha}"] = figures
    return found


def _same_length(scene: Scene, state: str, trunk: ours.Run, questions: Ints) -> Figures:
    """Cut at the learner's own number of published questions, then at 0.7 and 0.5 of it."""
    found = {}
    for share, key in ((1.0, "same"), (0.7, "0.7"), (0.5, "0.5")):
        count = np.maximum(np.round(share * questions), 1).astype(np.int64)
        found[f"{state}|{key}"] = scene.measure(ours.stopped(trunk, np.minimum(count, trunk.length)))
    return found


def _interval(belief: ours.Belief, learners: Cohort, result: Result) -> dict[str, float]:
    """Does the displayed 90 % interval of the mastery hold the truth?"""
    mean, variance = ours.moments(belief, learners, result.asked)
    true = learners.known.sum(axis=1)
    shown = result.validated.sum(axis=1)
    found = {}
    for caution, key in ((1.0, "covered_raw"), (INTERVAL_CAUTION, "covered")):
        reach = INTERVAL_REACH * caution * np.sqrt(variance)
        low, high = np.minimum(mean - reach, shown), np.maximum(mean + reach, shown)
        found[key] = 100 * float(((low <= true) & (true <= high)).mean())
    found["interval_width"] = (
        100 * float((2 * INTERVAL_REACH * INTERVAL_CAUTION * np.sqrt(variance)).mean()) / belief.target.skills
    )
    return found


def _full(scene: Scene) -> Figures:
    """Sixteen competences at once; the published strategy takes them one by one."""
    pix = reference.published_by_competence(scene.target, scene.learners)
    found = {"pix": scene.measure(pix)}
    for state, belief in scene.beliefs().items():
        trunk = ours.play(belief, scene.learners, until=min(FULL_ALPHAS))
        for alpha in FULL_ALPHAS:
            result = ours.stopped(trunk, trunk.first(alpha))
            figures = scene.measure(result)
            if alpha == FULL_STANDARD:
                figures |= _interval(belief, scene.learners, result)
                found[f"{state}|own stop"] = figures
            found[f"{state}|alpha {alpha}"] = figures
        same = ours.play(belief, scene.learners, budget=pix.questions)
        found[f"{state}|same"] = scene.measure(ours.stopped(same, same.length))
    return found


def _slip(scene: Scene) -> Figures:
    """The k-th right answer turned wrong, against the same test without it; calibrated on the noisy world."""
    target, learners = scene.target, scene.learners
    pix = reference.published(target, learners)
    found = {"pix": scene.measure(pix.result)}
    for k in range(1, 6):
        hurt, moved = _turned(learners, pix.order, np.zeros_like(pix.order), k)
        found[f"pix|slip {k}"] = _loss(_published(target, hurt), pix.result, learners.known, moved)
    noisy = WORLDS["w_real"] if scene.world is CLEAN else None
    for state, belief in scene.beliefs(noisy).items():
        base = ours.play(belief, learners, until=SLIP_ALPHA)
        result = ours.stopped(base, base.length)
        found[state] = scene.measure(result)
        for k in range(1, 6):
            hurt, moved = _turned(learners, base.asked, base.challenge, k)
            after = ours.play(belief, hurt, until=SLIP_ALPHA)
            found[f"{state}|slip {k}"] = _loss(ours.stopped(after, after.length), result, learners.known, moved)
    return found


def _turned(learners: Cohort, order: Ints, challenge: Ints, k: int) -> tuple[Cohort, Bools]:
    """The learners with their k-th right answer wrong, and the (N,) mask of those who had one."""
    rows = np.arange(len(learners))[:, None]
    right = (order >= 0) & (learners.outcome[rows, np.maximum(order, 0), np.maximum(challenge, 0)] == RIGHT)
    place = right & (np.cumsum(right, axis=1) == k)
    row, column = np.nonzero(place)
    outcome = learners.outcome.copy()
    outcome[row, order[row, column], challenge[row, column]] = WRONG
    return replace(learners, outcome=outcome), place.any(axis=1)


def _loss(after: Result, before: Result, known: Bools, moved: Bools) -> dict[str, float]:
    lost = (after.validated != known).sum(axis=1) - (before.validated != known).sum(axis=1)
    shift = after.validated.mean(axis=1) - before.validated.mean(axis=1)
    return {"skills_lost": float(lost[moved].mean()), "mastery_shift": 100 * float(shift[moved].mean())}


def _return(scene: Scene) -> Figures:
    """A second test some months later, earlier answers at weight λ, against the published test afresh."""
    target, first = scene.target, scene.learners
    random = stream(scene.job.family, "later", scene.world.name, scene.job.kind, scene.job.content)
    second = back_later(scene.world, target, scene.true, first, random)
    scene = replace(scene, learners=second)
    found = {"pix": scene.measure(_published(target, second))}
    for state, belief in scene.beliefs().items():
        before = ours.play(belief, first, ours.PRODUCT, until=SLIP_ALPHA)
        asked = ours.stopped(before, before.length).asked
        option = ours.option_of(belief, first)
        seen = ours.likelihood_of(belief, first, asked, option, RETURN_WEIGHT)
        right = asked & (np.take_along_axis(first.outcome, option[:, :, None], axis=2)[:, :, 0] == RIGHT)
        taken = asked[:, :, None] & (np.arange(second.turns.shape[2]) == option[:, :, None])
        # What may be asked again is a rule of the product (settled.md 3): both are played, see ``speed.return_rule``.
        rules = {"never again": np.broadcast_to(asked[:, :, None], taken.shape), "other challenge": taken}
        for rule, gone in rules.items():
            earlier = ours.Earlier(seen, gone, asked, right)
            for alpha, result in ours.sweep(belief, second, RETURN_ALPHAS, earlier=earlier).items():
                found[f"{state}|{rule}, alpha {alpha}"] = scene.measure(result)
    return found


def _tables(scene: Scene) -> Figures:
    """How wrong may the table of formats be? Same length as the published strategy."""
    target, learners = scene.target, scene.learners
    pix = _published(target, learners)
    found = {"pix": scene.measure(pix)}
    beliefs = {
        "launch": scene.launch,
        "exact": ours.exact_formats(target, scene.true),
        "flat": ours.flat(target, scene.true),
    }
    for state, belief in beliefs.items():
        same = ours.play(belief, learners, budget=pix.questions)
        found[state] = scene.measure(ours.stopped(same, same.length))
    return found


RUNNERS = {
    "plain": _plain,
    "headline": _headline,
    "full": _full,
    "slip": _slip,
    "return": _return,
    "tables": _tables,
}


def average(figures: Iterable[Figures]) -> Figures:
    """Mean over contents of what they all have."""
    every = list(figures)
    return {
        key: {name: float(np.mean([one[key][name] for one in every])) for name in every[0][key]} for key in every[0]
    }


def column(figures: Iterable[Figures], key: str, name: str) -> Floats:
    """One figure, content by content."""
    return np.array([one[key][name] for one in figures])
