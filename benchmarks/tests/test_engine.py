"""The simulation of the engine plays by the rules of the product, and its report stands."""

import dataclasses
import re

import numpy as np
import pytest

from assessments.engine import End, PublishedStrategy, Task
from assessments.engine.frontier.bank import cap
from assessments.engine.frontier.reading import read
from assessments.engine.frontier.strategy import FrontierStrategy
from benchmarks.engine import jobs, ours, reference, run
from benchmarks.engine.contents import FINAL, KINDS, TUNING, content, stream
from benchmarks.engine.goals import Goal, verdicts
from benchmarks.engine.report import write
from benchmarks.engine.result import Result, measure
from benchmarks.engine.speed import answer_of, bank_of
from benchmarks.engine.summary import Summary, interpolated
from benchmarks.engine.worlds import RIGHT, SKIP, WORLDS, WRONG, cohort, items

SAME_LIKELIHOOD = 1e-9
EVERY_CALIBRATION = (50, 100, 150, 400, 2000)


def scene(kind="competence", world="w_real", learners=8, index=0):
    return jobs.Scene.of(jobs.Job("headline", kind, world, index, learners, (), TUNING))


def one(learners, row):
    """A cohort of one learner."""
    return dataclasses.replace(
        learners, **{f.name: getattr(learners, f.name)[row : row + 1] for f in dataclasses.fields(learners)}
    )


def evidence_of(learners, row, order, challenge):
    question = [
        dataclasses.make_dataclass("Q", ["skill", "challenge"])(s + 1, 10 * s + k + 1)
        for s, k in zip(order, challenge, strict=True)
    ]
    return [answer_of(learners, row, q, seq) for seq, q in enumerate(question)]


# --- The published strategy, as fast as we need it, is the published strategy -------------------------------------------


@pytest.mark.parametrize("kind", KINDS[:2])
@pytest.mark.parametrize("world", ["a_medium", "w_real"])
def test_asks_and_concludes_like_the_published_strategy(kind, world):
    here = scene(kind, world, learners=4)
    bank = bank_of(here.target, here.true.kind.tolist())
    task, strategy = Task(frozenset(s.id for s in bank.skills)), PublishedStrategy()
    for row in range(4):
        pools = []

        def watched(now, pools=pools):
            pools.append(reference.published_candidates(now))
            return pools[-1]

        alone = one(here.learners, row)
        session = reference.by_inference(here.target, alone, watched)
        order = [s for s in session.order[0].tolist() if s >= 0]
        for n in range(len(order)):
            given = evidence_of(here.learners, row, order[:n], [0] * n)
            question = strategy.next_question(bank, task, given, seed=0)
            assert set(question.candidates) == {int(s) + 1 for s in np.flatnonzero(pools[n][0])}, f"question {n + 1}"
        given = evidence_of(here.learners, row, order, [0] * len(order))
        assert isinstance(strategy.next_question(bank, task, given, seed=0), End)
        validated = {s for s, status in strategy.statuses(bank, task, given).items() if status.validated}
        assert validated == {int(s) + 1 for s in np.flatnonzero(session.result.validated[0])}


# --- Ours is the product's ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS[:2])
def test_asks_and_believes_like_the_product(kind):
    here = scene(kind, learners=3)
    bank = bank_of(here.target, here.true.kind.tolist())
    task, strategy = Task(frozenset(s.id for s in bank.skills), alpha=0.08), FrontierStrategy()
    played = ours.play(here.launch, here.learners, ours.PRODUCT, until=0.08)
    for row in range(3):
        # The protocol plays without the cap of the product.
        length = min(int(played.length[row]), cap(here.target.tubes))
        order, challenge = played.asked[row, :length].tolist(), played.challenge[row, :length].tolist()
        for n in range(length + 1):
            given = evidence_of(here.learners, row, order[:n], challenge[:n])
            assert abs(read(bank, task, given).p.sum() - played.sum[row, n]) < SAME_LIKELIHOOD
            question = strategy.next_question(bank, task, given, seed=0)
            if n < length:
                assert order[n] + 1 in question.candidates, f"question {n + 1}"
            else:
                assert isinstance(question, End)


def test_a_sweep_is_the_real_tests_one_by_one():
    here = scene("parcours", learners=20)
    alphas = (0.16, 0.08)
    swept = ours.sweep(here.launch, here.learners, alphas)
    for alpha in alphas:
        real = ours.play(here.launch, here.learners, ours.PRODUCT, until=alpha)
        expected = ours.stopped(real, real.length)
        assert (swept[alpha].asked == expected.asked).all()
        assert (swept[alpha].validated == expected.validated).all()
        touched = {int(t) for s in np.flatnonzero(swept[alpha].asked[0]) for t in [here.target.tube[s]]}
        assert len(touched) == here.target.tubes


def test_a_cut_run_is_a_run_with_that_budget():
    here = scene(learners=20)
    budget = np.arange(20) + 3
    whole = ours.play(here.launch, here.learners)
    cut, real = ours.stopped(whole, budget), ours.play(here.launch, here.learners, budget=budget)
    assert (cut.questions == budget).all()
    assert (cut.asked == ours.stopped(real, real.length).asked).all()


def test_answers_of_another_day_weigh_less():
    here = scene(learners=5)
    asked = np.zeros_like(here.learners.known)
    asked[:, ::3] = True
    option = ours.option_of(here.launch, here.learners)
    whole, light = (ours.likelihood_of(here.launch, here.learners, asked, option, x) for x in (1.0, 0.3))
    np.testing.assert_allclose(np.log(light), 0.3 * np.log(whole))


# --- Learners -----------------------------------------------------------------------------------------------------------


def test_same_seeds_same_learners_and_other_families_share_nothing():
    first, again, other = (
        cohort(world, target, items(world, target, family, 0), 50, stream(family, "learners"))
        for family in (FINAL, FINAL, TUNING)
        for world, target in [(WORLDS["w_real"], content(FINAL, "competence", 0))]
    )
    assert (first.outcome == again.outcome).all()
    assert (first.outcome != other.outcome).mean() > 0.2


def test_learners_answer_as_their_world_says():
    target = content(TUNING, "full", 0)
    rates = {}
    for name in ("a_medium", "d_careless", "d_skipper", "a_clean", "g_formats"):
        world = WORLDS[name]
        them = cohort(world, target, items(world, target, TUNING, 0), 60, stream(TUNING, name))
        known = them.known[:, :, None] & np.ones_like(them.outcome, dtype=bool)
        rates[name] = [float((them.outcome[known] == code).mean()) for code in (WRONG, RIGHT, SKIP)]
        rates[name].append(float((them.outcome[~known] == RIGHT).mean()))
    assert rates["a_clean"] == [0, 1, 0, 0]
    assert rates["a_medium"] == pytest.approx([0.07, 0.93, 0, 0.07], abs=0.01)
    assert rates["d_careless"] == pytest.approx([0.22, 0.78, 0, 0.05], abs=0.01)
    assert rates["d_skipper"] == pytest.approx([0.014, 0.837, 0.149, 0.063], abs=0.01)
    assert rates["g_formats"] == pytest.approx([0.1, 0.9, 0, 0.12], abs=0.03)


# --- Figures ------------------------------------------------------------------------------------------------------------


def test_measures_what_it_says():
    target = content(TUNING, "competence", 0)
    known = np.zeros((2, target.skills), dtype=bool)
    validated = known.copy()
    validated[0] = True
    asked = np.zeros_like(known)
    asked[:, :4] = True
    figures = measure(Result(asked, validated, asked.sum(axis=1)), known, target)
    assert (figures["accuracy"], figures["mastery_error"], figures["questions"]) == (50, 50, 4)
    assert figures["level_error"] == 4  # eight levels gained by one of two
    assert figures["overlap"] == 100


def test_interpolates_to_the_goal_from_either_side():
    curve = [
        {"questions": 10.0, "accuracy": 90.0, "level_error": 0.4},
        {"questions": 20.0, "accuracy": 95.0, "level_error": 0.2},
    ]
    assert interpolated(curve, "accuracy", 92.5) == 15
    assert interpolated(curve, "level_error", 0.25) == pytest.approx(17.5)
    assert np.isnan(interpolated(curve, "accuracy", 99))


def test_a_goal_almost_met_does_not_look_met():
    almost = Goal("g0", "rapport", 0.90, lambda _: {"ici": 0.902, "là": float("nan")}, "parce que").verdict(Summary([]))
    assert (almost.met, almost.figure) == (False, "ici 0,902 ; là jamais")
    order = Goal("g0", "écart", 1e-9, lambda _: {"": 2e-9}, "", digits=12).verdict(Summary([]))
    assert not order.met


def test_writes_every_goal_and_table(monkeypatch):
    """On a handful of learners, calibrated engines played as the launch one: only the page is judged."""
    monkeypatch.setattr(
        jobs.Scene,
        "beliefs",
        lambda self, _=None: {"launch": self.launch} | {f"cal{n}": self.launch for n in self.job.calibrations},
    )
    monkeypatch.setattr(jobs, "ALPHAS", (0.16, 0.10, 0.08))
    monkeypatch.setattr("benchmarks.engine.report.ALPHAS", (0.16, 0.10))
    planned = run.plan(quick=True, family=TUNING)
    # One content of a sort stands for all of them, a competence for the full profile.
    figures = {}
    for job in planned:
        kind = "competence" if job.kind == "full" else job.kind
        small = dataclasses.replace(job, kind=kind, learners=3, world="w_real", calibrations=EVERY_CALIBRATION)
        if (job.what, job.kind) not in figures:
            figures[job.what, job.kind] = jobs.run(small)
    summary = Summary([(job, figures[job.what, job.kind]) for job in planned], {"calcul": 0.2}, {"écart": 0.0})
    page = write(summary, quick=True, minutes=1.5)
    assert [v.code for v in verdicts(summary)] == [f"g{n}" for n in range(1, 15)]
    assert all(v.met or v.why for v in verdicts(summary))
    assert page.count("\n## ") == 12
    for line in re.findall(r"(?m)^\|.*$", page):
        assert line.endswith("|")
