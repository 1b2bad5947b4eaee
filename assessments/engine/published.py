"""The published strategy, as the original plays it today (original-rules.md §2, rule P26 of §3.2)."""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .draw import Offer, Sightings, chronological, draw, offer, pick, sightings
from .knowledge import Knowledge, as_statuses, check_target, replay
from .scoring import summarise
from .types import (
    AssessmentOutcome,
    End,
    EndReason,
    Evidence,
    ItemBank,
    Question,
    SkillItem,
    SkillStatus,
    Source,
    Task,
)

LEVEL_GRID = tuple(half / 2 for half in range(1, 16))
FIRST_LEVEL = 2.0
EASY_TUBE_LEVEL = 3
TOO_HARD_ABOVE = 2.0
TIE = 1e-9


def success_probability(level: float, difficulty: float) -> float:
    """P(l, d) = 1 / (1 + e^(d − l))."""
    return 1.0 / (1.0 + math.exp(difficulty - level))


def predicted_level(results: Iterable[tuple[int, bool]]) -> float:
    """Level of the grid 0.5 … 7.5 where expected and observed successes agree best (§2.3); the lowest on a tie.

    ``results``: (difficulty, validated) of the direct answers; a success at 0 and a failure at 7 are added.
    """
    answers = [*results, (0, True), (7, False)]

    def gap(level: float) -> float:
        # fsum: the sum does not depend on the order of the answers.
        return abs(math.fsum(right - success_probability(level, difficulty) for difficulty, right in answers))

    return min(LEVEL_GRID, key=gap)


def expected_gain(chain: Sequence[SkillItem], settled: Container[int], skill: SkillItem, level: float) -> float:
    """Skills one hopes to settle by asking ``skill``, itself included (§2.6); ``chain``: skills of its tube."""
    untested = [s.level for s in chain if s.id not in settled]
    p = success_probability(level, skill.level)
    easier, harder = sum(d <= skill.level for d in untested), sum(d >= skill.level for d in untested)
    return p * easier + (1 - p) * harder


@dataclass(frozen=True, slots=True)
class Selection:
    """``candidates``: skill ids by ascending id, empty at the end of the test. ``trace``: filter → skills left."""

    candidates: tuple[int, ...]
    predicted_level: float
    trace: Mapping[str, object]


def chains_of(bank: ItemBank, task: Task) -> dict[int, tuple[SkillItem, ...]]:
    """Tube → target skills that have a playable challenge, by level: what the selection calls a tube (§2.2)."""
    chains: dict[int, list[SkillItem]] = {}
    for skill in sorted(map(bank.skill, task.target), key=lambda s: (s.level, s.id)):
        if any(c.playable and (task.timed_allowed or not c.timed) for c in bank.challenges_of(skill.id)):
            chains.setdefault(skill.tube, []).append(skill)
    return {tube: tuple(members) for tube, members in chains.items()}


def select(
    bank: ItemBank,
    task: Task,
    knowledge: Mapping[int, Knowledge],
    offers: Mapping[int, Offer],
    *,
    first: bool,
    previous_timed: bool = False,
    guarded: bool = False,
) -> Selection:
    """The candidate skills after the filters, in the fixed order of §2.4 (first question) and §2.5 (next ones).

    ``knowledge``: current state of the target skills; ``offers``: target skill → challenges left, absent when
    unplayable. ``guarded`` (§2.7): before ending, try again without the filter on easy tubes, then also without the
    one on timed questions; off in the original.
    """
    chains = chains_of(bank, task)
    direct = [(bank.skill(k.skill).level, k.validated) for k in knowledge.values() if k.source is Source.DIRECT]
    level = FIRST_LEVEL if first else predicted_level(direct)
    open_ = [s for chain in chains.values() for s in chain if s.id in offers and s.id not in knowledge]
    attempts = [(True, True), (False, True), (False, False)] if guarded else [(True, True)]
    trace: dict[str, object] = {}
    left: list[SkillItem] = []
    for easy_first, spare_timed in attempts:
        trace = {"acquis à évaluer": len(open_)}
        left = open_
        if easy_first:
            left = _or_all(left, lambda s: chains[s.tube][-1].level <= EASY_TUBE_LEVEL)
            trace["sujets faciles d'abord"] = len(left)
        if spare_timed and (first or previous_timed):
            left = _or_all(left, lambda s: not offers[s.id].timed)
            trace["sans question chronométrée"] = len(left)
        if first:
            preferred = min((_first_rank(s.level) for s in left), default=0)
            left = [s for s in left if _first_rank(s.level) == preferred]
            trace["niveau 2 de préférence"] = len(left)
        else:
            left = [s for s in left if s.level - level <= TOO_HARD_ABOVE]
            trace["pas trop difficiles"] = len(left)
            gains = {s.id: expected_gain(chains[s.tube], knowledge, s, level) for s in left}
            best = max(gains.values(), default=0.0)
            left = [s for s in left if gains[s.id] >= best - TIE]
            trace["apport attendu maximal"] = len(left)
            trace["apport attendu"] = round(best, 6)
        if left:
            break
    return Selection(tuple(sorted(s.id for s in left)), level, trace)


def _or_all(skills: list[SkillItem], wanted: Callable[[SkillItem], bool]) -> list[SkillItem]:
    return [s for s in skills if wanted(s)] or skills


def _first_rank(level: int) -> int:
    """Order of preference of the first question: 2, 1, 3, 4, 5 …"""
    return 0 if level == 2 else level


@dataclass(frozen=True, slots=True)
class _Situation:
    """What both kinds of test need to know before choosing."""

    knowledge: dict[int, Knowledge]
    seen: Sightings
    n: int
    previous_timed: bool
    answered: frozenset[int]


@dataclass(frozen=True, slots=True)
class PublishedStrategy:
    """Implements Strategy. ``guarded``: see ``select``; parity with the original needs False."""

    guarded: bool = False

    @property
    def name(self) -> str:
        return "published-guarded" if self.guarded else "published"

    @property
    def version(self) -> str:
        return "1"

    def next_question(self, bank: ItemBank, task: Task, evidence: Sequence[Evidence], *, seed: int) -> Question | End:
        """A campaign test asks by ``select``; a retry asks each of ``Task.retry_skills`` once, the easiest first.

        A retry skill that has no other challenge is left out and its earlier answer stands.
        """
        now = self._situation(bank, task, evidence)
        offers = self._offers(bank, task, now)
        selection = self._select(bank, task, now, offers)
        if not selection.candidates:
            return End(self._end_reason(task, now), selection.trace)
        skill = bank.skill(draw(selection.candidates, seed, now.n, "skill"))
        avoid_timed = now.n == 0 or now.previous_timed
        challenge, variant = pick(offers[skill.id], now.seen, seed=seed, n=now.n, avoid_timed=avoid_timed)
        trace: dict[str, object] = {
            "pourquoi": self._reason(task, now, skill, selection),
            "épreuve": offers[skill.id].freshness.value,
            "niveau estimé": selection.predicted_level,
            "niveau de l'acquis": skill.level,
            "acquis tirés au sort parmi": len(selection.candidates),
            "filtres": dict(selection.trace),
        }
        return Question(
            skill.id,
            challenge.id,
            variant,
            selection.candidates,
            selection.predicted_level,
            self._progress(task, now, offers),
            trace,
        )

    def statuses(self, bank: ItemBank, task: Task, evidence: Sequence[Evidence]) -> Mapping[int, SkillStatus]:
        return as_statuses(replay(bank, task, evidence))

    def outcome(self, bank: ItemBank, task: Task, evidence: Sequence[Evidence]) -> AssessmentOutcome:
        return summarise(bank, task, self.statuses(bank, task, evidence))

    def _situation(self, bank: ItemBank, task: Task, evidence: Sequence[Evidence]) -> _Situation:
        check_target(bank, task)
        own = [e for e in chronological(evidence) if e.own]
        last = bank.find_challenge(own[-1].challenge) if own else None
        return _Situation(
            knowledge=replay(bank, task, evidence),
            seen=sightings(evidence),
            n=len(own),
            previous_timed=last is not None and last.timed,
            answered=frozenset(e.skill for e in own if e.weight > 0),
        )

    def _offers(self, bank: ItemBank, task: Task, now: _Situation) -> dict[int, Offer]:
        retry_left = (task.retry_skills & task.target) - now.answered
        wanted = retry_left if task.retry else task.target - now.knowledge.keys()
        found = ((s, offer(bank, s, now.seen, retry=task.retry, timed_allowed=task.timed_allowed)) for s in wanted)
        return {s: choice for s, choice in found if choice is not None}

    def _select(self, bank: ItemBank, task: Task, now: _Situation, offers: Mapping[int, Offer]) -> Selection:
        if not task.retry:
            return select(
                bank,
                task,
                now.knowledge,
                offers,
                first=now.n == 0,
                previous_timed=now.previous_timed,
                guarded=self.guarded,
            )
        direct = ((bank.skill(k.skill).level, k.validated) for k in now.knowledge.values() if k.source is Source.DIRECT)
        left = [bank.skill(s) for s in sorted(offers)]
        trace: dict[str, object] = {"acquis à retenter": len(left)}
        if now.n == 0 or now.previous_timed:
            left = _or_all(left, lambda s: not offers[s.id].timed)
            trace["sans question chronométrée"] = len(left)
        easiest = min((s.level for s in left), default=0)
        left = [s for s in left if s.level == easiest]
        trace["les plus faciles d'abord"] = len(left)
        return Selection(tuple(s.id for s in left), predicted_level(direct), trace)

    @staticmethod
    def _progress(task: Task, now: _Situation, offers: Mapping[int, Offer]) -> float:
        """Target skills reached / target skills (§2.8); in a retry, skills asked again / skills to ask again."""
        if task.retry:
            done = len(task.retry_skills & task.target & now.answered)
            return done / (done + len(offers))
        return len(now.knowledge) / len(task.target)

    @staticmethod
    def _end_reason(task: Task, now: _Situation) -> EndReason:
        if task.retry:
            return EndReason.RETRY_DONE
        return EndReason.ALL_TESTED if task.target <= now.knowledge.keys() else EndReason.TOO_HARD_OR_UNPLAYABLE

    @staticmethod
    def _reason(task: Task, now: _Situation, skill: SkillItem, selection: Selection) -> str:
        if task.retry:
            return f"Acquis de niveau {skill.level} échoué dans ce parcours, posé une seconde fois."
        if now.n == 0:
            return f"Première question : un acquis facile, ici de niveau {skill.level}."
        return (
            f"Niveau estimé {str(selection.predicted_level).replace('.', ',')} : cet acquis de niveau {skill.level} "
            f"est l'un de ceux dont la réponse en règle le plus d'autres."
        )
