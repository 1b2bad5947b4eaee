"""Answers as they are typed: read, refused with the right sentence, kept."""

import pytest
from django.http import QueryDict

from assessments.bank.variant import Origin, build_instance
from assessments.engine import mark
from assessments.forms import AnswerForm, ReportForm, correct_answer, shown_response
from assessments.tests.factories import BODIES

CHOOSE_ONE = "Pour valider, choisissez une réponse. Sinon, passez."
CHOOSE_TWO = "Pour valider, choisissez au moins deux réponses. Sinon, passez."
FILL = "Pour valider, remplissez le champ. Sinon, passez."
FILL_ALL = "Pour valider, remplissez tous les champs. Sinon, passez."
ORDER = "Pour valider, donnez à chaque ligne une place différente. Sinon, passez."
NUMBER = "Pour valider, écrivez un nombre, en chiffres et sans unité. Sinon, passez."
KNOWN = "Pour valider, choisissez une réponse de la liste. Sinon, passez."
SHORTER = "Pour valider, écrivez au plus 500 caractères. Sinon, passez."


def instance(kind, **more):
    return build_instance({**BODIES[kind], **more}, Origin(kind, 0, root=None))


def form(kind, query, **more):
    return AnswerForm(instance(kind, **more), QueryDict(query))


NUMERIC = {"fields": [{"key": "", "label": "Total", "format": "nombre", "unit": "km"}], "solution": ["12"]}


@pytest.mark.parametrize(
    ("kind", "query", "response"),
    [
        ("QCU", "reponse=3", 3),
        ("QCM", "reponse=2&reponse=1", [1, 2]),
        ("QCM", "reponse=2&reponse=2&reponse=1", [1, 2]),
        ("QROC", "reponse=%20Oslo%20", "Oslo"),
        ("QROC", "reponse=Os%00lo", "Oslo"),
        ("QROCM-ind", "reponse_auteur=Vald%C3%A8s&reponse_type=blog", {"auteur": "Valdès", "type": "blog"}),
        ("QROCM-dep", "reponse_r1=Lormac&reponse_r2=Montbriac", {"r1": "Lormac", "r2": "Montbriac"}),
        ("ORDRE", "place_1=2&place_2=1&place_3=3", [2, 1, 3]),
    ],
)
def test_a_complete_answer_is_read_and_right(kind, query, response):
    filled = form(kind, query)

    assert filled.is_valid()
    assert filled.response == response
    assert filled.problems == []
    assert mark(filled.instance.marking(), response).outcome_ok


@pytest.mark.parametrize(
    ("kind", "query", "problem"),
    [
        ("QCU", "", CHOOSE_ONE),
        ("QCU", "reponse=abc", CHOOSE_ONE),
        ("QCU", "reponse=9", KNOWN),
        ("QCU", "reponse=²", CHOOSE_ONE),
        ("QCM", "", CHOOSE_TWO),
        ("QCM", "reponse=1", CHOOSE_TWO),
        ("QCM", "reponse=1&reponse=9", KNOWN),
        ("QROC", "", FILL),
        ("QROC", "reponse=%20%20", FILL),
        ("QROC", "reponse=" + "a" * 501, SHORTER),
        ("QROCM-ind", "reponse_auteur=Valdès", FILL_ALL),
        ("QROCM-ind", "", FILL_ALL),
        ("QROCM-ind", "reponse_auteur=Valdès&reponse_type=radio", KNOWN),
        ("QROCM-dep", "reponse_r1=Lormac", FILL_ALL),
        ("ORDRE", "", ORDER),
        ("ORDRE", "place_1=1&place_2=1&place_3=3", ORDER),
        ("ORDRE", "place_1=1&place_2=2", ORDER),
    ],
)
def test_an_incomplete_answer_says_what_to_do(kind, query, problem):
    filled = form(kind, query)

    assert not filled.is_valid()
    assert filled.problems == [problem]


@pytest.mark.parametrize(
    ("typed", "response", "problems"),
    [
        ("12", "12", []),
        ("12,0", "12,0", []),
        ("12 km", "12", []),
        ("12km", "12", []),
        ("douze", "douze", [NUMBER]),
        ("12 milles", "12 milles", [NUMBER]),
        ("km", "km", [NUMBER]),
    ],
)
def test_a_number_may_be_typed_with_the_unit_written_beside_it(typed, response, problems):
    filled = form("QROC", QueryDict(mutable=True).urlencode() + f"reponse={typed}", **NUMERIC)

    assert (filled.response, filled.problems) == (response, problems)


def test_an_unbound_form_has_no_problem():
    empty = AnswerForm(instance("QCU"))

    assert (empty.is_bound, empty.is_valid(), empty.problems, empty.response) == (False, False, [], None)


def test_what_was_typed_is_kept():
    assert [choice.checked for choice in form("QCM", "reponse=2").choices] == [False, True, False, False]
    assert [choice.place for choice in form("ORDRE", "place_2=1").choices] == ["", "1", ""]
    kept = form("QROCM-ind", "reponse_auteur=%20Val&reponse_type=").inputs
    assert [(item.value, item.problem) for item in kept] == [(" Val", ""), ("", "Ce champ est vide.")]


def test_options_keep_the_order_of_the_author():
    assert [choice.text for choice in AnswerForm(instance("ORDRE")).choices] == BODIES["ORDRE"]["options"]


@pytest.mark.parametrize(
    ("kind", "expected", "response", "shown"),
    [
        ("QCU", ["https://moulin.example/visite"], 1, ["moulin"]),
        ("QCM", ["lynx", "boréal"], [2, 3], ["boréal", "le"]),
        ("QROC", ["Oslo"], "Bergen", ["Bergen"]),
        (
            "QROCM-ind",
            ["Auteur : Nora Valdès", "Type de site : blog"],
            {"auteur": "Moi", "type": "presse"},
            ["Auteur : Moi", "Type de site : presse"],
        ),
        (
            "QROCM-dep",
            ["Brévigny", "Montbriac", "Lormac"],
            {"r1": "Paris", "r2": "Rome"},
            ["Première ville : Paris", "Deuxième ville : Rome"],
        ),
        (
            "ORDRE",
            ["1. Saisir les mots", "2. Ouvrir le résultat", "3. Vérifier l’auteur"],
            [1, 2, 3],
            ["1. Ouvrir le résultat", "2. Saisir les mots", "3. Vérifier l’auteur"],
        ),
    ],
)
def test_answers_in_words(kind, expected, response, shown):
    assert correct_answer(instance(kind)) == expected
    assert shown_response(instance(kind), response) == shown
    assert shown_response(instance(kind), None) == ["Pas de réponse"]


def test_units_are_shown():
    assert correct_answer(instance("QROC", **NUMERIC)) == ["12 km"]


@pytest.mark.parametrize("response", [99, "x", [99], [None, 1, 2], {"autre": "x"}, {}, []])
@pytest.mark.parametrize("kind", BODIES)
def test_an_odd_stored_response_is_shown_without_failing(kind, response):
    assert isinstance(shown_response(instance(kind), response), list)


def test_a_report_needs_a_subject_and_a_comment():
    assert ReportForm({"category": "picture", "comment": "Elle est floue."}).is_valid()
    empty = ReportForm({"category": "", "comment": " "})
    assert sorted(empty.errors) == ["category", "comment"]
    assert not ReportForm({"category": "picture", "comment": "a" * 10_001}).is_valid()
    assert not ReportForm({"category": "autre chose", "comment": "a"}).is_valid()
