from datetime import date
from decimal import Decimal

import pytest

from pixorga.ui import csv


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Zoé", '"Zoé"'),
        ("", '""'),
        (None, '""'),
        ('dit "le Bon"; ou\nbien', '"dit ""le Bon""; ou\nbien"'),
        (12, "12"),
        (0, "0"),
        (Decimal("0.571"), "0,571"),
        (Decimal("0.50"), "0,5"),
        (Decimal("1.00"), "1"),
        (Decimal("10"), "10"),
        (Decimal("100.0"), "100"),
        (date(2026, 11, 22), "2026-11-22"),
        # made of digits and hyphens only: a date, a pupil's number; it can do no harm
        ("2026-11-22", "2026-11-22"),
        ("0042", "0042"),
        ("-12", "-12"),
    ],
)
def test_cells(value: csv.Cell, written: str) -> None:
    assert csv.cell(value) == written


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    assert csv.cell(f'{start}HYPERLINK("x")') == f'"\'{start}HYPERLINK(""x"")"'


def test_a_sign_inside_a_text_is_nothing() -> None:
    assert csv.cell("Marie-Lou =^.^=") == '"Marie-Lou =^.^="'


def test_the_file_begins_with_a_bom_and_ends_each_line_with_lf() -> None:
    assert "".join(csv.lines(["Nom", "=1+1"], [["Zoé", 1], ["Léo", None]])) == (
        '\ufeff"Nom";"\'=1+1"\n"Zoé";1\n"Léo";""\n'
    )


def test_a_row_has_as_many_cells_as_there_are_headers() -> None:
    with pytest.raises(ValueError, match="1 cells under 2 headers"):
        list(csv.lines(["a", "b"], [["seule"]]))
