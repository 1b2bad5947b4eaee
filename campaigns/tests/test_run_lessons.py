"""«Réponses et tutoriels» and the lessons it leads to: each once, with a way back."""

import pytest
from django.test import Client

from assessments import content
from assessments.models import Tube
from assessments.tests.factories import LessonFactory
from campaigns.models import Participation
from campaigns.tests.run_helpers import WRONG, form, page, started

pytestmark = pytest.mark.django_db
OUTSIDE = {
    "title": "Bien chercher ?",
    "minutes": 5,
    "source": "Un site",
    "format": "vidéo",
    "url": "https://e.example/a",
}


@pytest.fixture
def participation() -> Participation:
    participation = started()
    other = LessonFactory(key="une-autre", title="Une autre fiche")
    for tube in Tube.objects.all():
        own = [{"fiche": skill.lesson.key} for skill in tube.skills.all()]
        tube.further = [*own, {"fiche": other.key}, OUTSIDE]
        tube.save()
    content.forget()
    return participation


@pytest.fixture
def pupil(app_client: Client, participation: Participation) -> Client:
    app_client.force_login(participation.user)
    return app_client


def detail(pupil: Client, participation: Participation) -> tuple[str, str]:
    """(address, page) of the first answer."""
    pupil.post(page("question", participation), form(participation, WRONG))
    address = page("answer_detail", participation, seq=1)
    return address, pupil.get(address).content.decode()


def test_the_lesson_of_the_skill_is_listed_once(pupil: Client, participation: Participation) -> None:
    _, html = detail(pupil, participation)
    key = participation.assessment.answers.get().skill.lesson.key
    assert html.count(f"/fiches/{key}?") == 1
    assert html.count("/fiches/une-autre?") == 1
    assert "Page ·" not in html
    assert html.count("Fiche ·") >= 2


def test_an_outside_page_opens_in_a_new_tab_and_says_so(pupil: Client, participation: Participation) -> None:
    _, html = detail(pupil, participation)
    assert (
        '<a href="https://e.example/a" target="_blank" rel="noopener noreferrer">Bien chercher\u00a0?'
        '<span class="visually-hidden"> (nouvel onglet)</span></a>'
    ) in html
    assert "Vidéo · 5 min · par Un site" in html


def test_a_lesson_leads_back_to_the_answer(pupil: Client, participation: Participation) -> None:
    address, html = detail(pupil, participation)
    assert f'href="/fiches/une-autre?retour={address}"' in html
    lesson = pupil.get(f"/fiches/une-autre?retour={address}").content.decode()
    assert f'<a class="back" href="{address}">' in lesson
    assert "Retour Profil" not in lesson


@pytest.mark.parametrize("known", ["/competences/1.1", "checkpoint"])
def test_a_lesson_leads_back_to_pages_that_show_it(pupil: Client, participation: Participation, known: str) -> None:
    address = page("checkpoint", participation) if known == "checkpoint" else known
    assert f'<a class="back" href="{address}">' in pupil.get(f"/fiches/une-autre?retour={address}").content.decode()


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "https://mechant.example/competences/1.1",
        "//mechant.example/competences/1.1",
        "/\\mechant.example",
        "javascript:alert(1)",
        "competences/1.1",
        "/deconnexion",
        "/nulle-part",
        "/competences/1.1\x00/",
    ],
)
def test_a_lesson_leads_nowhere_else(pupil: Client, forged: str) -> None:
    response = pupil.get("/fiches/une-autre", {"retour": forged})
    assert response.status_code == 200
    html = response.content.decode()
    assert '<a class="back" href="/profil">' in html
    assert "Retour Profil" in html


def test_the_checkpoint_lists_titles_with_their_french_spaces(pupil: Client, participation: Participation) -> None:
    pupil.post(page("question", participation), form(participation))
    assert "celle d’une page\u00a0?" in pupil.get(page("checkpoint", participation)).content.decode()
