from decimal import Decimal
from fractions import Fraction

import pytest

from pixorga.ui.formats import decimal_fr, percent, rounded
from pixorga.ui.text import fold


@pytest.mark.parametrize(
    "value, shown",
    [
        (48, "48\xa0%"),
        (48.4, "48\xa0%"),
        (48.5, "49\xa0%"),
        (0.5, "1\xa0%"),
        (Decimal("2.5"), "3\xa0%"),
        (Fraction(97, 2), "49\xa0%"),
        (0, "0\xa0%"),
        (100, "100\xa0%"),
        (None, "–"),
    ],
)
def test_percent(value, shown):
    assert percent(value) == shown


@pytest.mark.parametrize(
    "value, digits, shown",
    [
        (15.5, 1, "15,5"),
        (15, 1, "15"),
        (15.04, 1, "15"),
        (Fraction(2, 3), 2, "0,67"),
        (1024, 0, "1\xa0024"),
        (1024.25, 1, "1\xa0024,3"),
        (-0.25, 1, "-0,3"),
        (None, 1, "–"),
    ],
)
def test_decimal(value, digits, shown):
    assert decimal_fr(value, digits) == shown


def test_half_up_where_python_rounds_to_even():
    assert [int(rounded(value)) for value in (0.5, 1.5, 2.5)] == [1, 2, 3]


@pytest.mark.parametrize(
    "text, folded",
    [
        ("Élève  CŒUR-2", "eleve coeur-2"),
        ("Jean‑Noël", "jean-noel"),
        ("a–b—c−d‐e", "a-b-c-d-e"),
        ("N’GUYEN ‘x’ oʼneil l′eau", "n'guyen 'x' o'neil l'eau"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded
