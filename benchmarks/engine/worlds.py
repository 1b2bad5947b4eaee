"""The worlds learners come from (engine.md §4.2): what they know, and how they answer.

Nothing here is the engine's own model: abilities are Gaussian, noise is of other sizes, order can be broken.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .contents import Bools, Floats, Ints, Target, stream

Codes = NDArray[np.int8]

WRONG, RIGHT, SKIP = 0, 1, 2
CHOICE, SEVERAL, OPEN = 0, 1, 2
UNKNOWN = 3
FORMAT_SHARES = (0.30, 0.30, 0.40)
FORMAT_GUESS = np.array([0.27, 0.08, 0.02])
FORMAT_SLIP = np.array([0.05, 0.10, 0.12])
CHALLENGES = 3


@dataclass(frozen=True)
class World:
    """``tube_sds``: one of them a learner. ``noises``: personal (slip, guess) drawn among them, None = of the item.

    skip = (share of skippers, of their wrong answers that become skips, of their right ones); rasch = slope of the
    response to one ability per competence; nonmono = slope of the knowledge of each skill, on its own.
    """

    name: str
    mean: float = 3.5
    tube_sds: tuple[float, ...] = (1.0,)
    slip: float = 0.07
    guess: float = 0.07
    noises: tuple[tuple[float, ...], tuple[float, ...]] | None = None
    noise_error: float = 0.0
    skip: tuple[float, float, float] = (0.0, 0.0, 0.0)
    spiky: float = 0.0
    flips: float = 0.0
    tube_error: float = 0.0
    skill_error: float = 0.0
    ordered: bool = False
    formats: bool = False
    format_scale: float = 1.0
    format_swap: str = ""
    rasch: float = 0.0
    nonmono: float = 0.0


_FORMATS = World("g_formats", mean=3.3, formats=True, ordered=True)
_REAL = replace(
    _FORMATS,
    name="w_real",
    tube_sds=(0.9,),
    tube_error=0.8,
    skill_error=0.4,
    skip=(0.4, 0.6, 0.05),
    flips=0.02,
    spiky=0.10,
)

PLAIN = (
    World("a_correl", tube_sds=(0.5,)),
    World("a_medium"),
    World("a_loose", tube_sds=(2.0,)),
    World("a_clean", slip=0.0, guess=0.0),
    World("b_spiky", spiky=1.0),
    World("b_spiky_clean", spiky=1.0, slip=0.0, guess=0.0),
    World("c_nonmono", tube_sds=(0.8,), nonmono=1.7),
    World("c_flip", flips=0.08),
    World("d_careless", slip=0.22, guess=0.05),
    World("d_guesser", slip=0.05, guess=0.25),
    World("d_skipper", skip=(1.0, 0.8, 0.1)),
    World("e_misdiff", skill_error=0.8, noise_error=0.05),
    World("e_shift", mean=2.5, tube_sds=(0.8,), tube_error=1.0),
    World("f_rasch1", rasch=1.0),
    World("f_rasch2", rasch=2.0),
    World(
        "m_mix",
        tube_sds=(0.5, 1.0, 2.0),
        spiky=0.2,
        skill_error=0.4,
        flips=0.03,
        noises=((0.03, 0.08, 0.20), (0.50, 0.35, 0.15)),
        skip=(0.4, 0.6, 0.05),
    ),
)
HEADLINE = (
    _FORMATS,
    replace(_FORMATS, name="w_mild", tube_error=0.5, skill_error=0.3),
    _REAL,
    replace(_REAL, name="w_hard", tube_sds=(1.5,), flips=0.05, spiky=0.25),
)
# How wrong may our table of formats be? (§5.6)
TABLES = (
    replace(_FORMATS, name="t_as_is"),
    replace(_FORMATS, name="t_more", format_scale=1.5),
    replace(_FORMATS, name="t_less", format_scale=0.5),
    replace(_FORMATS, name="t_flat", format_swap="flat"),
    replace(_FORMATS, name="t_reversed", format_swap="reversed"),
)
# The slip test (§5.7): the headline world without any noise.
CLEAN = replace(_REAL, name="w_clean", skip=(0.0, 0.0, 0.0), flips=0.0, spiky=0.0, formats=True, format_scale=0.0)
WORLDS = {world.name: world for world in (*PLAIN, *HEADLINE, *TABLES, CLEAN)}
NOISELESS = frozenset({"a_clean", "b_spiky_clean"})


@dataclass(frozen=True, eq=False)
class Items:
    """What is true of a content in a world, for every learner alike.

    difficulty   (S,) on the scale of levels
    kind         (S, K) format of each challenge
    slip, guess  (S, K) true noise
    """

    difficulty: Floats
    kind: Ints
    slip: Floats
    guess: Floats


@dataclass(frozen=True, eq=False)
class Cohort:
    """N learners: what they know, and what they would answer to every challenge, the same for all engines.

    known    (N, S)
    outcome  (N, S, K) WRONG, RIGHT or SKIP
    reached  (N, T) level in each tube; spiky, skipper (N,) and flipped (N, S): what makes them odd
    lots     (N, S + 1) uniform draws: the one of the n-th question, whatever the engine
    turns    (N, S, K) uniform draws among challenges
    """

    known: Bools
    outcome: Codes
    reached: Floats
    spiky: Bools
    skipper: Bools
    flipped: Bools
    lots: Floats
    turns: Floats

    def __len__(self) -> int:
        return len(self.known)


def items(world: World, target: Target, family: int, content: int) -> Items:
    """The true difficulties and noises of a content in a world."""
    # One stream for the worlds that share a family of errors: w_mild and w_real differ by the sizes only.
    random = stream(family, "items", content, target.skills)
    shift = random.normal(size=target.tubes)[target.tube] * world.tube_error
    difficulty = target.level + shift + random.normal(size=target.skills) * world.skill_error
    if world.ordered:
        for t in range(target.tubes):
            difficulty[target.tube == t] = np.sort(difficulty[target.tube == t])
    count = CHALLENGES if world.formats else 1
    shape = (target.skills, count)
    if not world.formats:
        errors = random.normal(size=(2, *shape)) * world.noise_error
        slip, guess = np.clip(world.slip + errors[0], 0, 0.5), np.clip(world.guess + errors[1], 0, 0.5)
        return Items(difficulty, np.full(shape, UNKNOWN), slip, guess)
    usual = random.choice(3, size=target.skills, p=FORMAT_SHARES)
    other = random.choice(3, size=shape, p=FORMAT_SHARES)
    kind = np.where(random.random(shape) < 0.8, usual[:, None], other)
    acts_as = 2 - kind if world.format_swap == "reversed" else kind
    flat = world.format_swap == "flat"
    slip = (np.full(shape, 0.09) if flat else FORMAT_SLIP[acts_as]) * np.exp(0.4 * random.normal(size=shape))
    guess = (np.full(shape, 0.09) if flat else FORMAT_GUESS[acts_as]) * np.exp(0.4 * random.normal(size=shape))
    scale = world.format_scale
    return Items(difficulty, kind, np.clip(slip * scale, 0, 0.6), np.clip(guess * scale, 0, 0.6))


def cohort(world: World, target: Target, true: Items, size: int, random: np.random.Generator) -> Cohort:
    """``size`` learners of the world."""
    count = (size, target.tubes)
    level = random.normal(world.mean, 1.4, size)
    ability = level[:, None] + random.normal(0, 0.9, (size, int(target.competence[-1]) + 1))
    ability = ability[:, target.competence]
    sd = random.choice(world.tube_sds, size)
    reached = ability + random.normal(size=count) * sd[:, None]
    spiky = random.random(size) < world.spiky
    reached = np.where(spiky[:, None], _any_frontier(target, random.random(count)), reached)
    flipped = random.random((size, target.skills)) < world.flips
    skipper = random.random(size) < world.skip[0]
    if world.rasch:
        reached = ability
    known = knows(world, target, true, reached, spiky, flipped, random)
    return Cohort(
        known=known,
        outcome=answers(world, target, true, known, reached, skipper, random),
        reached=reached,
        spiky=spiky,
        skipper=skipper,
        flipped=flipped,
        lots=random.random((size, target.skills + 1)),
        turns=random.random((size, *true.kind.shape)),
    )


def back_later(world: World, target: Target, true: Items, before: Cohort, random: np.random.Generator) -> Cohort:
    """The same learners some months later: every tube has moved by N(0.3, 0.7²)."""
    reached = before.reached + random.normal(0.3, 0.7, before.reached.shape)
    known = knows(world, target, true, reached, before.spiky, before.flipped, random)
    return replace(
        before,
        reached=reached,
        known=known,
        outcome=answers(world, target, true, known, reached, before.skipper, random),
        lots=random.random(before.lots.shape),
        turns=random.random(before.turns.shape),
    )


def _any_frontier(target: Target, lots: Floats) -> Floats:
    """A level in each tube such that its frontier is uniform on 0..n."""
    reached = np.empty_like(lots)
    for t in range(target.tubes):
        levels = target.level[target.tube == t].astype(float)
        cuts = np.r_[levels[0] - 1, levels, levels[-1] + 1]
        middle = (cuts[:-1] + cuts[1:]) / 2
        reached[:, t] = middle[np.minimum((lots[:, t] * len(middle)).astype(int), len(middle) - 1)]
    return reached


def knows(
    world: World,
    target: Target,
    true: Items,
    reached: Floats,
    spiky: Bools,
    flipped: Bools,
    random: np.random.Generator,
) -> Bools:
    """(N, S) what is mastered."""
    mine = reached[:, target.tube]
    # A spiky learner's frontier is drawn on the labels; the others face the true difficulties.
    asked = np.where(spiky[:, None], target.level, true.difficulty)
    known = asked <= mine
    if world.nonmono:
        known = random.random(known.shape) < 1 / (1 + np.exp(-world.nonmono * (mine - asked)))
    return known ^ flipped


def answers(
    world: World,
    target: Target,
    true: Items,
    known: Bools,
    reached: Floats,
    skipper: Bools,
    random: np.random.Generator,
) -> Codes:
    """(N, S, K) what would be answered to every challenge."""
    slip, guess = true.slip[None], true.guess[None]
    if world.noises is not None:
        sizes, shares = world.noises
        slip = random.choice(sizes, (len(known), 1, 1), p=shares)
        guess = random.choice(sizes, (len(known), 1, 1), p=shares)
    chance = np.where(known[:, :, None], 1 - slip, guess)
    if world.rasch:
        chance = 1 / (1 + np.exp(-world.rasch * (reached[:, target.tube] - target.level)))[:, :, None]
    shape = (*known.shape, true.kind.shape[1])
    right = random.random(shape) < chance
    left = skipper[:, None, None] & (random.random(shape) < np.where(right, world.skip[2], world.skip[1]))
    return np.where(left, SKIP, right.astype(np.int8)).astype(np.int8)
