"""The frontier strategy: exactness against enumeration, what an answer may and may not do, then one test a rule."""

from __future__ import annotations

import itertools
import math
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.engine import (
    EndReason,
    Evidence,
    FrontierStrategy,
    ItemBank,
    Outcome,
    Population,
    Source,
    Task,
)
from assessments.engine.frontier.bank import cap
from assessments.engine.frontier.model import DEFAULT_PRIOR, THETA, noise_of
from assessments.engine.frontier.reading import read

from .helpers import always, as_earlier, knows_up_to, make_bank, run, whole
from .test_strategy import banks, pasts, tasks

FRONTIER = FrontierStrategy()
OPEN = noise_of("QROC")


def answer(skill: int, outcome: Outcome, seq: int = 1, **more: object) -> Evidence:
    return Evidence(skill, 10 * skill, outcome, seq, **more)  # type: ignore[arg-type]


def p_of(bank: ItemBank, task: Task, evidence: list[Evidence]) -> dict[int, float]:
    reading = read(bank, task, evidence)
    return dict(zip(reading.target.ids, reading.p.tolist(), strict=True))


LEARNED = Population(scale_weights=(0.5, 0.3, 0.15, 0.05), skips=(0.04, 0.2))


@pytest.mark.parametrize("population", [None, LEARNED], ids=["launch", "calibrated"])
def test_the_posterior_equals_the_enumeration_of_every_frontier(population: Population | None) -> None:
    levels = {1: [1, 3, 5], 2: [2, 4, 6]}
    bank = replace(make_bank(levels), population=population)
    prior = DEFAULT_PRIOR.of(population)
    evidence = [
        answer(13, Outcome.WRONG, 1),
        answer(24, Outcome.RIGHT, 2),
        answer(15, Outcome.SKIPPED, 3),
        answer(22, Outcome.RIGHT, 4, own=False, weight=0.3, age_days=400.0),
    ]
    factor = {
        Outcome.RIGHT: (1 - OPEN.slip, OPEN.guess),
        Outcome.WRONG: (OPEN.slip, 1 - OPEN.guess),
        Outcome.SKIPPED: prior.skips,
    }

    def at_least(j: int, d: list[int], theta: float, scale: float) -> float:
        if j == 0:
            return 1.0
        if j > len(d):
            return 0.0
        return 1 - j / (len(d) + 1) if math.isinf(scale) else 1 / (1 + math.exp((d[j - 1] - theta) / scale))

    sd = math.hypot(prior.sd_global, prior.sd_competence)
    weights = [math.exp(-0.5 * ((t - prior.mean) / sd) ** 2) for t in THETA]
    joint: dict[tuple[int, int], float] = {}
    for m, n in itertools.product(range(4), repeat=2):
        total = 0.0
        for scale, share in zip(prior.scales, prior.scale_weights, strict=True):
            for theta, weight in zip(THETA, weights, strict=True):
                state = share * weight / sum(weights)
                for frontier, d in ((m, levels[1]), (n, levels[2])):
                    state *= at_least(frontier, d, theta, scale) - at_least(frontier + 1, d, theta, scale)
                total += state
        for e in evidence:
            tube, frontier = divmod(e.skill, 10)[0], (m if e.skill < 20 else n)
            mastered = frontier > levels[tube].index(e.skill % 10)
            total *= factor[e.outcome][0 if mastered else 1] ** e.weight
        joint[m, n] = total
    scale = sum(joint.values())
    expected = {10 * tube + level: 0.0 for tube in levels for level in levels[tube]}
    for (m, n), weight in joint.items():
        for skill in expected:
            tube, level = divmod(skill, 10)
            if (m if tube == 1 else n) > levels[tube].index(level):
                expected[skill] += weight / scale
    found = p_of(bank, whole(bank), evidence)
    assert found == pytest.approx(expected, abs=1e-9)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_an_answer_moves_its_tube_one_way_only(data: st.DataObject) -> None:
    """Right never lowers, wrong, late or skipped never raises; probabilities fall along a tube; order says nothing."""
    bank = data.draw(banks())
    evidence = data.draw(pasts(bank))
    skill = data.draw(st.sampled_from(bank.skills))
    outcome = data.draw(st.sampled_from(Outcome))
    before = p_of(bank, whole(bank), evidence)
    more = [*evidence, answer(skill.id, outcome)]
    after = p_of(bank, whole(bank), more)
    for other in bank.tube(skill.tube):
        change = after[other.id] - before[other.id]
        assert change >= -1e-9 if outcome is Outcome.RIGHT else change <= 1e-9
    for tube in {s.tube for s in bank.skills}:
        chain = [after[s.id] for s in bank.tube(tube)]
        assert chain == sorted(chain, reverse=True)
    random.Random(3).shuffle(more)
    assert p_of(bank, whole(bank), more) == after


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_the_pupil_did_elsewhere_never_takes_the_target_away(data: st.DataObject) -> None:
    bank = data.draw(banks())
    task = data.draw(tasks(bank))
    outcome = FRONTIER.outcome(bank, task, data.draw(pasts(bank)))
    assert outcome.statuses.keys() == task.target == outcome.probabilities.keys()
    assert all(status.tested for status in outcome.statuses.values())
    assert outcome.interval is not None
    low, high = outcome.interval
    assert 0 <= low <= float(outcome.mastery) + 1e-4
    assert float(outcome.mastery) - 1e-4 <= high <= 1


def test_statuses_never_have_a_hole_in_a_tube() -> None:
    bank = make_bank({t: [1, 2, 3, 4, 5, 6] for t in range(1, 5)})
    own, _, _ = run(bank, whole(bank), lambda s: Outcome.RIGHT if s.id % 3 else Outcome.WRONG, strategy=FRONTIER)
    statuses = FRONTIER.statuses(bank, whole(bank), own)
    for tube in range(1, 5):
        chain = [statuses[s.id].validated for s in bank.tube(tube)]
        assert chain == sorted(chain, reverse=True)


@pytest.mark.parametrize(
    "outcome, validated", [(Outcome.RIGHT, True), (Outcome.WRONG, False), (Outcome.SKIPPED, False)]
)
def test_all_right_all_wrong_all_skipped(outcome: Outcome, validated: bool) -> None:
    bank = make_bank({t: [1, 2, 3, 4, 5] for t in range(1, 8)})
    own, questions, end = run(bank, whole(bank), always(outcome), strategy=FRONTIER)
    result = FRONTIER.outcome(bank, whole(bank), own)
    assert {s.validated for s in result.statuses.values()} == {validated}
    assert end.reason is EndReason.PRECISION_REACHED
    assert len(questions) <= len(bank.skills) / 2
    asked = {q.skill for q in questions}
    assert {s for s, status in result.statuses.items() if status.source is Source.DIRECT} == asked
    assert {s // 10 for s in asked} == set(range(1, 8)), "every subject holds a question"


def test_a_slip_at_the_start_does_not_close_a_subject() -> None:
    """Issue 3, line 2: the published strategy invalidates the whole tube for ever; ours comes back to it."""
    bank = make_bank({t: [1, 2, 3, 4, 5, 6, 7] for t in range(1, 7)})
    count = itertools.count()

    def careless_once(skill: object) -> Outcome:
        return Outcome.WRONG if next(count) == 0 else Outcome.RIGHT

    own, questions, _ = run(bank, whole(bank), careless_once, strategy=FRONTIER)
    failed = own[0].skill
    result = FRONTIER.outcome(bank, whole(bank), own)
    assert [q.skill // 10 for q in questions].count(failed // 10) > 1
    assert result.statuses[failed].validated
    assert result.statuses[failed].isolated
    assert result.statuses[failed].source is Source.DIRECT


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_status_never_denies_all_the_answers_of_its_subject(data: st.DataObject) -> None:
    bank = data.draw(banks())
    chosen = data.draw(st.lists(st.sampled_from(bank.skills), unique=True, max_size=10))
    own = [answer(s.id, data.draw(st.sampled_from(Outcome)), seq) for seq, s in enumerate(chosen, start=1)]
    statuses = FRONTIER.statuses(bank, whole(bank), own)
    for e in own:
        skill = bank.skill(e.skill)
        told = [
            (bank.skill(o.skill).level, o.outcome is Outcome.RIGHT)
            for o in own
            if bank.skill(o.skill).tube == skill.tube
        ]
        if e.outcome is Outcome.RIGHT and not any(level <= skill.level for level, right in told if not right):
            assert statuses[e.skill].validated
        if e.outcome is not Outcome.RIGHT and not any(level >= skill.level for level, right in told if right):
            assert not statuses[e.skill].validated
    for tube in {s.tube for s in bank.skills}:
        chain = [statuses[s.id].validated for s in bank.tube(tube)]
        assert chain == sorted(chain, reverse=True)


def test_one_skill_and_one_tube() -> None:
    single = make_bank({1: [3]})
    own, questions, end = run(single, whole(single), always(Outcome.RIGHT), strategy=FRONTIER)
    assert len(questions) == 1
    assert FRONTIER.outcome(single, whole(single), own).mastery == 1
    assert end.reason is EndReason.ALL_TESTED
    tube = make_bank({1: [1, 2, 3, 4, 5, 6, 7, 8]})
    own, questions, end = run(tube, whole(tube), knows_up_to(4), strategy=FRONTIER)
    assert len(questions) == cap(1) == 3
    assert end.reason is EndReason.CAP_REACHED
    assert float(FRONTIER.outcome(tube, whole(tube), own).mastery) == pytest.approx(0.5, abs=0.13)


def test_the_cap_follows_the_number_of_subjects() -> None:
    assert [cap(n) for n in (1, 7, 20, 21, 40, 111)] == [3, 21, 60, 63, 120, 160]


def test_nothing_is_asked_again_and_nothing_left_is_said() -> None:
    bank = make_bank({1: [1, 2], 2: [1, 2]})
    earlier = as_earlier(answer(s, Outcome.WRONG) for s in (11, 12, 21))
    _, questions, end = run(bank, whole(bank, alpha=0.0), always(Outcome.RIGHT), earlier=earlier, strategy=FRONTIER)
    assert [q.skill for q in questions] == [22]
    assert end.reason is EndReason.ALL_TESTED
    unplayable = make_bank({1: [1, 2]}, retired=[110, 111])
    _, questions, end = run(unplayable, whole(unplayable, alpha=0.0), always(Outcome.RIGHT), strategy=FRONTIER)
    assert [q.skill for q in questions] == [12]
    assert end.reason is EndReason.NOTHING_LEFT
    assert 11 in FRONTIER.statuses(unplayable, whole(unplayable), [])


def test_an_old_answer_leaves_its_skill_open_to_a_question_never_seen() -> None:
    bank = make_bank({1: [1, 2, 3, 4]}, retired=[120])
    old = as_earlier((answer(s, Outcome.WRONG, weight=0.3) for s in (11, 12)), age_days=400.0)
    _, questions, _ = run(bank, whole(bank, alpha=0.0), always(Outcome.RIGHT), earlier=old, strategy=FRONTIER)
    assert {q.skill: q.challenge for q in questions}[11] == 111, "not the question of last year"
    fresh = as_earlier((answer(s, Outcome.WRONG) for s in (11, 12)), age_days=10.0)
    _, questions, _ = run(bank, whole(bank, alpha=0.0), always(Outcome.RIGHT), earlier=fresh, strategy=FRONTIER)
    assert not {11, 12} & {q.skill for q in questions}
    seen = [*old, *as_earlier([Evidence(11, 111, Outcome.WRONG, 3, weight=0.3)], age_days=400.0)]
    _, questions, _ = run(bank, whole(bank, alpha=0.0), always(Outcome.RIGHT), earlier=seen, strategy=FRONTIER)
    assert 11 not in {q.skill for q in questions}, "no question left that this pupil has not seen"


def test_an_answer_outside_the_target_informs_it() -> None:
    bank = make_bank({1: [1, 2, 3], 2: [1, 2, 3]}, competence_of=lambda tube: tube)
    task = Task(frozenset({11, 12}))
    alone = p_of(bank, task, [])
    assert p_of(bank, task, [answer(13, Outcome.RIGHT, own=False)])[12] > alone[12] + 0.1, "same subject"
    assert p_of(bank, task, [answer(23, Outcome.RIGHT, own=False)])[12] > alone[12] + 0.01, "another competence"


def test_older_answers_weigh_less_and_reset_ones_nothing() -> None:
    bank = make_bank({1: [1, 2, 3, 4]})
    at = [p_of(bank, whole(bank), [answer(13, Outcome.WRONG, own=False, weight=w)])[13] for w in (0.0, 0.3, 0.6, 1.0)]
    assert at == sorted(at, reverse=True)
    assert at[0] == pytest.approx(p_of(bank, whole(bank), [])[13])


def test_late_and_hasty_answers_weigh_half() -> None:
    bank = make_bank({1: [1, 2, 3, 4]})

    def after(outcome: Outcome, seconds: float | None = None) -> float:
        return p_of(bank, whole(bank), [answer(13, outcome, seconds=seconds)])[13]

    assert after(Outcome.WRONG) < after(Outcome.LATE) == after(Outcome.WRONG, 1.0) < p_of(bank, whole(bank), [])[13]
    assert after(Outcome.WRONG, 30.0) == after(Outcome.WRONG)
    assert after(Outcome.RIGHT, 1.0) == after(Outcome.RIGHT, 30.0)


def test_a_guessable_right_answer_says_less() -> None:
    assert noise_of("QCU", 4).guess == pytest.approx(0.19)
    assert noise_of("QCU", 2).guess > noise_of("QCU", 4).guess > noise_of("QROC").guess
    bank = make_bank({1: [1, 2, 3, 4]})
    guessable = ItemBank.build(
        bank.skills, [type(c)(c.id, c.skill, "QCU", options=4) for c in bank.challenges], version="qcu"
    )
    right = [answer(13, Outcome.RIGHT)]
    assert p_of(guessable, whole(bank), right)[13] < p_of(bank, whole(bank), right)[13]


def test_a_calibrated_difficulty_moves_the_belief_without_leaving_the_order() -> None:
    bank = make_bank({1: [2, 4]})
    harder = ItemBank.build(
        [type(s)(s.id, s.key, s.tube, s.competence, s.level, s.pix, difficulty=9.0 - s.level) for s in bank.skills],
        bank.challenges,
    )
    found = p_of(harder, whole(bank), [])
    assert found[12] < p_of(bank, whole(bank), [])[12]
    assert found[14] <= found[12]
