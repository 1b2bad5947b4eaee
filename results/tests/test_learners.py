"""«Élèves»: the roster, and how each pupil signs in."""

import re
from datetime import date

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from learners.models import Learner
from learners.tests.factories import LearnerFactory
from organisations.models import Membership
from organisations.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/eleves"


def names(client: Client, **query: str) -> list[str]:
    return [learner.last_name for learner in client.get(PAGE, query).context["page"]]


@pytest.fixture
def roster(membership: Membership) -> list[Learner]:
    ours = membership.organisation
    made = [
        LearnerFactory(
            organisation=ours, last_name="Écho", first_name="Noé", class_name="2NDE1", birth_date=date(2011, 3, 14)
        ),
        LearnerFactory(organisation=ours, last_name="Abri", first_name="Élise", class_name="2NDE 2", birth_date=None),
        LearnerFactory(organisation=ours, last_name="Zèle", usage_name="Bouchon", first_name="Ana", class_name=""),
    ]
    LearnerFactory(last_name="Dailleurs")
    LearnerFactory(organisation=ours, last_name="Parti", disabled_at=timezone.now())
    return made


def test_the_list(teacher: Client, roster: list[Learner]) -> None:
    html = teacher.get(PAGE).content.decode()
    assert names(teacher) == ["Abri", "Zèle", "Écho"]
    assert "14/03/2011" in html
    assert "Bouchon" in html
    assert "Zèle" not in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "ECHO"}, ["Écho"]),
        ({"q": "ana bouch"}, ["Zèle"]),
        ({"classe": "2NDE 2"}, ["Abri"]),
        ({"classe": "—"}, ["Zèle"]),
        ({"tri": "prenom"}, ["Zèle", "Abri", "Écho"]),
        ({"tri": "-naissance", "classe": "2NDE1"}, ["Écho"]),
    ],
)
def test_search_filter_and_order(
    teacher: Client, roster: list[Learner], query: dict[str, str], found: list[str]
) -> None:
    assert names(teacher, **query) == found


def test_any_apostrophe_finds(teacher: Client, membership: Membership) -> None:
    LearnerFactory(organisation=membership.organisation, last_name="N’GUYEN", first_name="Anne–Lise")
    for typed in ("n'guyen", "N’Guyen", "nʼguyen", "anne-lise"):
        assert names(teacher, q=typed) == ["N’GUYEN"]


def test_the_whole_list_for_paper(teacher: Client, membership: Membership) -> None:
    for n in range(30):
        LearnerFactory(organisation=membership.organisation, last_name=f"Nom {n:02}")
    page = teacher.get(PAGE, {"q": "nom", "page": 2}).content.decode()
    assert 'href="?q=nom&amp;impression=">Imprimer la liste</a>' in page
    assert "Toute la liste est affichée" not in page
    assert '<p class="print-head"><b>Lycée Pix</b>' in page
    whole = teacher.get(PAGE, {"q": "nom", "impression": ""})
    assert len(whole.context["page"]) == 30
    html = whole.content.decode()
    assert "Toute la liste est affichée." in html
    assert 'href="?q=nom">' in html
    assert 'class="pager"' not in html


def test_connected_with(teacher: Client, roster: list[Learner]) -> None:
    by_ent, by_name = UserFactory(email=None), UserFactory(username="ana.b")
    SocialAccount.objects.create(user=by_ent, provider="ent-demo", uid="x")
    Learner.objects.filter(last_name="Écho").update(user=by_ent)
    Learner.objects.filter(last_name="Zèle").update(user=by_name)
    html = teacher.get(PAGE).content.decode()
    cells = re.findall(r'data-label="Connecté avec">(.*?)</td>', html)
    assert [re.sub("<[^>]+>", "", cell) for cell in cells] == [
        "Pas encore",
        "Identifiant, Adresse e-mail",
        "Médiacentre",
    ]


def test_a_space_without_roster_has_no_such_page(
    teacher: Client, membership: Membership, roster: list[Learner]
) -> None:
    membership.organisation.manages_learners = False
    membership.organisation.save()
    assert teacher.get(PAGE).status_code == 404


def test_nobody_yet(teacher: Client, membership: Membership) -> None:
    assert "En attente d’élèves" in teacher.get(PAGE).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_statements(teacher: Client, membership: Membership, count: int, django_assert_num_queries) -> None:
    for _ in range(count):
        LearnerFactory(organisation=membership.organisation, user=UserFactory())
    # session, user, memberships, classes, number of rows, rows
    with django_assert_num_queries(6):
        teacher.get(PAGE)
