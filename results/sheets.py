"""A result as people read it: the same figures for the pupil, before and after sending, and for the teacher."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assessments import content
from assessments.engine import percent
from results.models import SharedResult

# Source of a status, as frozen: answered, deduced from other answers, never reached.
DIRECT, INFERRED, UNTESTED = "direct", "inferred", "untested"


@dataclass(frozen=True, slots=True)
class SkillLine:
    skill: content.Skill
    validated: bool
    source: str


@dataclass(frozen=True, slots=True)
class TubeLines:
    """A subject and its target skills, easiest first."""

    tube: content.Tube
    skills: tuple[SkillLine, ...]

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


@dataclass(frozen=True, slots=True)
class Sheet:
    """``tested``: skills with a status; the others were never reached, and are not validated."""

    validated: int
    evaluated: int
    tested: int
    competences: tuple[CompetenceLines, ...]

    @property
    def percent(self) -> int:
        return percent(self.validated, self.evaluated)


def sheet_of_outcome(outcome: Mapping[str, Any], loaded: content.Content) -> Sheet:
    """The frozen end of a test (``assessments.actions.freeze``)."""
    rows = [
        (part["competence"], part["validated"], part["evaluated"], part["level"]) for part in outcome["competences"]
    ]
    return _sheet(outcome["validated"], outcome["evaluated"], outcome["skills"], rows, loaded)


def sheet_of_result(result: SharedResult, loaded: content.Content) -> Sheet:
    """What was sent. One statement, for the rows of its competences."""
    rows = result.competences.values_list("competence_id", "validated", "evaluated", "level")
    return _sheet(result.validated, result.evaluated, result.skills, rows, loaded)


def _sheet(
    validated: int,
    evaluated: int,
    skills: Mapping[str, list[Any]],
    rows: Iterable[tuple[int, int, int, int]],
    loaded: content.Content,
) -> Sheet:
    lines = [SkillLine(loaded.skills[int(key)], bool(status[0]), status[1]) for key, status in skills.items()]
    return Sheet(
        validated=validated,
        evaluated=evaluated,
        tested=sum(line.source != UNTESTED for line in lines),
        competences=tuple(
            CompetenceLines(loaded.competences[pk], *figures, _tubes(pk, lines, loaded))
            for pk, *figures in sorted(rows, key=lambda row: loaded.competences[row[0]].code)
        ),
    )


def _tubes(competence: int, lines: list[SkillLine], loaded: content.Content) -> tuple[TubeLines, ...]:
    here = sorted((line for line in lines if line.skill.competence == competence), key=lambda line: line.skill.level)
    tubes = sorted({line.skill.tube for line in here}, key=lambda tube: loaded.tubes[tube].key)
    return tuple(
        TubeLines(loaded.tubes[tube], tuple(line for line in here if line.skill.tube == tube)) for tube in tubes
    )
