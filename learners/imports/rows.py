"""A pupil as a file tells them, and the checks that every format shares."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from learners.imports.messages import Problem, problem
from learners.matching import bare

# What the roster keeps of a file, and what the school calls it. The order is that of the rehearsal.
FIELDS = {
    "last_name": "Nom",
    "usage_name": "Nom d’usage",
    "first_name": "Prénom",
    "second_name": "Deuxième prénom",
    "third_name": "Troisième prénom",
    "birth_date": "Date de naissance",
    "class_name": "Classe",
    "sex": "Sexe",
    "ine": "INE",
    "status": "Statut",
    "mef": "Code MEF",
}
LIMITS = {"ine": 20, "status": 2, "mef": 11}
LIMIT = 255
# Nobody at school is younger, nor older: a wrong century, or the date of the export, falls outside.
YOUNGEST, OLDEST = relativedelta(years=2), relativedelta(years=100)

# «Ã©»: UTF-8 read as Latin letters by some software on the way.
_MOJIBAKE = re.compile("[ÂÃÅ][\u0080-\u00bf]|\ufffd")
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})|(\d{4})-(\d{2})-(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    """One pupil. None is what the file does not say, and leaves the roster as it is; "" is said to be empty."""

    line: int
    last_name: str
    first_name: str
    birth_date: date
    ine: str | None = None
    usage_name: str | None = None
    second_name: str | None = None
    third_name: str | None = None
    sex: str | None = None
    class_name: str | None = None
    status: str | None = None
    mef: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value is not None} | {
            "birth_date": self.birth_date.isoformat()
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Row":
        return cls(**{**stored, "birth_date": date.fromisoformat(stored["birth_date"])})

    def said(self) -> dict[str, Any]:
        """Field -> value, of what the file says."""
        return {name: value for name in FIELDS if (value := getattr(self, name)) is not None}

    @property
    def display_last_name(self) -> str:
        return self.usage_name or self.last_name


@dataclass(frozen=True, slots=True)
class Skipped:
    """A pupil of the file who is not for the roster: left, not there yet, or without class."""

    line: int
    pupil: str
    reason: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Reading:
    """What a file holds. Nothing may be written while there are problems."""

    format: str
    encoding: str
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


class Checker:
    """Collects the problems of one pupil; each check gives back the value, or None when it is refused."""

    def __init__(self, *, line: int, pupil: str, ine: str, today: date, columns: dict[str, str], cure: str) -> None:
        self.line, self.pupil, self.ine, self.today = line, pupil, ine, today
        self.columns, self.cure = columns, cure
        self.problems: list[Problem] = []

    def refuse(self, code: str, name: str, **values: object) -> None:
        """``name`` is the field, shown under the title that its column has in the file."""
        self.problems.append(
            problem(
                code,
                line=self.line,
                pupil=self.pupil,
                ine=self.ine,
                column=self.columns.get(name, name),
                cure=self.cure,
                **values,
            )
        )

    def text(self, name: str, value: str, *, required: bool = False) -> str | None:
        if not value:
            if required:
                self.refuse("required", name)
            return None if required else ""
        limit = LIMITS.get(name, LIMIT)
        if len(value) > limit:
            self.refuse("too-long", name, limit=limit)
        elif _MOJIBAKE.search(value) or any(unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"} for char in value):
            self.refuse("characters", name)
        elif name == "ine" and not (value.isascii() and value.isalnum()):
            self.refuse("identifier", name)
        else:
            return value
        return None

    def birth_date(self, value: str) -> date | None:
        """JJ/MM/AAAA, JJ/MM/AA or AAAA-MM-JJ, of somebody who may be at school today."""
        if not value:
            self.refuse("required", "birth_date")
            return None
        born = read_date(value, latest=self.today - YOUNGEST)
        if born is None:
            self.refuse("date", "birth_date", value=value[:40])
        elif not self.today - OLDEST <= born <= self.today - YOUNGEST:
            self.refuse("date-far", "birth_date", value=f"{born:%d/%m}/{born.year}")
        else:
            return born
        return None

    def choice(self, name: str, value: str, choices: dict[str, str], *, required: bool = True) -> str | None:
        """``choices``: what is written, in small letters, -> what is kept."""
        if not value and not required:
            return ""
        if not value:
            self.refuse("required", name)
        elif value.lower() not in choices:
            shown = ", ".join(word.capitalize() if len(word) > 2 else word.upper() for word in choices)
            self.refuse("choice", name, value=value[:40], choices=shown)
        else:
            return choices[value.lower()]
        return None


def clean(value: str) -> str:
    """One line, single spaces; the zero-width signs that some keyboards leave are not letters."""
    return " ".join("".join(char for char in value if unicodedata.category(char) != "Cf").split())


def single_spaced(value: str) -> str:
    """The same spaces as ``clean``, but every other sign kept, for the check to refuse."""
    return " ".join(part for part in value.replace("\u00a0", " ").split(" ") if part)


def read_date(value: str, *, latest: date) -> date | None:
    """None if it is no date. Of two digits, the year is the last one that is not after ``latest``."""
    parts = _DATE.fullmatch(value)
    if parts is None:
        return None
    if parts[4]:
        year, month, day = int(parts[4]), int(parts[5]), int(parts[6])
    else:
        day, month, year = int(parts[1]), int(parts[2]), int(parts[3])
    try:
        if parts[3] is None or len(parts[3]) == 4:
            return date(year, month, day)
        recent = date(2000 + year, month, day)
        return recent if recent <= latest else date(1900 + year, month, day)
    except ValueError:
        return None


def identity(row: Row) -> tuple[str, str, date]:
    """Names without accents nor signs, and birth date: two pupils of a school hardly ever share it."""
    return bare(row.last_name), bare(row.first_name), row.birth_date


def twice(rows: Iterable[Row]) -> list[Problem]:
    """Identifiers, then pupils without identifier, that stand on several lines: each of those lines is a problem."""
    rows = list(rows)
    by_ine = _repeated((row for row in rows if row.ine), key=lambda row: row.ine)
    bare_rows = [row for row in rows if not row.ine]
    by_name = _repeated(rows, key=identity) if bare_rows else []
    return [
        problem(code, line=row.line, pupil=f"{row.last_name} {row.first_name}", ine=row.ine or "", lines=lines)
        for code, groups in (("ine-twice", by_ine), ("pupil-twice", by_name))
        for same in groups
        if code == "ine-twice" or any(not row.ine for row in same)
        for lines in [", ".join(str(row.line) for row in same)]
        for row in same
    ]


def _repeated(rows: Iterable[Row], *, key: Callable[[Row], Hashable]) -> list[list[Row]]:
    groups: dict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return [same for same in groups.values() if len(same) > 1]
