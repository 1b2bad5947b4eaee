"""From the rehearsal to the list: nothing before the confirmation, then what was shown, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from learners.enums import ImportStatus
from learners.imports.apply import (
    NotToConfirm,
    RosterChanged,
    abandon_import,
    confirm_import,
    plan_of,
)
from learners.models import Learner, LearnerImport
from learners.queries import learner_of
from learners.tests.factories import LearnerFactory, PupilFactory, SchoolFactory
from learners.tests.rosters import SIECLE, UAI, bring, confirm, many, rehearse, siecle, table
from organisations.models import AuditEvent, Organisation, User
from organisations.tests.factories import UserFactory
from pixorga.ui.text import fold

pytestmark = pytest.mark.django_db
BORN = date(2011, 3, 14)
ZOE = "990000001ZA"


@pytest.fixture
def school() -> Organisation:
    return SchoolFactory(uai=UAI)


@pytest.fixture
def author() -> User:
    return UserFactory()


def rows_of(school: Organisation) -> list[dict[str, Any]]:
    return list(school.learners.order_by("pk").values())


# --- What must not happen -------------------------------------------------------------------------------------------------
def test_a_rehearsal_writes_no_pupil(school: Organisation, author: User) -> None:
    kept = rehearse(school, author)
    assert kept.status == ImportStatus.REHEARSED
    assert Learner.objects.count() == 0
    assert len(kept.rows) == 12
    assert (kept.counters["read"], kept.counters["refused"], kept.counters["skipped"]) == (12, 0, 3)


def test_one_pupil_in_error_and_nothing_can_be_confirmed(school: Organisation, author: User) -> None:
    kept = rehearse(school, author, siecle(("14/03/2011", "")))
    assert kept.status == ImportStatus.REFUSED
    assert (kept.rows, kept.counters["refused"], kept.counters["read"]) == ([], 1, 12)
    assert [(one["line"], one["ine"]) for one in kept.errors] == [(11, ZOE)]
    with pytest.raises(NotToConfirm):
        confirm(kept)
    assert Learner.objects.count() == 0


def test_a_file_that_cannot_be_read_is_kept_for_support_without_anybody(school: Organisation, author: User) -> None:
    kept = rehearse(school, author, siecle((UAI, "0990002P")))
    assert (kept.status, kept.format, kept.rows, [one["code"] for one in kept.errors]) == (
        ImportStatus.REFUSED,
        "",
        [],
        ["other-school"],
    )
    with pytest.raises(NotToConfirm):
        confirm(kept)


def test_the_list_changed_since_the_rehearsal(school: Organisation, author: User) -> None:
    kept = rehearse(school, author)
    digest = plan_of(kept).digest()
    late = LearnerFactory(organisation=school, ine="980000000ZZ")
    with pytest.raises(RosterChanged):
        confirm(kept, digest=digest)
    assert list(school.learners.all()) == [late]
    kept.refresh_from_db()
    assert kept.status == ImportStatus.REHEARSED
    confirm(kept)  # once read again
    late.refresh_from_db()
    assert late.disabled_at is not None


@pytest.mark.parametrize("digest", ["", "0" * 64, "\x00"])
def test_a_confirmation_that_saw_nothing(school: Organisation, author: User, digest: str) -> None:
    kept = rehearse(school, author)
    with pytest.raises(RosterChanged):
        confirm(kept, digest=digest)
    assert Learner.objects.count() == 0


def test_an_import_given_up_or_too_old(school: Organisation, author: User) -> None:
    kept = rehearse(school, author)
    with pytest.raises(NotToConfirm):
        confirm(kept, now=kept.created_at + timedelta(hours=25))
    abandon_import(kept=kept)
    with pytest.raises(NotToConfirm):
        confirm(kept)
    kept.refresh_from_db()
    assert (kept.status, kept.rows, kept.counters) == (ImportStatus.ABANDONED, [], {})
    assert Learner.objects.count() == 0


def test_another_school_is_not_touched(school: Organisation, author: User) -> None:
    elsewhere = LearnerFactory(ine=ZOE, first_name="Autre", birth_date=BORN)
    before = Learner.objects.filter(pk=elsewhere.pk).values().get()
    bring(school, author)
    assert Learner.objects.filter(pk=elsewhere.pk).values().get() == before
    assert school.learners.count() == 12


# --- What is written ------------------------------------------------------------------------------------------------------
def test_the_sample(school: Organisation, author: User) -> None:
    now = timezone.now()
    kept = confirm(rehearse(school, author), now=now)
    assert kept.counters == {
        "added": 12,
        "changed": 0,
        "returned": 0,
        "disabled": 0,
        "unchanged": 0,
        "linked": 0,
        "skipped": 3,
    }
    assert (kept.status, kept.confirmed_at, kept.rows, kept.format) == (ImportStatus.CONFIRMED, now, [], "siecle")
    usage = school.learners.get(ine="990000004ZD")
    assert (usage.last_name, usage.usage_name, usage.sort_key) == ("LEFAUX", "BOUCHON", "bouchon jean-modele")
    assert (usage.birth_date, usage.sex, usage.class_name, usage.status) == (date(2011, 6, 21), "M", "2NDE1", "ST")
    assert sorted(set(school.learners.values_list("class_name", flat=True))) == ["2NDE 2", "2NDE1"]


def test_who_did_it_without_any_name(school: Organisation, author: User) -> None:
    kept = bring(school, author)
    event = AuditEvent.objects.get(verb="learners.imported")
    assert (event.actor, event.organisation, event.target_id) == (author, school, str(kept.pk))
    assert event.details == {"format": "siecle", **kept.counters}


def test_the_same_file_twice_changes_nothing(school: Organisation, author: User) -> None:
    bring(school, author)
    before = rows_of(school)
    kept = rehearse(school, author)
    assert plan_of(kept).is_empty
    kept = confirm(kept)
    assert (kept.counters["unchanged"], kept.counters["changed"]) == (12, 0)
    assert rows_of(school) == before


def test_confirming_twice_writes_once(school: Organisation, author: User) -> None:
    kept = rehearse(school, author)
    digest = plan_of(kept).digest()
    first = confirm(kept, digest=digest)
    again = confirm(kept, digest=digest, now=timezone.now() + timedelta(minutes=1))
    assert again.confirmed_at == first.confirmed_at
    assert Learner.objects.count() == 12
    assert AuditEvent.objects.filter(verb="learners.imported").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_once(school: Organisation, author: User) -> None:
    kept = [rehearse(school, UserFactory()) for _ in range(4)]
    digest, together = plan_of(kept[0]).digest(), Barrier(4)

    def attempt(one: LearnerImport) -> str:
        together.wait()
        try:
            return confirm_import(kept=one, actor=author, digest=digest, now=timezone.now()).status
        except RosterChanged:
            return "changed"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(attempt, kept)) == ["changed", "changed", "changed", "confirmed"]
    assert school.learners.count() == 12


def test_changes_leave_the_account_and_the_rest(school: Organisation, author: User) -> None:
    bring(school, author)
    user = PupilFactory()
    zoe = school.learners.get(ine=ZOE)
    Learner.objects.filter(pk=zoe.pk).update(user=user)
    bring(school, author, siecle(("<PRENOM>Zoé<", "<PRENOM>Zoë<"), ("14/03/2011", "15/03/2011"), ("FICTIVE", "RÉELLE")))
    changed = school.learners.get(ine=ZOE)
    assert (changed.pk, changed.public_id, changed.created_at, changed.user) == (
        zoe.pk,
        zoe.public_id,
        zoe.created_at,
        user,
    )
    assert (changed.first_name, changed.birth_date, changed.sort_key) == ("Zoë", date(2011, 3, 15), fold("réelle zoë"))


def test_who_is_absent_leaves_and_comes_back(school: Organisation, author: User) -> None:
    bring(school, author)
    user = PupilFactory()
    school.learners.filter(ine=ZOE).update(user=user)
    start = SIECLE.index(b'<ELEVE ELEVE_ID="900001"')
    without = SIECLE[:start] + SIECLE[SIECLE.index(b'<ELEVE ELEVE_ID="900002"') :]
    now = timezone.now()
    kept = confirm(rehearse(school, author, without), now=now)
    assert kept.counters["disabled"] == 1
    gone = school.learners.get(ine=ZOE)
    assert (gone.disabled_at, gone.user) == (now, user)
    assert learner_of(user, school) is None
    assert school.learners.active().count() == 11
    kept = bring(school, author)
    assert (kept.counters["returned"], kept.counters["changed"], kept.counters["added"]) == (1, 0, 0)
    back = school.learners.get(ine=ZOE)
    assert (back.pk, back.disabled_at, back.user) == (gone.pk, None, user)


def test_a_list_in_pieces(school: Organisation, author: User) -> None:
    bring(school, author)
    kept = confirm(rehearse(school, author, table(";AUTRE;;Ana;;;01/01/2010;;B"), "b.csv", keeps_absent=True))
    assert (kept.counters["added"], kept.counters["disabled"]) == (1, 0)
    assert school.learners.active().count() == 13


def test_a_table_does_not_erase_what_siecle_said(school: Organisation, author: User) -> None:
    bring(school, author)
    confirm(rehearse(school, author, table(";fictive;;zoe;;;14/03/2011;;3E"), "b.csv", keeps_absent=True))
    zoe = school.learners.get(ine=ZOE)
    assert (zoe.class_name, zoe.mef, zoe.status) == ("3E", "20010019110", "ST")


# --- Cost ---------------------------------------------------------------------------------------------------------------
def test_two_thousand_pupils_in_few_statements(school: Organisation, author: User, django_assert_num_queries) -> None:
    kept = rehearse(school, author, many(2000))
    digest = plan_of(kept).digest()
    # savepoint; school, import, its pupils, accounts elsewhere; two thousand lines by thousands; import, trace; savepoint
    with django_assert_num_queries(10):
        confirm_import(kept=kept, actor=author, digest=digest, now=timezone.now())
    changed = rehearse(school, author, many(1500, class_name="3E"))
    digest = plan_of(changed).digest()
    # and one for those who leave
    with django_assert_num_queries(11):
        confirm_import(kept=changed, actor=author, digest=digest, now=timezone.now())
    assert school.learners.active().filter(class_name="3E").count() == 1500
    assert school.learners.exclude(disabled_at=None).count() == 500


def test_a_plan_costs_as_much_for_one_as_for_many(
    school: Organisation, author: User, django_assert_num_queries
) -> None:
    for count in (1, 300):
        kept = rehearse(school, author, many(count))
        LearnerFactory(ine="000000000AA", birth_date=BORN, user=PupilFactory())
        with django_assert_num_queries(4 if count == 1 else 2):
            plan_of(kept)


# --- What is kept no longer than it serves ------------------------------------------------------------------------------------
def test_a_new_rehearsal_forgets_the_earlier_one_of_the_same_author(school: Organisation, author: User) -> None:
    first, other = rehearse(school, author), rehearse(school, UserFactory())
    refused = rehearse(school, author, siecle(("14/03/2011", "")))
    last = rehearse(school, author)
    states = {one.pk: (one.status, len(one.rows), len(one.errors)) for one in LearnerImport.objects.all()}
    assert states == {
        first.pk: (ImportStatus.ABANDONED, 0, 0),
        other.pk: (ImportStatus.REHEARSED, 12, 0),
        refused.pk: (ImportStatus.REFUSED, 0, 0),
        last.pk: (ImportStatus.REHEARSED, 12, 0),
    }


def test_clean_up_forgets_the_pupils_of_old_rehearsals(school: Organisation, author: User) -> None:
    now = timezone.now()
    yesterday = now - timedelta(hours=25)
    old = rehearse(school, author, now=yesterday)
    unread = rehearse(school, UserFactory(), b"x", now=yesterday)
    done = confirm(rehearse(school, UserFactory(), many(1)))
    LearnerImport.objects.filter(pk=done.pk).update(created_at=yesterday)
    new = rehearse(school, UserFactory())
    call_command("clean_up", verbosity=0)
    states = dict(LearnerImport.objects.values_list("pk", "status"))
    assert states == {old.pk: "abandoned", unread.pk: "refused", done.pk: "confirmed", new.pk: "rehearsed"}
    assert set(LearnerImport.objects.exclude(rows=[]).values_list("pk", flat=True)) == {new.pk}
    assert LearnerImport.objects.get(pk=unread.pk).errors[0]["code"] == "xml"
    assert LearnerImport.objects.get(pk=done.pk).counters["added"] == 1
