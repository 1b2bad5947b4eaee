"""The profile of a pupil: pix, levels, lessons of what was failed (settled.md 6)."""

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import Answer, Assessment, KnowledgeReset, Skill
from assessments.tests.factories import AssessmentFactory, CompetenceFactory, make_content
from organisations.models import User
from organisations.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    CompetenceFactory(code="1.2", name="Gérer des données")
    make_content({"moteur": [1, 2, 3], "url": [1, 2]})
    return UserFactory(email=None)


@pytest.fixture
def pupil(app_client: Client, user: User) -> Client:
    app_client.force_login(user)
    return app_client


def answered(user: User, key: str, outcome: str) -> None:
    """One direct answer to a skill."""
    assessment = Assessment.objects.filter(user=user).first() or AssessmentFactory(user=user)
    skill = Skill.objects.get(key=key)
    challenge = skill.challenges.first()
    assert challenge is not None
    Answer.objects.create(
        assessment=assessment,
        user=user,
        seq=assessment.answers.count() + 1,
        challenge=challenge,
        skill=skill,
        outcome=outcome,
    )


def card(pupil: Client, code: str = "1.1") -> object:
    areas = pupil.get("/profil").context["areas"]
    return next(card for area in areas for card in area["cards"] if card.competence.code == code)


def test_nothing_answered_is_not_started(pupil: Client) -> None:
    shown = card(pupil)
    assert (shown.level, shown.pix) == (None, 0)  # type: ignore[attr-defined]
    html = pupil.get("/profil").content.decode()
    assert "16 compétences" in html
    assert "Découvrir" in html
    assert "Bientôt" in html


def test_pix_count_only_subjects_with_a_direct_answer(pupil: Client, user: User) -> None:
    answered(user, "moteur2", "right")
    # moteur1 and moteur3 are deduced: 4 pix each (no level holds more than two skills); url1 and url2 were never touched.
    shown = card(pupil)
    assert (shown.level, shown.pix) == (1, 12)  # type: ignore[attr-defined]
    assert pupil.get("/profil").context["pix"] == 12


def test_a_reset_puts_earlier_answers_aside(pupil: Client, user: User) -> None:
    answered(user, "moteur2", "right")
    KnowledgeReset.objects.create(user=user, competence=CompetenceFactory(code="1.1"), reset_at=timezone.now())
    assert card(pupil).level is None  # type: ignore[attr-defined]


def test_competence_page_gives_the_lesson_of_the_easiest_failure_of_each_subject(pupil: Client, user: User) -> None:
    for key, outcome in (("moteur3", "wrong"), ("moteur2", "skipped"), ("url1", "right")):
        answered(user, key, outcome)
    subjects = pupil.get("/competences/1.1").context["subjects"]
    assert [subject["skill"].key for subject in subjects] == ["moteur2"]


def test_unknown_competence(pupil: Client) -> None:
    assert pupil.get("/competences/9.9").status_code == 404


@pytest.mark.parametrize("answers", [1, 200])
def test_the_profile_costs_a_constant_number_of_queries(
    pupil: Client, user: User, django_assert_num_queries: pytest.FixtureRequest, answers: int
) -> None:
    for _ in range(answers):
        answered(user, "moteur1", "right")
    pupil.get("/profil")
    # session, user, release, resets, answers, version of the difficulties, banner (course, else test of a competence)
    with django_assert_num_queries(8):
        pupil.get("/profil")
