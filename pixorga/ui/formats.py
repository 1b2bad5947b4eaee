"""Numbers as the French write them. The spaces are no-break ones."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

NBSP = "\u00a0"
Number = int | float | Decimal | Fraction


def rounded(value: Number, digits: int = 0) -> Decimal:
    """Half up, always (settled.md 7): Python's own round() sends 0.5 to the even neighbour."""
    if isinstance(value, Fraction):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
    else:
        exact = Decimal(str(value))
    return exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def decimal_fr(value: Number | None, digits: int = 1) -> str:
    """15.5 -> «15,5», 15 -> «15», 1024 -> «1 024», None -> «–»: at most so many digits, no idle zero."""
    if value is None:
        return "–"
    text = f"{rounded(value, digits):,f}".replace(",", NBSP)
    if "." in text:
        text = text.rstrip("0").rstrip(".").replace(".", ",")
    return text


def percent(value: Number | None) -> str:
    """48.4 -> «48 %», None -> «–»."""
    return "–" if value is None else f"{decimal_fr(value, 0)}{NBSP}%"
