"""What the JSON of a frozen result says (``assessments.actions.freeze``), in both of its shapes.

A status is ``[validated, source]`` from a strategy that only decides, and ``[validated, source, probability of mastery,
contradicted]`` from one that measures its own precision.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pixorga.ui.formats import NBSP, rounded

# Source of a status: answered, deduced from other answers, never reached.
DIRECT, INFERRED, UNTESTED = "direct", "inferred", "untested"


@dataclass(frozen=True, slots=True)
class FrozenStatus:
    """``probability`` of mastery: 0..1, None where it was not measured.

    ``is_contradicted``: the answer given on the skill itself says the contrary of ``validated``.
    """

    validated: bool
    source: str
    probability: float | None = None
    is_contradicted: bool = False


def status_of(frozen: Sequence[Any]) -> FrozenStatus:
    validated, source, *measured = frozen
    if not measured:
        return FrozenStatus(bool(validated), source)
    probability, contradicted = measured
    return FrozenStatus(bool(validated), source, probability, bool(contradicted))


@dataclass(frozen=True, slots=True)
class Precision:
    """About how sure a result is: its bounds in percent.

    Not «± n points»: the result counts the skills that are more likely mastered than not, the bounds are those of the exact
    number, so that the result is rarely in their middle.
    """

    low: int
    high: int

    def __str__(self) -> str:
        """«probablement entre 64 % et 86 %»: the interval supposes that pupils follow the model (docs/engine.md)."""
        if self.low == self.high:
            return "à moins d’un point"
        return f"probablement entre {self.low}{NBSP}% et {self.high}{NBSP}%"


def precision_of(interval: Sequence[float] | None) -> Precision | None:
    """``interval``: the bounds frozen with the result, 0..1; None for a strategy that does not measure it."""
    if interval is None:
        return None
    low, high = interval
    return Precision(int(rounded(100 * low)), int(rounded(100 * high)))
