"""The profile of a pupil over the whole referential (settled.md 6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from .published import PublishedStrategy
from .scoring import level_of, pix_shown, toward_next
from .types import MAX_LEVEL, CompetenceProfile, Evidence, ItemBank, Profile, Strategy, Task

CERTIFIABLE_COMPETENCES = 5


def profile(
    bank: ItemBank,
    evidence: Sequence[Evidence],
    levels_open: int = MAX_LEVEL,
    strategy: Strategy | None = None,
) -> Profile:
    """Pix and level of every competence of the bank, from all the answers of the pupil.

    Answers count whole, whatever their weight, except those put aside (weight 0). Only skills of tubes that hold a
    direct answer count; a competence without any is not started: 0 pix. Total = sum of floored, capped competences.
    ``strategy`` decides the statuses; the published rules by default.
    """
    whole = [replace(e, weight=1.0) if e.weight > 0 else e for e in evidence]
    task = Task(frozenset(s.id for s in bank.skills), levels_open=levels_open)
    statuses = (strategy or PublishedStrategy()).statuses(bank, task, whole)
    tubes = {bank.skill(e.skill).tube for e in whole if e.weight > 0 and bank.has_skill(e.skill)}
    pix: dict[int, Fraction] = defaultdict(Fraction)
    for skill, status in statuses.items():
        item = bank.skill(skill)
        if status.validated and item.tube in tubes:
            pix[item.competence] += item.pix
    started = {bank.tube(tube)[0].competence for tube in tubes}
    rows = tuple(
        CompetenceProfile(
            competence=competence,
            started=competence in started,
            pix=pix[competence],
            pix_shown=pix_shown(pix[competence], levels_open),
            level=level_of(pix[competence], levels_open),
            toward_next=toward_next(pix[competence], levels_open),
        )
        for competence in sorted({s.competence for s in bank.skills})
    )
    reached = sum(row.level >= 1 for row in rows)
    return Profile(rows, sum(row.pix_shown for row in rows), reached >= CERTIFIABLE_COMPETENCES)
