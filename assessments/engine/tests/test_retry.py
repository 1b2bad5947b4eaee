"""Asking again: retry, reset, broken question, and which challenge is shown then (settled.md 4 and 5)."""

from __future__ import annotations

from assessments.engine import EndReason, Evidence, Outcome, Question, SkillStatus, Source, variant_seed

from .helpers import PUBLISHED, always, as_earlier, make_bank, run, whole


def test_a_reset_skill_is_asked_again_with_the_least_recently_seen() -> None:
    bank = make_bank({1: [2]}, challenges=2)
    past = [
        Evidence(12, 121, Outcome.WRONG, 1, own=False, weight=0, age_days=90, assessment=1),
        Evidence(12, 120, Outcome.WRONG, 1, own=False, weight=0, age_days=30, assessment=2),
    ]
    step = PUBLISHED.next_question(bank, whole(bank), past, seed=1)
    assert isinstance(step, Question)
    assert step.challenge == 121
    fresh = PUBLISHED.next_question(bank, whole(bank), past[:1], seed=1)
    assert isinstance(fresh, Question)
    assert fresh.challenge == 120


def test_a_generator_gives_a_new_seed_when_everything_has_been_seen() -> None:
    bank = make_bank({1: [2]}, challenges=2, generated=[121])
    task = whole(bank, retry=True, retry_skills=frozenset({12}))
    past = [
        Evidence(12, 120, Outcome.WRONG, 1, own=False, age_days=9, assessment=1),
        Evidence(12, 121, Outcome.WRONG, 1, own=False, age_days=5, seed=77, assessment=2),
    ]
    step = PUBLISHED.next_question(bank, task, past, seed=1)
    assert isinstance(step, Question)
    assert step.challenge == 121
    assert step.seed not in (0, 77)


def test_a_retry_skill_without_other_challenge_is_left_out() -> None:
    bank = make_bank({1: [2], 2: [3]}, retired=[121])
    past = as_earlier([Evidence(12, 120, Outcome.WRONG, 1), Evidence(23, 230, Outcome.SKIPPED, 2)])
    task = whole(bank, retry=True, retry_skills=frozenset({12, 23}))
    own, questions, end = run(bank, task, always(Outcome.RIGHT), earlier=past)
    assert [(q.skill, q.challenge) for q in questions] == [(23, 231)]
    assert end.reason is EndReason.RETRY_DONE
    statuses = PUBLISHED.statuses(bank, task, [*past, *own])
    assert statuses == {12: SkillStatus(False, Source.DIRECT), 23: SkillStatus(True, Source.DIRECT)}


def test_a_failed_retry_never_invalidates_a_harder_validated_skill() -> None:
    bank = make_bank({1: [1, 2, 3, 4]})
    first = as_earlier(
        [Evidence(12, 120, Outcome.WRONG, 1), Evidence(14, 140, Outcome.RIGHT, 2), Evidence(11, 110, Outcome.RIGHT, 3)]
    )
    task = whole(bank, retry=True, retry_skills=frozenset({12}))
    own, _, _ = run(bank, task, always(Outcome.WRONG), earlier=first)
    assert [e.skill for e in own] == [12]
    statuses = PUBLISHED.statuses(bank, task, [*first, *own])
    assert {s for s, status in statuses.items() if status.validated} == {11, 14}
    later = as_earlier(own, assessment=2, age_days=1)
    assert PUBLISHED.statuses(bank, whole(bank), [*first, *later])[14].validated


def test_a_broken_question_is_replaced_by_another_of_the_same_skill() -> None:
    bank = make_bank({1: [2]})
    first = PUBLISHED.next_question(bank, whole(bank), [], seed=4)
    assert isinstance(first, Question)
    broken = Evidence(12, first.challenge, Outcome.WRONG, 1, weight=0)
    second = PUBLISHED.next_question(bank, whole(bank), [broken], seed=4)
    assert isinstance(second, Question)
    assert second.skill == 12
    assert second.challenge != first.challenge


def test_a_broken_generated_question_does_not_come_back_with_another_seed() -> None:
    bank = make_bank({1: [2]}, challenges=1, generated=[120])
    broken = Evidence(12, 120, Outcome.WRONG, 1, weight=0, seed=5)
    end = PUBLISHED.next_question(bank, whole(bank), [broken], seed=4)
    assert not isinstance(end, Question)
    assert end.reason is EndReason.TOO_HARD_OR_UNPLAYABLE


def test_a_retry_keeps_what_was_shown_even_after_a_failure_elsewhere() -> None:
    bank = make_bank({1: [1, 2, 3], 2: [3]})
    first = as_earlier([Evidence(13, 130, Outcome.RIGHT, 1), Evidence(23, 230, Outcome.WRONG, 2)])
    elsewhere = as_earlier([Evidence(11, 110, Outcome.WRONG, 1)], assessment=2, age_days=5)
    task = whole(bank, retry=True, retry_skills=frozenset({23}), kept=frozenset({11, 12, 13}))
    statuses = PUBLISHED.statuses(bank, task, [*first, *elsewhere])
    assert {s for s, status in statuses.items() if status.validated} == {11, 12, 13}
    without = whole(bank, retry=True, retry_skills=frozenset({23}))
    assert not any(s.validated for s in PUBLISHED.statuses(bank, without, [*first, *elsewhere]).values())


def test_a_variant_seed_is_never_one_already_seen() -> None:
    first = variant_seed(120, 4, 0)
    second = variant_seed(120, 4, 0, {first})
    assert second not in (0, first)
    assert variant_seed(120, 4, 0, {first}) == second
