"""Many campaigns from a table, to make or to archive: everything wrong is told at once, with its line; else nothing is left out.

Read for a rehearsal, then read again to be written: what is shown is what the text says, and the text is all that is kept.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from assessments.enums import Preset
from campaigns.forms import CampaignTextForm
from campaigns.models import Campaign, TargetProfile
from campaigns.queries import CODE_LENGTH, clean_code, offered_profiles
from organisations.models import Membership, Organisation, User
from pixorga.ui.text import fold
from pixorga.ui.typography import french_spaces

MOST_LINES = 500
LONGEST_TEXT = 500_000  # signs; the form itself is bounded by the limits of a request
# As spreadsheets write them: what is valid UTF-8 is nothing else.
ENCODINGS = ("utf-8-sig", "cp1252")
SEPARATORS = ";\t,"

COLUMNS = {
    "space": "Espace",
    "name": "Nom",
    "profile": "Profil",
    "creator": "Créateur",
    "title": "Titre",
    "landing_text": "Texte d’accueil",
    "external_id_label": "Identifiant",
    "preset": "Précision",
}
REQUIRED = ("space", "name", "profile", "creator")
CODE_COLUMN = {"code": "Code"}


@dataclass(frozen=True, order=True)
class Problem:
    """``line`` as a text editor counts: the titles are line 1. 0: the whole table."""

    line: int
    text: str


@dataclass(frozen=True)
class PlannedCampaign:
    line: int
    organisation: Organisation
    profile: TargetProfile
    creator: User
    name: str
    title: str
    landing_text: str
    external_id_label: str
    preset: str


@dataclass
class Plan:
    """With any problem, nothing is done."""

    campaigns: list[Any] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    already: list[Campaign] = field(default_factory=list)  # archived before: said, and left as they are

    @property
    def is_ready(self) -> bool:
        return bool(self.campaigns) and not self.problems


def decode(data: bytes) -> str:
    """The text of a file. ValueError: no spreadsheet wrote it."""
    if b"\x00" in data:
        raise ValueError
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError


# --- The table ----------------------------------------------------------------------------------------------------------
class _Unreadable(Exception):
    pass


def _read(text: str, columns: dict[str, str], required: Iterable[str]) -> list[tuple[int, dict[str, str]]]:
    """(line, cells by name) of the lines that are not empty."""
    text = text.removeprefix("\ufeff")
    if len(text) > LONGEST_TEXT:
        raise _Unreadable("Ce tableau est trop long : coupez-le en plusieurs.")
    titles = text.lstrip("\r\n").split("\n", 1)[0]
    if not titles.strip():
        raise _Unreadable("Ce tableau est vide.")
    separator = max(SEPARATORS, key=titles.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    names: list[str] = []
    found: list[tuple[int, dict[str, str]]] = []
    try:
        while True:
            first = reader.line_num + 1  # a cell between quotes may hold several lines
            cells = next(reader, None)
            if cells is None:
                return found
            cells = [cell.strip() for cell in cells]
            if not any(cells):
                continue
            if not names:
                names = _names(cells, columns, required)
                continue
            if len(cells) > len(names) and any(cells[len(names) :]):
                raise _Unreadable(f"Ligne {first} : plus de colonnes que de titres.")
            found.append((first, dict(zip(names, [*cells, *[""] * len(names)], strict=False))))
            if len(found) > MOST_LINES:
                raise _Unreadable(f"{MOST_LINES} lignes au plus à la fois : coupez ce tableau en plusieurs.")
    except csv.Error:
        raise _Unreadable(
            "Ce tableau ne se lit pas : un guillemet n’est pas fermé, ou une ligne est trop longue."
        ) from None


def _names(cells: Sequence[str], columns: dict[str, str], required: Iterable[str]) -> list[str]:
    by_title = {_folded(title): name for name, title in columns.items()}
    names = [by_title.get(_folded(cell), "") for cell in cells]
    unknown = [cell for cell, name in zip(cells, names, strict=True) if cell and not name]
    missing = [columns[name] for name in required if name not in names]
    if missing:
        raise _Unreadable(f"Première ligne : il manque {_quoted(missing)}.")
    if unknown:
        raise _Unreadable(f"Première ligne : {_quoted(unknown)} n’est pas un titre attendu.")
    if len(set(names) - {""}) < len([name for name in names if name]):
        raise _Unreadable("Première ligne : un titre y est deux fois.")
    return names


def _folded(title: str) -> str:
    return fold(title).strip("* ")


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"« {word[:40]} »" for word in words)


def _refused(words: str) -> Plan:
    return Plan(problems=[Problem(0, french_spaces(words))])


# --- Campaigns to make --------------------------------------------------------------------------------------------------
def plan_campaigns(text: str) -> Plan:
    """What the table asks for. A number of statements that does not grow with the lines, but with the spaces."""
    try:
        rows = _read(text, COLUMNS, REQUIRED)
    except _Unreadable as error:
        return _refused(str(error))
    if not rows:
        return _refused("Aucune campagne sous les titres.")
    known = _Known([cells for _, cells in rows])
    plan = Plan()
    for line, cells in rows:
        problems, planned = _planned(line, cells, known)
        plan.problems += [Problem(line, french_spaces(words)) for words in problems]
        if planned is not None:
            plan.campaigns.append(planned)
    return plan


class _Known:
    """What the cells may name: spaces, profiles that each may choose, and members."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        spaces = {cells["space"].upper() for cells in rows}
        numbers = [int(one) for one in spaces if one.isascii() and one.isdigit() and len(one) <= 12]
        active = Organisation.objects.active()
        self.spaces = {one.uai: one for one in active.filter(uai__in=spaces)}
        self.spaces |= {str(one.pk): one for one in active.filter(pk__in=numbers)}
        found = {one.pk: one for one in self.spaces.values()}
        self.offered = {pk: {one.key: one for one in offered_profiles(space)} for pk, space in found.items()}
        emails = [cells["creator"].lower() for cells in rows]
        members = Membership.objects.active().filter(
            organisation__in=found, user__email__in=emails, user__is_active=True
        )
        self.members = {(one.organisation_id, one.user.email): one.user for one in members.select_related("user")}


PRESETS = {fold(preset.label): preset.value for preset in Preset}


def _planned(line: int, cells: dict[str, str], known: _Known) -> tuple[list[str], PlannedCampaign | None]:
    """What is wrong with a line, or the campaign it asks for."""
    problems = [f"« {COLUMNS[name]} » est vide." for name in REQUIRED if not cells[name]]
    space = known.spaces.get(cells["space"].upper())
    if cells["space"] and space is None:
        problems.append(f"aucun espace actif n’a l’UAI, ou le numéro, « {cells['space'][:40]} ».")
    profile = known.offered[space.pk].get(cells["profile"]) if space else None
    if space and cells["profile"] and profile is None:
        problems.append(
            f"aucun profil proposé à cet espace n’a la clé « {cells['profile'][:80]} », par exemple « competence-1.1 »."
        )
    creator = known.members.get((space.pk, cells["creator"].lower())) if space else None
    if cells["creator"] and not _is_email(cells["creator"]):
        problems.append("« Créateur » n’est pas une adresse e-mail.")
    elif space and cells["creator"] and creator is None:
        problems.append(f"« {cells['creator'][:80]} » n’est pas membre de cet espace.")
    preset = PRESETS.get(fold(cells.get("preset", ""))) if cells.get("preset") else Preset.STANDARD.value
    if preset is None:
        problems.append(f"« Précision » : {', '.join(one.label for one in Preset)}.")
    label = cells.get("external_id_label", "")
    if len(label) > 255:
        problems.append("« Identifiant » : 255 caractères au plus.")
    texts = CampaignTextForm({name: cells.get(name, "") for name in ("name", "title", "landing_text")})
    if not texts.is_valid():
        problems += [
            f"« {COLUMNS[name]} » : {error}"
            for name, errors in texts.errors.items()
            for error in errors
            if cells.get(name)  # an empty one is said above
        ]
    if problems or space is None or profile is None or creator is None or preset is None:
        return problems, None
    words = texts.cleaned_data
    return [], PlannedCampaign(
        line, space, profile, creator, words["name"], words["title"], words["landing_text"], label, preset
    )


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


# --- Campaigns to archive -----------------------------------------------------------------------------------------------
def plan_archiving(text: str) -> Plan:
    """The active campaigns whose codes are in the column «Code». Three statements at most."""
    try:
        rows = _read(text, CODE_COLUMN, CODE_COLUMN)
    except _Unreadable as error:
        return _refused(str(error))
    codes = [(line, clean_code(cells["code"])) for line, cells in rows]
    if not codes:
        return _refused("Aucun code sous le titre.")
    found = {
        one.code: one
        for one in Campaign.objects.with_counts()
        .select_related("organisation")
        .filter(code__in=[code for _, code in codes])
    }
    plan, seen = Plan(), {}
    for line, code in codes:
        words = ""
        if len(code) != CODE_LENGTH:
            words = f"un code compte {CODE_LENGTH} caractères."
        elif code in seen:
            words = f"{code} est déjà à la ligne {seen[code]}."
        elif code not in found:
            words = f"aucune campagne n’a le code {code}."
        elif found[code].is_archived:
            plan.already.append(found[code])
        else:
            plan.campaigns.append(found[code])
        seen.setdefault(code, line)
        if words:
            plan.problems.append(Problem(line, french_spaces(words)))
    return plan
