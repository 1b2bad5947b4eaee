"""Made-up referentials of realistic shape, and the three kinds of targets measured on them.

Arrays of a target follow the order competence, tube, level: S skills, T tubes, C competences.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

COMPETENCES = 16
TOP_LEVEL = 8
PARCOURS = (3, 3, 2, 2, 2)
KINDS = ("competence", "parcours", "full")

# Contents, learners and draws of one family share nothing with those of the other: what was tuned on the first is
# judged on the second.
TUNING, FINAL = 101, 202


def stream(*parts: int | str) -> np.random.Generator:
    """A generator that depends on nothing but its arguments."""
    return np.random.default_rng([part if isinstance(part, int) else zlib.crc32(part.encode()) for part in parts])


@dataclass(frozen=True, eq=False)
class Target:
    """What an assessment must find out.

    level, tube, rank, pix  (S,) label 1..8, index of the tube, place in it from 1, pix value
    competence              (T,) index of the competence of each tube, ascending from 0
    """

    level: Ints
    tube: Ints
    rank: Ints
    pix: Floats
    competence: Ints

    @property
    def skills(self) -> int:
        return len(self.level)

    @property
    def tubes(self) -> int:
        return len(self.competence)

    @cached_property
    def sizes(self) -> Ints:
        """(T,) number of skills of each tube."""
        return np.bincount(self.tube, minlength=self.tubes)

    @cached_property
    def states(self) -> int:
        """Frontiers of the longest tube."""
        return int(self.sizes.max()) + 1

    @cached_property
    def competence_of_skill(self) -> Ints:
        return self.competence[self.tube]

    @cached_property
    def counts(self) -> Floats:
        """(T, M) skills mastered when the frontier is m."""
        return np.minimum(np.arange(self.states), self.sizes[:, None]).astype(float)

    def levels(self, validated: Bools) -> Ints:
        """(N, S) statuses → (N, C) levels 0..8, as the product counts them."""
        owner = self.competence_of_skill[:, None] == np.arange(self.competence[-1] + 1)
        pix = (validated * self.pix) @ owner
        return np.asarray(np.minimum(np.floor(pix / 8 + 1e-9), TOP_LEVEL).astype(np.int64))

    def of_competence(self, competence: int) -> tuple[Target, Bools]:
        """The target cut down to one competence, and the (S,) mask of its skills."""
        mask = self.competence_of_skill == competence
        tube = self.tube[mask]
        part = Target(
            level=self.level[mask],
            tube=tube - tube[0],
            rank=self.rank[mask],
            pix=self.pix[mask],
            competence=np.zeros(int(tube[-1] - tube[0]) + 1, dtype=np.int64),
        )
        return part, mask


Referential = list[list[list[int]]]


def referential(random: np.random.Generator) -> Referential:
    """Competence → tube → ascending levels (engine.md §4.1)."""
    return [[_tube(random) for _ in range(random.integers(6, 9))] for _ in range(COMPETENCES)]


def _tube(random: np.random.Generator) -> list[int]:
    if random.random() < 0.08:
        return [1, 2] if random.random() < 0.5 else [1, 2, 3]
    low = int(random.choice([1, 2, 3], p=[0.55, 0.30, 0.15]))
    high = int(random.integers(5, 9))
    between = [level for level in range(low + 1, high) if random.random() < 0.93]
    return [low, *between, high]


def content(family: int, kind: str, index: int) -> Target:
    """The ``index``-th target of a kind. Raises ValueError on an unknown kind."""
    random = stream(family, "content", index)
    whole = referential(random)
    wanted: dict[int, list[int] | None]
    if kind == "competence":
        wanted = {int(random.integers(COMPETENCES)): None}
    elif kind == "parcours":
        chosen = sorted(random.choice(COMPETENCES, len(PARCOURS), replace=False).tolist())
        wanted = {
            c: sorted(random.choice(len(whole[c]), size, replace=False).tolist())
            for c, size in zip(chosen, random.permutation(PARCOURS).tolist(), strict=True)
        }
    elif kind == "full":
        wanted = dict.fromkeys(range(COMPETENCES))
    else:
        raise ValueError(f"Unknown kind of target: {kind}")
    return _target(whole, wanted)


def _target(whole: Referential, wanted: dict[int, list[int] | None]) -> Target:
    level: list[int] = []
    tube: list[int] = []
    rank: list[int] = []
    pix: list[float] = []
    competence: list[int] = []
    for index, (c, tubes) in enumerate(wanted.items()):
        every = [x for chain in whole[c] for x in chain]
        for t in range(len(whole[c])) if tubes is None else tubes:
            for place, x in enumerate(whole[c][t], start=1):
                level.append(x)
                tube.append(len(competence))
                rank.append(place)
                pix.append(min(4.0, 8 / every.count(x)))
            competence.append(index)
    return Target(*(np.array(values) for values in (level, tube, rank, pix, competence)))
