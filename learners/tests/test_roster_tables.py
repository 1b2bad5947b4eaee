"""Tables: the agricultural schools' export and the template for everybody else."""

from datetime import date

import pytest

from learners.imports.tabular import AGRICULTURAL, GENERIC, template
from learners.tests.rosters import FREGATA, HEADER, read, refusal, table
from learners.tests.sample import pupils

LINE = "990000001ZA;FICTIVE;;Zoé;Anaïs;;14/03/2011;F;2NDE1"


def fregata(*changes: tuple[str, str], encoding: str = "cp1252") -> bytes:
    text = FREGATA.decode("cp1252")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.encode(encoding)


# --- Refused whole ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"bonjour", "not-a-roster", "colonnes"),
        (b";;;\n;;;", "not-a-roster", "colonnes"),
        (table(header="a;b;c"), "not-a-roster", "colonnes"),
        (table(LINE, header=HEADER.replace("Classe", "Groupe")), "unknown-columns", "«\u00a0Groupe\u00a0» (ligne 1)"),
        (table(LINE + ";x", header=HEADER + ";Note;"), "unknown-columns", "«\u00a0Note\u00a0»"),
        (table(header="Nom;Prénom"), "missing-columns", "«\u00a0Date de naissance\u00a0»"),
        (table(header=HEADER + ";Nom"), "columns-twice", "«\u00a0Nom\u00a0»"),
        (fregata((";Division*", "")), "missing-columns", "«\u00a0Division\u00a0»"),
        (table(), "no-line", "titres de colonnes"),
        (table(";;;;;;;;"), "no-line", "titres de colonnes"),
        (table(LINE, 'x;"y;;;;;;;'), "csv", "ligne 3"),
    ],
)
def test_a_table_that_cannot_be_read(data: bytes, code: str, said: str) -> None:
    refused = refusal(data, "a.csv")
    assert refused.code == code
    assert said in refused.reason


# --- Refused line by line --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        (("9900000001A;Zoé", ";Zoé"), "required", "Identifiant unique"),
        (("9900000001A;Zoé", "9900000001A;"), "required", "Premier prénom"),
        ((";FICTIVE;", ";;"), "required", "Nom de famille"),
        ((";FICTIVE;", f";{'F' * 256};"), "too-long", "Nom de famille"),
        ((";Féminin;", ";Fille;"), "choice", "Code sexe"),
        ((";Féminin;", ";;"), "required", "Code sexe"),
        (("14/03/2011", "2011"), "date", "Date de naissance (jj/mm/aaaa)"),
        (("14/03/2011", ""), "required", "Date de naissance (jj/mm/aaaa)"),
        ((";33063;", ";;"), "town-required", "Code commune naissance"),
        ((";33063;", ";3306;"), "town-code", "Code commune naissance"),
        ((";33063;", ";2C063;"), "town-code", "Code commune naissance"),
        ((";33;99100;", ";;99100;"), "required", "Code département naissance"),
        ((";33;99100;", ";33000;99100;"), "department", "Code département naissance"),
        ((";33;99100;", ";33;100;"), "country", "Code pays naissance"),
        ((";33;99100;", ";33;;"), "required", "Code pays naissance"),
        ((";33;99100;ST;", ";33;99100;XX;"), "choice", "Statut"),
        ((";ST;20010019110;", ";ST;;"), "required", "Code MEF"),
        ((";20010019110;2NDE AGRI A", ";20010019110;"), "required", "Division"),
    ],
)
def test_a_line_in_error(change: tuple[str, str], code: str, column: str) -> None:
    reading = read(fregata(change), "fregata.csv")
    (problem,) = reading.problems
    assert (problem.code, problem.column, problem.line) == (code, column, 2)
    assert len(reading.rows) == 11


def test_born_abroad_needs_the_name_of_the_town() -> None:
    (problem,) = read(fregata((";LONDRES;", ";;")), "a.csv").problems
    assert (problem.code, problem.line, problem.column) == ("town-name-required", 6, "Libellé commune naissance")


def test_every_line_is_told_at_once() -> None:
    reading = read(table("x;;;;;;;;", ";NOM;;Ana;;;hier;Z;"), "a.csv")
    assert [(one.line, one.column) for one in reading.problems] == [
        (2, "Nom"),
        (2, "Prénom"),
        (2, "Date de naissance"),
        (3, "Date de naissance"),
        (3, "Sexe"),
    ]
    assert reading.problems[4].mend == "Valeurs possibles\u00a0: Féminin, Masculin, F, M."


def test_the_same_identifier_twice() -> None:
    reading = read(fregata(("9900000002A", "9900000001a")), "a.csv")
    assert [(one.code, one.line) for one in reading.problems] == [("ine-twice", 2), ("ine-twice", 3)]


def test_the_same_pupil_twice_without_identifier() -> None:
    reading = read(table(LINE, ";Fictive;;ZOE;;;14/03/11;;"), "a.csv")
    assert [(one.code, one.line) for one in reading.problems] == [("pupil-twice", 2), ("pupil-twice", 3)]


def test_a_separator_inside_a_cell() -> None:
    (problem,) = read(table(LINE + ";de trop"), "a.csv").problems
    assert (problem.code, problem.line) == ("cells", 2)


# --- Read ---------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac-roman", "utf-16"])
def test_the_agricultural_sample(encoding: str, separator: str) -> None:
    text = FREGATA.decode("cp1252").replace(";", separator)
    if encoding == "mac-roman":
        text = text.replace("Ý", "Y")  # Macintosh has none
    reading = read(text.encode(encoding), "fregata.csv")
    assert reading.problems == []
    assert {(row.last_name, row.first_name, row.usage_name, row.birth_date) for row in reading.rows} == {
        (one.last_name, one.first_name, one.usage_name, one.birth_date) for one in pupils()
    }
    assert {row.class_name for row in reading.rows} == {"2NDE AGRI A", "2NDE AGRI B"}
    assert reading.rows[-1].status == "AP"


def test_the_generic_table() -> None:
    reading = read(table("", LINE, ";;;;;;;;", '"";"D\'ESSAI";Bouchon;"Noël;Jean";;;2011-11-02;Masculin;'), "a.csv")
    first, second = reading.rows
    assert (first.line, first.ine, first.sex, first.class_name, first.usage_name) == (
        3,
        "990000001ZA",
        "F",
        "2NDE1",
        "",
    )
    assert (second.line, second.ine, second.first_name, second.birth_date) == (5, None, "Noël;Jean", date(2011, 11, 2))
    assert (first.status, first.mef) == (None, None)


def test_columns_in_any_order_and_what_is_not_there_is_not_said() -> None:
    reading = read(table("Zoé;14/03/11;FICTIVE", header="PRENOM;date de naissance;Nom"), "a.csv")
    assert [(row.last_name, row.first_name, row.birth_date, row.class_name) for row in reading.rows] == [
        ("FICTIVE", "Zoé", date(2011, 3, 14), None)
    ]


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("14/03/2011", date(2011, 3, 14)),
        ("4/3/2011", date(2011, 3, 4)),
        ("14.03.2011", date(2011, 3, 14)),
        ("14/03/24", date(2024, 3, 14)),
        ("14/03/25", None),  # 1925 is too old, 2025 too young
        ("14/03/68", date(1968, 3, 14)),
        ("29/02/2012", date(2012, 2, 29)),
        ("29/02/2011", None),
        ("03/14/2011", None),
        ("14/03/2011 00:00", None),
    ],
)
def test_birth_dates(typed: str, born: date | None) -> None:
    reading = read(table(f";FICTIVE;;Zoé;;;{typed};;"), "a.csv")
    assert [row.birth_date for row in reading.rows] == ([born] if born else [])
    assert len(reading.problems) == (0 if born else 1)


@pytest.mark.parametrize("kind", [GENERIC, AGRICULTURAL])
def test_a_template_only_wants_its_lines(kind) -> None:
    empty = "".join(template(kind))
    assert refusal(empty.encode(), "modele.csv").code == "no-line"
    assert empty.startswith("\ufeff")
