"""How precise a test is, in one word (settled.md 11): the accepted share of misclassified skills α (engine.md §3.5)."""

from __future__ import annotations

# Names are those that campaigns store. Measured lengths and accuracies: docs/engine.md.
ALPHA = {"express": 0.13, "standard": 0.08, "soigne": 0.07, "approfondi": 0.05}
# Difficulties learned from answers are worth two points of accuracy: the same quality costs fewer questions.
STANDARD_CALIBRATED = 0.10
# Over a whole profile competences inform each other, and errors even out: finer than the standard would only tire.
WHOLE_PROFILE, WHOLE_PROFILE_TUBES = 0.07, 40


def alpha_of(preset: str, *, calibrated: bool, tubes: int) -> float:
    """``calibrated``: the bank holds difficulties learned from answers; ``tubes``: subjects of the target.

    Raises KeyError on an unknown preset.
    """
    if preset == "standard" and tubes > WHOLE_PROFILE_TUBES:
        return WHOLE_PROFILE
    if preset == "standard" and calibrated:
        return STANDARD_CALIBRATED
    return ALPHA[preset]
