"""Accounts and the list: those that follow a pupil to another school, that came before it, or that were left behind."""

from datetime import date

import pytest
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from learners.actions import ReconciliationRefused, dissociate_account, reconcile
from learners.enums import IdentityEventKind
from learners.imports.apply import plan_of
from learners.models import IdentityEvent
from learners.queries import learner_of
from learners.tests.factories import LearnerFactory, PupilFactory, SchoolFactory
from learners.tests.rosters import UAI, bring, confirm, rehearse, table
from organisations.models import Organisation, User
from organisations.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
BORN = date(2011, 3, 14)
ZOE = "990000001ZA"


@pytest.fixture
def school() -> Organisation:
    return SchoolFactory(uai=UAI)


@pytest.fixture
def author() -> User:
    return UserFactory()


# --- The same pupil in another school ----------------------------------------------------------------------------------------
def test_the_account_follows_the_pupil(school: Organisation, author: User) -> None:
    user = PupilFactory()
    before = LearnerFactory(ine=ZOE, birth_date=BORN, user=user, disabled_at=timezone.now())
    kept = rehearse(school, author)
    assert plan_of(kept).linked == 1
    confirm(kept)
    assert learner_of(user, school).ine == ZOE
    before.refresh_from_db()
    assert before.user == user
    event = IdentityEvent.objects.get()
    assert (event.kind, event.code, event.user, event.organisation) == (
        IdentityEventKind.LINKED,
        "IMPORT",
        user,
        school,
    )


def test_an_account_that_waits_for_a_pupil_of_the_list(school: Organisation, author: User) -> None:
    bring(school, author)
    user = PupilFactory()
    LearnerFactory(ine=ZOE, birth_date=BORN, user=user)
    kept = bring(school, author)
    assert kept.counters["linked"] == 1
    assert learner_of(user, school).ine == ZOE


def never(school: Organisation, author: User) -> None:
    kept = bring(school, author)
    assert kept.counters["linked"] == 0
    assert school.learners.get(ine=ZOE).user is None


def test_not_with_another_birth_date(school: Organisation, author: User) -> None:
    LearnerFactory(ine=ZOE, birth_date=date(2010, 1, 1), user=PupilFactory())
    never(school, author)


def test_not_without_birth_date(school: Organisation, author: User) -> None:
    LearnerFactory(ine=ZOE, birth_date=None, user=PupilFactory())
    never(school, author)


def test_not_when_two_accounts_claim_the_ine(school: Organisation, author: User) -> None:
    for _ in range(2):
        LearnerFactory(ine=ZOE, birth_date=BORN, user=PupilFactory())
    never(school, author)


def test_not_when_the_account_holds_several_ine(school: Organisation, author: User) -> None:
    user = PupilFactory()
    LearnerFactory(ine=ZOE, birth_date=BORN, user=user)
    LearnerFactory(ine="980000009ZZ", user=user)
    never(school, author)


def test_not_when_the_account_is_somebody_else_here(school: Organisation, author: User) -> None:
    user = PupilFactory()
    LearnerFactory(ine=ZOE, birth_date=BORN, user=user)
    LearnerFactory(organisation=school, ine=None, last_name="AUTRE", user=user)
    never(school, author)


def test_not_a_disabled_account(school: Organisation, author: User) -> None:
    LearnerFactory(ine=ZOE, birth_date=BORN, user=PupilFactory(is_active=False))
    never(school, author)


def test_not_one_account_for_two_pupils(school: Organisation, author: User) -> None:
    user = PupilFactory()
    LearnerFactory(ine=ZOE, birth_date=BORN, user=user)
    LearnerFactory(ine="990000002ZB", birth_date=date(2011, 11, 2), user=user)
    never(school, author)


def test_not_what_this_school_dissociated(school: Organisation, author: User) -> None:
    user = PupilFactory()
    LearnerFactory(ine=ZOE, birth_date=BORN, user=user)
    bring(school, author)
    zoe = school.learners.get(ine=ZOE)
    assert zoe.user == user
    dissociate_account(learner=zoe, actor=author, now=timezone.now())
    never(school, author)


def test_not_a_number_of_the_school_itself() -> None:
    """«12345» may be anybody's elsewhere."""
    here, author = SchoolFactory(), UserFactory()
    LearnerFactory(ine="12345", birth_date=BORN, user=PupilFactory())
    kept = bring(here, author, table("12345;FICTIVE;;Zoé;;;14/03/2011;;"), "a.csv")
    assert (kept.counters["added"], kept.counters["linked"]) == (1, 0)


# --- Who came before the list, and who comes after -----------------------------------------------------------------------------
def test_a_pupil_of_the_ent_known_before_the_list(school: Organisation, author: User) -> None:
    user = PupilFactory()
    SocialAccount.objects.create(user=user, provider="ent-demo", uid="x")
    known = LearnerFactory(organisation=school, user=user, ine=None, birth_date=None, class_name="")
    bring(school, author)
    known.refresh_from_db()
    assert (known.ine, known.birth_date, known.user, known.disabled_at) == (ZOE, BORN, user, None)


def test_who_left_attaches_the_account_to_the_new_line(school: Organisation, author: User) -> None:
    """The line of a pupil who left must not stop them: the name changed with the INE, so the import saw two people."""
    user = PupilFactory(first_name="Zoé", last_name="FICTIVE")
    old = LearnerFactory(organisation=school, user=user, ine="980000000ZZ", last_name="ANCIEN", birth_date=BORN)
    bring(school, author)
    old.refresh_from_db()
    assert old.disabled_at is not None
    attached = reconcile(
        user=user, organisation=school, first_name="Zoé", last_name="Fictive", birth_date=BORN, now=timezone.now()
    )
    old.refresh_from_db()
    assert (attached.ine, attached.user, old.user) == (ZOE, user, None)
    assert set(IdentityEvent.objects.values_list("kind", "learner_id")) == {
        (IdentityEventKind.UNLINKED, old.pk),
        (IdentityEventKind.LINKED, attached.pk),
    }


def test_who_left_is_not_somebody_else(school: Organisation, author: User) -> None:
    """The account of a pupil who left, born another day, is still theirs: R70, as while they were there."""
    user = PupilFactory(first_name="Zoé", last_name="FICTIVE")
    old = LearnerFactory(organisation=school, user=user, ine="980000000ZZ", birth_date=date(2010, 1, 1))
    bring(school, author)
    with pytest.raises(ReconciliationRefused) as refused:
        reconcile(
            user=user, organisation=school, first_name="Zoé", last_name="Fictive", birth_date=BORN, now=timezone.now()
        )
    assert refused.value.code == "R70"
    old.refresh_from_db()
    assert (old.user, school.learners.get(ine=ZOE).user) == (user, None)
