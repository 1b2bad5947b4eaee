"""Pupils in the administration."""

import pytest
from django.test import Client
from django.utils import timezone

from learners.enums import ImportStatus
from learners.models import Learner, LearnerImport
from organisations.models import AuditEvent, Organisation, User
from pixorga.tests.admin_pages import account, act, found, page_of, superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> Client:
    return superuser()


@pytest.fixture
def zoe() -> Learner:
    school = Organisation.objects.create(name="Lycée Élysée", uai="0750001A")
    return Learner.objects.create(
        organisation=school,
        last_name="Nœud",
        first_name="Zoé",
        class_name="2NDE É",
        ine="1234567890A",
        user=account("zoe"),
    )


@pytest.fixture
def bob() -> Learner:
    school = Organisation.objects.create(name="Collège Joffre", uai="0330001B")
    return Learner.objects.create(organisation=school, last_name="Durand", first_name="Bob", class_name="3A")


@pytest.mark.parametrize("words", ["noeud", "ZOÉ nœud", "1234567890a", "2nde"])
def test_search_by_name_ine_and_class(boss: Client, zoe: Learner, bob: Learner, words: str) -> None:
    assert found(boss, Learner, q=words) == [zoe]


@pytest.mark.parametrize(
    "query",
    [
        {"etablissement": "elysee"},
        {"etablissement": "0750001a"},
        {"classe": "2nde é"},
        {"etat_user": "oui"},
        {"etat_disabled_at": "non", "etablissement": "lycée"},
    ],
)
def test_filters_by_school_class_and_account(boss: Client, zoe: Learner, bob: Learner, query: dict[str, str]) -> None:
    assert found(boss, Learner, **query) == [zoe]


def test_a_typed_filter_keeps_the_others(boss: Client, zoe: Learner) -> None:
    page = boss.get("/learners/learner/", {"etat_user": "oui", "q": "zoe", "classe": "2NDE É"}).content.decode()
    assert page.count('<input type="hidden" name="etat_user" value="oui">') == 3  # and the search
    assert '<input type="text" id="filtre-classe" name="classe" value="2NDE É"' in page


def test_names_are_corrected_and_the_account_stays(boss: Client, zoe: Learner) -> None:
    stranger = account("autre")
    data = {"last_name": "Noeud", "first_name": "Zoé", "class_name": "2NDE1", "ine": "", "user": stranger.pk}
    assert boss.post(page_of(zoe), data).status_code == 302
    zoe.refresh_from_db()
    assert (zoe.sort_key, zoe.class_name, zoe.ine, zoe.user_id) == ("noeud zoe", "2NDE1", None, zoe.user_id)
    assert zoe.user_id != stranger.pk


def test_an_account_shows_who_it_is_in_each_school(boss: Client, zoe: Learner) -> None:
    zoe.disabled_at = timezone.now()
    zoe.save()
    user = User.objects.get(pk=zoe.user_id)
    page = boss.get(page_of(user)).content.decode()
    assert "Lycée Élysée" in page
    assert page_of(zoe) in page


def test_an_account_is_dissociated(boss: Client, zoe: Learner, bob: Learner) -> None:
    assert "aucun compte rattaché" in act(boss, "dissociate", zoe, bob).content.decode()
    data = {"action": "dissociate", "_selected_action": [zoe.pk, bob.pk], "confirme": "oui"}
    shown = boss.post("/learners/learner/", data, follow=True).content.decode()
    assert "Comptes dissociés\u00a0: 1." in shown
    zoe.refresh_from_db()
    assert zoe.user is None
    event = AuditEvent.objects.get(verb="learner.dissociated")
    assert (event.target_id, event.organisation) == (str(zoe.pk), zoe.organisation)


def test_an_import_shows_how_much_and_never_who(boss: Client, zoe: Learner) -> None:
    given = {"organisation": zoe.organisation, "file_name": "e.xml", "sha256": "0" * 64}
    row = LearnerImport.objects.create(
        **given,
        status=ImportStatus.REFUSED,
        format="siecle",
        rows=[{"last_name": "CACHÉE"}],
        counters={"read": 7, "refused": 1, "skipped_list": [{"pupil": "CACHÉE"}]},
        errors=[{"line": 3, "pupil": "CACHÉE", "code": "date"}, {"line": 3, "pupil": "CACHÉE", "code": "required"}],
    )
    html = boss.get(page_of(row)).content.decode()
    assert "<dt>lus</dt><dd>7</dd>" in html
    assert "CACHÉE" not in html
    unread = LearnerImport.objects.create(
        **given, status=ImportStatus.REFUSED, errors=[{"code": "empty", "reason": "Ce fichier est vide.", "mend": ""}]
    )
    assert "Ce fichier est vide." in boss.get(page_of(unread)).content.decode()
