"""From answers to what is known, by the published rules (original-rules.md §3.1–§3.2, §4.1).

A knowledge element says of one target skill: validated or not, asked or inferred. It is never stored: it is replayed
from the answers. Earlier answers on a skill outside the target inform the target skills of its tube (settled.md 2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace

from .draw import chronological
from .types import Evidence, ItemBank, Outcome, SkillStatus, Source, Task, UnknownItem

FORGET_AFTER_DAYS = 4.0


@dataclass(frozen=True, slots=True)
class Knowledge:
    """``own``: comes from this assessment; else ``age_days`` is the age of the answer at its creation."""

    skill: int
    validated: bool
    source: Source
    own: bool = True
    age_days: float = 0.0


def check_target(bank: ItemBank, task: Task) -> None:
    """Raises UnknownItem when the target names a skill that the bank does not hold."""
    for skill in task.target:
        if not bank.has_skill(skill):
            raise UnknownItem(f"target skill {skill}")


def created_by(bank: ItemBank, target: Set[int], skill: int, validated: bool, assessed: Set[int]) -> list[Knowledge]:
    """Knowledge created by one answer: the asked skill, then what it implies in its tube.

    A success validates the strictly easier target skills, a failure invalidates the strictly harder ones. Skills
    already ``assessed`` in the same test are left alone. An asked skill outside the target gives only inferences.
    """
    asked = bank.skill(skill)
    direct = [Knowledge(skill, validated, Source.DIRECT)] if skill in target else []
    inferred = [
        Knowledge(other.id, validated, Source.INFERRED)
        for other in bank.tube(asked.tube)
        if other.id in target
        and other.id not in assessed
        and (other.level < asked.level if validated else other.level > asked.level)
    ]
    return direct + inferred


def replay(
    bank: ItemBank, task: Task, evidence: Iterable[Evidence], start: Mapping[int, Knowledge] | None = None
) -> dict[int, Knowledge]:
    """What the answers say of each target skill reached, by skill id; the order of ``evidence`` is irrelevant.

    Answers are read in chronological order. Inside one assessment (``Evidence.assessment``, or the own one) the first
    direct answer to a skill stands and nothing overwrites it; an inference never overwrites what the same assessment
    already says. Across assessments the latest wins, except that an answer given in a retry never invalidates another
    skill that was validated. Put-aside answers (weight 0) and skills unknown to the bank are ignored.
    ``start``: knowledge of unknown origin that precedes every answer.
    """
    check_target(bank, task)
    state: dict[int, Knowledge] = dict(start or {})
    tests: dict[int | None, dict[int, Source]] = {}
    for e in chronological(evidence):
        if e.weight <= 0 or not bank.has_skill(e.skill):
            continue
        alone = not e.own and e.assessment is None
        assessed = {} if alone else tests.setdefault(None if e.own else e.assessment, {})
        if assessed.get(e.skill) is Source.DIRECT:
            continue
        gentle = e.retry or (task.retry and e.own)
        # The asked skill counts as assessed even outside the target: a second answer to it adds nothing.
        assessed[e.skill] = Source.DIRECT
        for element in created_by(bank, task.target, e.skill, e.outcome is Outcome.RIGHT, assessed.keys()):
            before = state.get(element.skill)
            inferred = element.source is Source.INFERRED
            if gentle and inferred and not element.validated and before is not None and before.validated:
                continue
            if inferred:
                assessed[element.skill] = Source.INFERRED
            state[element.skill] = replace(element, own=e.own, age_days=0.0 if e.own else e.age_days)
    for skill in task.kept if task.retry else ():
        if skill in task.target:
            state[skill] = _kept(skill, state.get(skill))
    return state


def _kept(skill: int, element: Knowledge | None) -> Knowledge:
    if element is None:
        return Knowledge(skill, True, Source.INFERRED, own=False)
    return replace(element, validated=True)


def forget_old_failures(knowledge: Mapping[int, Knowledge], days: float = FORGET_AFTER_DAYS) -> dict[int, Knowledge]:
    """The original's retry filter (§4.1): keeps what is validated, of this test, or strictly younger than ``days``.

    Parity only (the published vectors): our retry is ``Task.retry`` (settled.md 4).
    """
    return {s: k for s, k in knowledge.items() if k.validated or k.own or k.age_days < days}


def failed_skills(evidence: Iterable[Evidence]) -> frozenset[int]:
    """Skills whose last direct answer, put-aside ones excepted, is not right: those a retry asks again.

    Pass the answers of the participation only, its earlier retries included.
    """
    last = {e.skill: e.outcome for e in chronological(evidence) if e.weight > 0}
    return frozenset(skill for skill, outcome in last.items() if outcome is not Outcome.RIGHT)


def as_statuses(knowledge: Mapping[int, Knowledge]) -> dict[int, SkillStatus]:
    """By ascending skill id."""
    return {s: SkillStatus(k.validated, k.source) for s, k in sorted(knowledge.items())}
