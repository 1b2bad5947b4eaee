"""A result as people read it: the same figures for the pupil, before and after sending, and for the teacher."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments import content
from assessments.engine import percent
from results.frozen import DIRECT, INFERRED, FrozenStatus, Precision, precision_of, status_of
from results.models import SharedResult
from results.reasons import Reason, TubeReason, reason_of, tube_reason_of


@dataclass(frozen=True, slots=True)
class SkillLine:
    """``reason``: what a deduced skill rests on, when a skill of its subject was tested."""

    skill: content.Skill
    status: FrozenStatus
    reason: Reason | None = None

    @property
    def validated(self) -> bool:
        return self.status.validated

    @property
    def source(self) -> str:
        return self.status.source


@dataclass(frozen=True, slots=True)
class Counts:
    """How many skills were tested, deduced, never reached."""

    tested: int
    inferred: int
    untested: int

    def __str__(self) -> str:
        """«12 testés, 5 déduits»"""
        named = ((self.tested, "testé"), (self.inferred, "déduit"), (self.untested, "non testé"))
        return ", ".join(f"{n} {word}{'s' if n > 1 else ''}" for n, word in named if n)


@dataclass(frozen=True, slots=True)
class TubeLines:
    """A subject and its target skills, easiest first; ``reason`` where some were deduced and none was tested."""

    tube: content.Tube
    skills: tuple[SkillLine, ...]
    reason: TubeReason | None

    @property
    def validated(self) -> int:
        return sum(line.validated for line in self.skills)


@dataclass(frozen=True, slots=True)
class CompetenceLines:
    competence: content.Competence
    validated: int
    evaluated: int
    level: int
    tubes: tuple[TubeLines, ...]

    @property
    def percent(self) -> int:
        return percent(self.validated, self.evaluated)

    @property
    def counts(self) -> Counts:
        return _counts(line.status for tube in self.tubes for line in tube.skills)


@dataclass(frozen=True, slots=True)
class Sheet:
    """``counts.untested``: skills never reached, which are not validated. ``precision``: None where it was not measured.

    ``is_contradicted``: some skill bears «malgré une réponse isolée».
    """

    validated: int
    evaluated: int
    counts: Counts
    precision: Precision | None
    is_contradicted: bool
    competences: tuple[CompetenceLines, ...]

    @property
    def percent(self) -> int:
        return percent(self.validated, self.evaluated)


def sheet_of_outcome(outcome: Mapping[str, Any], loaded: content.Content) -> Sheet:
    """The frozen end of a test (``assessments.actions.freeze``)."""
    rows = [
        (part["competence"], part["validated"], part["evaluated"], part["level"]) for part in outcome["competences"]
    ]
    return _sheet(outcome["validated"], outcome["evaluated"], outcome["skills"], outcome.get("interval"), rows, loaded)


def sheet_of_result(result: SharedResult, loaded: content.Content) -> Sheet:
    """What was sent. One statement, for the rows of its competences."""
    rows = result.competences.values_list("competence_id", "validated", "evaluated", "level")
    return _sheet(result.validated, result.evaluated, result.skills, result.interval, rows, loaded)


def _sheet(
    validated: int,
    evaluated: int,
    frozen: Mapping[str, Sequence[Any]],
    interval: Sequence[float] | None,
    rows: Iterable[tuple[int, int, int, int]],
    loaded: content.Content,
) -> Sheet:
    statuses = sorted(
        ((loaded.skills[int(key)], status_of(one)) for key, one in frozen.items()),
        key=lambda item: (loaded.tubes[item[0].tube].key, item[0].level),
    )
    by_tube: dict[int, list[tuple[content.Skill, FrozenStatus]]] = {}
    for skill, status in statuses:
        by_tube.setdefault(skill.tube, []).append((skill, status))
    tested = [tube for tube, members in by_tube.items() if any(one.source == DIRECT for _, one in members)]

    def lines_of(tube: int) -> TubeLines:
        members, held = by_tube[tube], loaded.tubes[tube]
        elsewhere = [loaded.tubes[other] for other in tested if other != tube]
        nearby = [other.name for other in elsewhere if other.competence == held.competence]
        return TubeLines(
            held,
            tuple(
                SkillLine(skill, one, reason_of(skill, one, members, tested_elsewhere=bool(elsewhere)))
                for skill, one in members
            ),
            tube_reason_of(members, tested_nearby=nearby, tested_elsewhere=bool(elsewhere)),
        )

    return Sheet(
        validated=validated,
        evaluated=evaluated,
        counts=_counts(one for _, one in statuses),
        precision=precision_of(interval),
        is_contradicted=any(one.is_contradicted for _, one in statuses),
        competences=tuple(
            CompetenceLines(
                loaded.competences[pk],
                *figures,
                tuple(lines_of(tube) for tube in by_tube if loaded.tubes[tube].competence == pk),
            )
            for pk, *figures in sorted(rows, key=lambda row: loaded.competences[row[0]].code)
        ),
    )


def _counts(statuses: Iterable[FrozenStatus]) -> Counts:
    sources = [one.source for one in statuses]
    tested, inferred = sources.count(DIRECT), sources.count(INFERRED)
    return Counts(tested, inferred, len(sources) - tested - inferred)
