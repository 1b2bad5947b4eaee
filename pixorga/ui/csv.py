"""CSV for French spreadsheets: semicolons, decimal commas, UTF-8 with BOM, LF; and nothing in it that a spreadsheet runs.

Text is quoted and numbers are not. A text that a spreadsheet would take for a formula gets an apostrophe (OWASP, «CSV
injection»); one that is made of digits and hyphens only (a date, a number of pupil) can do no harm and stays as it is.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

BOM = "\ufeff"
SEPARATOR, END = ";", "\n"
# What begins a formula, also in the full-width forms of East Asian keyboards, and what hides the first character.
DANGEROUS = tuple("=+-@\t\r\n\0＝＋－＠")
HARMLESS = re.compile(r"[0-9-]+")

Cell = str | int | Decimal | date | None


def cell(value: Cell) -> str:
    """One cell as it stands in the file. None is an empty text."""
    if isinstance(value, int | Decimal):
        return _number(value)
    text = value.isoformat() if isinstance(value, date) else value or ""
    if HARMLESS.fullmatch(text):
        return text
    if text.startswith(DANGEROUS):
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"'


def _number(value: int | Decimal) -> str:
    """«0,57», «12»: a decimal comma, no thousands separator, no idle zero."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")


def line(cells: Iterable[Cell]) -> str:
    return SEPARATOR.join(cell(value) for value in cells) + END


def lines(headers: list[str], rows: Iterable[list[Cell]]) -> Iterator[str]:
    """The whole file, a piece at a time. Raises ValueError on a row that has not as many cells as there are headers."""
    yield BOM + line(headers)
    for row in rows:
        if len(row) != len(headers):
            raise ValueError(f"{len(row)} cells under {len(headers)} headers.")
        yield line(row)
