"""The ministry's export of pupils (SIECLE, «ElevesSansAdresses.xml»), bare or in its zip, read as it streams.

Nothing in the file can make the reader do anything: any DOCTYPE is refused before it is read, so there are neither
entities nor external files; lengths, depth and number of pupils are bounded.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from xml.parsers import expat

from learners.imports.messages import CURES, MOST_PUPILS, RosterRefused
from learners.imports.rows import FIELDS, Checker, Reading, Row, Skipped, clean, single_spaced, twice

Chunks = Callable[[], Iterator[bytes]]

ROOT = "BEE_ELEVES"
SCHOOL = (ROOT, "PARAMETRES", "UAJ")
PARAMETERS = (ROOT, "PARAMETRES")
PUPIL = (ROOT, "DONNEES", "ELEVES", "ELEVE")
OWNER = (ROOT, "DONNEES", "STRUCTURES", "STRUCTURES_ELEVE")
STRUCTURE = (*OWNER, "STRUCTURE")
DIVISION, INACTIVE = "D", "inactifs"
FRANCE = "100"
SEXES = {"1": "M", "2": "F"}

TAGS = {
    "last_name": "NOM_DE_FAMILLE",
    "usage_name": "NOM_USAGE",
    "first_name": "PRENOM",
    "second_name": "PRENOM2",
    "third_name": "PRENOM3",
    "birth_date": "DATE_NAISS",
    "class_name": "CODE_STRUCTURE",
    "sex": "CODE_SEXE",
    "ine": "ID_NATIONAL",
    "status": "CODE_STATUT",
    "mef": "CODE_MEF",
    "town": "CODE_COMMUNE_INSEE_NAISS",
}
# The office reads the words of its screens, not those of the file.
COLUMNS = {**FIELDS, "town": "Commune de naissance (code INSEE)"}
READ = {*TAGS.values(), "DATE_SORTIE", "CODE_PAYS"}
LEFT, AWAITED, NO_CLASS = "a quitté l’établissement", "n’a pas encore d’INE", "n’a pas de classe"

DEEPEST = 32
LONGEST_TEXT = 300  # more than any field may hold: what follows is not kept
LONGEST_TOKEN = 1024 * 1024
# Those whose names may stand in a prolog. Python knows more under that name («zip», «rot13»), which are no encodings.
ENCODINGS = {"utf-8", "ascii", "utf-16", "iso8859-1", "iso8859-15", "cp1252", "mac-roman"}
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_PROLOG = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")


def encoding_of(chunks: Chunks) -> str:
    """A BOM wins over the prolog; a file that is UTF-8 through and through is UTF-8 whatever it says of itself, for an
    accent of the older encodings followed by a letter is not."""
    head = b"".join(chunk for chunk, _ in zip(chunks(), range(4), strict=False))[:128]
    for bom, name in _BOMS.items():
        if head.startswith(bom):
            return name
    told = _PROLOG.search(head.replace(b"\x00", b""))
    shown = told[1].decode() if told else "UTF-8"
    try:
        name = codecs.lookup(shown).name
    except LookupError:
        name = ""
    if name not in ENCODINGS:
        raise RosterRefused("encoding", encoding=shown)
    is_wide = name == "utf-16" and b"\x00" in head
    return name if is_wide or not _is_utf8(chunks) else "utf-8"


def _is_utf8(chunks: Chunks) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in chunks():
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


class _Reader:
    """Follows the file element by element and keeps the pupils, their classes and the school."""

    def __init__(self, uai: str) -> None:
        self.uai = uai
        self.path: list[str] = []
        self.text: list[str] | None = None
        self.kept = 0
        self.school = ""
        self.pupils: list[dict[str, Any]] = []
        self.classes: dict[str, str] = {}
        self.owner = ""
        self.structure: dict[str, str] = {}
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def feed(self, pieces: Iterator[str]) -> None:
        fed = 0
        try:
            for piece in pieces:
                fed += len(piece.encode())
                self.parser.Parse(piece, False)
                # One endless tag or attribute would be held whole in memory.
                if fed - max(self.parser.CurrentByteIndex, 0) > LONGEST_TOKEN + len(piece) * 4:
                    raise RosterRefused("xml", line=self.parser.CurrentLineNumber)
            self.parser.Parse("", True)
        except expat.ExpatError as error:
            raise RosterRefused("xml", line=error.lineno) from None

    def _doctype(self, *_: Any) -> None:
        raise RosterRefused("doctype")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self.path and tag != ROOT:
            raise RosterRefused("not-siecle")
        self.path.append(tag)
        if len(self.path) > DEEPEST:
            raise RosterRefused("xml", line=self.parser.CurrentLineNumber)
        here = tuple(self.path)
        if here == PUPIL:
            if len(self.pupils) == MOST_PUPILS:
                raise RosterRefused("too-many")
            self.pupils.append({"id": attributes.get("ELEVE_ID", ""), "line": self.parser.CurrentLineNumber})
        elif here == OWNER:
            self.owner = attributes.get("ELEVE_ID", "")
        elif here == STRUCTURE:
            self.structure = {}
        self.text, self.kept = [], 0

    def _characters(self, data: str) -> None:
        if self.text is not None and self.kept < LONGEST_TEXT:
            self.text.append(data[:LONGEST_TEXT])
            self.kept += len(data)

    def _end(self, tag: str) -> None:
        here, value = tuple(self.path), "".join(self.text or ())
        if here == SCHOOL:
            self.school = clean(value).upper()
        elif here == PARAMETERS:
            self._check_school()  # at the top of the file: another school's is not read further
        elif here[:-1] == PUPIL:
            if tag in READ:
                self.pupils[-1][tag] = value
        elif here[:-1] == STRUCTURE:
            self.structure[tag] = clean(value)
        elif here == STRUCTURE:
            code = self.structure.get("CODE_STRUCTURE", "")
            if self.structure.get("TYPE_STRUCTURE") == DIVISION and code and code.lower() != INACTIVE:
                self.classes[self.owner] = code
                if len(self.classes) > MOST_PUPILS * 2:  # those who left keep theirs
                    raise RosterRefused("too-many")
        self.path.pop()
        self.text = None

    def _check_school(self) -> None:
        if not self.school:
            raise RosterRefused("no-uai")
        if self.school != self.uai.upper():
            raise RosterRefused("other-school", found=self.school[:8], expected=self.uai)


def read_siecle(chunks: Chunks, *, uai: str | None, today: date) -> Reading:
    """The pupils of an export. ``chunks`` gives the bytes from the start each time it is called. Raises RosterRefused."""
    if not uai:
        raise RosterRefused("school-without-uai")
    encoding = encoding_of(chunks)
    reader = _Reader(uai)
    reader.feed(_decoded(chunks, encoding))
    if not reader.school:
        raise RosterRefused("no-uai")
    reading = Reading(format="siecle", encoding=encoding)
    for pupil in reader.pupils:
        _read_pupil(pupil, reader.classes.get(pupil["id"], ""), reading, today)
    if not reading.rows and not reading.problems:
        counts = {reason: sum(one.reason == reason for one in reading.skipped) for reason in (LEFT, AWAITED, NO_CLASS)}
        told = ", ".join(f"{count} {reason}" for reason, count in counts.items() if count)
        raise RosterRefused("no-pupil", skipped=told or "le fichier n’en contient aucun")
    reading.problems += twice(reading.rows)
    reading.problems.sort(key=lambda one: one.line)
    return reading


def _decoded(chunks: Chunks, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in chunks():
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise RosterRefused("encoding", encoding=encoding) from None


def _read_pupil(pupil: dict[str, Any], class_name: str, reading: Reading, today: date) -> None:
    # Control characters stay, in order to be refused: they tell a wrong encoding.
    told = {tag: value.strip(" \t\r\n") for tag, value in pupil.items() if tag in READ}
    names = f"{told.get('NOM_DE_FAMILLE', '')} {told.get('PRENOM', '')}".strip()
    ine = told.get("ID_NATIONAL", "").upper()
    if reason := _why_skipped(told, ine, class_name):
        reading.skipped.append(Skipped(pupil["line"], clean(names) or "(sans nom)", reason))
        return
    check = Checker(line=pupil["line"], pupil=clean(names), ine=ine, today=today, columns=COLUMNS, cure=CURES["siecle"])
    values: dict[str, Any] = {
        name: check.text(name, single_spaced(told.get(TAGS[name], "")), required=name in {"last_name", "first_name"})
        for name in ("last_name", "usage_name", "first_name", "second_name", "third_name", "status", "mef")
    }
    values["ine"] = check.text("ine", ine, required=True)
    values["class_name"] = check.text("class_name", class_name)
    values["sex"] = check.choice("sex", told.get("CODE_SEXE", ""), SEXES)
    values["birth_date"] = check.birth_date(told.get("DATE_NAISS", ""))
    if told.get("CODE_PAYS") == FRANCE and not told.get("CODE_COMMUNE_INSEE_NAISS"):
        check.refuse("town-required", "town")
    if check.problems:
        reading.problems += check.problems
    else:
        reading.rows.append(Row(line=pupil["line"], **values))


def _why_skipped(told: dict[str, str], ine: str, class_name: str) -> str:
    if told.get("DATE_SORTIE"):
        return LEFT
    if not ine:
        return AWAITED
    return "" if class_name else NO_CLASS
