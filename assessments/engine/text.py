"""Treatments of typed texts (original-rules.md §5.3–§5.6 with its deviations 1, 2, 5 and 6)."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Set
from fractions import Fraction

MAX_LENGTH = 500
"""Longest accepted text, in characters; beyond, the answer is wrong without being compared."""

MAX_EDIT_LENGTH = 200
"""Longest text, in UTF-16 units, compared by edit distance; a longer one must be equal to a variant."""

EDIT_DENOMINATOR = 4
"""T3 accepts at most one edit for every four characters of the learner's text (ratio 0.25, limit included)."""

_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " ")
_APOSTROPHES = {0x2019: "'"}
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_BLANK_RUN = re.compile(r"\s{2,}")
_NUMBER = re.compile(r"([+-]?)((?:[0-9]{1,3}(?: [0-9]{3})+)|[0-9]+)?(?:[.,]([0-9]*))?")


def normalise(text: str) -> str:
    """Applied to stored and typed texts alike: NFC, plain spaces and apostrophes, no invisible character."""
    text = text.translate(_SPACES).translate(_APOSTROPHES)
    kept = (c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf"))
    return unicodedata.normalize("NFC", "".join(kept))


def t1(text: str) -> str:
    """Case, ligatures, accents and every blank are ignored."""
    text = unicodedata.normalize("NFD", text.lower()).translate(_LIGATURES)
    text = "".join(c for c in text if not "\u0300" <= c <= "\u036f" and not c.isspace())
    return unicodedata.normalize("NFC", text)


def t2(text: str) -> str:
    """Punctuation and symbols are deleted, letters and digits of every script stay; runs of blanks become one."""
    kept = (c for c in text if unicodedata.category(c)[0] not in "PS")
    return _BLANK_RUN.sub(" ", "".join(kept))


def treat(text: str, treatments: Set[str]) -> str:
    """Normalise, then T1, then T2, those enabled."""
    text = normalise(text)
    if "t1" in treatments:
        text = t1(text)
    if "t2" in treatments:
        text = t2(text)
    return text


def _units(text: str) -> array[int]:
    units = array("H")
    units.frombytes(text.encode("utf-16-le", "surrogatepass"))
    return units


def within_distance(learner: str, variant: str) -> bool:
    """T3: Levenshtein(learner, variant) / length(learner) ≤ 0.25, in UTF-16 units; not symmetric.

    Only the band of the matrix that can stay within the limit is computed: at most 200 × 101 cells.
    """
    a, b = _units(learner), _units(variant)
    limit = len(a) // EDIT_DENOMINATOR
    if not a or len(a) > MAX_EDIT_LENGTH or abs(len(a) - len(b)) > limit:
        return False
    if limit == 0:
        return a == b
    beyond = limit + 1
    previous = [min(j, beyond) for j in range(len(b) + 1)]
    for i, unit in enumerate(a, start=1):
        low, high = max(1, i - limit), min(len(b), i + limit)
        current = [beyond] * (len(b) + 1)
        current[0] = min(i, beyond)
        for j in range(low, high + 1):
            current[j] = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (unit != b[j - 1]))
        if min(current) > limit:
            return False
        previous = current
    return previous[len(b)] <= limit


def parse_number(text: str) -> Fraction | None:
    """A decimal number as French or English people type it, or None.

    Decimal comma or point; groups of three digits may be separated by plain, thin or no-break spaces; no exponent,
    no unit. «1 000,50», «+4», «,5» and «−2» (U+2212) are numbers; «1 00», «1e3», «1.000,5» are not.
    """
    if len(text) > MAX_LENGTH:
        return None
    found = _NUMBER.fullmatch(normalise(text).strip().replace("\u2212", "-"))
    if not found:
        return None
    sign, whole, decimals = found.group(1), (found.group(2) or "").replace(" ", ""), found.group(3) or ""
    if not whole and not decimals:
        return None
    value = Fraction(int(whole + decimals or "0"), 10 ** len(decimals))
    return -value if sign == "-" else value
