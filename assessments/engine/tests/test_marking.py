"""Marking: the vectors, our deviations, odd inputs, and the shape of an answer before it is sent."""

from __future__ import annotations

import json
import re
import time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assessments.engine import (
    SINGLE_FIELD,
    Kind,
    MarkingKey,
    Outcome,
    Problem,
    ShapeProblem,
    check_answer_shape,
    judge,
    mark,
    parse_number,
)
from assessments.engine.text import t1, t2, treat, within_distance

from .helpers import VECTORS

CASES: list[dict[str, Any]] = json.loads((VECTORS / "marking.json").read_text("utf-8"))
SKIP = "#ABAND#"
ALL = frozenset({"t1", "t2", "t3"})
NEVER = 10**6  # a rank that no answer can hold: stands for a malformed stored solution


def rank(text: str) -> int | None:
    return int(text) if re.fullmatch("[1-9][0-9]*", text) else None


def ranks(text: str) -> list[int | None]:
    return [rank(part.strip()) for part in text.split(",")]


def as_texts(text: str) -> Any:
    """YAML where every scalar is read as text."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def adapt(case: dict[str, Any]) -> tuple[MarkingKey, object]:
    kind, solution, answer = case["type"], case["solution"], case["answer"]
    treatments = frozenset(case["treatments"])
    if kind == "QCU":
        return MarkingKey(kind, rank(solution) or NEVER, treatments), rank(answer)
    if kind == "QCM":
        return MarkingKey(kind, [r or NEVER for r in ranks(solution)], treatments), ranks(answer)
    if kind == "QROC":
        formats = {SINGLE_FIELD: case.get("format", "mots")}
        return MarkingKey(kind, [line for line in solution.split("\n") if line], treatments, formats), answer
    filled = None if answer == SKIP else as_texts(answer)
    if filled is not None:
        assert filled == case["answer_map"]
    choices = frozenset(name for name, block in case.get("blocks", {}).items() if block == "select")
    return MarkingKey(kind, as_texts(solution), treatments, choices=choices), filled


def test_there_are_85_vectors() -> None:
    assert len(CASES) == 85


@pytest.mark.parametrize("case", CASES, ids=[f"{i}-{c['why'][:50]}" for i, c in enumerate(CASES)])
def test_vector(case: dict[str, Any]) -> None:
    key, answer = adapt(case)
    expected = {"ok": Outcome.RIGHT, "ko": Outcome.WRONG, "aband": Outcome.SKIPPED}[case["expected"]]
    assert judge(key, answer, skipped=case["answer"] == SKIP) is expected


def qroc(*solution: str, treatments: frozenset[str] = ALL, number: bool = False) -> MarkingKey:
    return MarkingKey("QROC", solution, treatments, {SINGLE_FIELD: "nombre"} if number else {})


def accepts(key: MarkingKey, answer: object) -> bool:
    return mark(key, answer).outcome_ok


def test_deviation_1_ligatures() -> None:
    exact = frozenset({"t1"})
    assert accepts(qroc("cœur", treatments=exact), "COEUR")
    assert accepts(qroc("ex aequo", treatments=exact), "Ex Æquo")
    assert accepts(qroc("Straße", treatments=exact), "STRASSE")
    assert accepts(qroc("ǽ", treatments=exact), "ae")


def test_deviation_2_t2_keeps_letters_and_digits_of_every_script() -> None:
    exact = frozenset({"t1", "t2"})
    assert not accepts(qroc("搜索", treatments=exact), "浏览")
    assert accepts(qroc("«поиск»", treatments=exact), "Поиск !")
    assert t2("m² – déjà, vu_?") == "m² déjà vu"


def test_deviation_3_maximum_matching_and_no_text_twice() -> None:
    key = MarkingKey("QROCM-dep", {"a": ["x", "y"], "b": ["x"], "c": ["y", "z"]}, fields=("n1", "n2", "n3"))
    assert mark(key, {"n1": "x", "n2": "y", "n3": "z"}).outcome_ok  # greedy: x→a, y→c, nothing left for z
    assert mark(key, {"n1": "x", "n2": "y", "n3": "x"}).fields == {"n1": True, "n2": True, "n3": False}
    overlap = MarkingKey("QROCM-dep", {"a": ["Edge"], "b": ["edge"]}, frozenset({"t1"}), fields=("n1", "n2"))
    assert mark(overlap, {"n1": "edge", "n2": " EDGE"}).fields == {"n1": True, "n2": False}


def test_deviation_4_every_field_is_required() -> None:
    for kind in ("QROCM-ind", "QROCM-dep"):
        key = MarkingKey(kind, {"a": ["x"], "b": ["y"]}, fields=("a", "b"))
        assert mark(key, {"a": "x"}).fields == {"a": True, "b": False}
        assert not accepts(key, {"a": "x"})
        assert accepts(key, {"a": "x", "b": "y", "unknown": "z"})


@pytest.mark.parametrize(
    "text",
    ["1000.5", "1000,5", "1 000,50", "1\u00a0000,5", "1\u202f000.5", "1\u2009000,5", " 1000,5 ", "+1000,5", "01000,5"],
)
def test_deviation_5_numbers(text: str) -> None:
    assert accepts(qroc("1000,5", number=True, treatments=frozenset()), text)


@pytest.mark.parametrize(
    "text", ["1e3", "1E3", "0x10", "1 00", "1.000,5", "1,000.5", "٣", "--2", "", ".", "4 €", "inf", "NaN", "1 0000"]
)
def test_not_a_number(text: str) -> None:
    assert parse_number(text) is None


def test_numbers_are_exact_and_signed() -> None:
    assert parse_number("\u22122,50") == parse_number("-2.5")
    assert parse_number(",5") == parse_number("0,5")
    assert not accepts(qroc("1931", number=True), "1932")
    assert accepts(qroc("0,1", number=True), "0.10")
    assert not accepts(qroc("1000", number=True, treatments=frozenset()), "1e3")


def test_a_number_field_inside_several_fields() -> None:
    key = MarkingKey("QROCM-ind", {"n": ["1000"], "t": ["mail"]}, frozenset({"t1"}), {"n": "nombre"})
    assert accepts(key, {"n": "1 000,0", "t": "MAIL"})
    dep = MarkingKey(
        "QROCM-dep", {"a": ["1000"], "b": ["2"]}, formats={"x": "nombre", "y": "nombre"}, fields=("x", "y")
    )
    assert accepts(dep, {"x": "2,0", "y": "1 000"})
    assert not accepts(dep, {"x": "1000", "y": "1 000"})


def test_deviation_6_both_texts_are_normalised() -> None:
    none: frozenset[str] = frozenset()
    assert accepts(qroc("de\u0301ja\u0300", treatments=none), "déjà")
    assert accepts(qroc("l’écran", treatments=none), "l'écran")
    assert accepts(qroc("10\u202f%", treatments=none), "10\u00a0%")
    assert accepts(qroc("Paris", treatments=none), "Pa\u200bris\x00")


def test_edit_distance_counts_utf16_units_and_is_not_symmetric() -> None:
    assert within_distance("abcd", "abc")
    assert not within_distance("abc", "abcd")
    assert within_distance("ab😀", "ab") is False  # 2 units out of 4
    assert within_distance("abcdef😀", "abcdef")  # 2 units out of 8
    assert not within_distance("", "")


def plain_levenshtein(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (x != y)))
    return row[-1]


@given(st.text("abc", max_size=24), st.text("abc", max_size=24))
def test_banded_distance_is_the_plain_one(a: str, b: str) -> None:
    assert within_distance(a, b) == (bool(a) and 4 * plain_levenshtein(a, b) <= len(a))


def test_drop_down_field_ignores_treatments_even_in_a_group() -> None:
    key = MarkingKey("QROCM-dep", {"a": ["Choix 1"]}, ALL, choices=frozenset({"x"}), fields=("x",))
    assert accepts(key, {"x": "Choix 1"})
    assert not accepts(key, {"x": "choix 1"})


def test_ordre_and_choices() -> None:
    order = MarkingKey("ORDRE", [2, 1, 3])
    assert accepts(order, [2, 1, 3])
    assert accepts(order, (2, 1, 3))
    assert not accepts(order, [1, 2, 3])
    assert not accepts(order, {1, 2, 3})
    assert not accepts(order, [2, 1])
    several = MarkingKey("QCM", [1, 3])
    assert accepts(several, {3, 1})
    assert accepts(several, [3, 1])
    assert not accepts(several, [1, 1, 3])
    assert not accepts(MarkingKey("QCU", 1), True)


def test_skip_then_late() -> None:
    key = MarkingKey("QCU", 2)
    assert judge(key, 2, skipped=True, late=True) is Outcome.SKIPPED
    assert judge(key, 2, late=True) is Outcome.LATE
    assert judge(key, 1, late=True) is Outcome.WRONG
    assert judge(key, 2) is Outcome.RIGHT


@pytest.mark.parametrize(
    ("kind", "solution"),
    [
        ("QCU", 0),
        ("QCU", "2"),
        ("QCU", True),
        ("QCM", []),
        ("QCM", [1, 1]),
        ("ORDRE", [0]),
        ("QROC", "Paris"),
        ("QROC", []),
        ("QROC", [1931]),
        ("QROCM-ind", {}),
        ("QROCM-dep", {"a": "x"}),
        ("QROCM-ind", ["x"]),
    ],
)
def test_a_malformed_solution_is_refused(kind: str, solution: Any) -> None:
    with pytest.raises(ValueError):
        MarkingKey(kind, solution)


def test_unknown_kind_treatment_and_field_are_refused() -> None:
    with pytest.raises(ValueError):
        MarkingKey("QRU", 1)
    with pytest.raises(ValueError):
        MarkingKey("QCU", 1, frozenset({"t4"}))
    with pytest.raises(ValueError):
        MarkingKey("QROCM-ind", {"a": ["x"]}, fields=("b",))


KEYS = [
    MarkingKey("QCU", 2),
    MarkingKey("QCM", [1, 3]),
    MarkingKey("ORDRE", [2, 1]),
    qroc("Paris"),
    qroc("12", number=True),
    MarkingKey("QROCM-ind", {"a": ["x"], "b": ["12"]}, ALL, {"b": "nombre"}),
    MarkingKey("QROCM-dep", {"a": ["x"], "b": ["y"]}, ALL, fields=("f", "g")),
]
texts = st.text(st.characters(codec=None), max_size=30)  # lone surrogates and control characters included
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts | st.binary(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts | st.sampled_from("abfg"), inner, max_size=4),
    max_leaves=8,
)


@given(st.sampled_from(KEYS), junk, st.booleans())
def test_nothing_raises(key: MarkingKey, answer: object, late: bool) -> None:
    assert judge(key, answer, late=late) in Outcome
    check_answer_shape(key.kind, answer, options=3, fields=key.fields or ("a", "b"), formats=key.formats)


@given(texts)
def test_a_text_always_matches_itself_unless_emptied(text: str) -> None:
    assert accepts(qroc(text or "x"), text) == bool(text.strip() and treat(text, ALL))
    assert t1(t1(text)) == t1(text)


def test_huge_and_odd_texts_are_wrong_and_fast() -> None:
    start = time.perf_counter()
    assert not accepts(qroc("a" * 600), "a" * 600)
    assert accepts(qroc("a" * 500), "A" * 500)
    assert accepts(qroc("a" * 200), "a" * 150 + "b" * 50)
    assert not accepts(qroc("a" * 201), "a" * 200 + "b")
    assert not accepts(qroc("ab" * 100), "ba" * 50 + "c" * 100)
    assert not accepts(qroc("Paris"), "\ud800")
    assert not accepts(qroc("Paris"), "Paris" * 10**6)
    assert not accepts(qroc("1", number=True), "9" * 10**6)
    print(f"long comparisons: {time.perf_counter() - start:.3f} s")


SHAPES: list[tuple[str, object, dict[str, Any], list[ShapeProblem]]] = [
    ("QCU", None, {}, [ShapeProblem(Problem.NONE_CHOSEN)]),
    ("QCU", 4, {"options": 3}, [ShapeProblem(Problem.UNKNOWN_OPTION)]),
    ("QCU", 3, {"options": 3}, []),
    ("QCM", None, {}, [ShapeProblem(Problem.NONE_CHOSEN)]),
    ("QCM", [], {}, [ShapeProblem(Problem.NONE_CHOSEN)]),
    ("QCM", [2], {}, [ShapeProblem(Problem.TOO_FEW_CHOSEN)]),
    ("QCM", [2, 2], {}, [ShapeProblem(Problem.TOO_FEW_CHOSEN)]),
    ("QCM", {1, 9}, {"options": 4}, [ShapeProblem(Problem.UNKNOWN_OPTION)]),
    ("QCM", {1, 2}, {"options": 4}, []),
    ("ORDRE", None, {"options": 3}, [ShapeProblem(Problem.NOT_AN_ORDER)]),
    ("ORDRE", [1, 1, 3], {"options": 3}, [ShapeProblem(Problem.NOT_AN_ORDER)]),
    ("ORDRE", [1, 2], {"options": 3}, [ShapeProblem(Problem.NOT_AN_ORDER)]),
    ("ORDRE", [3, 1, 2], {"options": 3}, []),
    ("QROC", None, {}, [ShapeProblem(Problem.EMPTY)]),
    ("QROC", " \u00a0\u200b\n", {}, [ShapeProblem(Problem.EMPTY)]),
    ("QROC", 4, {}, [ShapeProblem(Problem.MALFORMED)]),
    ("QROC", "x" * 501, {}, [ShapeProblem(Problem.TOO_LONG)]),
    ("QROC", "douze", {"formats": {SINGLE_FIELD: "nombre"}}, [ShapeProblem(Problem.NOT_A_NUMBER)]),
    ("QROC", "1 200,5", {"formats": {SINGLE_FIELD: "nombre"}}, []),
    ("QROCM-ind", None, {"fields": ["a"]}, [ShapeProblem(Problem.MISSING_FIELD, "a")]),
    ("QROCM-ind", {"a": "x", "b": " "}, {"fields": ["a", "b"]}, [ShapeProblem(Problem.MISSING_FIELD, "b")]),
    ("QROCM-dep", {"a": "x", "b": "y"}, {"fields": ["a", "b"]}, []),
    ("QROCM-dep", ["x"], {"fields": ["a"]}, [ShapeProblem(Problem.MALFORMED)]),
    ("QROCM-ind", {"a": "x"}, {"fields": ["a"], "formats": {"a": "nombre"}}, [ShapeProblem(Problem.NOT_A_NUMBER, "a")]),
]


@pytest.mark.parametrize(("kind", "answer", "options", "expected"), SHAPES)
def test_shape(kind: str, answer: object, options: dict[str, Any], expected: list[ShapeProblem]) -> None:
    assert check_answer_shape(kind, answer, **options) == expected


def test_kinds_are_the_six_of_the_referential() -> None:
    assert [k.value for k in Kind] == ["QCU", "QCM", "QROC", "QROCM-ind", "QROCM-dep", "ORDRE"]
