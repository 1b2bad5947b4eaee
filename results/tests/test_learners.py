"""«Élèves»: the roster, and how each pupil signs in."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from learners.enums import ImportStatus
from learners.models import Learner
from learners.tests.factories import LearnerFactory, LearnerImportFactory
from organisations.enums import Role
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
        "Aucune",
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
    html = teacher.get(PAGE).content.decode()
    assert "En attente d’élèves" in html
    assert "Demandez-le à un administrateur" in html
    assert 'href="/eleves/import"' not in html
    membership.role = Role.ADMIN
    membership.save()
    html = teacher.get(PAGE).content.decode()
    assert "Importez la liste de votre établissement" in html
    assert html.count('href="/eleves/import"') == 1


def test_the_last_import(teacher: Client, membership: Membership, roster: list[Learner]) -> None:
    at = datetime(2026, 11, 22, 9, 5, tzinfo=UTC)
    author = UserFactory(first_name="Hélène", last_name="Garance")
    ours = membership.organisation
    assert "Dernier import" not in teacher.get(PAGE).content.decode()
    LearnerImportFactory(organisation=ours)
    LearnerImportFactory(status=ImportStatus.CONFIRMED, confirmed_at=at + timedelta(days=1))
    assert "Dernier import" not in teacher.get(PAGE).content.decode()
    LearnerImportFactory(organisation=ours, status=ImportStatus.CONFIRMED, confirmed_at=at - timedelta(days=9))
    LearnerImportFactory(organisation=ours, status=ImportStatus.CONFIRMED, confirmed_at=at, author=author)
    html = re.sub("<[^>]+>", "", teacher.get(PAGE).content.decode())
    assert "Dernier import le 22/11/2026 à 10:05 par Hélène Garance." in html


def test_only_administrators_see_what_they_may_do(
    teacher: Client, membership: Membership, roster: list[Learner]
) -> None:
    Learner.objects.filter(last_name="Écho").update(user=UserFactory())
    html = teacher.get(PAGE).content.decode()
    assert f'href="/eleves/{roster[0].public_id}/compte"' in html
    assert 'Gérer<span class="visually-hidden"> le compte de Noé Écho</span>' in html
    assert 'href="/eleves/import"' not in html
    membership.role = Role.ADMIN
    membership.save()
    html = teacher.get(PAGE).content.decode()
    assert 'href="/eleves/import"' in html


@pytest.mark.parametrize("count", [1, 3])
def test_statements(teacher: Client, membership: Membership, count: int, django_assert_num_queries) -> None:
    for _ in range(count):
        LearnerFactory(organisation=membership.organisation, user=UserFactory())
    teacher.get(PAGE)  # the visit of the day is noted once
    # session, user, memberships, classes, last import, number of rows, rows
    with django_assert_num_queries(7):
        teacher.get(PAGE)
