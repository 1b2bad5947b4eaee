"""Who, in a roster, bears these names? (sign-in-and-rosters.md §4; pure functions.)

Names are compared without case, accents, ligatures, spaces nor punctuation: first exactly, then with an edit distance of at
most a quarter of what was typed. A name of three letters therefore tolerates nothing, which keeps Léa and Léo apart.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from pixorga.ui.text import fold

TOLERANCE = 0.25


class Named(Protocol):
    first_name: str
    second_name: str
    third_name: str
    last_name: str
    usage_name: str


NamedT = TypeVar("NamedT", bound=Named)


def bare(name: str) -> str:
    """«D’Essai-Témoin» -> «dessaitemoin»."""
    return "".join(char for char in fold(name) if char.isalnum())


def distance(typed: str, known: str) -> int:
    """Levenshtein: insertions, deletions and substitutions."""
    row = list(range(len(known) + 1))
    for i, a in enumerate(typed, start=1):
        before, row[0] = row[0], i
        for j, b in enumerate(known, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def _close(typed: str, known: str, tolerance: float) -> bool:
    known = bare(known)
    if not typed or not known:
        return False
    if not tolerance:
        return typed == known
    return distance(typed[:100], known[:100]) / len(typed[:100]) <= tolerance


def _bearers(candidates: Iterable[NamedT], first: str, last: str, column: str, tolerance: float) -> list[NamedT]:
    return [
        one
        for one in candidates
        if _close(first, getattr(one, column), tolerance)
        and (_close(last, one.last_name, tolerance) or _close(last, one.usage_name, tolerance))
    ]


def find(candidates: Sequence[NamedT], *, first_name: str, last_name: str) -> NamedT | None:
    """The one candidate who bears these names (any given name, family or usage name), or None.

    Exact matches win; column by column, exactly one bearer must remain. When the tolerant pass finds two different
    people, nobody is found: a teacher must look.
    """
    first, last = bare(first_name), bare(last_name)
    columns = ("first_name", "second_name", "third_name")
    for column in columns:
        exact = _bearers(candidates, first, last, column, 0.0)
        if len(exact) == 1:
            return exact[0]
    close = [one for column in columns for one in _bearers(candidates, first, last, column, TOLERANCE)]
    return close[0] if close and all(one is close[0] for one in close) else None
