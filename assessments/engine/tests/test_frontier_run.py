"""The frontier strategy at work: comfort, presets, progress, retries, control questions, lengths announced."""

from __future__ import annotations

import itertools
import math
import random

import numpy as np
import pytest

from assessments.engine import EndReason, Evidence, ItemBank, Outcome, Question
from assessments.engine.frontier.choice import information
from assessments.engine.frontier.lengths import expected_length
from assessments.engine.frontier.presets import ALPHA, alpha_of
from assessments.engine.frontier.reading import counted

from .helpers import always, as_earlier, knows_up_to, make_bank, run, whole
from .test_frontier import FRONTIER, answer


def test_the_first_question_is_friendly_and_a_bad_run_is_softened() -> None:
    bank = make_bank({t: [1, 2, 3, 4, 5, 6] for t in range(1, 8)})
    _, questions, _ = run(bank, whole(bank, alpha=0.01), always(Outcome.WRONG), strategy=FRONTIER)
    assert questions[0].trace["rule"] == "first"
    assert float(str(questions[0].trace["pi"])) >= 0.7
    streak = [q for q in questions if q.trace["rule"] == "streak"]
    assert streak
    assert questions.index(streak[0]) == 3
    assert all("pourquoi" in q.trace for q in questions)


def test_timed_questions_do_not_follow_each_other() -> None:
    timed = [c for skill in (11, 12, 13, 14, 15) for c in (10 * skill, 10 * skill + 1)]
    bank = make_bank({1: [1, 2, 3, 4, 5], 2: [1, 2, 3, 4, 5]}, timed=timed)
    _, questions, _ = run(bank, whole(bank, alpha=0.02), knows_up_to(3), strategy=FRONTIER)
    flags = [q.challenge in timed for q in questions]
    assert not flags[0]
    assert not any(a and b for a, b in itertools.pairwise(flags))


def test_a_finer_preset_asks_more() -> None:
    bank = make_bank({t: [1, 2, 3, 4, 5, 6] for t in range(1, 8)})
    lengths = [
        len(run(bank, whole(bank, alpha=alpha), knows_up_to(3), strategy=FRONTIER)[1]) for alpha in (0.13, 0.08, 0.05)
    ]
    assert lengths == sorted(lengths)
    assert lengths[0] < lengths[-1]


def test_progress_reaches_the_end_without_a_jump() -> None:
    bank = make_bank({t: [1, 2, 3, 4, 5, 6] for t in range(1, 8)})
    _, questions, _ = run(bank, whole(bank), knows_up_to(3), strategy=FRONTIER)
    shown = list(itertools.accumulate((q.progress for q in questions), max))
    assert shown[0] == 0
    assert shown[-1] >= 0.6
    assert max(b - a for a, b in itertools.pairwise(shown)) < 0.35


def test_a_retry_asks_each_failed_skill_once_and_loses_nothing() -> None:
    bank = make_bank({1: [1, 2, 3, 4], 2: [1, 2, 3, 4]})
    earlier = as_earlier(
        answer(s, o) for s, o in ((11, Outcome.RIGHT), (13, Outcome.WRONG), (22, Outcome.WRONG), (21, Outcome.RIGHT))
    )
    kept = frozenset(s for s, status in FRONTIER.statuses(bank, whole(bank), earlier).items() if status.validated)
    task = whole(bank, retry=True, retry_skills=frozenset({13, 22}), kept=kept)
    own, questions, end = run(bank, task, always(Outcome.WRONG), earlier=earlier, strategy=FRONTIER)
    assert sorted(q.skill for q in questions) == [13, 22]
    assert {q.challenge for q in questions} == {131, 221}, "another challenge"
    assert end.reason is EndReason.RETRY_DONE
    after = FRONTIER.statuses(bank, task, [*earlier, *own])
    assert all(after[s].validated for s in kept)
    won, _, _ = run(bank, task, always(Outcome.RIGHT), earlier=earlier, strategy=FRONTIER)
    better = FRONTIER.outcome(bank, task, [*earlier, *won])
    assert better.statuses[13].validated
    assert better.statuses[22].validated
    # A right answer of a retry validates, whatever the failures around it say.
    guessable = ItemBank.build(
        bank.skills, [type(c)(c.id, c.skill, "QCU", options=2) for c in bank.challenges], version="qcu"
    )
    lone = as_earlier(answer(s, Outcome.WRONG) for s in (11, 12, 14, 21, 22))
    again = whole(guessable, retry=True, retry_skills=frozenset({14}))
    assert not FRONTIER.statuses(guessable, whole(guessable), [answer(14, Outcome.RIGHT), *lone[:2]])[14].validated
    gained, _, _ = run(guessable, again, always(Outcome.RIGHT), earlier=lone, strategy=FRONTIER)
    assert all(FRONTIER.statuses(guessable, again, [*lone, *gained])[s].validated for s in (11, 12, 13, 14))
    # The first failures are replaced: they do not count against the new answers.
    assert [e.skill for e in counted([*earlier, *won], bank, retry=True)].count(13) == 1


def test_control_questions_are_rare_seen_and_not_counted() -> None:
    bank = make_bank({t: [1, 2, 3, 4, 5, 6] for t in range(1, 8)}, challenges=3)
    task = whole(bank, alpha=0.03, control_every=5)
    own: list[Evidence] = []
    controls = 0
    while isinstance(step := FRONTIER.next_question(bank, task, own, seed=11), Question):
        assert step.challenge not in {e.challenge for e in own}
        controls += step.control
        weight = 0.0 if step.control else 1.0
        own.append(
            Evidence(
                step.skill,
                step.challenge,
                Outcome.WRONG,
                len(own) + 1,
                weight=weight,
                seed=step.seed,
                control=step.control,
            )
        )
    assert 1 <= controls <= math.ceil(len(own) / 5)
    counting = [e for e in own if not e.control]
    assert FRONTIER.outcome(bank, task, own) == FRONTIER.outcome(bank, task, counting)
    off = whole(bank, alpha=0.03)
    assert not any(q.control for q in run(bank, off, always(Outcome.WRONG), strategy=FRONTIER)[1])


def test_information_is_largest_where_one_hesitates_and_formats_are_sharp() -> None:
    p = np.array([0.05, 0.5, 0.95])
    sharp, blunt = np.full(3, 0.05), np.full(3, 0.3)
    gain = information(p, sharp, sharp)
    assert gain[1] > max(gain[0], gain[2])
    assert (information(p, blunt, blunt) < gain).all()
    assert (gain >= 0).all()


def test_the_length_announced_is_the_length_played() -> None:
    bank = make_bank({t: [1, 2, 3, 4, 5, 6] for t in range(1, 8)})
    announced = {alpha: expected_length(bank, whole(bank).target, alpha, learners=200) for alpha in (0.13, 0.08, 0.05)}
    assert announced[0.13].mean < announced[0.08].mean < announced[0.05].mean
    chance = random.Random(5)
    played = []
    for _ in range(60):
        ability = chance.gauss(3.5, 1.8)
        knowledge = {t: min(6, max(0, round(chance.gauss(ability, 0.9) - 0.5))) for t in range(1, 8)}

        def play(skill: object, knowledge: dict[int, int] = knowledge) -> Outcome:
            masters = skill.level <= knowledge[skill.tube]  # type: ignore[attr-defined]
            return Outcome.RIGHT if chance.random() < (0.9 if masters else 0.07) else Outcome.WRONG

        played.append(len(run(bank, whole(bank), play, strategy=FRONTIER, seed=chance.randrange(10**9))[1]))
    mean = sum(played) / len(played)
    assert mean == pytest.approx(announced[0.08].mean, rel=0.2)
    inside = sum(announced[0.08].low <= n <= announced[0.08].high for n in played)
    assert inside / len(played) > 0.6
    assert expected_length(bank, frozenset(), 0.08).mean == 0


def test_presets_are_ordered() -> None:
    for tubes, calibrated in itertools.product((7, 111), (False, True)):
        alphas = [alpha_of(name, calibrated=calibrated, tubes=tubes) for name in ALPHA]
        assert alphas == sorted(alphas, reverse=True)
    assert alpha_of("standard", calibrated=True, tubes=7) > alpha_of("standard", calibrated=False, tubes=7)
    with pytest.raises(KeyError):
        alpha_of("rapide", calibrated=False, tubes=7)
