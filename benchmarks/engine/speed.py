"""Time and determinism of the strategy of the product itself (goals g10 and g11), one learner at a time."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from assessments.engine import ChallengeItem, End, Evidence, ItemBank, Kind, Outcome, Question, SkillItem, Task
from assessments.engine.frontier.choice import candidates_kept, comfort, expected_error, information, success
from assessments.engine.frontier.posterior import infer, no_answer
from assessments.engine.frontier.reading import read
from assessments.engine.frontier.strategy import FrontierStrategy

from .contents import FINAL, Target, content, stream
from .jobs import RETURN_WEIGHT
from .ours import launch
from .worlds import RIGHT, SKIP, WORLDS, Cohort, Items, cohort, items

_KIND = (Kind.QCU, Kind.QCM, Kind.QROC, Kind.ORDRE)
OUTCOMES = {RIGHT: Outcome.RIGHT, SKIP: Outcome.SKIPPED}
QUESTIONS = 60


def bank_of(target: Target, kind: Sequence[Sequence[int]]) -> ItemBank:
    """The target as the product sees it; skill s is s + 1, its challenge k is 10 s + k + 1."""
    skills = [
        SkillItem(
            id=s + 1,
            key=f"s{s + 1}",
            tube=int(target.tube[s]) + 1,
            competence=int(target.competence_of_skill[s]) + 1,
            level=int(target.level[s]),
            pix=Fraction(float(target.pix[s])).limit_denominator(1000),
        )
        for s in range(target.skills)
    ]
    challenges = [
        ChallengeItem(id=10 * s + k + 1, skill=s + 1, kind=_KIND[code], options=4 if code == 0 else 0)
        for s, codes in enumerate(kind)
        for k, code in enumerate(codes)
    ]
    return ItemBank.build(skills, challenges, version="bench")


def answer_of(learners: Cohort, learner: int, question: Question, seq: int) -> Evidence:
    """What this learner answers."""
    code = int(learners.outcome[learner, question.skill - 1, question.challenge % 10 - 1])
    return Evidence(question.skill, question.challenge, OUTCOMES.get(code, Outcome.WRONG), seq)


def measure_speed(learners: int = 3, questions: int = QUESTIONS) -> tuple[dict[str, float], dict[str, float]]:
    """(times in ms, determinism): medians over every answer of a few full profiles, tables built by the first one."""
    world, target = WORLDS["w_real"], content(FINAL, "full", 0)
    true = items(world, target, FINAL, 0)
    crowd = cohort(world, target, true, learners, stream(FINAL, "speed"))
    bank = bank_of(target, true.kind.tolist())
    task = Task(frozenset(s.id for s in bank.skills))
    strategy = FrontierStrategy()
    strategy.next_question(bank, task, [], seed=1)
    spent: list[float] = []
    different, gap = 0, 0.0
    for learner in range(learners):
        given: list[Evidence] = []
        asked: list[Question] = []
        while len(given) < questions:
            start = time.process_time()
            question = strategy.next_question(bank, task, given, seed=learner)
            spent.append(1000 * (time.process_time() - start))
            if isinstance(question, End):
                break
            asked.append(question)
            given.append(answer_of(crowd, learner, question, len(given)))
        for n, question in enumerate(asked):
            mixed = random.Random(n).sample(given[:n], n)
            different += strategy.next_question(bank, task, mixed, seed=learner) != question
        gap = max(gap, _gap(bank, task, given))
    times = {"le produit (tout relire)": statistics.median(spent), "le calcul seul": measure_core(target, true)}
    return times, {"différentes": float(different), "écart": gap}


def _gap(bank: ItemBank, task: Task, given: list[Evidence]) -> float:
    """Largest difference between the probabilities of the same answers in another order of arrival."""
    # Same answers, other numbers: nothing but the order differs.
    backwards = [Evidence(e.skill, e.challenge, e.outcome, len(given) - 1 - e.seq) for e in given]
    first, second = (read(bank, task, g).p for g in (given, backwards))
    return float(np.abs(first - second).max())


def return_rule() -> str:
    """What the product does of a skill answered some months ago: a key of the jobs «return»."""
    bank = ItemBank.build(
        [SkillItem(1, "s1", 1, 1, 1, Fraction(1))],
        [ChallengeItem(1, 1, Kind.QROC), ChallengeItem(2, 1, Kind.QROC)],
    )
    old = Evidence(1, 1, Outcome.WRONG, 0, own=False, weight=RETURN_WEIGHT, age_days=90.0, assessment=1)
    question = FrontierStrategy().next_question(bank, Task(frozenset({1}), alpha=0.01), [old], seed=1)
    return "never again" if isinstance(question, End) else "other challenge"


def measure_core(target: Target, true: Items, repeats: int = 200) -> float:
    """Median ms of what one answer costs when nothing is read again: one update, one choice, one stop."""
    belief = launch(target, true)
    seen = no_answer(belief.chart)
    slip, guess = belief.slip[:, 0], belief.guess[:, 0]
    everything, none = np.ones(target.skills, dtype=np.bool_), np.zeros(target.skills, dtype=np.bool_)
    spent = []
    for n in range(repeats):
        start = time.process_time()
        p = infer(belief.chart, seen).mastered[target.tube, target.rank]
        expected_error(p)
        rules = comfort(np.asarray(n), np.asarray(0), np.asarray(False))
        kept = candidates_kept(everything, none, success(p, slip, guess), information(p, slip, guess), rules)
        s = int(np.flatnonzero(kept)[0])
        spent.append(1000 * (time.process_time() - start))
        right = n % 2 == 0
        above = np.arange(target.states) >= target.rank[s]
        factor = (1 - slip[s], guess[s]) if right else (slip[s], 1 - guess[s])
        seen[target.tube[s]] *= np.where(above, *factor)
        everything[s] = False
    return statistics.median(spent)
