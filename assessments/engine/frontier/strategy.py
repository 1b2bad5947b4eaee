"""«frontière», our own adaptive strategy (engine.md §3): one exact posterior, the most informative question, an honest end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assessments.engine.draw import Freshness, Offer, Sightings, draw, number, offer, sightings, variant_seed
from assessments.engine.scoring import summarise
from assessments.engine.types import (
    AssessmentOutcome,
    ChallengeItem,
    End,
    EndReason,
    Evidence,
    ItemBank,
    Outcome,
    Question,
    SkillStatus,
    Task,
)

from .bank import cap, noise, sharpest
from .choice import Mask, candidates_kept, comfort, information, success
from .model import Floats
from .reading import Reading, read
from .statuses import interval, statuses
from .words import Choice, question_trace

DEFAULT_ALPHA = 0.08
# Beyond so many subjects a test may leave some untouched: they are deduced.
COVERAGE_UP_TO = 40
ALMOST_DONE = 0.99
NEVER_SEEN = Freshness.NEVER_SEEN


@dataclass(frozen=True, eq=False)
class _Situation:
    """A reading, and what may be asked: one value a target skill (S,)."""

    reading: Reading
    seen: Sightings
    own: Sequence[Evidence]
    offers: Mapping[int, Offer | None]
    open: Mask
    timed: Mask
    slip: Floats
    guess: Floats
    alpha: float

    @property
    def n(self) -> int:
        return len(self.own)

    @property
    def streak(self) -> int:
        """Own answers without success since the last right one."""
        right = [i for i, e in enumerate(self.own) if e.outcome is Outcome.RIGHT]
        return self.n - (right[-1] + 1 if right else 0)

    @property
    def after_timed(self) -> bool:
        last = self.reading.bank.find_challenge(self.own[-1].challenge) if self.own else None
        return last is not None and last.timed

    @property
    def cap(self) -> int:
        return cap(int(self.reading.in_target.sum()))

    @property
    def counted(self) -> int:
        """Own questions, control ones left out."""
        return sum(not e.control for e in self.own)

    @property
    def untouched(self) -> Mask:
        """(S,) open skills of subjects that hold no answer."""
        return np.asarray(self.open & ~self.reading.touched[self.reading.tube])

    @property
    def contested(self) -> Mask:
        """(S,) open skills whose deduced status every answer given so far contradicts.

        Nobody who answered everything right is told «non acquis» of a skill that was not asked, nor the reverse: a
        probability would not convince them. Costs nothing to whoever has failed and succeeded at least once.
        """
        right = {answer.outcome is Outcome.RIGHT for answer in self.reading.answers}
        if len(right) != 1:
            return np.zeros_like(self.open)
        return np.asarray(self.open & ((self.reading.p < 0.5) if right == {True} else (self.reading.p >= 0.5)))

    @property
    def wants_coverage(self) -> bool:
        return int(self.reading.in_target.sum()) <= COVERAGE_UP_TO


class FrontierStrategy:
    """Implements Strategy."""

    @property
    def name(self) -> str:
        return "frontiere"

    @property
    def version(self) -> str:
        return "1"

    def next_question(self, bank: ItemBank, task: Task, evidence: Sequence[Evidence], *, seed: int) -> Question | End:
        """The most informative question, under the comfort rules; in a retry each of ``Task.retry_skills`` once.

        Ends when the expected share of misclassified skills is below ``Task.alpha``, every subject holds an answer and
        no status is contested (see ``_Situation.contested``); at the cap of questions; or when nothing is left.
        """
        now = _situation(bank, task, evidence)
        if task.retry:
            return _retry_question(now, seed) if now.open.any() else _end(now, EndReason.RETRY_DONE)
        if task.control_every and (control := _control_question(now, seed)):
            return control
        reason = _reason_to_end(now)
        if reason is not None:
            return _end(now, reason)
        if now.reading.error > now.alpha:
            return _question(now, now.open, seed)
        if now.wants_coverage and now.untouched.any():
            return _question(now, now.untouched, seed, rule="coverage")
        return _question(now, now.contested, seed, rule="unanimous")

    def statuses(self, bank: ItemBank, task: Task, evidence: Sequence[Evidence]) -> Mapping[int, SkillStatus]:
        """Every target skill, tested or deduced, by ascending skill id."""
        return statuses(read(bank, task, evidence)) if task.target else {}

    def outcome(self, bank: ItemBank, task: Task, evidence: Sequence[Evidence]) -> AssessmentOutcome:
        if not task.target:
            return summarise(bank, task, {})
        reading = read(bank, task, evidence)
        result = summarise(bank, task, statuses(reading))
        return replace(
            result,
            probabilities={skill: round(p, 4) for skill, p in zip(reading.target.ids, reading.p.tolist(), strict=True)},
            interval=interval(reading, float(result.mastery)),
            expected_error=round(reading.error, 4),
        )


def _situation(bank: ItemBank, task: Task, evidence: Sequence[Evidence]) -> _Situation:
    reading = read(bank, task, evidence)
    fresh = reading.arrays.fresh[task.timed_allowed]
    seen = sightings(evidence)
    own = sorted((e for e in evidence if e.own), key=lambda e: e.seq)
    chosen, place = reading.target.skills, reading.target.place
    open_ = fresh.playable[chosen].copy()
    timed, slip, guess = fresh.timed[chosen].copy(), fresh.slip[chosen].copy(), fresh.guess[chosen].copy()
    if task.retry:
        again = task.retry_skills & task.target - {e.skill for e in own if e.weight > 0}
        open_ &= np.isin(reading.target.ids, list(again))
    else:
        for skill in recent(reading.answers):
            if skill in place:
                open_[place[skill]] = False
    offers: dict[int, Offer | None] = {}
    for skill in seen.last:
        i = place.get(skill)
        if i is None or not open_[i]:
            continue
        found = offer(bank, skill, seen, retry=task.retry, timed_allowed=task.timed_allowed)
        offers[skill] = found
        if found is None or (skill in reading.direct and not task.retry and found.freshness is not NEVER_SEEN):
            open_[i] = False
            continue
        best = sharpest(found.challenges)
        timed[i] = all(c.timed for c in best)
        slip[i], guess[i] = noise(best[0]).slip, noise(best[0]).guess
    alpha = DEFAULT_ALPHA if task.alpha is None else task.alpha
    return _Situation(reading, seen, own, offers, open_, timed, slip, guess, alpha)


def recent(answers: Sequence[Evidence]) -> set[int]:
    """Skills answered here, or elsewhere recently enough to count whole: they are not asked again.

    An older answer (λ < 1) leaves its skill open to a question never seen: what somebody failed a year ago, nothing
    else could correct. Measured, a returning pupil gains four points of accuracy (docs/engine.md, g9).
    """
    return {e.skill for e in answers if e.own or e.weight >= 1}


def _reason_to_end(now: _Situation) -> EndReason | None:
    if not now.open.any():
        everything = now.reading.task.target <= now.reading.direct.keys()
        return EndReason.ALL_TESTED if everything else EndReason.NOTHING_LEFT
    if now.counted >= now.cap:
        return EndReason.CAP_REACHED
    if now.reading.error > now.alpha or (now.wants_coverage and now.untouched.any()) or now.contested.any():
        return None
    return EndReason.PRECISION_REACHED


def _question(now: _Situation, candidates: Mask, seed: int, *, rule: str = "") -> Question:
    reading = now.reading
    pi = success(reading.p, now.slip, now.guess)
    info = information(reading.p, now.slip, now.guess)
    rules = comfort(
        np.asarray(now.n), np.asarray(now.streak), np.asarray(now.after_timed), exploring=reading.task.explore
    )
    kept = np.flatnonzero(candidates_kept(candidates, now.timed, pi, info, rules))
    i = int(draw(kept.tolist(), seed, now.n, "skill"))
    if not rule and rules.floor > 0:
        rule = "first" if now.n == 0 else "streak"
    choice = Choice(
        rule=rule or "information",
        p=float(reading.p[i]),
        success=float(pi[i]),
        information=float(info[i]),
        candidates=int(candidates.sum()),
        drawn_among=len(kept),
    )
    return _ask(now, i, seed, choice, candidates=[reading.target.ids[k] for k in kept])


def _retry_question(now: _Situation, seed: int) -> Question:
    """The skill most likely to succeed first: a retry should start well. A precision already reached ends nothing."""
    pi = success(now.reading.p, now.slip, now.guess)
    spared = now.open & ~now.timed if now.n == 0 or now.after_timed else now.open
    pool = np.flatnonzero(spared if spared.any() else now.open)
    best = pool[pi[pool] >= pi[pool].max() - 1e-12]
    i = int(draw(best.tolist(), seed, now.n, "skill"))
    p, slip, guess = now.reading.p[i : i + 1], now.slip[i : i + 1], now.guess[i : i + 1]
    gain = float(information(p, slip, guess)[0])
    choice = Choice("retry", float(p[0]), float(pi[i]), gain, int(now.open.sum()), len(best))
    return _ask(now, i, seed, choice, candidates=[now.reading.target.ids[k] for k in best])


def _control_question(now: _Situation, seed: int) -> Question | None:
    """Once in each block of ``Task.control_every`` questions, at a drawn place, a drawn target skill is asked again.

    A skill already answered when it has another challenge, else one out of turn. None when it is not its turn, or when
    the test would end here without it.
    """
    task = now.reading.task
    block, place = divmod(now.n, task.control_every)
    if now.n == 0 or place != number(seed, block, "control") % task.control_every or _reason_to_end(now) is not None:
        return None
    answered = [s for s in sorted(task.target) if s in now.reading.direct]
    pool = [(s, c) for s in answered if (c := _unseen(now, s))] or [
        (s, c) for s in sorted(task.target - now.reading.direct.keys()) if (c := _unseen(now, s))
    ]
    if not pool:
        return None
    skill, challenges = draw(pool, seed, now.n, "control")
    i = now.reading.target.place[skill]
    believed = noise(challenges[0])
    p = now.reading.p[i : i + 1]
    slip, guess = np.array([believed.slip]), np.array([believed.guess])
    pi, gain = float(success(p, slip, guess)[0]), float(information(p, slip, guess)[0])
    choice = Choice("control", float(p[0]), pi, gain, len(pool), len(pool))
    return _ask(now, i, seed, choice, candidates=[s for s, _ in pool], among=challenges)


def _unseen(now: _Situation, skill: int) -> tuple[ChallengeItem, ...]:
    allowed = now.reading.task.timed_allowed
    return tuple(
        c
        for c in now.reading.bank.challenges_of(skill)
        if c.playable and c.id not in now.seen.order and (allowed or not c.timed)
    )


def _ask(
    now: _Situation,
    i: int,
    seed: int,
    choice: Choice,
    *,
    candidates: list[int],
    among: tuple[ChallengeItem, ...] = (),
) -> Question:
    """Put one challenge of the i-th target skill in hand."""
    reading = now.reading
    skill = reading.bank.skill(reading.target.ids[i])
    challenge, freshness = _challenge(now, skill.id, seed, among)
    variant = 0
    if challenge.generated:
        variant = variant_seed(challenge.id, seed, now.n, now.seen.seeds.get(challenge.id, frozenset()))
    level = round(float(reading.posterior.levels()[reading.chart.competence[reading.tube[i]]]), 2)
    return Question(
        skill=skill.id,
        challenge=challenge.id,
        seed=variant,
        candidates=tuple(sorted(candidates)),
        predicted_level=level,
        progress=_progress(now),
        trace={**question_trace(choice, skill.level, level, freshness), **_context(now)},
        control=choice.rule == "control",
    )


def _challenge(
    now: _Situation, skill: int, seed: int, among: tuple[ChallengeItem, ...]
) -> tuple[ChallengeItem, Freshness]:
    task = now.reading.task
    found = now.offers.get(skill) or offer(
        now.reading.bank, skill, now.seen, retry=task.retry, timed_allowed=task.timed_allowed
    )
    pool = among or (found.challenges if found else ())
    freshness = Freshness.NEVER_SEEN if among or found is None else found.freshness
    if not task.explore:
        pool = sharpest(pool)
    untimed = tuple(c for c in pool if not c.timed) if now.n == 0 or now.after_timed else ()
    return draw(untimed or pool, seed, now.n, "challenge"), freshness


def _context(now: _Situation) -> dict[str, object]:
    """What a reader of the trace, or a calibration, needs beside the choice."""
    reading = now.reading
    return {
        "error": round(reading.error, 4),
        "alpha": now.alpha,
        "touched": [int((reading.touched & reading.in_target).sum()), int(reading.in_target.sum())],
        "earlier": sum(not e.own for e in reading.answers),
        "explore": reading.task.explore,
    }


def _end(now: _Situation, reason: EndReason) -> End:
    return End(reason, {"questions": now.n, "cap": now.cap, **_context(now)})


def _progress(now: _Situation) -> float:
    """Share of the precision gained, held back by the subjects not yet touched (settled.md 9).

    Never below the share of the questions that can be asked at all, so that a test ended by the cap or by lack of
    questions does not jump from its middle to its end.
    """
    reading = now.reading
    left = int(now.open.sum())
    if reading.task.retry:
        done = sum(e.weight > 0 for e in now.own)
        return done / (done + left)
    to_gain = reading.error_before - now.alpha
    gained = min(1.0, max(0.0, (reading.error_before - reading.error) / to_gain)) if to_gain > 0 else 1.0
    if now.wants_coverage:
        subjects = int(reading.in_target.sum())
        gained = min(gained, 1 - len(set(reading.tube[now.untouched].tolist())) / subjects)
    most = min(now.cap, now.counted + left)
    return min(max(gained, now.counted / most), ALMOST_DONE)
