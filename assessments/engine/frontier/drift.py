"""Challenges whose success drifts away from what the bank foretells: two CUSUMs each (engine.md §7).

A leak makes the right answers too many, a broken challenge makes them too few; chance alone raises an alarm once in more than
1 000 answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

ALLOWANCE = 0.3
ALARM = 9.0
# A standardised surprise has no bound when π touches 0 or 1.
SUREST = 0.02
# The allowance covers π known within 0.05, a difficulty known within 0.2; a level of doubt is worth 0.45 of a surprise.
KNOWN_WITHIN, DOUBT = 0.2, 0.45


def allowance_of(error: float) -> float:
    """What a difficulty known with this standard error may surprise without saying anything of the challenge."""
    return ALLOWANCE + DOUBT * max(0.0, error - KNOWN_WITHIN)


@dataclass(frozen=True, slots=True)
class Drift:
    """``easier`` grows with unexpected successes, ``harder`` with unexpected failures. ``answers``: how many were watched."""

    easier: float = 0.0
    harder: float = 0.0
    answers: int = 0

    @property
    def is_alarming(self) -> bool:
        return max(self.easier, self.harder) >= ALARM

    def after(self, success: float, right: bool, allowance: float = ALLOWANCE) -> Drift:
        """``success``: π, foretold before the answer. What has alarmed once stays so: nothing is added any more."""
        if self.is_alarming:
            return self
        pi = min(max(success, SUREST), 1 - SUREST)
        surprise = (right - pi) / sqrt(pi * (1 - pi))
        return Drift(
            max(0.0, self.easier + surprise - allowance),
            max(0.0, self.harder - surprise - allowance),
            self.answers + 1,
        )
