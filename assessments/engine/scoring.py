"""Pix, levels and percentages (original-rules.md §1 and §3.3, settled.md 7). Exact until the end, then floored."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from .types import MAX_LEVEL, AssessmentOutcome, CompetenceOutcome, ItemBank, SkillStatus, Source, Task

PIX_PER_LEVEL = 8
MAX_PIX_PER_SKILL = 4


def pix_values(skills: Iterable[tuple[int, int, int]]) -> dict[int, Fraction]:
    """Skill id → min(4, 8 / n), n = number of skills of the same competence and level.

    ``skills``: triples (skill id, competence id, level) of the whole active referential.
    """
    triples = list(skills)
    sizes = Counter((competence, level) for _, competence, level in triples)
    most = Fraction(MAX_PIX_PER_SKILL)
    return {skill: min(most, Fraction(PIX_PER_LEVEL, sizes[competence, level])) for skill, competence, level in triples}


def percent(n: int, d: int) -> int:
    """100 n / d, halves rounded up; 0 when d is 0. Raises ValueError on a negative number."""
    if n < 0 or d < 0:
        raise ValueError("A percentage takes counts.")
    return 0 if d == 0 else (200 * n + d) // (2 * d)


def pix_shown(pix: Fraction, levels_open: int = MAX_LEVEL) -> int:
    """Whole pix of a competence, capped at 8 × levels_open."""
    return min(int(pix), PIX_PER_LEVEL * levels_open)


def level_of(pix: Fraction, levels_open: int = MAX_LEVEL) -> int:
    """Level of a competence, 0..levels_open."""
    return min(int(pix / PIX_PER_LEVEL), levels_open)


def toward_next(pix: Fraction, levels_open: int = MAX_LEVEL) -> int:
    """Pix gained above the level, 0..7; 0 at the highest open level."""
    return pix_shown(pix, levels_open) % PIX_PER_LEVEL


def summarise(bank: ItemBank, task: Task, statuses: Mapping[int, SkillStatus]) -> AssessmentOutcome:
    """The outcome of a task from the statuses reached; target skills without status count as not validated."""
    unreached = SkillStatus(validated=False, source=Source.INFERRED, tested=False)
    full = {skill: statuses.get(skill, unreached) for skill in sorted(task.target)}
    by_competence: dict[int, list[int]] = defaultdict(list)
    for skill in full:
        by_competence[bank.skill(skill).competence].append(skill)
    competences = tuple(
        _competence(bank, competence, {s: full[s] for s in members}, task.levels_open)
        for competence, members in sorted(by_competence.items())
    )
    validated = sum(c.validated for c in competences)
    return AssessmentOutcome(
        statuses=full,
        validated=validated,
        evaluated=len(full),
        tested=sum(c.tested for c in competences),
        mastery=Fraction(validated, len(full)) if full else Fraction(0),
        competences=competences,
        pix_shown=sum(c.pix_shown for c in competences),
    )


def _competence(
    bank: ItemBank, competence: int, statuses: Mapping[int, SkillStatus], levels_open: int
) -> CompetenceOutcome:
    validated = [skill for skill, status in statuses.items() if status.validated]
    pix = sum((bank.skill(skill).pix for skill in validated), Fraction(0))
    return CompetenceOutcome(
        competence=competence,
        validated=len(validated),
        evaluated=len(statuses),
        tested=sum(status.tested for status in statuses.values()),
        pix=pix,
        pix_shown=pix_shown(pix, levels_open),
        level=level_of(pix, levels_open),
        toward_next=toward_next(pix, levels_open),
    )
