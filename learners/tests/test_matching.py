"""Names found and not found, with the twelve pupils of the sample (sign-in-and-rosters.md §8)."""

from datetime import date

import pytest

from learners.matching import bare, distance, find
from learners.tests.sample import Pupil, pupils

PUPILS = pupils()


def test_the_sample_has_twelve_pupils_in_two_classes() -> None:
    assert [sum(one.class_name == name for one in PUPILS) for name in ("2NDE1", "2NDE 2")] == [6, 6]


def search(first_name: str, last_name: str, born: str) -> str | None:
    day, month, year = (int(part) for part in born.split("/"))
    candidates = [one for one in PUPILS if one.birth_date == date(year, month, day)]
    found = find(candidates, first_name=first_name, last_name=last_name)
    return found.ine if found else None


@pytest.mark.parametrize(
    "first_name, last_name, born, ine",
    [
        ("zoe", "fictive", "14/03/2011", "990000001ZA"),
        ("Zoée", "Fictiv", "14/03/2011", "990000001ZA"),
        ("Anaïs", "FICTIVE", "14/03/2011", "990000001ZA"),
        ("Noel", "Dessai", "02/11/2011", "990000002ZB"),
        ("Noël", "d’essai", "02/11/2011", "990000002ZB"),
        ("Maelys", "Echantillon Temoin", "29/02/2012", "990000003ZC"),
        ("Inès", "Échantillon-Témoin", "29/02/2012", "990000003ZC"),
        ("Jean Modèle", "bouchon", "21/06/2011", "990000004ZD"),
        ("jean-modele", "lefaux", "21/06/2011", "990000004ZD"),
        ("loic", "coeur inventé", "30/09/2011", "990000005ZE"),
        ("Lea", "Pasvrai", "08/05/2011", "990000006ZF"),
        ("Leo", "Pasvrai", "08/05/2011", "990000007ZG"),
        ("Elise", "de la maquette", "17/12/2011", "990000008ZH"),
        ("Aya", "DELAMAQUETTE", "17/12/2011", "990000008ZH"),
        ("Ana Sofia", "Imaginaire", "01/01/2012", "990000009ZJ"),
        ("ana sofía", "imaginaire prototype", "01/01/2012", "990000009ZJ"),
        ("Francois", "Ynvente", "23/07/2010", "990000010ZK"),
        ("nour", "gabarit", "05/10/2011", "990000011ZL"),
        ("Timeo", "Simulacre", "19/04/2011", "990000012ZM"),
    ],
)
def test_found(first_name: str, last_name: str, born: str, ine: str) -> None:
    assert search(first_name, last_name, born) == ine


@pytest.mark.parametrize(
    "first_name, last_name, born",
    [
        ("Lei", "Pasvrai", "08/05/2011"),  # as near to Léa as to Léo: three letters tolerate nothing
        ("Zoé", "Fictive", "15/03/2011"),  # another day
        ("Yann", "Fictive", "14/03/2011"),
        ("Elise", "Maquette", "17/12/2011"),  # the particle counts
        ("", "", "14/03/2011"),
        ("…", "—", "14/03/2011"),
    ],
)
def test_not_found(first_name: str, last_name: str, born: str) -> None:
    assert search(first_name, last_name, born) is None


def twin(first_name: str, ine: str) -> Pupil:
    return Pupil(ine, first_name, "", "", "MARTINEAU", "", date(2011, 1, 1), "2NDE1")


def test_two_people_as_near_as_each_other_are_nobody() -> None:
    twins = [twin("Alexandrine", "1"), twin("Alexandrina", "2")]
    assert find(twins, first_name="Alexandrin", last_name="Martineau") is None
    assert find(twins, first_name="Alexandrina", last_name="Martineau") == twins[1]


def test_two_people_of_the_same_name_and_day_are_nobody() -> None:
    assert find([twin("Alix", "1"), twin("Alix", "2")], first_name="Alix", last_name="Martineau") is None


def test_names_are_compared_bare() -> None:
    assert bare("D’ESSAI-Cœur  Ÿ 2") == "dessaicoeury2"
    assert [distance("chat", other) for other in ("chat", "chats", "hat", "chut", "")] == [0, 1, 1, 1, 4]
