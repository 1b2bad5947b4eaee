"""Small banks and simulated pupils for the tests of the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from assessments.engine import (
    ChallengeItem,
    End,
    Evidence,
    ItemBank,
    Outcome,
    Question,
    SkillItem,
    Strategy,
    Task,
    pix_values,
    strategies,
)

VECTORS = Path(__file__).parent / "vectors"
PUBLISHED = strategies["published"]

Answerer = Callable[[SkillItem], Outcome]


def make_bank(
    tubes: Mapping[int, Sequence[int]],
    *,
    challenges: int = 2,
    timed: Iterable[int] = (),
    generated: Iterable[int] = (),
    retired: Iterable[int] = (),
    competence_of: Callable[[int], int] = lambda tube: 1,
) -> ItemBank:
    """Skill id = 10 × tube + level; challenge id = 10 × skill + 0, 1 … Flags are given by challenge id."""
    triples = [(10 * tube + level, competence_of(tube), level) for tube, levels in tubes.items() for level in levels]
    pix = pix_values(triples)
    timed, generated, retired = set(timed), set(generated), set(retired)
    skills = [
        SkillItem(skill, f"sujet{skill // 10}-{level}", skill // 10, competence, level, pix[skill])
        for skill, competence, level in triples
    ]
    items = [
        ChallengeItem(
            id=c,
            skill=s.id,
            kind="QROC",
            timed=c in timed,
            generated=c in generated,
            playable=c not in retired,
        )
        for s in skills
        for c in range(10 * s.id, 10 * s.id + challenges)
    ]
    return ItemBank.build(skills, items, "test")


def whole(bank: ItemBank, **options: object) -> Task:
    return Task(frozenset(s.id for s in bank.skills), **options)  # type: ignore[arg-type]


def run(
    bank: ItemBank,
    task: Task,
    answerer: Answerer,
    *,
    earlier: Sequence[Evidence] = (),
    seed: int = 7,
    strategy: Strategy = PUBLISHED,
) -> tuple[list[Evidence], list[Question], End]:
    """Plays a test to its end; fails when it does not end. Returns own evidence, questions, end."""
    own: list[Evidence] = []
    questions: list[Question] = []
    for _ in range(3 * len(bank.skills) + 3):
        step = strategy.next_question(bank, task, [*earlier, *own], seed=seed)
        if isinstance(step, End):
            return own, questions, step
        questions.append(step)
        outcome = answerer(bank.skill(step.skill))
        own.append(Evidence(step.skill, step.challenge, outcome, seq=len(own) + 1, seed=step.seed, retry=task.retry))
    raise AssertionError("The test does not end.")


def as_earlier(own: Iterable[Evidence], *, assessment: int = 1, age_days: float = 10.0) -> list[Evidence]:
    """The answers of a test, seen from a later one."""
    return [
        Evidence(e.skill, e.challenge, e.outcome, e.seq, False, e.weight, age_days, e.seed, assessment, e.retry)
        for e in own
    ]


def always(outcome: Outcome) -> Answerer:
    return lambda skill: outcome


def knows_up_to(level: int) -> Answerer:
    return lambda skill: Outcome.RIGHT if skill.level <= level else Outcome.WRONG
