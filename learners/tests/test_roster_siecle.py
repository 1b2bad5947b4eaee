"""The ministry's export: what is refused first, then what is read."""

import time
from datetime import date

import pytest

from learners.imports.messages import MOST_PUPILS
from learners.tests.rosters import SIECLE, UAI, ZIPPED, many, read, refusal, siecle, zipped
from learners.tests.sample import pupils

ZOE = ("<ID_NATIONAL>990000001ZA</ID_NATIONAL>", "990000001ZA")


# --- Refused whole ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\x00", "empty"),
        (b"bonjour", "xml"),
        (SIECLE[:9000], "xml"),
        (SIECLE.replace(b"</PRENOM>", b"</NOM>", 1), "xml"),
        (b"<?xml version='1.0'?><BEE_RESPONSABLES/>", "not-siecle"),
        (b"<html><body>Connexion</body></html>", "not-siecle"),
        (siecle(("<UAJ>0990001N</UAJ>", "<UAJ>0990002P</UAJ>")), "other-school"),
        (siecle(("<UAJ>0990001N</UAJ>", "<UAJ/>")), "no-uai"),
        (siecle(("<UAJ>0990001N</UAJ>", "")), "no-uai"),
        (b"<BEE_ELEVES/>", "no-uai"),
        (siecle(('encoding="ISO-8859-15"', 'encoding="KLINGON"')), "encoding"),
        (siecle(('encoding="ISO-8859-15"', 'encoding="zip"')), "encoding"),
        (siecle(('encoding="ISO-8859-15"', 'encoding="UTF-8"')), "encoding"),
        (siecle(("<TYPE_STRUCTURE>D<", "<TYPE_STRUCTURE>G<")), "no-pupil"),
        (many(0), "no-pupil"),
        (many(MOST_PUPILS + 1), "too-many"),
    ],
)
def test_a_file_that_cannot_be_read(data: bytes, code: str) -> None:
    assert refusal(data).code == code


def test_the_messages_say_what_was_found() -> None:
    other = refusal(siecle(("<UAJ>0990001N</UAJ>", "<UAJ>0990002P</UAJ>")))
    assert other.reason == (
        "Ce fichier est celui d’un autre établissement\u00a0: son UAI est 0990002P, le vôtre est 0990001N."
    )
    cut = SIECLE[:9000]
    last_line = len(cut.splitlines())
    assert f"(ligne {last_line})" in refusal(cut).reason
    empty = refusal(siecle(("<TYPE_STRUCTURE>D<", "<TYPE_STRUCTURE>G<")))
    assert "1 a quitté l’établissement, 1 n’a pas encore d’INE, 13 n’a pas de classe" in empty.reason
    assert "KLINGON" in refusal(siecle(('encoding="ISO-8859-15"', 'encoding="KLINGON"'))).reason


def test_a_school_without_uai_cannot_check_a_file() -> None:
    assert refusal(SIECLE, uai=None).code == "school-without-uai"


@pytest.mark.parametrize("name", ["eleves.pdf", "eleves", "eleves.xml.exe"])
def test_another_kind_of_file(name: str) -> None:
    assert refusal(SIECLE, name).code == "extension"


@pytest.mark.parametrize("name", ["eleves.xlsx", "ELEVES.XLS", "eleves.ods"])
def test_a_spreadsheet_is_told_how_to_become_a_table(name: str) -> None:
    assert "CSV UTF-8" in refusal(b"PK\x03\x04", name).mend


# --- Refused pupil by pupil ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        (("<NOM_DE_FAMILLE>FICTIVE<", "<NOM_DE_FAMILLE><"), "required", "Nom"),
        (("<NOM_DE_FAMILLE>FICTIVE<", "<NOM_DE_FAMILLE>  <"), "required", "Nom"),
        (("<PRENOM>Zoé<", "<PRENOM><"), "required", "Prénom"),
        (("<PRENOM>Zoé<", f"<PRENOM>{'é' * 256}<"), "too-long", "Prénom"),
        (("<PRENOM>Zoé<", "<PRENOM>Zo&#x9c;<"), "characters", "Prénom"),
        (("<PRENOM>Zoé<", "<PRENOM>ZoÃ©<"), "characters", "Prénom"),
        (("<DATE_NAISS>14/03/2011<", "<DATE_NAISS><"), "required", "Date de naissance"),
        (("<DATE_NAISS>14/03/2011<", "<DATE_NAISS>31/02/2011<"), "date", "Date de naissance"),
        (("<DATE_NAISS>14/03/2011<", "<DATE_NAISS>hier<"), "date", "Date de naissance"),
        (("<DATE_NAISS>14/03/2011<", "<DATE_NAISS>22/11/2026<"), "date-far", "Date de naissance"),
        (("<DATE_NAISS>14/03/2011<", "<DATE_NAISS>14/03/0011<"), "date-far", "Date de naissance"),
        (("990000001ZA</ID_NATIONAL>", "99-0000/01ZA</ID_NATIONAL>"), "identifier", "INE"),
        (("990000001ZA</ID_NATIONAL>", f"{'9' * 21}</ID_NATIONAL>"), "too-long", "INE"),
        (("33063", ""), "town-required", "Commune de naissance (code INSEE)"),
    ],
)
def test_a_pupil_in_error(change: tuple[str, str], code: str, column: str) -> None:
    reading = read(siecle(change))
    (problem,) = reading.problems
    assert (problem.code, problem.column, problem.line) == (code, column, 11)
    assert len(reading.rows) == 11


def test_sex_missing_then_unknown() -> None:
    for told in ("", "3"):
        text = siecle().decode("iso8859-15").replace("<CODE_SEXE>2<", f"<CODE_SEXE>{told}<", 1)
        (problem,) = read(text.encode("iso8859-15")).problems
        assert (problem.column, problem.pupil, problem.ine) == ("Sexe", "FICTIVE Zoé", "990000001ZA")


def test_everything_wrong_is_told_at_once() -> None:
    reading = read(
        siecle(("<PRENOM>Zoé<", "<PRENOM><"), ("14/03/2011", "14/13/2011"), ("<CODE_SEXE>1<", "<CODE_SEXE><"))
    )
    assert [(one.line, one.column) for one in reading.problems[:3]] == [
        (11, "Prénom"),
        (11, "Date de naissance"),
        (32, "Sexe"),
    ]


def test_the_same_ine_twice_gives_it_and_its_lines() -> None:
    reading = read(siecle(("990000006ZF", "990000001ZA")))
    assert [(one.code, one.line, one.ine) for one in reading.problems] == [
        ("ine-twice", 11, "990000001ZA"),
        ("ine-twice", 113, "990000001ZA"),
    ]
    assert reading.problems[0].reason == "L’identifiant 990000001ZA apparaît plusieurs fois (lignes 11, 113)."


def test_windows_1252_that_says_8859_15() -> None:
    """«Œ» and «Ÿ» would be control characters, and the pupils would never be found."""
    data = SIECLE.decode("iso8859-15").encode("cp1252")
    assert [(one.code, one.column) for one in read(data).problems] == [("characters", "Nom")] * 2


# --- Read ---------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "name"),
    [
        (SIECLE, "ElevesSansAdresses.xml"),
        (SIECLE, "ELEVES.XML"),
        (ZIPPED, "ExportXML_ElevesSansAdresses.zip"),
        (ZIPPED, "renomme.xml"),
        (SIECLE, "renomme.zip"),
        (zipped({"dossier/ElevesSansAdresses.xml": SIECLE}), "a.zip"),
        (zipped({"Eleves.xml": SIECLE, ".cache.xml": b"x", "__MACOSX/._Eleves.xml": b"x", "lisez.txt": b"x"}), "a.zip"),
        (SIECLE.decode("iso8859-15").encode("utf-8-sig"), "bom.xml"),
        (SIECLE.decode("iso8859-15").encode("utf-8"), "saved-by-hand.xml"),
        (SIECLE.decode("iso8859-15").replace("ISO-8859-15", "UTF-16").encode("utf-16"), "wide.xml"),
        (SIECLE.decode("iso8859-15").replace(' encoding="ISO-8859-15"', "").encode(), "without.xml"),
        (
            siecle(('encoding="ISO-8859-15"', 'encoding="windows-1252"'))
            .replace(b"\xbc", b"\x8c")
            .replace(b"\xbe", b"\x9f"),
            "w.xml",
        ),
    ],
)
def test_the_sample(data: bytes, name: str) -> None:
    reading = read(data, name)
    assert reading.problems == []
    found = {
        (row.ine, row.last_name, row.usage_name, row.first_name, row.second_name, row.third_name)
        for row in reading.rows
    }
    assert found == {
        (one.ine, one.last_name, one.usage_name, one.first_name, one.second_name, one.third_name) for one in pupils()
    }
    assert {(row.ine, row.birth_date, row.class_name) for row in reading.rows} == {
        (one.ine, one.birth_date, one.class_name) for one in pupils()
    }


def test_what_else_is_kept_and_who_is_passed_over() -> None:
    reading = read(SIECLE)
    by_ine = {row.ine: row for row in reading.rows}
    assert (by_ine["990000012ZM"].status, by_ine["990000012ZM"].mef) == ("AP", "20010019110")
    assert {row.sex for row in reading.rows} == {"F", "M"}
    assert by_ine["990000005ZE"].last_name == "CŒUR-INVENTÉ"
    assert [(one.pupil.split()[0], one.reason) for one in reading.skipped] == [
        ("PARTI", "a quitté l’établissement"),
        ("ATTENDU", "n’a pas encore d’INE"),
        ("SANSCLASSE", "n’a pas de classe"),
    ]


def test_the_class_is_the_last_division_in_use() -> None:
    structure = "<STRUCTURE><CODE_STRUCTURE>{}</CODE_STRUCTURE><TYPE_STRUCTURE>{}</TYPE_STRUCTURE></STRUCTURE>"
    several = "".join(structure.format(*one) for one in [("A", "D"), ("B", "D"), ("Inactifs", "D"), ("LATIN", "G")])
    data = many(1).decode("iso8859-15").replace(structure.format("2NDE1", "D"), several)
    assert [row.class_name for row in read(data.encode("iso8859-15")).rows] == ["B"]


def test_unknown_elements_do_not_pass_for_known_ones() -> None:
    """Real exports hold last year's schooling, options, scholarships…"""
    inside = "<SCOLARITE_AN_DERNIER><PRENOM>Faux</PRENOM><CODE_STRUCTURE>3EME</CODE_STRUCTURE></SCOLARITE_AN_DERNIER>"
    reading = read(siecle(("<PRENOM>Zoé</PRENOM>", f"{inside}<PRENOM>Zoé</PRENOM>")))
    zoe = reading.rows[0]
    assert (zoe.first_name, zoe.class_name) == ("Zoé", "2NDE1")


def test_the_uai_is_compared_without_case_nor_spaces() -> None:
    assert len(read(siecle(("<UAJ>0990001N<", "<UAJ> 0990001n\n<")), uai=UAI).rows) == 12


def test_no_date_is_so_far_that_it_cannot_be_somebody() -> None:
    adult = read(siecle(("14/03/2011", "14/03/1961")))
    assert adult.rows[0].birth_date == date(1961, 3, 14)


def test_three_thousand_pupils_are_read_at_once() -> None:
    data = many(3000)
    began = time.monotonic()
    assert len(read(data).rows) == 3000
    assert time.monotonic() - began < 3
