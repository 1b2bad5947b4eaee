"""One pupil, two accounts (sign-in-and-rosters.md §7.3): the ENT changed their identifier, or they had an account before it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.db import connections
from django.utils import timezone

from assessments.enums import AssessmentKind
from assessments.models import Assessment, ReferentialRelease
from assessments.tests.factories import make_content
from learners.actions import AccountGone, ReconciliationRefused, attach_known, dissociate_account, reconcile
from learners.ent import digest
from learners.enums import IdentityEventKind
from learners.models import IdentityEvent, Learner, ReconciliationAttempt
from learners.queries import is_blank
from learners.tests.factories import LearnerFactory, PupilFactory, SchoolFactory, arrival, from_ent
from organisations.models import AuditEvent, User
from organisations.tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
BORN, INE = date(2011, 3, 14), "990000077ZA"


def ask(user: User, learner: Learner, **more: Any) -> Learner:
    return reconcile(
        user=user,
        organisation=learner.organisation,
        first_name="Zoé",
        last_name="FICTIVE",
        birth_date=BORN,
        now=timezone.now(),
        **more,
    )


def line(user: User | None = None, **more: Any) -> Learner:
    return LearnerFactory(user=user, birth_date=BORN, ine=INE, **more)


# --- The ENT changed their identifier ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("where", ["here", "elsewhere"])
def test_the_new_identifier_opens_the_old_account(where: str) -> None:
    old, new = arrival(), arrival()
    uid = SocialAccount.objects.get(user=new).uid
    known = line(old)
    asked = known if where == "here" else line()

    found = ask(new, asked)

    assert (found, found.user) == (asked, old)
    asked.refresh_from_db()
    assert asked.user == old
    # The former identifier opens nothing any more, the new one the account with everything in it.
    assert list(SocialAccount.objects.values_list("user", "uid")) == [(old.pk, uid)]
    assert not User.objects.filter(pk=new.pk).exists()
    event = IdentityEvent.objects.get(kind=IdentityEventKind.TAKEOVER)
    assert (event.user, event.learner, event.organisation) == (old, asked, asked.organisation)
    assert (event.provider, event.uid_digest) == ("ent-demo", digest(uid))


def test_an_identity_of_another_provider_stays() -> None:
    old = from_ent(PupilFactory(password=None), provider="gar")
    new = arrival()
    ask(new, line(old))
    assert sorted(SocialAccount.objects.values_list("user", "provider")) == [(old.pk, "ent-demo"), (old.pk, "gar")]


def test_failed_tries_are_no_reason_to_keep_two_accounts() -> None:
    new, learner = arrival(), line(arrival())
    with pytest.raises(ReconciliationRefused):
        reconcile(
            user=new,
            organisation=learner.organisation,
            first_name="Zoé",
            last_name="FICTIVE",
            birth_date=date(2011, 1, 1),
            now=timezone.now(),
        )
    assert ask(new, learner).user != new
    assert not ReconciliationAttempt.objects.exists()


def begins_a_test(user: User) -> None:
    make_content()
    release = ReferentialRelease.objects.latest("pk")
    Assessment.objects.create(user=user, kind=AssessmentKind.COMPETENCE, target=[], release=release, strategy="x")


NOT_BLANK = {
    "a line of another school": lambda user: line(user),
    "a test begun": begins_a_test,
    "a place in a space": lambda user: MembershipFactory(user=user),
    "a user name": lambda user: User.objects.filter(pk=user.pk).update(username="zoe"),
    "an address": lambda user: User.objects.filter(pk=user.pk).update(email="zoe@exemple.fr"),
    "a second identity": lambda user: SocialAccount.objects.create(user=user, provider="gar", uid="autre-ido"),
    "an act of the journal": lambda user: AuditEvent.objects.create(
        actor=user, verb="x", target_type="x", target_id="1"
    ),
}


@pytest.mark.parametrize("what", NOT_BLANK)
def test_an_account_that_has_served_is_never_deleted(what: str) -> None:
    old, new = arrival(), arrival()
    NOT_BLANK[what](new)
    new.refresh_from_db()
    assert not is_blank(new)
    before = sorted(SocialAccount.objects.values_list("user", "uid"))
    learner = LearnerFactory(user=old, birth_date=BORN, ine="990000078ZB")
    with pytest.raises(ReconciliationRefused) as refused:
        ask(new, learner)
    assert refused.value.code == "R33"
    assert "Montrez cette page à votre enseignant." in refused.value.message
    assert sorted(SocialAccount.objects.values_list("user", "uid")) == before
    assert User.objects.filter(pk__in=[old.pk, new.pk]).count() == 2


@pytest.mark.parametrize("who", ["member", "staff", "inactive"])
def test_the_account_of_somebody_else_than_a_pupil_is_not_taken(who: str) -> None:
    old, new = arrival(), arrival()
    if who == "member":
        MembershipFactory(user=old)
    User.objects.filter(pk=old.pk).update(is_staff=who == "staff", is_active=who != "inactive")
    with pytest.raises(ReconciliationRefused) as refused:
        ask(new, line(old))
    assert refused.value.name == "R33-two"
    assert SocialAccount.objects.filter(user=new).exists()


def test_nothing_moves_when_the_old_account_is_another_pupil_here() -> None:
    school, old, new = SchoolFactory(), arrival(), arrival()
    line(old)
    LearnerFactory(organisation=school, user=old, last_name="AUTRE", birth_date=date(2010, 1, 1))
    with pytest.raises(ReconciliationRefused) as refused:
        ask(new, line(organisation=school))
    assert refused.value.code == "R70"
    assert SocialAccount.objects.filter(user=new).exists()
    assert not IdentityEvent.objects.filter(kind=IdentityEventKind.TAKEOVER).exists()


# --- They had an account before the ENT ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("where", ["here", "elsewhere"])
@pytest.mark.parametrize("ways", [{"username": "zoe.fictive1403"}, {"email": "zoe@exemple.fr"}])
def test_the_ent_opens_the_account_that_was_signed_in_to(ways: dict[str, str], where: str) -> None:
    old, new = PupilFactory(**ways), arrival()
    known = line(old)
    asked = known if where == "here" else line()
    with pytest.raises(ReconciliationRefused) as refused:
        ask(new, asked)
    assert refused.value.name.endswith("-ent")
    found = ask(new, asked, confirmed=old)
    assert (found, found.user) == (asked, old)
    assert SocialAccount.objects.get().user == old
    assert not User.objects.filter(pk=new.pk).exists()
    old.refresh_from_db()
    assert (old.username, old.email) == (ways.get("username"), ways.get("email"))
    assert old.has_usable_password()


def test_signing_in_to_another_account_joins_nothing() -> None:
    old, new, friend = PupilFactory(username="zoe.fictive1403"), arrival(), PupilFactory(username="tom.autre0101")
    with pytest.raises(ReconciliationRefused) as refused:
        ask(new, line(old), confirmed=friend)
    assert refused.value.code == "R00"
    assert SocialAccount.objects.get().user == new


# --- At the same instant ------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_a_double_click_takes_over_once() -> None:
    old, new = arrival(), arrival()
    learner, together = line(old), Barrier(4)

    def click(_: int) -> str:
        together.wait()
        try:
            return "found" if ask(new, learner).user == old else "other"
        except AccountGone:
            return "gone"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(click, range(4))) == ["found", "gone", "gone", "gone"]
    assert SocialAccount.objects.count() == 1


# --- A pupil of two schools: nothing is asked ---------------------------------------------------------------------------
def test_the_same_ine_and_birth_date_attach_without_asking() -> None:
    user = from_ent(PupilFactory())
    line(user)
    second = line()
    assert attach_known(user=user, organisation=second.organisation, now=timezone.now()) == second
    second.refresh_from_db()
    assert second.user == user
    assert IdentityEvent.objects.get().code == "INE"
    assert attach_known(user=user, organisation=second.organisation, now=timezone.now()) is None


BIRTH_DATES = {"another birth date": date(2011, 3, 15), "no birth date": None}


@pytest.mark.parametrize(
    "unsure",
    [
        "another birth date",
        "no birth date",
        "not a national number",
        "taken",
        "left",
        "dissociated before",
        "another account",
    ],
)
def test_what_is_not_sure_is_asked(unsure: str) -> None:
    user = from_ent(PupilFactory())
    first = line(user)
    second = LearnerFactory(ine=INE, birth_date=BIRTH_DATES.get(unsure, BORN))
    if unsure == "not a national number":
        Learner.objects.update(ine="12")
    elif unsure == "taken":
        Learner.objects.filter(pk=second.pk).update(user=UserFactory())
    elif unsure == "left":
        Learner.objects.filter(pk=second.pk).update(disabled_at=timezone.now())
    elif unsure == "another account":
        line(PupilFactory(username="zoe"))
    elif unsure == "dissociated before":
        Learner.objects.filter(pk=second.pk).update(user=user)
        second.refresh_from_db()
        dissociate_account(learner=second, actor=UserFactory(), now=timezone.now())
    assert attach_known(user=user, organisation=second.organisation, now=timezone.now()) is None
    assert list(Learner.objects.filter(user=user)) == [first]
