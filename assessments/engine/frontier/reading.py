"""What the answers say: which ones count, how much, and what is believed after them (engine.md §3.3, §3.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assessments.engine.draw import chronological
from assessments.engine.types import ChallengeItem, Evidence, ItemBank, Outcome, Task

from .bank import BankArrays, Factors, Target, arrays_of
from .choice import Mask, expected_error
from .model import Chart, Floats, Ints
from .posterior import Posterior, infer

# A right answer given too late, a wrong one given at once: a wrong answer that says half as much.
HALF = 0.5
AT_ONCE_SECONDS, AT_ONCE_SHARE = 3.0, 0.1


def counted(evidence: Iterable[Evidence], bank: ItemBank, *, retry: bool = False) -> list[Evidence]:
    """The answers that inform, oldest first.

    Put-aside answers, control questions and skills unknown to the bank are left out. An answer given in a «Je retente»
    replaces every older one on its skill (settled.md 4). ``retry``: the assessment at hand is one.
    """
    useful = [e for e in chronological(evidence) if e.weight > 0 and not e.control and bank.has_skill(e.skill)]
    since: dict[int, int] = {}
    for i, e in enumerate(useful):
        if e.retry or (retry and e.own):
            since[e.skill] = i
    return [e for i, e in enumerate(useful) if i >= since.get(e.skill, 0)]


def log_factors(e: Evidence, said: Factors, challenge: ChallengeItem | None) -> tuple[float, float]:
    """(log P(answer | mastered), log P(answer | not mastered)), at the power of the weight of the answer."""
    weight = e.weight
    if e.outcome is Outcome.RIGHT:
        mastered, missed = said.right
    elif e.outcome is Outcome.SKIPPED:
        mastered, missed = said.skipped
    else:
        mastered, missed = said.wrong
        weight *= HALF if e.outcome is Outcome.LATE or _at_once(e, challenge) else 1.0
    return weight * mastered, weight * missed


def _at_once(e: Evidence, challenge: ChallengeItem | None) -> bool:
    if e.seconds is None:
        return False
    usual = challenge.median_seconds if challenge else None
    return e.seconds < max(AT_ONCE_SECONDS, AT_ONCE_SHARE * (usual or 0.0))


@dataclass(frozen=True, eq=False)
class Reading:
    """One pupil and one task, seen through the bank.

    answers    the answers that count, oldest first
    target     the skills to find out: S of them
    tubes      indices (in the bank) of the tubes of the chart: those of the target, and those that were answered
    row        index in the bank of a tube → its row in the chart
    tube, rank (S,) place of the target skills in the chart
    """

    bank: ItemBank
    task: Task
    arrays: BankArrays
    answers: Sequence[Evidence]
    target: Target
    tubes: tuple[int, ...]
    row: dict[int, int]
    tube: Ints
    rank: Ints

    @cached_property
    def chart(self) -> Chart:
        return self.arrays.chart_of(self.tubes)

    @cached_property
    def posterior(self) -> Posterior:
        return infer(self.chart, self.likelihood(self.answers))

    @cached_property
    def p(self) -> Floats:
        """(S,) probability that each target skill is mastered."""
        return np.asarray(self.posterior.mastered[self.tube, self.rank])

    @cached_property
    def error(self) -> float:
        """ē, the expected share of misclassified target skills."""
        return float(expected_error(self.p))

    @cached_property
    def error_before(self) -> float:
        """ē before the first answer of this assessment."""
        earlier = [e for e in self.answers if not e.own]
        if len(earlier) == len(self.answers):
            return self.error
        if not earlier:
            return self.arrays.error_at_first(self.task.target)
        before = infer(self.chart, self.likelihood(earlier))
        return float(expected_error(before.mastered[self.tube, self.rank]))

    @cached_property
    def direct(self) -> dict[int, Evidence]:
        """Skill id → its last answer that counts."""
        return {e.skill: e for e in self.answers}

    @cached_property
    def touched(self) -> Mask:
        """(T,) tubes of the chart that hold an answer."""
        held = np.zeros(len(self.tubes), dtype=bool)
        held[[self.place(skill)[0] for skill in self.direct]] = True
        return held

    @cached_property
    def in_target(self) -> Mask:
        """(T,) tubes of the chart that hold a target skill."""
        held = np.zeros(len(self.tubes), dtype=bool)
        held[self.tube] = True
        return held

    def place(self, skill: int) -> tuple[int, int]:
        """Row of its tube in the chart, and rank in it, of a skill that is in the target or was answered."""
        tube, rank = self.arrays.spot[skill]
        return self.row[tube], rank

    def likelihood(self, answers: Sequence[Evidence]) -> Floats:
        """(T, M) P(answers | frontier), scaled so that the best frontier of each tube has 1."""
        logs = np.zeros(self.chart.table.shape[:2])
        known, unknown = self.arrays.factors, self.arrays.unknown
        for e in answers:
            challenge = self.bank.find_challenge(e.challenge)
            mastered, not_mastered = log_factors(e, known.get(e.challenge, unknown), challenge)
            row, rank = self.place(e.skill)
            logs[row, rank:] += mastered
            logs[row, :rank] += not_mastered
        # States beyond the length of a tube are worth its last one: they do not change the scale.
        return np.asarray(np.exp(logs - logs.max(axis=-1, keepdims=True)))


def read(bank: ItemBank, task: Task, evidence: Iterable[Evidence]) -> Reading:
    """Raises UnknownItem on a foreign target."""
    arrays = arrays_of(bank)
    target = arrays.target(task.target)
    answers = counted(evidence, bank, retry=task.retry)
    answered = {arrays.spot[e.skill][0] for e in answers}
    tubes = target.tubes if answered <= set(target.tubes) else tuple(sorted(answered.union(target.tubes)))
    return Reading(
        bank=bank,
        task=task,
        arrays=arrays,
        answers=answers,
        target=target,
        tubes=tubes,
        row={tube: row for row, tube in enumerate(tubes)},
        tube=np.searchsorted(tubes, arrays.tube[target.skills]),
        rank=arrays.rank[target.skills],
    )
