"""Difficulties come back from simulated answers; nothing else moves them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest

from assessments.engine.frontier.calibration import Fit, fit, predictive_log_likelihood
from assessments.engine.frontier.drift import ALARM, ALLOWANCE, Drift, allowance_of
from assessments.engine.frontier.model import DEFAULT_PRIOR
from assessments.engine.frontier.records import RIGHT, SKIPPED, WRONG, Answers, Bank

LEVELS = [[1.0, 2.0, 3.0, 5.0], [2.0, 3.0, 4.0, 6.0], [1.0, 3.0, 4.0, 5.0, 7.0]]
SLIP, GUESS = 0.08, 0.12


@dataclass(frozen=True)
class World:
    """Tubes whose true difficulties are their labels and a shift, and answers of learners drawn by the book."""

    bank: Bank
    truth: list[np.ndarray]
    answers: Answers


def bank(levels: list[list[float]] = LEVELS, per_skill: int = 2, competence: list[int] | None = None) -> Bank:
    count = sum(map(len, levels)) * per_skill
    return Bank(levels, competence or [0] * len(levels), np.full(count, SLIP), np.full(count, GUESS))


def world(
    learners: int,
    seed: int = 1,
    *,
    questions: int = 12,
    shifts: tuple[float, ...] = (0.9, -0.7, 0.1),
    mean: float = 3.5,
    apart: float = 0.9,
    skips: tuple[float, float] = (0.0, 0.0),
) -> World:
    """``apart``: how far the tubes of a learner are from each other; ``skips``: P(skip | mastered), P(skip | not)."""
    dice = np.random.default_rng(seed)
    levels = [LEVELS[t % len(LEVELS)] for t in range(len(shifts))]
    truth = [
        np.sort(np.array(d) + shift + dice.normal(0, 0.3, len(d))) for d, shift in zip(levels, shifts, strict=True)
    ]
    first = np.cumsum([0, *map(len, truth)])
    places = [(t, j) for t, d in enumerate(truth) for j in range(1, len(d) + 1)]
    rows = []
    for learner in range(learners):
        ability = dice.normal(mean, 1.8)
        frontiers = [int((d <= ability + dice.normal(0, apart)).sum()) for d in truth]
        for place in dice.permutation(len(places))[:questions]:
            t, j = places[place]
            known = frontiers[t] >= j
            outcome = int(dice.random() < (1 - SLIP if known else GUESS))
            if dice.random() < skips[0 if known else 1]:
                outcome = SKIPPED
            rows.append((learner, t, j, 2 * (first[t] + j - 1) + dice.integers(2), outcome))
    columns = np.array(rows).T
    names = ("learner", "tube", "rank", "challenge", "outcome")
    return World(bank(levels), truth, Answers.of(**dict(zip(names, columns, strict=True))))


def rmse(found: list[np.ndarray], truth: list[np.ndarray]) -> float:
    return float(np.sqrt(np.mean((np.concatenate(found) - np.concatenate(truth)) ** 2)))


def no_answers() -> Answers:
    return Answers.of(learner=[], tube=[], rank=[], challenge=[], outcome=[])


@pytest.fixture(scope="module")
def simulated() -> World:
    return world(300)


@pytest.fixture(scope="module")
def learned(simulated: World) -> Fit:
    return fit(simulated.answers, simulated.bank)


# --- The difficulties ---------------------------------------------------------------------------------------------------
def test_known_difficulties_are_recovered(simulated: World, learned: Fit) -> None:
    labels = [np.array(levels) for levels in LEVELS]
    assert rmse(labels, simulated.truth) > 0.6
    assert rmse(learned.difficulties, simulated.truth) < 0.35


def test_the_errors_cover_what_is_wrong(simulated: World, learned: Fit) -> None:
    errors = np.concatenate(learned.errors)
    away = np.abs(np.concatenate(learned.difficulties) - np.concatenate(simulated.truth))
    assert np.mean(away <= 2 * errors) >= 0.9
    assert errors.max() < 0.8  # of a label alone: 1.1


def test_more_learners_teach_more(simulated: World, learned: Fit) -> None:
    few = fit(simulated.answers.where(simulated.answers.learner < 60), simulated.bank)
    assert np.mean(np.concatenate(few.errors)) > np.mean(np.concatenate(learned.errors))
    assert rmse(few.difficulties, simulated.truth) > rmse(learned.difficulties, simulated.truth)


def test_without_answers_the_labels_come_back() -> None:
    found = fit(no_answers(), bank())
    assert [d.tolist() for d in found.difficulties] == LEVELS
    assert np.concatenate(found.errors) == pytest.approx(np.sqrt(1 + 0.25))
    assert (found.slip == SLIP).all()
    assert (found.guess == GUESS).all()
    assert found.prior.scale_weights == pytest.approx(DEFAULT_PRIOR.scale_weights)
    assert found.prior.skips == pytest.approx(DEFAULT_PRIOR.skips)
    assert found.evidence == 0.0


def test_a_tube_that_nobody_touched_keeps_its_labels(simulated: World) -> None:
    answers = simulated.answers
    found = fit(answers.where(answers.tube != 1), simulated.bank)
    assert found.difficulties[1].tolist() == LEVELS[1]
    assert found.errors[1] == pytest.approx(np.sqrt(1 + 0.25), abs=1e-6)
    assert found.difficulties[0] != pytest.approx(LEVELS[0], abs=0.2)
    assert found.learners.tolist()[1] == 0


def test_fewer_learners_than_skills_already_teach() -> None:
    """One step on all the skills at once goes astray there."""
    shifts = np.random.default_rng(1).normal(0, 0.8, 36)
    few = world(60, questions=60, shifts=tuple((shifts - shifts.mean()).tolist()))
    labels = [np.array(levels) for levels in few.bank.levels]
    assert sum(map(len, labels)) > 2 * 60
    found = fit(few.answers, few.bank)
    assert rmse(found.difficulties, few.truth) < 0.5 * rmse(labels, few.truth)
    away = np.abs(np.concatenate(found.difficulties) - np.concatenate(few.truth))
    assert np.mean(away <= 2 * np.concatenate(found.errors)) >= 0.9


def test_a_weak_school_does_not_move_the_whole_scale(monkeypatch: pytest.MonkeyPatch) -> None:
    """All the questions look harder to weaker learners: a good part of that is theirs, and taken away."""
    weak = world(200, shifts=(0.0, 0.0, 0.0), mean=2.0)

    def moved() -> float:
        return float(np.mean(np.concatenate(fit(weak.answers, weak.bank).difficulties) - np.concatenate(weak.truth)))

    kept = moved()
    monkeypatch.setattr("assessments.engine.frontier.calibration.SD_OFFSET", 0.0)
    assert 0 < kept < 0.75 * moved()


@pytest.mark.parametrize("seed", [2, 3, 4])
def test_difficulties_never_decrease_along_a_tube(seed: int) -> None:
    """Whatever the answers, here drawn without any sense."""
    dice = np.random.default_rng(seed)
    tube = dice.integers(0, 3, 2000)
    rank = np.array([dice.integers(1, len(LEVELS[t]) + 1) for t in tube])
    answers = Answers.of(
        learner=dice.integers(0, 150, 2000),
        tube=tube,
        rank=rank,
        challenge=dice.integers(0, 26, 2000),
        outcome=dice.integers(0, 3, 2000),
        weight=dice.choice([0.0, 0.5, 1.0], 2000),
    )
    found = fit(answers, bank())
    assert all((np.diff(d) >= 0).all() and np.isfinite(d).all() for d in found.difficulties)


def test_the_order_and_the_names_of_the_learners_change_nothing(simulated: World, learned: Fit) -> None:
    order = np.random.default_rng(1).permutation(len(simulated.answers))
    mixed = simulated.answers.where(order)
    renamed = Answers.of(
        learner=10_000 - 7 * mixed.learner,
        tube=mixed.tube,
        rank=mixed.rank,
        challenge=mixed.challenge,
        outcome=mixed.outcome,
    )
    again = fit(renamed, simulated.bank)
    assert np.concatenate(again.difficulties) == pytest.approx(np.concatenate(learned.difficulties), abs=1e-9)
    assert again.evidence == pytest.approx(learned.evidence, abs=1e-6)


def test_answers_without_weight_say_nothing(simulated: World, learned: Fit) -> None:
    answers = simulated.answers
    nonsense = np.zeros(len(answers), dtype=int)
    doubled = Answers.of(
        learner=np.r_[answers.learner, answers.learner],
        tube=np.r_[answers.tube, answers.tube],
        rank=np.r_[answers.rank, answers.rank],
        challenge=np.r_[answers.challenge, answers.challenge],
        outcome=np.r_[answers.outcome, nonsense],
        weight=np.r_[np.ones(len(answers)), np.zeros(len(answers))],
    )
    found = fit(doubled, simulated.bank)
    assert np.concatenate(found.difficulties) == pytest.approx(np.concatenate(learned.difficulties), abs=1e-9)
    assert found.counted.tolist() == learned.counted.tolist()


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="one length"):
        Answers.of(learner=[0, 1], tube=[0, 0], rank=[1, 1], challenge=[0, 0], outcome=[1])


# --- The noise ----------------------------------------------------------------------------------------------------------
def noisy(count: int) -> Answers:
    """A challenge that everybody gets right, whoever they are: learners fail the rest."""
    learner = np.arange(count)
    failed = [(0, 1, 2), (1, 1, 10), (2, 1, 16)]
    return Answers.of(
        learner=np.tile(learner, 4),
        tube=np.repeat([0, *(tube for tube, _, _ in failed)], count),
        rank=np.repeat([4, *(rank for _, rank, _ in failed)], count),
        challenge=np.repeat([7, *(challenge for _, _, challenge in failed)], count),
        outcome=np.repeat([RIGHT, WRONG, WRONG, WRONG], count),
    )


def test_a_challenge_keeps_the_noise_of_its_format_below_300_answers() -> None:
    assert fit(noisy(299), bank()).guess[7] == GUESS


def test_a_guessable_challenge_is_found_out_but_not_believed_blindly() -> None:
    found = fit(noisy(400), bank())
    assert GUESS < found.guess[7] <= 2 * GUESS
    assert found.slip[7] <= SLIP
    assert found.guess[6] == GUESS  # nobody was asked its sister


# --- What learners have in common ---------------------------------------------------------------------------------------
def test_how_tightly_subjects_go_together_is_learned() -> None:
    tight, apart = (fit(found.answers, found.bank).prior for found in (world(200, apart=0.3), world(200, apart=3.0)))
    assert sum(tight.scale_weights) == pytest.approx(1.0)
    assert sum(tight.scale_weights[:2]) > 0.7
    assert sum(apart.scale_weights[2:]) > 0.7


def test_who_skips_is_learned() -> None:
    skipping = world(300, skips=(0.08, 0.3))
    mastered, missed = fit(skipping.answers, skipping.bank).prior.skips
    assert mastered == pytest.approx(0.08, abs=0.04)
    assert missed == pytest.approx(0.3, abs=0.06)


@pytest.mark.parametrize("good", [True, False], ids=["only good learners skip", "nobody skips what they know"])
def test_whatever_the_learners_a_skip_stays_a_doubt(good: bool) -> None:
    """Never good news; never worse than the surest of wrong answers."""
    count = 400
    skipper = np.arange(count) % 2 == 0
    first = np.where(skipper, SKIPPED, WRONG if good else RIGHT)
    others = np.where(skipper == good, RIGHT, WRONG)
    answers = Answers.of(
        learner=np.tile(np.arange(count), 3),
        tube=np.zeros(3 * count),
        rank=np.repeat([1, 2, 3], count),
        challenge=np.repeat([0, 2, 4], count),
        outcome=np.r_[first, others, others],
    )
    mastered, missed = fit(answers, bank()).prior.skips
    assert mastered / missed == pytest.approx(0.9 if good else 0.05)


# --- What a bank foretells ----------------------------------------------------------------------------------------------
def test_learned_difficulties_foretell_other_learners_better(simulated: World) -> None:
    answers, new = simulated.answers, simulated.answers.learner >= 200
    learned = fit(answers.where(~new), simulated.bank)
    before = predictive_log_likelihood(answers, simulated.bank, new)
    after = predictive_log_likelihood(answers, learned.bank(simulated.bank), new, prior=learned.prior)
    assert before.count == after.count == new.sum()
    assert after.mean > before.mean + 0.01


def test_learned_habits_foretell_other_learners_better() -> None:
    """At the same difficulties."""
    tight = world(300, apart=0.2, skips=(0.2, 0.3))
    answers, new = tight.answers, tight.answers.learner >= 200
    learned = fit(answers.where(~new), tight.bank)
    foretold = [
        predictive_log_likelihood(answers, learned.bank(tight.bank), new, prior=prior).mean
        for prior in (DEFAULT_PRIOR, learned.prior)
    ]
    assert foretold[1] > foretold[0] + 0.002


def test_an_answer_is_foretold_from_the_earlier_ones_only() -> None:
    """Later answers of the same learner, and those of others, weigh nothing."""
    fixed = {"tube": [0, 0, 0, 1], "rank": [2, 3, 1, 1], "challenge": [2, 4, 0, 8]}
    chances = [
        predictive_log_likelihood(
            Answers.of(learner=[0, 0, 0, 1], outcome=[RIGHT, RIGHT, *later], **fixed),
            bank(),
            [False, True, False, False],
        ).chance[1]
        for later in ([RIGHT, RIGHT], [WRONG, WRONG], [SKIPPED, SKIPPED])
    ]
    assert chances[0] == chances[1] == chances[2]
    alone = predictive_log_likelihood(
        Answers.of(learner=[0, 2, 0, 1], outcome=[RIGHT] * 4, **fixed), bank(), [False, True, False, False]
    ).chance[1]
    assert chances[0] > alone  # the first answer was good news


def test_skips_inform_and_are_not_foretold() -> None:
    answers = Answers.of(learner=[0, 0], tube=[0, 0], rank=[2, 3], challenge=[2, 4], outcome=[SKIPPED, WRONG])
    found = predictive_log_likelihood(answers, bank(), [True, True])
    assert found.count == 1
    assert np.isnan(found.chance[0])
    first = predictive_log_likelihood(answers.where(np.array([1])), bank(), [True])
    assert found.chance[1] > first.chance[0]
    assert predictive_log_likelihood(no_answers(), bank(), []).mean == 0.0


def test_competences_are_tied() -> None:
    """A success in one makes a success in the other likelier."""
    two = bank(competence=[3, 3, 8])
    alone = Answers.of(learner=[0], tube=[2], rank=[3], challenge=[20], outcome=[RIGHT])
    both = Answers.of(learner=[0, 0], tube=[0, 2], rank=[4, 3], challenge=[6, 20], outcome=[RIGHT, RIGHT])
    before = predictive_log_likelihood(alone, two, [True]).chance[0]
    assert predictive_log_likelihood(both, two, [False, True]).chance[1] > before + 0.02


# --- Drift --------------------------------------------------------------------------------------------------------------
def followed(chance: Callable[[float], float], count: int, seed: int, allowance: float = ALLOWANCE) -> Drift:
    """``chance`` of a right answer, from the one that was foretold."""
    dice, found = np.random.default_rng(seed), Drift()
    for _ in range(count):
        pi = dice.uniform(0.2, 0.8)
        found = found.after(pi, bool(dice.random() < chance(pi)), allowance)
        if found.is_alarming:
            break
    return found


@pytest.mark.parametrize(
    "chance, within, easier",
    [(lambda pi: 0.4 + 0.6 * pi, 150, True), (lambda pi: pi / 2, 120, False), (lambda pi: 0.0, 40, False)],
    ids=["leak", "halved", "broken"],
)
def test_a_drifting_challenge_rings(chance: Callable[[float], float], within: int, easier: bool) -> None:
    drifts = [followed(chance, 1000, seed) for seed in range(20)]
    assert all(drift.is_alarming for drift in drifts)
    assert np.median([drift.answers for drift in drifts]) < within
    assert all((drift.easier >= ALARM) is easier for drift in drifts)


def test_a_sound_challenge_stays_silent() -> None:
    drifts = [followed(lambda pi: pi, 200, seed) for seed in range(20)]
    assert sum(drift.is_alarming for drift in drifts) <= 4
    cautious = [followed(lambda pi: pi + 0.1, 200, seed, allowance_of(0.5)) for seed in range(20)]
    assert sum(drift.is_alarming for drift in cautious) <= 4


def test_an_alarm_stays_until_somebody_ends_it() -> None:
    rung = followed(lambda pi: 0.0, 1000, 1)
    assert rung.after(0.5, True) == rung


def test_certainties_do_not_ring_at_once() -> None:
    assert not Drift().after(0.0, True).is_alarming
    assert not Drift().after(1.0, False).is_alarming
