"""Why a status, in words; and the command that plays a test to show them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assessments import content
from assessments.bank_versions import LABELS
from assessments.engine import Evidence, Outcome, Task, strategies
from assessments.models import Answer, Assessment
from assessments.story import Verdict, verdicts_of
from assessments.tests.factories import make_content

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded() -> content.Content:
    make_content({"moteur": [1, 2, 3, 4], "url": [1, 2, 3]})
    return content.current()


def verdicts(loaded: content.Content, *answers: tuple[str, Outcome], own: bool = True) -> dict[str, Verdict]:
    task = Task(frozenset(skill.id for skill in loaded.bank.skills))
    evidence = [
        Evidence(skill := loaded.skills_by_key[key].id, loaded.bank.challenges_of(skill)[0].id, outcome, seq, own=own)
        for seq, (key, outcome) in enumerate(answers, start=1)
    ]
    outcome = strategies["frontiere"].outcome(loaded.bank, task, evidence)
    return {v.skill.key: v for v in verdicts_of(outcome, task, evidence, LABELS, loaded)}


def test_each_status_says_what_it_rests_on(loaded: content.Content) -> None:
    found = verdicts(loaded, ("moteur3", Outcome.RIGHT), ("moteur4", Outcome.SKIPPED))
    assert found["moteur3"].because == "Testé : réussi."
    assert found["moteur4"].because == "Testé : passé."
    assert found["moteur1"].because == "Déduit, dans le même sujet, de @moteur3 réussi et @moteur4 passé."
    assert found["url2"].because.startswith("Déduit du niveau estimé (")
    assert found["url2"].because.endswith("d’après 2 réponses de la compétence.")
    assert [found[key].tested for key in ("moteur3", "moteur4", "moteur1", "url2")] == [True, True, False, False]


def test_the_level_is_named_where_the_order_of_the_subject_is_not_enough(loaded: content.Content) -> None:
    found = verdicts(loaded, ("moteur1", Outcome.RIGHT))
    assert "@moteur1 réussi, et du niveau estimé dans la compétence (" in found["moteur4"].because


def test_an_isolated_answer_is_said_not_to_be_enough(loaded: content.Content) -> None:
    found = verdicts(
        loaded,
        ("moteur1", Outcome.WRONG),
        *((key, Outcome.RIGHT) for key in ("moteur2", "moteur3", "moteur4", "url1", "url2", "url3")),
    )
    assert found["moteur1"].validated
    assert found["moteur1"].because.startswith(
        "Testé : manqué. Une réponse isolée ne suffit pas contre @moteur2 réussi"
    )


def test_earlier_answers_are_said_to_be_earlier(loaded: content.Content) -> None:
    found = verdicts(loaded, ("moteur3", Outcome.RIGHT), own=False)
    assert found["moteur3"].because == "Testé : réussi dans un parcours précédent."


@pytest.mark.parametrize("strategy", sorted(strategies))
def test_a_test_is_simulated_without_writing_anything(loaded: content.Content, strategy: str) -> None:
    def run(seed: int) -> str:
        out = StringIO()
        call_command("simulate_assessment", strategie=strategy, niveau=2.5, graine=seed, competence="tout", stdout=out)
        return out.getvalue()

    told = run(1)
    assert "  1. @" in told
    assert "Fin : " in told
    assert "Statuts exacts : " in told
    assert told == run(1)
    assert any(run(seed) != told for seed in (2, 3, 4))
    assert not Assessment.objects.exists()
    assert not Answer.objects.exists()


def test_an_empty_competence_is_refused(loaded: content.Content) -> None:
    with pytest.raises(CommandError, match=r"5\.2"):
        call_command("simulate_assessment", competence="5.2")
