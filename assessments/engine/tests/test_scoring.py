"""Pix values, percentages, profile, and which skills a retry asks again."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.engine import (
    Evidence,
    ItemBank,
    Outcome,
    PublishedStrategy,
    SkillStatus,
    Source,
    Task,
    failed_skills,
    percent,
    pix_values,
    profile,
)

from .helpers import PUBLISHED, as_earlier, make_bank, whole


def test_pix_values() -> None:
    skills = [(1, 1, 2), (2, 1, 3), (3, 1, 3), (4, 1, 4), (5, 1, 4), (6, 1, 4), (7, 2, 4)]
    expected = {1: 4, 2: 4, 3: 4, 4: Fraction(8, 3), 5: Fraction(8, 3), 6: Fraction(8, 3), 7: 4}
    assert pix_values(skills) == expected
    assert sum(pix_values((i, 1, 1) for i in range(7)).values()) == 8


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_percent_rounds_half_up(n: int, d: int) -> None:
    exact = Fraction(100 * n, d)
    assert percent(n, d) - Fraction(1, 2) <= exact < percent(n, d) + Fraction(1, 2)


def test_percent_edges() -> None:
    assert [percent(1, 8), percent(3, 8), percent(1, 200), percent(0, 0), percent(2, 2)] == [13, 38, 1, 0, 100]
    with pytest.raises(ValueError):
        percent(-1, 2)


def test_pix_is_rounded_once_per_competence_and_capped() -> None:
    bank = make_bank({1: [1, 2], 2: [1, 2], 3: [1, 2]})
    own = [Evidence(10 * t + level, 0, Outcome.RIGHT, 2 * t + level) for t in (1, 2, 3) for level in (1, 2)]
    (row,) = PUBLISHED.outcome(bank, whole(bank), own).competences
    assert (row.pix, row.pix_shown, row.level, row.toward_next) == (Fraction(16), 16, 2, 0)
    (row,) = PUBLISHED.outcome(bank, whole(bank), own[:5]).competences
    assert (row.pix, row.pix_shown, row.level, row.toward_next) == (Fraction(40, 3), 13, 1, 5)
    (row,) = PUBLISHED.outcome(bank, whole(bank, levels_open=1), own).competences
    assert (row.pix, row.pix_shown, row.level, row.toward_next) == (Fraction(16), 8, 1, 0)


def test_profile_counts_only_tubes_with_a_direct_unreset_answer() -> None:
    bank = make_bank({1: [1, 2, 3], 2: [1, 2], 3: [1, 2], 4: [1]}, competence_of=lambda tube: (tube + 1) // 2)
    evidence = [
        Evidence(13, 130, Outcome.RIGHT, 1, own=False, weight=0.3, age_days=400, assessment=1),
        Evidence(31, 310, Outcome.RIGHT, 2, own=False, weight=0.0, age_days=9, assessment=1),
    ]
    found = profile(bank, evidence)
    first, second = found.competences
    assert (first.started, first.pix_shown, first.level, first.toward_next) == (True, 12, 1, 4)
    assert (second.started, second.pix, second.level) == (False, Fraction(0), 0)
    assert (found.pix_shown, found.certifiable) == (12, False)
    assert profile(bank, []).pix_shown == 0


def test_profile_is_certifiable_from_five_competences_at_level_one() -> None:
    bank = make_bank({tube: [1, 2] for tube in range(1, 7)}, competence_of=lambda tube: tube)
    answers = [Evidence(10 * t + 2, 0, Outcome.RIGHT, t, own=False, age_days=1, assessment=1) for t in range(1, 6)]
    assert profile(bank, answers).certifiable
    assert not profile(bank, answers[:4]).certifiable
    assert profile(bank, answers, levels_open=5).pix_shown == 40


def test_a_started_competence_may_hold_zero_pix() -> None:
    bank = make_bank({1: [1, 2]})
    (row,) = profile(bank, [Evidence(11, 110, Outcome.SKIPPED, 1, own=False, assessment=1)]).competences
    assert row.started
    assert row.pix == 0


def test_failed_skills_reads_the_last_direct_answer() -> None:
    first = as_earlier(
        [
            Evidence(11, 110, Outcome.WRONG, 1),
            Evidence(12, 120, Outcome.RIGHT, 2),
            Evidence(13, 130, Outcome.LATE, 3),
            Evidence(14, 140, Outcome.SKIPPED, 4, weight=0),
            Evidence(15, 150, Outcome.SKIPPED, 5),
        ]
    )
    retried = as_earlier([Evidence(11, 111, Outcome.RIGHT, 1, retry=True)], assessment=2, age_days=2)
    assert failed_skills([*retried, *first]) == {13, 15}


class Generous(PublishedStrategy):
    """Decides every target skill, as a strategy that infers across tubes does."""

    def statuses(self, bank: ItemBank, task: Task, evidence: Sequence[Evidence]) -> dict[int, SkillStatus]:
        return {skill: SkillStatus(True, Source.INFERRED) for skill in task.target}


def test_profile_ignores_tubes_that_a_strategy_only_infers() -> None:
    bank = make_bank({1: [1, 2], 2: [1, 2], 3: [1]}, competence_of=lambda tube: (tube + 1) // 2)
    answers = [Evidence(11, 110, Outcome.RIGHT, 1, own=False, assessment=1)]
    first, second = profile(bank, answers, strategy=Generous()).competences
    assert (first.pix, second.pix, second.started) == (Fraction(8), Fraction(0), False)
