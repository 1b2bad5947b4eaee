"""Rosters as CSV: the agricultural schools' export (Frégata), and our own template for everybody else.

The encoding and the separator are those under which the first line reads as known titles. Empty lines are passed over, cells
are trimmed.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from learners.imports.messages import CURES, MOST_PUPILS, RosterRefused
from learners.imports.rows import Checker, Reading, Row, single_spaced, twice
from pixorga.ui.csv import lines
from pixorga.ui.text import fold

# In this order: what is valid UTF-8 is nothing else, and any bytes are valid Macintosh.
ENCODINGS = ("utf-8-sig", "cp1252", "mac-roman")
SEPARATORS = (";", ",", "\t")
LONGEST_LINE = 20_000

SEXES = {"féminin": "F", "masculin": "M", "f": "F", "m": "M"}
STATUSES = {"st": "ST", "ap": "AP"}
FRANCE = "99100"
_TOWN = re.compile(r"(\d{2}|2[AB])\d{3}", re.ASCII)
_COUNTRY = re.compile(r"99[1-5]\d{2}", re.ASCII)
_DEPARTMENT = re.compile(r"(\d{2,3}|2[AB])", re.ASCII)


@dataclass(frozen=True)
class Format:
    """A kind of table. ``titles``: field -> title of its column; those of ``required`` must be there and be filled."""

    name: str
    titles: dict[str, str]
    required: frozenset[str]
    check: Callable[[dict[str, str], Checker], None] | None = None

    def header(self) -> list[str]:
        """The titles as the template writes them: «*» for what is required, «**» for what depends on the country."""
        return [
            f"{title}{'*' if name in self.required else '**' if name in _OF_COUNTRY else ''}"
            for name, title in self.titles.items()
        ]


_OF_COUNTRY = {"town", "town_name"}


def _check_birth_place(told: dict[str, str], check: Checker) -> None:
    """Kept nowhere, but a record without them is not what the school's own tool would give."""
    country, department = told["country"], told["department"].upper()
    town, town_name = told.get("town", "").upper(), told.get("town_name", "")
    if not country:
        check.refuse("required", "country")
    elif not _COUNTRY.fullmatch(country):
        check.refuse("country", "country", value=country[:40])
    elif country == FRANCE and not town:
        check.refuse("town-required", "town")
    elif country != FRANCE and not town_name:
        check.refuse("town-name-required", "town_name")
    if town and not _TOWN.fullmatch(town):
        check.refuse("town-code", "town", value=town[:40])
    if not department:
        check.refuse("required", "department")
    elif not _DEPARTMENT.fullmatch(department):
        check.refuse("department", "department", value=department[:40])


AGRICULTURAL = Format(
    name="fregata",
    titles={
        "ine": "Identifiant unique",
        "first_name": "Premier prénom",
        "second_name": "Deuxième prénom",
        "third_name": "Troisième prénom",
        "last_name": "Nom de famille",
        "usage_name": "Nom d'usage",
        "sex": "Code sexe",
        "birth_date": "Date de naissance (jj/mm/aaaa)",
        "town": "Code commune naissance",
        "town_name": "Libellé commune naissance",
        "department": "Code département naissance",
        "country": "Code pays naissance",
        "status": "Statut",
        "mef": "Code MEF",
        "class_name": "Division",
    },
    required=frozenset(
        "ine first_name last_name sex birth_date department country status mef class_name".split(),
    ),
    check=_check_birth_place,
)
GENERIC = Format(
    name="generic",
    titles={
        "ine": "Identifiant",
        "last_name": "Nom",
        "usage_name": "Nom d’usage",
        "first_name": "Prénom",
        "second_name": "Deuxième prénom",
        "third_name": "Troisième prénom",
        "birth_date": "Date de naissance",
        "sex": "Sexe",
        "class_name": "Classe",
    },
    required=frozenset({"last_name", "first_name", "birth_date"}),
)
FORMATS = (GENERIC, AGRICULTURAL)


def template(kind: Format) -> Iterator[str]:
    """The empty file to fill, as spreadsheets open it."""
    return lines(kind.header(), [])


def read_table(data: bytes, *, today: date) -> Reading:
    """The pupils of a CSV file. Raises RosterRefused."""
    encoding, separator, text = _recognise(data)
    cells = _cells(text, separator)
    line, header = next(cells)
    kind = max(FORMATS, key=lambda one: len(_known(header, one)))
    columns = _columns(header, kind, line)
    reading = Reading(format=kind.name, encoding=encoding.removesuffix("-sig"))
    for line, row in cells:
        if len(reading.rows) + len(reading.problems) >= MOST_PUPILS:
            raise RosterRefused("too-many")
        _read_row(line, row, columns, kind, reading, today)
    if not reading.rows and not reading.problems:
        raise RosterRefused("no-line")
    reading.problems += twice(reading.rows)
    reading.problems.sort(key=lambda one: one.line)
    return reading


def _title(text: str) -> str:
    return text.strip().rstrip("*").strip().lower().replace("’", "'")


def _known(header: Iterable[str], kind: Format) -> dict[int, str]:
    """Place of a column -> its field; accents and signs count for nothing."""
    fields = {fold(_title(title)): name for name, title in kind.titles.items()}
    return {place: fields[fold(_title(cell))] for place, cell in enumerate(header) if fold(_title(cell)) in fields}


def _recognise(data: bytes) -> tuple[str, str, str]:
    """(encoding, separator, text): those under which most titles read to the letter, accents included."""
    exact = {_title(title) for kind in FORMATS for title in kind.titles.values()}
    found: list[tuple[int, int, str, str, str]] = []
    names = ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ENCODINGS
    for rank, encoding in enumerate(names):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        first = next((line for line in text[:LONGEST_LINE].splitlines() if line.strip(' ;,\t"')), "")
        for separator in SEPARATORS:
            titles = next(csv.reader([first], delimiter=separator), [])
            to_the_letter = sum(_title(title) in exact for title in titles)
            at_all = max(len(_known(titles, kind)) for kind in FORMATS)
            found.append((to_the_letter + at_all, -rank, encoding, separator, text))
    if not found:
        raise RosterRefused("encoding", encoding="inconnu")
    score, _, encoding, separator, text = max(found, key=lambda one: one[:2])
    if not score:
        raise RosterRefused("not-a-roster")
    return encoding, separator, text


def _cells(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """(line of the file where it begins, trimmed cells) of what is not empty."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise RosterRefused("csv", line=line) from None
        cells = [cell.replace("\u00a0", " ").strip() for cell in row]
        if any(cells):
            yield line, cells


def _columns(header: list[str], kind: Format, line: int) -> dict[int, str]:
    known = _known(header, kind)
    unknown = [cell or "(sans titre)" for place, cell in enumerate(header) if place not in known]
    while header and not header[-1] and unknown:  # separators left at the end of the line
        header, unknown = header[:-1], unknown[:-1]
    if unknown:
        raise RosterRefused("unknown-columns", columns=_quoted(cell[:60] for cell in unknown), line=line)
    fields = list(known.values())
    again = {name for name in fields if fields.count(name) > 1}
    if again:
        raise RosterRefused("columns-twice", columns=_quoted(kind.titles[name] for name in sorted(again)), line=line)
    missing = [title for name, title in kind.titles.items() if name in kind.required and name not in fields]
    if missing:
        raise RosterRefused("missing-columns", columns=_quoted(missing), line=line)
    return known


def _quoted(titles: Iterable[str]) -> str:
    return ", ".join(f"«\u00a0{title}\u00a0»" for title in titles)


def _read_row(line: int, row: list[str], columns: dict[int, str], kind: Format, reading: Reading, today: date) -> None:
    told = {name: row[place] if place < len(row) else "" for place, name in columns.items()}
    pupil = f"{told['last_name']} {told['first_name']}".strip()[:200]
    ine = told.get("ine", "").upper()
    check = Checker(line=line, pupil=pupil, ine=ine[:20], today=today, columns=kind.titles, cure=CURES[kind.name])
    if any(cell for place, cell in enumerate(row) if place not in columns):
        check.refuse("cells", "")
    values: dict[str, Any] = {
        name: check.text(name, single_spaced(told[name]), required=name in kind.required)
        for name in ("last_name", "usage_name", "first_name", "second_name", "third_name", "class_name", "mef")
        if name in told
    }
    values["ine"] = check.text("ine", ine, required="ine" in kind.required) or None
    values["birth_date"] = check.birth_date(told["birth_date"])
    if "sex" in told:
        values["sex"] = check.choice("sex", told["sex"], SEXES, required="sex" in kind.required)
    if "status" in told:
        values["status"] = check.choice("status", told["status"], STATUSES)
    if kind.check:
        kind.check(told, check)
    if check.problems:
        reading.problems += check.problems
    else:
        reading.rows.append(Row(line=line, **values))
