"""The «Certification» tab: level 1 in five competences, what is reached and what is missing."""

import pytest
from django.test import Client

from assessments.models import Answer, Skill
from assessments.tests.factories import AssessmentFactory, CompetenceFactory, make_content
from organisations.models import User
from organisations.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

CODES = ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"]


@pytest.fixture
def pupil(app_client: Client) -> Client:
    """Six competences of two skills of level 1 each (4 pix a skill), and one without questions."""
    for number, code in enumerate(CODES):
        make_content({f"sujet{'abcdef'[number]}": [1], f"autre{'abcdef'[number]}": [1]}, code=code)
    CompetenceFactory(code="5.2", name="Évoluer dans un environnement numérique")
    app_client.user = UserFactory(email=None)  # type: ignore[attr-defined]
    app_client.force_login(app_client.user)  # type: ignore[attr-defined]
    return app_client


def answer_right(user: User, *codes: str, both: bool = True) -> None:
    assessment = AssessmentFactory(user=user)
    skills = Skill.objects.filter(tube__competence__code__in=codes, **({} if both else {"key__startswith": "sujet"}))
    for seq, skill in enumerate(skills, start=1):
        Answer.objects.create(
            assessment=assessment, user=user, seq=seq, challenge=skill.challenges.first(), skill=skill, outcome="right"
        )


def shown(pupil: Client) -> tuple[str, list[list[str]]]:
    """The page, and the codes of its three lists."""
    response = pupil.get("/certification")
    lists = [[card.competence.code for card in response.context[name]] for name in ("reached", "near", "to_start")]
    return response.content.decode(), lists


def test_nothing_yet(pupil: Client) -> None:
    page, lists = shown(pupil)
    assert "Votre profil n’est pas encore certifiable" in page
    assert "Vous ne l’avez encore atteint dans aucune." in page
    assert lists == [[], [], CODES]
    assert "personne ne peut encore" not in page


def test_four_reached_and_one_nearly(pupil: Client) -> None:
    answer_right(pupil.user, *CODES[:4])  # type: ignore[attr-defined]
    answer_right(pupil.user, CODES[4], both=False)  # type: ignore[attr-defined]
    page, lists = shown(pupil)
    assert "Vous l’avez atteint dans <b>4</b>&nbsp;: il vous en manque <b>1</b>." in page
    assert lists == [CODES[:4], [CODES[4]], [CODES[5]]]
    assert '<b class="num">4 pix</b> <span class="soft">avant le niveau 1</span>' in page
    assert page.count('<li class="done">') == 4


def test_five_are_enough_and_no_certificate_is_promised(pupil: Client) -> None:
    answer_right(pupil.user, *CODES[:5])  # type: ignore[attr-defined]
    page, _ = shown(pupil)
    assert "Votre profil est certifiable" in page
    assert "À commencer" not in page
    assert "PixOrga ne délivre aucun certificat officiel." in page


def test_too_few_competences_have_questions(app_client: Client) -> None:
    make_content(code="1.1")
    CompetenceFactory(code="1.2")
    app_client.force_login(UserFactory())
    page, lists = shown(app_client)
    assert "une compétence seulement a des questions" in page
    assert lists == [[], [], ["1.1"]]


@pytest.mark.parametrize("count", [1, 5])
def test_it_costs_a_constant_number_of_queries(
    pupil: Client, django_assert_num_queries: pytest.FixtureRequest, count: int
) -> None:
    answer_right(pupil.user, *CODES[:count])  # type: ignore[attr-defined]
    pupil.get("/certification")
    with django_assert_num_queries(8):  # session, user, release, resets, answers, bank version, resume banner (two)
        pupil.get("/certification")
