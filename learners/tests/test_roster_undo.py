"""Taking an import back: the list as it was, but for who moved since; for a day, and the last import only."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from learners.actions import dissociate_account
from learners.enums import ImportStatus
from learners.imports.undo import NotToUndo, Undo, may_be_undone, undo_import, undo_of
from learners.models import IdentityEvent, Learner, LearnerImport
from learners.tests.factories import LearnerFactory, PupilFactory, SchoolFactory
from learners.tests.rosters import UAI, bring, siecle, table
from learners.tests.test_roster_pages import text_of
from organisations.enums import Role
from organisations.models import AuditEvent, Organisation, User
from organisations.tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
ZOE = "990000001ZA"
# Zoé changes name, class and birth date; one pupil is no longer there; one is new.
SECOND = (
    ("<PRENOM>Zoé<", "<PRENOM>Zoë<"),
    ("14/03/2011", "15/03/2011"),
    ("990000004ZD", "990000099ZZ"),
    ("LEFAUX", "NOUVEAU"),
)


@pytest.fixture
def school() -> Organisation:
    return SchoolFactory(uai=UAI)


@pytest.fixture
def author() -> User:
    return UserFactory()


def rows_of(school: Organisation) -> list[dict[str, Any]]:
    return list(school.learners.order_by("pk").values())


def undo(kept: LearnerImport, **options: Any) -> Undo:
    return undo_import(kept=kept, **{"actor": kept.author, "now": timezone.now(), **options})


def counts(undone: Undo) -> tuple[int, int, int, int]:
    return len(undone.removed), len(undone.restored), len(undone.returned), len(undone.kept)


# --- Everything comes back --------------------------------------------------------------------------------------------------
def test_the_list_is_what_it_was(school: Organisation, author: User) -> None:
    bring(school, author)
    before = rows_of(school)
    kept = bring(school, author, siecle(*SECOND))
    assert rows_of(school) != before

    shown, done = counts(undo_of(kept)), counts(undo(kept))

    assert shown == done == (1, 1, 1, 0)
    assert rows_of(school) == before
    kept.refresh_from_db()
    assert (kept.status, kept.undo) == (ImportStatus.UNDONE, {})


def test_a_first_import_leaves_an_empty_list(school: Organisation, author: User) -> None:
    kept = bring(school, author)
    assert counts(undo(kept)) == (12, 0, 0, 0)
    assert not school.learners.exists()


def test_who_had_come_back_leaves_again(school: Organisation, author: User) -> None:
    bring(school, author)
    left_at = timezone.now() - timedelta(days=30)
    school.learners.filter(ine=ZOE).update(disabled_at=left_at)
    kept = bring(school, author)
    undone = undo(kept)
    assert (counts(undone), undone.gone) == ((0, 1, 0, 0), 1)
    assert school.learners.get(ine=ZOE).disabled_at == left_at


def test_an_account_that_the_import_attached_is_detached(school: Organisation, author: User) -> None:
    account = PupilFactory()
    LearnerFactory(user=account, ine=ZOE, birth_date=date(2011, 3, 14), first_name="Zoé", last_name="FICTIVE")
    mine = LearnerFactory(
        organisation=school, ine=ZOE, birth_date=date(2011, 3, 14), first_name="Zoe", last_name="FICTIVE"
    )
    kept = bring(school, author)
    mine.refresh_from_db()
    assert mine.user == account

    undo(kept)

    mine.refresh_from_db()
    assert (mine.user, mine.first_name) == (None, "Zoe")
    assert IdentityEvent.objects.filter(learner=mine, kind="unlinked").count() == 1


def test_the_same_file_can_be_imported_again(school: Organisation, author: User) -> None:
    undo(bring(school, author))
    assert bring(school, author).counters["added"] == 12


def test_who_did_it_without_any_name(school: Organisation, author: User) -> None:
    kept, other = bring(school, author), UserFactory()
    undo(kept, actor=other)
    event = AuditEvent.objects.get(verb="learners.import_undone")
    assert (event.actor, event.organisation, event.target_id) == (other, school, str(kept.pk))
    assert event.details == {"removed": 12, "restored": 0, "returned": 0, "kept": 0}


# --- What happened since stays ------------------------------------------------------------------------------------------------
def test_a_pupil_who_took_their_line_stays(school: Organisation, author: User) -> None:
    kept = bring(school, author)
    account = PupilFactory()
    school.learners.filter(ine=ZOE).update(user=account)
    undone = undo(kept)
    assert counts(undone) == (11, 0, 0, 1)
    assert list(school.learners.values_list("ine", "user")) == [(ZOE, account.pk)]


def test_a_line_that_served_stays_even_dissociated(school: Organisation, author: User) -> None:
    kept = bring(school, author)
    line = school.learners.get(ine=ZOE)
    Learner.objects.filter(pk=line.pk).update(user=PupilFactory())
    dissociate_account(learner=line, actor=author, now=timezone.now())
    assert counts(undo(kept)) == (11, 0, 0, 1)


def test_a_line_changed_since_stays_as_it_was_changed(school: Organisation, author: User) -> None:
    bring(school, author)
    kept = bring(school, author, siecle(*SECOND))
    school.learners.filter(ine=ZOE).update(first_name="Zoée")
    assert counts(undo(kept)) == (1, 0, 1, 1)
    assert school.learners.get(ine=ZOE).first_name == "Zoée"


def test_a_change_elsewhere_on_the_line_does_not_stop_it(school: Organisation, author: User) -> None:
    bring(school, author)
    kept = bring(school, author, siecle(*SECOND))
    account = PupilFactory()
    school.learners.filter(ine=ZOE).update(user=account)
    undo(kept)
    zoe = school.learners.get(ine=ZOE)
    assert (zoe.first_name, zoe.birth_date, zoe.user) == ("Zoé", date(2011, 3, 14), account)


# --- Not any import, nor for ever -----------------------------------------------------------------------------------------------
def test_a_day_and_no_more(school: Organisation, author: User) -> None:
    kept = bring(school, author)
    day = kept.confirmed_at + timedelta(hours=24)
    assert may_be_undone(kept, now=day)
    assert not may_be_undone(kept, now=day + timedelta(seconds=1))
    with pytest.raises(NotToUndo):
        undo(kept, now=day + timedelta(seconds=1))
    assert school.learners.count() == 12


def test_only_the_last_one_and_once(school: Organisation, author: User) -> None:
    first = bring(school, author)
    last = bring(school, author, siecle(*SECOND))
    with pytest.raises(NotToUndo):
        undo(first)
    undo(last)
    with pytest.raises(NotToUndo):
        undo(last)
    # What the first one overwrote is what the list holds again.
    assert counts(undo(first)) == (12, 0, 0, 0)


def test_an_import_that_wrote_nothing(school: Organisation, author: User) -> None:
    bring(school, author)
    assert not may_be_undone(bring(school, author), now=timezone.now())


def test_an_ine_that_another_line_took_meanwhile(school: Organisation, author: User) -> None:
    header = "Identifiant;Nom*;Prénom*;Date de naissance*"
    bring(school, author, table("AAA;FICTIVE;Zoé;14/03/2011", header=header), "e.csv")
    kept = bring(school, author, table("BBB;FICTIVE;Zoé;14/03/2011", header=header), "e.csv")
    LearnerFactory(organisation=school, ine="AAA")
    before = rows_of(school)
    with pytest.raises(NotToUndo):
        undo(kept)
    assert rows_of(school) == before


def test_what_was_overwritten_is_forgotten_after_a_day(school: Organisation, author: User) -> None:
    old, recent = bring(school, author), bring(SchoolFactory(uai="0990002P"), author, siecle((UAI, "0990002P")))
    LearnerImport.objects.filter(pk=old.pk).update(confirmed_at=timezone.now() - timedelta(hours=25))
    call_command("clean_up", verbosity=0)
    old.refresh_from_db()
    recent.refresh_from_db()
    assert (old.undo, len(recent.undo["added"])) == ({}, 12)


# --- The pages --------------------------------------------------------------------------------------------------------------
@pytest.fixture
def office(orga_client: Client, school: Organisation, author: User) -> Client:
    MembershipFactory(organisation=school, user=author, role=Role.ADMIN)
    orga_client.force_login(author)
    return orga_client


def test_from_the_report_to_the_list_as_it_was(office: Client, school: Organisation, author: User) -> None:
    bring(school, author)
    kept = bring(school, author, siecle(*SECOND))
    account = PupilFactory(first_name="Zoé", last_name="Fictive")
    school.learners.filter(ine="990000099ZZ").update(user=account)
    report = f"/eleves/import/{kept.public_id}"
    assert f'href="{report}/annuler"' in office.get(report).content.decode()

    page = text_of(office.get(f"{report}/annuler"))
    assert "Ajoutés, à retirer 0 Modifiés, à rétablir 1 Désactivés, à remettre 1 Laissés tels quels 1" in page
    assert "1 élève reste comme il est" in page

    answer = office.post(f"{report}/annuler", follow=True)
    assert "La liste des élèves est revenue à ce qu’elle était" in text_of(answer)
    assert f'href="{report}/annuler"' not in answer.content.decode()
    assert school.learners.get(ine=ZOE).first_name == "Zoé"
    # Sent twice, or from the address bar.
    assert office.post(f"{report}/annuler").headers["Location"] == report
    assert office.get(f"{report}/annuler").headers["Location"] == report
    assert AuditEvent.objects.filter(verb="learners.import_undone").count() == 1


def test_too_late_says_so(office: Client, school: Organisation, author: User) -> None:
    kept = bring(school, author)
    LearnerImport.objects.filter(pk=kept.pk).update(confirmed_at=timezone.now() - timedelta(hours=25))
    for method in (office.get, office.post):
        answer = method(f"/eleves/import/{kept.public_id}/annuler", follow=True)
        assert "Cet import ne peut plus être annulé" in answer.content.decode()
    assert school.learners.count() == 12


def test_a_member_may_not(orga_client: Client, school: Organisation, author: User) -> None:
    kept = bring(school, author)
    orga_client.force_login(MembershipFactory(organisation=school).user)
    assert orga_client.get(f"/eleves/import/{kept.public_id}/annuler").status_code == 403
    assert orga_client.post(f"/eleves/import/{kept.public_id}/annuler").status_code == 403
    assert school.learners.count() == 12


def test_statements_do_not_grow_with_pupils(
    office: Client, school: Organisation, author: User, django_assert_num_queries: Any
) -> None:
    kept = bring(school, author)
    office.get("/eleves")
    with django_assert_num_queries(7):
        office.get(f"/eleves/import/{kept.public_id}/annuler")
