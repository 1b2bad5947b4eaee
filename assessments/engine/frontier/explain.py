"""Why a status: what the belief about each target skill rests on (engine.md §3.7). Words are the caller's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.engine.types import Evidence, ItemBank, Outcome, Task

from .reading import read


@dataclass(frozen=True, slots=True)
class Told:
    """One answer that counts. ``level`` is its skill's; ``own`` = given in this assessment."""

    skill: int
    level: int
    outcome: Outcome
    own: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """``p``: probability that the skill is mastered. ``same_tube``: the answers on its subject, easiest first.

    ``ability``: level estimated in its competence, ``informed_by`` the number of answers of the competence it rests on.
    """

    p: float
    ability: float
    same_tube: tuple[Told, ...]
    informed_by: int


def explanations(bank: ItemBank, task: Task, evidence: Sequence[Evidence]) -> dict[int, Explanation]:
    """Target skill → what its status rests on. Raises UnknownItem on a foreign target."""
    if not task.target:
        return {}
    reading = read(bank, task, evidence)
    told: dict[int, list[Told]] = {}
    counts: dict[int, int] = {}
    for e in reading.direct.values():
        skill = bank.skill(e.skill)
        told.setdefault(skill.tube, []).append(Told(skill.id, skill.level, e.outcome, e.own))
        counts[skill.competence] = counts.get(skill.competence, 0) + 1
    abilities = reading.posterior.levels()
    found = {}
    for skill_id, row, p in zip(reading.target.ids, reading.tube.tolist(), reading.p.tolist(), strict=True):
        skill = bank.skill(skill_id)
        found[skill_id] = Explanation(
            p=p,
            ability=float(abilities[reading.chart.competence[row]]),
            same_tube=tuple(sorted(told.get(skill.tube, ()), key=lambda t: (t.level, t.skill))),
            informed_by=counts.get(skill.competence, 0),
        )
    return found
