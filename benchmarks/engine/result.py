"""What a simulated test leaves behind, whatever the engine, and what is measured on it (engine.md §4.4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .contents import Bools, Floats, Ints, Target


@dataclass(frozen=True, eq=False)
class Result:
    """N tests.

    asked      (N, S)
    validated  (N, S) statuses shown
    questions  (N,)
    believed   (N,) expected share of misclassified skills, for engines that have one
    expected   (N,) expected share of mastered skills, likewise
    """

    asked: Bools
    validated: Bools
    questions: Ints
    believed: Floats | None = None
    expected: Floats | None = None


def measure(result: Result, known: Bools, target: Target) -> dict[str, float]:
    """Figures of N tests against the truth ``known`` (N, S); shares in percent."""
    good = result.validated == known
    by_learner = good.mean(axis=1)
    exposure = result.asked.mean(axis=0)
    shown, true = result.validated.mean(axis=1), known.mean(axis=1)
    figures = {
        "questions": float(result.questions.mean()),
        "questions_p90": float(np.percentile(result.questions, 90)),
        "accuracy": 100 * float(by_learner.mean()),
        "accuracy_p10": 100 * float(np.percentile(by_learner, 10)),
        "false_positives": 100 * float((result.validated & ~known).mean()),
        "false_negatives": 100 * float((~result.validated & known).mean()),
        "mastery_error": 100 * float(np.abs(shown - true).mean()),
        "mastery_bias": 100 * float((shown - true).mean()),
        "level_error": float(np.abs(target.levels(result.validated) - target.levels(known)).mean()),
        "exposure_max": 100 * float(exposure.max()),
        # Share of a test that two learners have in common.
        "overlap": 100 * float((exposure**2).sum() / max(result.questions.mean(), 1e-9)),
    }
    if result.believed is not None:
        figures["believed"] = 100 * float(result.believed.mean())
    if result.expected is not None:
        figures["expected_error"] = 100 * float(np.abs(result.expected - true).mean())
    return figures
