"""Our own adaptive strategy, «frontière»: docs/engine.md says what it is and how well it does."""

from .explain import Explanation, Told, explanations
from .lengths import Length, expected_length
from .presets import ALPHA, alpha_of
from .strategy import DEFAULT_ALPHA, FrontierStrategy

__all__ = [
    "ALPHA",
    "DEFAULT_ALPHA",
    "Explanation",
    "FrontierStrategy",
    "Length",
    "Told",
    "alpha_of",
    "expected_length",
    "explanations",
]
