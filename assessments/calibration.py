"""Difficulties learned from the answers in the database: read, fit, check on the newest answers, keep (engine.md §7)."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from math import exp
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Max
from numpy.typing import NDArray

from assessments import content
from assessments.bank_versions import LABELS, latest_version
from assessments.engine import ItemBank, Outcome
from assessments.engine.frontier.bank import arrays_of, noise
from assessments.engine.frontier.calibration import NOISE_FROM, Fit, Prediction, fit, predictive_log_likelihood
from assessments.engine.frontier.records import RIGHT, SKIPPED, WRONG, Answers, Bank
from assessments.enums import AssessmentKind
from assessments.models import Answer, BankVersion
from pixorga.ui.formats import NBSP, decimal_fr

# Fewer learners teach less than the labels already say.
LEARNERS_NEEDED = 50
# The newest answers are foretold, not learned from.
HELD_OUT = 0.2
# After such a silence the pupil has learned elsewhere: another learner, as far as the difficulties are concerned.
SILENCE = timedelta(days=30)
# A right answer given too late, a wrong one given at once: a wrong answer that says half as much (engine.md §3.6).
HALF, AT_ONCE_SECONDS, AT_ONCE_SHARE = 0.5, 3.0, 0.1
TIMES_NEEDED = 20
CODES = {Outcome.RIGHT.value: RIGHT, Outcome.SKIPPED.value: SKIPPED}


@dataclass(frozen=True, eq=False)
class Sample:
    """Every answer that can teach, in the order in which they were given; learners are numbers that lead to nobody.

    ``competence`` (A,) and ``seconds`` (A,), NaN when unknown, go beside ``answers``; ``bank`` holds the labels, and
    ``tubes`` the ids of its tubes.
    """

    answers: Answers
    competence: NDArray[np.int64]
    seconds: NDArray[np.float64]
    bank: Bank
    tubes: tuple[int, ...]


@dataclass(frozen=True)
class Verdict:
    """What a competence teaches. ``before`` and ``after``: log-likelihood of a held-out answer, in nats."""

    code: str
    learners: int
    answers: int
    held_out: int = 0
    before: float | None = None
    after: float | None = None

    @property
    def has_enough(self) -> bool:
        return self.learners >= LEARNERS_NEEDED

    @property
    def is_better(self) -> bool:
        return self.before is not None and self.after is not None and self.after > self.before

    @property
    def figures(self) -> dict[str, Any]:
        """What a version keeps of it; ``Verdict(code, **figures)`` says it again."""
        return {name: value for name, value in asdict(self).items() if name != "code"}

    def __str__(self) -> str:
        """«1.1 : 120 élèves, 1 940 réponses ; les 388 plus récentes mieux prédites (52,1 % → 54 %) : retenue.»"""
        said = f"{self.code} : {decimal_fr(self.learners)} élèves, {decimal_fr(self.answers)} réponses ; "
        if self.before is None or self.after is None:
            return f"{said}il faut au moins {LEARNERS_NEEDED} élèves : rien n’est changé."
        better = "mieux prédites" if self.is_better else "pas mieux prédites"
        # The chance that was given on average (geometric mean) to what happened.
        chances = (f"{decimal_fr(100 * exp(mean))}{NBSP}%" for mean in (self.before, self.after))
        decision = "retenue" if self.is_better else "rien n’est changé"
        return f"{said}les {decimal_fr(self.held_out)} plus récentes {better} ({' → '.join(chances)}) : {decision}."


@dataclass(frozen=True)
class Calibration:
    """``version`` is None when nothing foretells better than what is used already."""

    verdicts: list[Verdict]
    version: BankVersion | None


def calibrate(*, loaded: content.Content, now: datetime, save: bool = True) -> Calibration:
    """Fit the competences with enough learners; keep those whose newest answers are then better foretold.

    A version is saved only if at least one is better, and the others keep what the latest accepted version says of them.
    Running tests keep theirs. With ``save`` False the version is made, not stored.
    """
    used = latest_version()
    sample = read_sample(loaded)
    counted = _counted(sample, loaded)
    enough = [competence for competence, verdict in counted.items() if verdict.has_enough]
    if not enough:
        return Calibration(list(counted.values()), None)
    chosen = np.isin(sample.competence, enough)
    held_out = _newest(sample.competence) & chosen
    learned = fit(sample.answers.where(chosen & ~held_out), sample.bank)
    bank_used = loaded.bank_for(used)
    before = predictive_log_likelihood(
        sample.answers, _as_used(sample, bank_used), held_out, prior=arrays_of(bank_used).prior
    )
    after = predictive_log_likelihood(sample.answers, learned.bank(sample.bank), held_out, prior=learned.prior)
    verdicts = {
        competence: _judged(verdict, sample.competence == competence, before, after) if verdict.has_enough else verdict
        for competence, verdict in counted.items()
    }
    better = [competence for competence, verdict in verdicts.items() if verdict.is_better]
    if not better:
        return Calibration(list(verdicts.values()), None)
    # The check is done: the answers held out for it teach as the others.
    whole = fit(sample.answers.where(np.isin(sample.competence, better)), sample.bank)
    version = _version(sample, loaded, whole, better, used)
    version.created_at = now
    version.figures = {verdict.code: verdict.figures for verdict in verdicts.values()}
    if save:
        _store(version)
    return Calibration(list(verdicts.values()), version)


# --- Reading ------------------------------------------------------------------------------------------------------------


def read_sample(loaded: content.Content) -> Sample:
    """Answers to active skills, but those of retries (the lesson was read since) and those to reported questions."""
    bank, arrays = loaded.bank, arrays_of(loaded.bank)
    places = {challenge.id: place for place, challenge in enumerate(bank.challenges)}
    rows = (
        Answer.objects.filter(is_reported=False)
        .exclude(assessment__kind=AssessmentKind.RETRY)
        .order_by("id")
        .values_list("user_id", "skill_id", "challenge_id", "outcome", "seconds", "answered_at")
    )
    learners = _Learners()
    columns: list[tuple[int, int, int, int, bool]] = []
    times: list[float] = []
    for user, skill, challenge, outcome, seconds, at in rows.iterator(chunk_size=10_000):
        if skill in arrays.place and challenge in places:
            code, late = CODES.get(outcome, WRONG), outcome == Outcome.LATE.value
            columns.append((learners.number(user, at), arrays.place[skill], places[challenge], code, late))
            times.append(np.nan if seconds is None else seconds)
    learner, skill, challenge, code, late = np.array(columns, dtype=np.int64).reshape(-1, 5).T
    seconds = np.array(times, dtype=np.float64)
    tube = arrays.tube[skill]
    return Sample(
        answers=Answers.of(
            learner=learner,
            tube=tube,
            rank=arrays.rank[skill],
            challenge=challenge,
            outcome=code,
            weight=_weights(code, late, challenge, seconds),
        ),
        competence=np.asarray(arrays.tube_competence, dtype=np.int64)[tube],
        seconds=seconds,
        bank=_labels(bank, arrays.tubes, arrays.tube_competence),
        tubes=arrays.tubes,
    )


class _Learners:
    """Accounts as numbers, in the order in which they come; a new number after a long silence."""

    def __init__(self) -> None:
        self._last: dict[int, tuple[int, datetime]] = {}
        self._count = 0

    def number(self, user: int, at: datetime) -> int:
        known = self._last.get(user)
        if known and abs(at - known[1]) < SILENCE:
            number = known[0]
        else:
            number = self._count
            self._count += 1
        self._last[user] = number, at
        return number


def _weights(
    code: NDArray[np.int64], late: NDArray[np.int64], challenge: NDArray[np.int64], seconds: NDArray[np.float64]
) -> NDArray[np.float64]:
    usual = np.zeros(int(challenge.max(initial=-1)) + 1)
    for place, median in _medians(challenge, seconds).items():
        usual[place] = median
    at_once = seconds < np.maximum(AT_ONCE_SECONDS, AT_ONCE_SHARE * usual[challenge])
    return np.where((code == WRONG) & (late.astype(bool) | at_once), HALF, 1.0)


def _medians(challenge: NDArray[np.int64], seconds: NDArray[np.float64]) -> dict[int, float]:
    """Usual time of the challenges answered often enough."""
    timed = ~np.isnan(seconds)
    if not timed.any():
        return {}
    order = np.argsort(challenge[timed], kind="stable")
    places, spent = challenge[timed][order], seconds[timed][order]
    found, starts = np.unique(places, return_index=True)
    return {
        int(place): round(float(np.median(part)), 1)
        for place, part in zip(found, np.split(spent, starts[1:]), strict=True)
        if len(part) >= TIMES_NEEDED
    }


def _labels(bank: ItemBank, tubes: tuple[int, ...], competences: tuple[int, ...]) -> Bank:
    believed = [noise(challenge) for challenge in bank.challenges]
    return Bank(
        levels=[[skill.level for skill in bank.tube(tube)] for tube in tubes],
        competence=competences,
        slip=[one.slip for one in believed],
        guess=[one.guess for one in believed],
    )


def _as_used(sample: Sample, bank: ItemBank) -> Bank:
    """The same bank as the tests of a version see it."""
    difficulties = [
        np.maximum.accumulate(
            [float(skill.level if skill.difficulty is None else skill.difficulty) for skill in bank.tube(tube)]
        )
        for tube in sample.tubes
    ]
    believed = [noise(challenge) for challenge in bank.challenges]
    return replace(
        sample.bank,
        levels=difficulties,
        slip=[one.slip for one in believed],
        guess=[one.guess for one in believed],
    )


# --- Deciding -----------------------------------------------------------------------------------------------------------


def _counted(sample: Sample, loaded: content.Content) -> dict[int, Verdict]:
    """By competence id, in the order of the framework, for those that have answers."""
    found = {}
    for competence in sorted(np.unique(sample.competence).tolist(), key=lambda one: loaded.competences[one].code):
        own = sample.competence == competence
        learners = len(np.unique(sample.answers.learner[own]))
        found[competence] = Verdict(loaded.competences[competence].code, learners, int(own.sum()))
    return found


def _newest(competence: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The last answers of each competence, as a mask."""
    found = np.zeros(len(competence), dtype=np.bool_)
    for one in np.unique(competence):
        own = np.flatnonzero(competence == one)
        found[own[len(own) - round(HELD_OUT * len(own)) :]] = True
    return found


def _judged(verdict: Verdict, own: NDArray[np.bool_], before: Prediction, after: Prediction) -> Verdict:
    """Both foretell the same answers."""
    return replace(
        verdict,
        held_out=int((own & ~np.isnan(before.chance)).sum()),
        before=float(np.nanmean(np.log(before.chance[own]))),
        after=float(np.nanmean(np.log(after.chance[own]))),
    )


# --- Keeping ------------------------------------------------------------------------------------------------------------


def _version(sample: Sample, loaded: content.Content, learned: Fit, better: list[int], used: int) -> BankVersion:
    """What was learned of the better competences, over what the version in use says of the others."""
    previous = BankVersion.objects.get(pk=used) if used != LABELS else BankVersion(skills={}, challenges={})
    skills, challenges = dict(previous.skills), dict(previous.challenges)
    bank, medians = loaded.bank, _medians(sample.answers.challenge, sample.seconds)
    for tube, difficulties, errors in zip(sample.tubes, learned.difficulties, learned.errors, strict=True):
        for skill, difficulty, error in zip(bank.tube(tube), difficulties, errors, strict=True):
            if skill.competence in better:
                skills[str(skill.id)] = [round(float(difficulty), 3), round(float(error), 3), skill.level]
    for place, challenge in enumerate(bank.challenges):
        slip, guess, _ = challenges.get(str(challenge.id), (None, None, None))
        if bank.skill(challenge.skill).competence in better:
            known = learned.counted[place] >= NOISE_FROM
            slip = round(float(learned.slip[place]), 4) if known else None
            guess = round(float(learned.guess[place]), 4) if known else None
        values = [slip, guess, medians.get(place)]
        if any(value is not None for value in values):
            challenges[str(challenge.id)] = values
        else:
            challenges.pop(str(challenge.id), None)
    population = learned.prior.population
    # Significant figures: what is rare must not become impossible.
    prior = {
        "scale_weights": [float(f"{weight:.4g}") for weight in population.scale_weights],
        "skips": [float(f"{chance:.4g}") for chance in population.skips],
    }
    return BankVersion(release_id=loaded.release_id, skills=skills, challenges=challenges, prior=prior)


@transaction.atomic
def _store(version: BankVersion) -> None:
    """Under the next number. Two calibrations at once: the second one fails on it, and can be run again."""
    latest = BankVersion.objects.aggregate(latest=Max("number"))["latest"] or LABELS
    version.number = latest + 1
    version.save(force_insert=True)
