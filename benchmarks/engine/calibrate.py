"""What the engine learns of a content from N other learners (engine.md §4.5)."""

from __future__ import annotations

import numpy as np

from assessments.engine.frontier.calibration import Fit, fit
from assessments.engine.frontier.records import Answers, Bank

from .contents import Target
from .ours import EXPLORING, Belief, believe, launch, play
from .worlds import Cohort, Items


def sessions(target: Target, true: Items, cohort: Cohort, length: int) -> Answers:
    """Their answers to ``length`` questions of the launch engine, exploring the challenges."""
    budget = np.full(len(cohort), length)
    run = play(launch(target, true), cohort, EXPLORING, budget=budget)
    learner, place = np.nonzero(run.asked >= 0)
    skill, challenge = run.asked[learner, place], run.challenge[learner, place]
    return Answers.of(
        learner=learner,
        tube=target.tube[skill],
        rank=target.rank[skill],
        challenge=skill * true.kind.shape[1] + challenge,
        outcome=cohort.outcome[learner, skill, challenge],
    )


def learn(target: Target, true: Items, answers: Answers) -> tuple[Belief, Fit]:
    """The calibrated engine, and what the calibration itself says."""
    start = launch(target, true)
    bank = Bank(
        levels=[target.level[target.tube == t].astype(float) for t in range(target.tubes)],
        competence=target.competence.tolist(),
        slip=start.slip.ravel(),
        guess=start.guess.ravel(),
    )
    learned = fit(answers, bank)
    shape = true.kind.shape
    difficulty = np.concatenate(learned.difficulties)
    slip, guess = learned.slip.reshape(shape), learned.guess.reshape(shape)
    return believe(target, slip, guess, difficulty, learned.prior), learned
