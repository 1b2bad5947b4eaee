"""Judging an answer: right or wrong, whole and field by field (original-rules.md §5 with its six deviations).

Answers are plain Python values: QCU an int (rank from 1), QCM a list or set of ranks, ORDRE a list of ranks, QROC a
str, QROCM a dict of str. Anything else, however odd, is a wrong answer and never an exception.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum

from .text import MAX_LENGTH, parse_number, treat, within_distance
from .types import Kind, Outcome

TREATMENTS = frozenset({"t1", "t2", "t3"})
NUMBER_FORMAT = "nombre"
SINGLE_FIELD = ""
"""Key of the only field of a QROC in ``formats``."""

Solution = int | Sequence[int] | Set[int] | Sequence[str] | Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class MarkingKey:
    """What a challenge accepts.

    solution    QCU rank · QCM ranks · ORDRE ranks in order · QROC accepted texts · QROCM-ind field → accepted texts ·
                QROCM-dep group → accepted texts
    treatments  among t1, t2, t3
    formats     field → format; only «nombre» changes the marking. A QROC uses SINGLE_FIELD
    choices     fields shown as a drop-down list: compared without treatment
    fields      fields to fill. QROCM-ind: the keys of the solution if empty. QROCM-dep: give it, else the fields
                present in the answer are taken as all of them

    Raises ValueError for an unknown kind or treatment and for a solution of the wrong shape.
    """

    kind: str
    solution: Solution
    treatments: frozenset[str] = frozenset()
    formats: Mapping[str, str] = field(default_factory=dict)
    choices: frozenset[str] = frozenset()
    fields: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        kind = Kind(self.kind)
        unknown = self.treatments - TREATMENTS
        if unknown:
            raise ValueError(f"Unknown treatments: {sorted(unknown)}.")
        if kind is Kind.QCU:
            good = _rank(self.solution) is not None
        elif kind in (Kind.QCM, Kind.ORDRE):
            ranks = _ranks(self.solution, ordered=kind is Kind.ORDRE)
            good = bool(ranks) and len(set(ranks or ())) == len(ranks or ())
        elif kind is Kind.QROC:
            good = _are_texts(self.solution)
        else:
            groups = self.solution
            good = isinstance(groups, Mapping) and bool(groups) and all(_are_texts(v) for v in groups.values())
            good = good and (kind is Kind.QROCM_DEP or set(self.fields) <= set(self.groups()))
        if not good:
            raise ValueError(f"The solution {self.solution!r} does not fit the kind {kind}.")

    def texts(self) -> tuple[str, ...]:
        """Accepted texts of a QROC, blank ones dropped; empty for the other kinds."""
        return _variants(self.solution) if _are_texts(self.solution) else ()

    def groups(self) -> dict[str, tuple[str, ...]]:
        """Accepted texts by field (QROCM-ind) or by group (QROCM-dep); empty for the other kinds."""
        if not isinstance(self.solution, Mapping):
            return {}
        return {str(key): _variants(texts) for key, texts in self.solution.items()}


@dataclass(frozen=True, slots=True)
class MarkResult:
    """``fields``: which fields are right, for the correction page; empty for kinds without named fields."""

    outcome_ok: bool
    fields: Mapping[str, bool] = field(default_factory=dict)


class Problem(StrEnum):
    """Why an answer cannot be sent yet."""

    NONE_CHOSEN = "none-chosen"
    TOO_FEW_CHOSEN = "too-few-chosen"
    UNKNOWN_OPTION = "unknown-option"
    EMPTY = "empty"
    MISSING_FIELD = "missing-field"
    NOT_AN_ORDER = "not-an-order"
    NOT_A_NUMBER = "not-a-number"
    TOO_LONG = "too-long"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class ShapeProblem:
    """``field``: key of the faulty field, SINGLE_FIELD when the problem concerns the whole answer."""

    code: Problem
    field: str = SINGLE_FIELD


def mark(key: MarkingKey, answer: object) -> MarkResult:
    """Right or wrong. Pure, never raises."""
    kind = Kind(key.kind)
    if kind is Kind.QCU:
        return MarkResult(_rank(answer) is not None and answer == key.solution)
    if kind is Kind.QCM:
        expected, given = _ranks(key.solution, ordered=False), _ranks(answer, ordered=False)
        return MarkResult(given is not None and sorted(given) == sorted(expected or ()))
    if kind is Kind.ORDRE:
        return MarkResult(_ranks(answer, ordered=True) == _ranks(key.solution, ordered=True))
    if kind is Kind.QROC:
        return MarkResult(isinstance(answer, str) and _accepts(key, SINGLE_FIELD, answer, key.texts()))
    filled = answer if isinstance(answer, Mapping) else {}
    fields = _mark_fields(key, filled) if kind is Kind.QROCM_IND else _mark_groups(key, filled)
    return MarkResult(bool(fields) and all(fields.values()), fields)


def judge(key: MarkingKey, answer: object, *, skipped: bool = False, late: bool = False) -> Outcome:
    """Skip first, then right or wrong; a right answer after the time limit is LATE, a wrong one stays WRONG."""
    if skipped:
        return Outcome.SKIPPED
    if not mark(key, answer).outcome_ok:
        return Outcome.WRONG
    return Outcome.LATE if late else Outcome.RIGHT


def check_answer_shape(
    kind: str,
    answer: object,
    *,
    options: int = 0,
    fields: Sequence[str] = (),
    formats: Mapping[str, str] | None = None,
) -> list[ShapeProblem]:
    """What is missing before the answer can be marked; empty list when it is complete. Never raises on the answer.

    ``options``: number of choices of a QCU, QCM or ORDRE (0 = not checked); ``fields`` and ``formats`` as in
    MarkingKey. A QCM needs two ranks, a QROCM every field. Raises ValueError for an unknown kind.
    """
    kind, formats = Kind(kind), formats or {}
    if kind is Kind.QCU:
        return _check_choice(answer, options)
    if kind is Kind.QCM:
        return _check_choices(answer, options)
    if kind is Kind.ORDRE:
        ranks = _ranks(answer, ordered=True)
        size = options or len(ranks or ())
        good = bool(ranks) and sorted(ranks or ()) == list(range(1, size + 1))
        return [] if good else [ShapeProblem(Problem.NOT_AN_ORDER)]
    if kind is Kind.QROC:
        problem = _check_text(answer, formats.get(SINGLE_FIELD, ""), Problem.EMPTY)
        return [ShapeProblem(problem)] if problem else []
    if answer is not None and not isinstance(answer, Mapping):
        return [ShapeProblem(Problem.MALFORMED)]
    filled = answer or {}
    found = ((name, _check_text(filled.get(name), formats.get(name, ""), Problem.MISSING_FIELD)) for name in fields)
    return [ShapeProblem(problem, name) for name, problem in found if problem]


def _check_choice(answer: object, options: int) -> list[ShapeProblem]:
    if answer is None:
        return [ShapeProblem(Problem.NONE_CHOSEN)]
    rank = _rank(answer)
    if rank is None or (options and rank > options):
        return [ShapeProblem(Problem.UNKNOWN_OPTION)]
    return []


def _check_choices(answer: object, options: int) -> list[ShapeProblem]:
    ranks = _ranks([] if answer is None else answer, ordered=False)
    if ranks is None or (options and any(rank > options for rank in ranks)):
        return [ShapeProblem(Problem.UNKNOWN_OPTION)]
    if not ranks:
        return [ShapeProblem(Problem.NONE_CHOSEN)]
    return [ShapeProblem(Problem.TOO_FEW_CHOSEN)] if len(set(ranks)) < 2 else []


def _check_text(answer: object, format_: str, when_empty: Problem) -> Problem | None:
    if answer is None:
        return when_empty
    if not isinstance(answer, str):
        return Problem.MALFORMED
    if len(answer) > MAX_LENGTH:
        return Problem.TOO_LONG
    if not treat(answer, frozenset()).strip():
        return when_empty
    return Problem.NOT_A_NUMBER if format_ == NUMBER_FORMAT and parse_number(answer) is None else None


def _rank(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 1 else None


def _ranks(value: object, *, ordered: bool) -> list[int] | None:
    """The ranks of a list, tuple or (unless ``ordered``) set; None if one of them is not a rank."""
    accepted = isinstance(value, list | tuple) or (not ordered and isinstance(value, Set))
    if not accepted:
        return None
    ranks = [_rank(v) for v in value]  # type: ignore[attr-defined]
    return None if None in ranks else [r for r in ranks if r is not None]


def _are_texts(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(v, str) for v in value)


def _variants(texts: object) -> tuple[str, ...]:
    return tuple(t for t in texts if isinstance(t, str) and t.strip()) if isinstance(texts, list | tuple) else ()


def _accepts(key: MarkingKey, name: str, text: object, variants: Sequence[str]) -> bool:
    """One text against its variants: as numbers if the format says so and all are numbers, else as texts."""
    if not isinstance(text, str) or len(text) > MAX_LENGTH or not text.strip():
        return False
    if key.formats.get(name) == NUMBER_FORMAT:
        number, numbers = parse_number(text), [parse_number(v) for v in variants]
        if number is not None and None not in numbers:
            return number in numbers
    treatments: frozenset[str] = frozenset() if name in key.choices else key.treatments
    typed = treat(text, treatments)
    if not typed:
        return False
    accepted = [treat(v, treatments) for v in variants]
    return typed in accepted or ("t3" in treatments and any(within_distance(typed, v) for v in accepted))


def _mark_fields(key: MarkingKey, filled: Mapping[object, object]) -> dict[str, bool]:
    """QROCM-ind: each field against its own variants; every field is required."""
    groups = key.groups()
    return {name: _accepts(key, name, filled.get(name), groups[name]) for name in key.fields or groups}


def _mark_groups(key: MarkingKey, filled: Mapping[object, object]) -> dict[str, bool]:
    """QROCM-dep: a maximum matching of fields and groups (augmenting paths); a text given twice counts once."""
    names = key.fields or tuple(name for name in filled if isinstance(name, str))
    groups = key.groups()
    seen: set[object] = set()
    edges: dict[str, list[str]] = {}
    for name in names:
        text = filled.get(name)
        same = _identity(key, name, text)
        if same not in seen:
            edges[name] = [group for group, variants in groups.items() if _accepts(key, name, text, variants)]
        seen.add(same)
    holder: dict[str, str] = {}

    def place(name: str, visited: set[str]) -> bool:
        for group in edges[name]:
            if group in visited:
                continue
            visited.add(group)
            if group not in holder or place(holder[group], visited):
                holder[group] = name
                return True
        return False

    for name in edges:
        place(name, set())
    matched = set(holder.values())
    return {name: name in matched for name in names}


def _identity(key: MarkingKey, name: str, text: object) -> object:
    """Two fields of the same identity hold the same text (or number)."""
    if not isinstance(text, str) or len(text) > MAX_LENGTH:
        return name, "unreadable"
    number = parse_number(text) if key.formats.get(name) == NUMBER_FORMAT else None
    return number if number is not None else treat(text, frozenset() if name in key.choices else key.treatments)
