"""Roster files for tests: the samples, variants of them, and large ones."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from learners.enums import ImportStatus
from learners.imports.apply import confirm_import, plan_of, rehearse_import
from learners.imports.messages import RosterRefused
from learners.imports.reading import Upload, read_roster
from learners.imports.rows import Reading, Row
from learners.models import LearnerImport
from learners.tests.sample import SAMPLES, XML
from organisations.models import Organisation, User

UAI = "0990001N"
TODAY = date(2026, 11, 23)
SIECLE = XML.read_bytes()
ZIPPED = (SAMPLES / "ExportXML_ElevesSansAdresses.zip").read_bytes()
FREGATA = (SAMPLES / "fregata-eleves.csv").read_bytes()
HEADER = "Identifiant;Nom*;Nom d’usage;Prénom*;Deuxième prénom;Troisième prénom;Date de naissance*;Sexe;Classe"


def read(data: bytes, name: str = "eleves.xml", *, uai: str | None = UAI) -> Reading:
    return read_roster(Upload(name, len(data), io.BytesIO(data)), uai=uai, today=TODAY)


def refusal(data: bytes, name: str = "eleves.xml", *, uai: str | None = UAI) -> RosterRefused:
    """Why the whole file is refused."""
    try:
        read(data, name, uai=uai)
    except RosterRefused as refused:
        return refused
    raise AssertionError("The file was read.")


def siecle(*changes: tuple[str, str]) -> bytes:
    """The sample with texts replaced, each found at least once."""
    text = SIECLE.decode("iso8859-15")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode("iso8859-15")


def many(count: int, *, uai: str = UAI, class_name: str = "2NDE1") -> bytes:
    """An export of so many pupils."""
    pupils = "".join(
        f'<ELEVE ELEVE_ID="{n}"><ID_NATIONAL>{n:09}AA</ID_NATIONAL><NOM_DE_FAMILLE>NOM{n}</NOM_DE_FAMILLE>'
        f"<PRENOM>Élève</PRENOM><DATE_NAISS>14/03/2011</DATE_NAISS><CODE_PAYS>132</CODE_PAYS><CODE_SEXE>1</CODE_SEXE></ELEVE>\n"
        for n in range(count)
    )
    classes = "".join(
        f'<STRUCTURES_ELEVE ELEVE_ID="{n}"><STRUCTURE><CODE_STRUCTURE>{class_name}</CODE_STRUCTURE>'
        "<TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE>\n"
        for n in range(count)
    )
    return (
        f'<?xml version="1.0" encoding="ISO-8859-15"?>\n<BEE_ELEVES VERSION="2.1"><PARAMETRES><UAJ>{uai}</UAJ></PARAMETRES>'
        f"<DONNEES><ELEVES>{pupils}</ELEVES><STRUCTURES>{classes}</STRUCTURES></DONNEES></BEE_ELEVES>"
    ).encode("iso8859-15")


def zipped(members: Mapping[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return content.getvalue()


def table(*lines: str, header: str = HEADER, encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join([header, *lines]).encode(encoding)


def row(line: int = 1, **values: Any) -> Row:
    return Row(**{"line": line, "last_name": "FICTIVE", "first_name": "Zoé", "birth_date": date(2011, 3, 14), **values})


def rehearse(
    school: Organisation, author: User, data: bytes = SIECLE, name: str = "eleves.xml", **options: Any
) -> LearnerImport:
    options = {"keeps_absent": False, "now": timezone.now(), **options}
    upload = Upload(name, len(data), io.BytesIO(data))
    return rehearse_import(organisation=school, author=author, upload=upload, **options)


def confirm(kept: LearnerImport, **options: Any) -> LearnerImport:
    digest = plan_of(kept).digest() if kept.status == ImportStatus.REHEARSED else ""
    options = {"actor": kept.author, "digest": digest, "now": timezone.now(), **options}
    return confirm_import(kept=kept, **options)


def bring(school: Organisation, author: User, data: bytes = SIECLE, name: str = "eleves.xml") -> LearnerImport:
    return confirm(rehearse(school, author, data, name))
