"""The published strategy: properties on random banks, then one test per rule and edge case."""

from __future__ import annotations

import itertools
import json
import random
import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.engine import (
    EndReason,
    Evidence,
    ItemBank,
    Outcome,
    PublishedStrategy,
    Question,
    SkillItem,
    SkillStatus,
    Source,
    Strategy,
    Task,
    UnknownItem,
    strategies,
)
from assessments.engine.published import predicted_level

from .helpers import PUBLISHED, always, as_earlier, knows_up_to, make_bank, run, whole


@st.composite
def banks(draw: st.DrawFn) -> ItemBank:
    tubes = draw(
        st.dictionaries(
            st.integers(1, 6), st.lists(st.integers(1, 8), min_size=1, max_size=6, unique=True), min_size=1, max_size=5
        )
    )
    ids = [100 * tube + 10 * level + i for tube, levels in tubes.items() for level in levels for i in (0, 1)]
    some = st.sets(st.sampled_from(ids))
    return make_bank(
        tubes,
        timed=draw(some),
        generated=draw(some),
        retired=draw(some),
        competence_of=lambda tube: tube % 2,
    )


@st.composite
def tasks(draw: st.DrawFn, bank: ItemBank) -> Task:
    target = draw(st.sets(st.sampled_from([s.id for s in bank.skills]), min_size=1))
    return Task(frozenset(target), timed_allowed=draw(st.booleans()))


@st.composite
def pasts(draw: st.DrawFn, bank: ItemBank) -> list[Evidence]:
    """Earlier answers of two assessments, some put aside."""
    return [
        Evidence(
            skill=c.skill,
            challenge=c.id,
            outcome=draw(st.sampled_from(Outcome)),
            seq=seq,
            own=False,
            weight=draw(st.sampled_from([0.0, 0.3, 1.0])),
            age_days=draw(st.sampled_from([1.0, 40.0])),
            assessment=draw(st.sampled_from([1, 2, None])),
        )
        for seq, c in enumerate(draw(st.lists(st.sampled_from(bank.challenges), max_size=8)), start=1)
    ]


def random_pupil(chance: random.Random, right: float) -> Outcome:
    others = [Outcome.WRONG, Outcome.SKIPPED, Outcome.LATE]
    return Outcome.RIGHT if chance.random() < right else chance.choice(others)


@settings(max_examples=150, deadline=None)
@given(st.data(), st.integers(0, 2**40), st.sampled_from([0.1, 0.5, 0.9]), st.sampled_from(list(strategies)))
def test_any_test_ends_asks_once_and_keeps_its_promises(
    data: st.DataObject, seed: int, right: float, name: str
) -> None:
    bank = data.draw(banks())
    task, earlier = data.draw(tasks(bank)), data.draw(pasts(bank))
    strategy = strategies[name]
    chance = random.Random(seed)
    own, questions, _ = run(
        bank, task, lambda s: random_pupil(chance, right), earlier=earlier, seed=seed, strategy=strategy
    )
    asked = [q.skill for q in questions]
    assert len(set(asked)) == len(asked)
    assert set(asked) <= task.target
    known = {e.skill for e in earlier if e.weight >= (1 if name == "frontiere" else 0.1)}
    assert not known & set(asked)
    seen = {e.challenge for e in earlier}
    reopened = {e.skill for e in earlier if e.weight == 0}
    for question in questions:
        challenge = bank.find_challenge(question.challenge)
        assert challenge is not None
        assert challenge.playable
        assert challenge.skill == question.skill
        assert task.timed_allowed or not challenge.timed
        assert challenge.id not in seen or challenge.generated or challenge.skill in reopened
        assert (question.seed > 0) == challenge.generated
        json.dumps(question.trace)

    evidence = [*earlier, *own]
    shuffled = list(evidence)
    chance.shuffle(shuffled)
    assert strategy.statuses(bank, task, shuffled) == strategy.statuses(bank, task, evidence)
    assert strategy.outcome(bank, task, shuffled) == strategy.outcome(bank, task, evidence)
    for k, question in enumerate(questions):
        replayed = [*earlier, *own[:k]]
        chance.shuffle(replayed)
        assert strategy.next_question(bank, task, replayed, seed=seed) == question
        assert 0 <= question.progress < 1

    outcome = strategy.outcome(bank, task, evidence)
    assert outcome.statuses.keys() == task.target
    assert outcome.validated == sum(s.validated for s in outcome.statuses.values())
    assert outcome.mastery == Fraction(outcome.validated, len(task.target))
    for e in own:
        status = outcome.statuses[e.skill]
        # The published rules follow the answer to the letter; the frontier weighs it against the others of its subject.
        assert status.source is Source.DIRECT
        assert status.isolated == (status.validated != (e.outcome is Outcome.RIGHT))
        assert name == "frontiere" or not status.isolated


@settings(max_examples=100, deadline=None)
@given(st.data(), st.integers(0, 2**40), st.sampled_from([0.2, 0.6]))
def test_a_retry_asks_each_failed_skill_once_and_loses_nothing(data: st.DataObject, seed: int, right: float) -> None:
    bank = data.draw(banks())
    task, past = data.draw(tasks(bank)), data.draw(pasts(bank))
    chance = random.Random(seed)
    own, questions, _ = run(bank, task, lambda s: random_pupil(chance, right), earlier=past, seed=seed)
    failed = {e.skill for e in own if e.outcome is not Outcome.RIGHT}
    before = PUBLISHED.statuses(bank, task, [*past, *own])
    kept = frozenset(s for s, status in before.items() if status.validated)
    retry = Task(task.target, retry=True, retry_skills=frozenset(failed), kept=kept, timed_allowed=task.timed_allowed)
    earlier = [*past, *as_earlier(own, assessment=3, age_days=0.5)]
    again, asked, end = run(bank, retry, lambda s: random_pupil(chance, right), earlier=earlier, seed=seed + 1)
    assert end.reason is EndReason.RETRY_DONE
    assert len({q.skill for q in asked}) == len(asked)
    shown = {(q.skill, q.challenge, q.seed) for q in questions}
    assert not shown & {(q.skill, q.challenge, q.seed) for q in asked}
    for skill in failed - {q.skill for q in asked}:
        usable = [c for c in bank.challenges_of(skill) if c.playable and (task.timed_allowed or not c.timed)]
        assert not any(c.generated for c in usable)
        assert len(usable) == 1
    after = PUBLISHED.statuses(bank, retry, [*earlier, *again])
    assert all(after[s].validated for s in kept)
    assert before.keys() <= after.keys()
    for e in again:
        assert after[e.skill] == SkillStatus(e.outcome is Outcome.RIGHT, Source.DIRECT)


def test_reference_levels() -> None:
    for difficulty, level in zip(range(1, 9), [4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5], strict=True):
        assert predicted_level([(difficulty, True)]) == level
    for difficulty, level in zip(range(1, 9), [0.5, 1, 1.5, 2, 2.5, 3, 3, 3.5], strict=True):
        assert predicted_level([(difficulty, False)]) == level
    assert predicted_level([]) == 3.5
    assert predicted_level([(2, True), (4, True)]) == 5.5
    assert predicted_level([(2, True), (4, False)]) == 3
    assert predicted_level([(2, False), (1, True)]) == 2
    assert predicted_level([(2, False), (1, False)]) == 0.5
    assert predicted_level([(2, True), (4, True), (6, True)]) == 6.5
    assert predicted_level([(2, True), (4, True), (6, False)]) == 5


def test_the_registry_holds_strategies() -> None:
    published: Strategy = strategies["published"]
    assert (published.name, published.version) == ("published", "1")
    assert PublishedStrategy(guarded=True).name == "published-guarded"


def test_one_skill() -> None:
    bank = make_bank({1: [5]})
    own, questions, end = run(bank, whole(bank), always(Outcome.RIGHT))
    assert [e.skill for e in own] == [15]
    assert questions[0].predicted_level == 2
    assert end.reason is EndReason.ALL_TESTED
    assert PUBLISHED.outcome(bank, whole(bank), own).mastery == 1


@pytest.mark.parametrize(
    ("outcome", "asked", "validated"),
    [
        (Outcome.RIGHT, [12, 14, 16], 6),
        (Outcome.WRONG, [12, 11], 0),
        (Outcome.SKIPPED, [12, 11], 0),
        (Outcome.LATE, [12, 11], 0),
    ],
)
def test_one_tube_answered_always_the_same_way(outcome: Outcome, asked: list[int], validated: int) -> None:
    bank = make_bank({1: [1, 2, 3, 4, 5, 6]})
    own, _, end = run(bank, whole(bank), always(outcome))
    assert [e.skill for e in own] == asked
    assert end.reason is EndReason.ALL_TESTED
    result = PUBLISHED.outcome(bank, whole(bank), own)
    assert (result.validated, result.tested, result.evaluated) == (validated, 6, 6)


def test_nothing_to_ask() -> None:
    bank = make_bank({1: [1, 2]}, retired=[110, 111, 120, 121])
    _, questions, end = run(bank, whole(bank), always(Outcome.RIGHT))
    assert (questions, end.reason) == ([], EndReason.TOO_HARD_OR_UNPLAYABLE)
    outcome = PUBLISHED.outcome(bank, whole(bank), [])
    assert outcome.statuses[11] == SkillStatus(False, Source.INFERRED, tested=False)
    assert PUBLISHED.statuses(bank, whole(bank), []) == {}
    empty = Task(frozenset())
    assert PUBLISHED.next_question(bank, empty, [], seed=1).trace is not None
    assert PUBLISHED.outcome(bank, empty, []).mastery == 0


def test_a_skill_without_challenge_or_with_retired_ones_is_only_inferred() -> None:
    bank = make_bank({1: [1, 2, 3]}, retired=[110, 111])
    own, _, _ = run(bank, whole(bank), always(Outcome.RIGHT))
    assert 11 not in {e.skill for e in own}
    assert PUBLISHED.statuses(bank, whole(bank), own)[11] == SkillStatus(True, Source.INFERRED)
    bare = ItemBank.build(bank.skills, [c for c in bank.challenges if c.skill == 13])
    own, _, end = run(bare, whole(bare), always(Outcome.WRONG))
    assert [e.skill for e in own] == [13]
    assert end.reason is EndReason.TOO_HARD_OR_UNPLAYABLE
    assert PUBLISHED.outcome(bare, whole(bare), own).tested == 1


def test_too_hard_ends_unless_guarded() -> None:
    bank = make_bank({1: [1], 2: [2, 3], 3: [4]})
    own, _, end = run(bank, whole(bank), always(Outcome.WRONG))
    assert end.reason is EndReason.TOO_HARD_OR_UNPLAYABLE
    assert len(own) < len(bank.skills)
    trap = make_bank({1: [1], 2: [3], 3: [1, 2, 5]})  # after a failure at level 1, the easy tube 2 is too hard
    parity, _, _ = run(trap, whole(trap), always(Outcome.WRONG))
    guarded, _, _ = run(trap, whole(trap), always(Outcome.WRONG), strategy=PublishedStrategy(guarded=True))
    assert [e.skill for e in parity] == [11]
    assert [e.skill for e in guarded] == [11, 31]


def test_no_two_timed_questions_in_a_row_when_avoidable() -> None:
    bank = make_bank({1: [1, 2, 3, 4], 2: [2, 3, 5]}, timed=[121, 141, 220, 221, 130, 131])
    _, questions, _ = run(bank, whole(bank), knows_up_to(3), seed=3)
    timed = [c.timed for q in questions if (c := bank.find_challenge(q.challenge)) is not None]
    assert True in timed
    assert (True, True) not in list(itertools.pairwise(timed))
    assert timed[0] is False


def test_what_was_answered_directly_elsewhere_is_not_asked_again() -> None:
    bank = make_bank({1: [1, 2, 3, 4, 5], 2: [2, 4]})
    past = [Evidence(13, 130, Outcome.WRONG, 1, own=False, weight=0.3, age_days=300, assessment=1)]
    own, _, _ = run(bank, whole(bank), always(Outcome.RIGHT), earlier=past)
    assert {e.skill for e in own} <= {11, 12, 22, 24}
    assert PUBLISHED.statuses(bank, whole(bank), [*past, *own])[14] == SkillStatus(False, Source.INFERRED)


def test_an_answer_outside_the_target_informs_its_tube() -> None:
    bank = make_bank({1: [1, 2, 3, 4, 5]})
    task = Task(frozenset({11, 14}))
    past = [Evidence(13, 130, Outcome.RIGHT, 1, own=False, age_days=3, assessment=1)]
    assert PUBLISHED.statuses(bank, task, past) == {11: SkillStatus(True, Source.INFERRED)}
    missing = [Evidence(999, 9990, Outcome.RIGHT, 1, own=False)]
    assert PUBLISHED.statuses(bank, task, missing) == {}


def test_a_later_test_overwrites_an_older_one_but_not_itself() -> None:
    bank = make_bank({1: [1, 2, 3, 4, 5]})
    old = [Evidence(14, 140, Outcome.WRONG, 1, own=False, age_days=3, assessment=1)]
    own = [Evidence(15, 150, Outcome.RIGHT, 1)]
    assert PUBLISHED.statuses(bank, whole(bank), [*own, *old])[14] == SkillStatus(True, Source.INFERRED)
    same = [Evidence(14, 140, Outcome.WRONG, 1), Evidence(15, 150, Outcome.RIGHT, 2)]
    assert PUBLISHED.statuses(bank, whole(bank), same)[14] == SkillStatus(False, Source.DIRECT)


def test_draws_are_spread_and_stable() -> None:
    bank = make_bank({tube: [2, 4] for tube in range(1, 5)}, challenges=3)
    steps = [PUBLISHED.next_question(bank, whole(bank), [], seed=s) for s in range(400)]
    drawn = [s.skill for s in steps if isinstance(s, Question)]
    assert all(60 < drawn.count(skill) < 140 for skill in (12, 22, 32, 42))
    assert len({s.challenge for s in steps if isinstance(s, Question)}) == 12
    step = PUBLISHED.next_question(bank, whole(bank), [], seed=20260901)
    assert isinstance(step, Question)
    assert (step.skill, step.challenge) == (12, 122)


def test_bad_banks_and_foreign_targets_are_refused() -> None:
    bank = make_bank({1: [1, 2]})
    with pytest.raises(UnknownItem):
        PUBLISHED.next_question(bank, Task(frozenset({99})), [], seed=1)
    with pytest.raises(UnknownItem):
        bank.tube(9)
    skill = bank.skill(11)
    with pytest.raises(ValueError):
        ItemBank.build([skill, skill], [])
    with pytest.raises(ValueError):
        ItemBank.build([SkillItem(1, "x", 1, 1, 9, Fraction(1))], [])
    with pytest.raises(ValueError):
        ItemBank.build([SkillItem(1, "x", 1, 1, 1, Fraction(1)), SkillItem(2, "y", 1, 2, 2, Fraction(1))], [])
    with pytest.raises(ValueError):
        ItemBank.build([], bank.challenges)


def test_the_order_of_construction_does_not_matter() -> None:
    bank = make_bank({1: [1, 2, 3], 2: [2, 5]}, challenges=3)
    mirror = ItemBank.build(reversed(bank.skills), reversed(bank.challenges), bank.version)
    for seed in range(20):
        assert run(bank, whole(bank), knows_up_to(2), seed=seed) == run(mirror, whole(bank), knows_up_to(2), seed=seed)


def test_640_skills_timing_is_printed() -> None:
    tubes = {tube: [1, 2, 3, 4, 5, 6] if tube % 2 else [2, 3, 4, 5, 6, 7, 8] for tube in range(1, 99)}
    bank = make_bank(tubes, competence_of=lambda tube: tube % 16)
    start = time.perf_counter()
    own, questions, _ = run(bank, whole(bank), knows_up_to(4))
    spent = time.perf_counter() - start
    print(f"{len(bank.skills)} skills: {len(questions)} questions, {1000 * spent / (len(questions) + 1):.1f} ms each")
    assert PUBLISHED.outcome(bank, whole(bank), own).evaluated == len(bank.skills)


def test_equal_gains_are_tied_despite_rounding() -> None:
    bank = make_bank({1: [1], 2: [2, 6]})
    step = PUBLISHED.next_question(bank, whole(bank), [Evidence(11, 110, Outcome.RIGHT, 1)], seed=1)
    assert isinstance(step, Question)
    assert step.predicted_level == 4
    assert step.candidates == (22, 26)
