"""The measure itself: it plays whole classes on a PixOrga of its own, and nothing that was acknowledged is lost."""

from pathlib import Path
from random import Random

import pytest

from benchmarks.answers import QUICK, measure
from benchmarks.pupil import fill
from benchmarks.report import Line, table

HIDDEN = '<input type="hidden" name="seq" value="3"><input type="hidden" name="csrfmiddlewaretoken" value="a&amp;b">'


def filled(html: str) -> dict[str, list[str]]:
    """What is sent by the first pupil who does not skip."""
    for seed in range(50):
        fields = fill(HIDDEN + html, Random(seed))
        if ("passe", "1") not in fields:
            sent: dict[str, list[str]] = {}
            for name, value in fields:
                sent.setdefault(name, []).append(value)
            return sent
    raise AssertionError("Everybody skipped.")


def options(kind: str) -> str:
    return "".join(
        f'<label><input type="{kind}" name="reponse" value="{rank}" autocomplete="off"></label>' for rank in "123"
    )


def test_hidden_fields_are_sent_back() -> None:
    sent = filled(options("radio"))

    assert sent["seq"] == ["3"]
    assert sent["csrfmiddlewaretoken"] == ["a&b"]


def test_one_choice() -> None:
    assert len(filled(options("radio"))["reponse"]) == 1


def test_several_choices_are_two_at_least_and_different() -> None:
    chosen = filled(options("checkbox"))["reponse"]

    assert 2 <= len(chosen) == len(set(chosen))


def test_an_order_gives_each_place_once() -> None:
    places = "".join(f'<option value="{place}">{place}</option>' for place in "123")
    rows = "".join(f'<select name="place_{row}"><option value="">–</option>{places}</select>' for row in "123")

    sent = filled(rows)

    assert sorted(sent[f"place_{row}"][0] for row in "123") == ["1", "2", "3"]


def test_a_list_gives_the_text_of_an_option() -> None:
    html = '<select name="reponse_a"><option value="">Choisissez</option><option>vrai &amp; faux</option></select>'

    assert filled(html)["reponse_a"] == ["vrai & faux"]


@pytest.mark.parametrize("inputmode, is_number", [("decimal", True), ("text", False)])
def test_a_text_suits_its_field(inputmode: str, is_number: bool):
    sent = filled(f'<input class="input" type="text" inputmode="{inputmode}" name="reponse" value="">')

    assert sent["reponse"][0].isdigit() is is_number


def test_some_pupils_skip() -> None:
    skipped = [fill(HIDDEN + options("radio"), Random(seed)) for seed in range(200)]

    assert 5 <= sum(("passe", "1") in fields for fields in skipped) <= 50


@pytest.mark.parametrize(
    "line, value, verdict",
    [
        (Line("", lambda one: 0, bar=16, goal=11), 10.9, "objectif atteint"),
        (Line("", lambda one: 0, bar=16, goal=11), 15.9, "tenu"),
        (Line("", lambda one: 0, bar=16, goal=11), 16.1, "PAS TENU"),
        (Line("", lambda one: 0, bar=80, goal=130, at_least=True), 79, "PAS TENU"),
        (Line("", lambda one: 0, bar=80, goal=130, at_least=True), 131, "objectif atteint"),
        (Line("", lambda one: 0), 5, ""),
    ],
)
def test_verdicts(line: Line, value: float, verdict: str):
    assert line.verdict(value) == verdict


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processor times are read in /proc")
def test_a_class_loses_nothing() -> None:
    report = measure(QUICK)

    assert report.errors == []
    assert report.kept.acknowledged > QUICK.pupils * QUICK.answers
    assert (report.kept.lost, report.kept.doubles, report.kept.extra, report.kept.wrong_counts) == (0, 0, 0, 0)
    assert "SAIN" in table(report)
