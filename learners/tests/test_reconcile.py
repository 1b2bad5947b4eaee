"""From an account to its line of the roster: found once, refused with a message, slowed down, and the codes teachers know."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.db import connections
from django.utils import timezone

from learners.actions import TRIES, ReconciliationRefused, reconcile
from learners.enums import IdentityEventKind
from learners.models import IdentityEvent, Learner, ReconciliationAttempt
from learners.tests.factories import LearnerFactory, PupilFactory, SchoolFactory
from organisations.models import User

pytestmark = pytest.mark.django_db
BORN = date(2011, 3, 14)


def attach(user: User, learner: Learner, *, now: datetime | None = None, **changes: Any) -> Learner:
    typed = {"first_name": learner.first_name, "last_name": learner.last_name, "birth_date": learner.birth_date}
    return reconcile(user=user, organisation=learner.organisation, now=now or timezone.now(), **{**typed, **changes})


def refusal(user: User, learner: Learner, **changes: Any) -> ReconciliationRefused:
    with pytest.raises(ReconciliationRefused) as refused:
        attach(user, learner, **changes)
    return refused.value


def from_ent(user: User) -> User:
    SocialAccount.objects.create(user=user, provider="ent-demo", uid=f"ido-of-{user.pk:08}")
    return user


def test_found_once() -> None:
    user, learner = from_ent(PupilFactory()), LearnerFactory(birth_date=BORN)
    assert attach(user, learner) == learner
    assert attach(user, learner) == learner
    learner.refresh_from_db()
    assert learner.user == user
    assert list(IdentityEvent.objects.values_list("kind", "learner")) == [(IdentityEventKind.LINKED, learner.pk)]


def test_a_wrong_birth_date_gives_a_message_and_attaches_nobody() -> None:
    user, learner = from_ent(PupilFactory()), LearnerFactory(birth_date=BORN)
    refused = refusal(user, learner, birth_date=BORN + timedelta(days=1))
    assert refused.code == "404"
    assert "Vérifiez votre date de naissance" in refused.message
    learner.refresh_from_db()
    assert learner.user is None
    assert ReconciliationAttempt.objects.get().code == "404"


def test_a_pupil_who_left_is_not_found() -> None:
    learner = LearnerFactory(birth_date=BORN, disabled_at=timezone.now())
    assert refusal(from_ent(PupilFactory()), learner).code == "404"


def test_the_sixth_try_is_blocked_even_if_right_then_allowed_again() -> None:
    user, learner, now = from_ent(PupilFactory()), LearnerFactory(birth_date=BORN), timezone.now()
    wrong = BORN + timedelta(days=1)
    for _ in range(TRIES):
        assert refusal(user, learner, birth_date=wrong, now=now).code == "404"
    assert refusal(user, learner, now=now + timedelta(minutes=14)).code == "429"
    other = LearnerFactory(organisation=learner.organisation, birth_date=date(2011, 1, 1), last_name="AUTRE")
    assert attach(from_ent(PupilFactory()), other, now=now) == other  # nobody else is slowed down
    assert attach(user, learner, now=now + timedelta(minutes=16)) == learner


@pytest.mark.parametrize(
    "owner, code",
    [
        ({"email": "zoe@example.org"}, "R31"),
        ({"username": "zoe.fictive1403"}, "R32"),
        ({}, "R33"),
    ],
)
def test_a_line_already_attached_to_another_account(owner: dict[str, str], code: str) -> None:
    first = PupilFactory(**owner)
    if code == "R33":
        from_ent(first)
    learner = LearnerFactory(birth_date=BORN, user=first)
    refused = refusal(from_ent(PupilFactory()), learner)
    assert refused.code == code
    assert ("sous un autre identifiant. Montrez cette page" in refused.message) == (code == "R33")
    learner.refresh_from_db()
    assert learner.user == first
    assert IdentityEvent.objects.get().code == code


@pytest.mark.parametrize(
    "owner, code",
    [
        ({"email": "zoe@example.org"}, "R11"),
        ({"username": "zoe.fictive1403"}, "R12"),
        ({}, "R13"),
    ],
)
def test_the_same_pupil_under_another_account_in_another_school(owner: dict[str, str], code: str) -> None:
    first = PupilFactory(**owner)
    if code == "R13":
        from_ent(first)
    before = LearnerFactory(birth_date=BORN, user=first)
    now = LearnerFactory(birth_date=BORN, ine=before.ine)
    assert refusal(from_ent(PupilFactory()), now).code == code


def test_r70_an_account_is_one_pupil_in_a_school() -> None:
    school, user = SchoolFactory(), from_ent(PupilFactory())
    LearnerFactory(organisation=school, birth_date=date(2010, 1, 1), last_name="AUTRE", user=user)
    learner = LearnerFactory(organisation=school, birth_date=BORN)
    assert refusal(user, learner).code == "R70"


def test_r90_an_account_is_one_pupil_in_all_schools() -> None:
    user = from_ent(PupilFactory())
    LearnerFactory(birth_date=date(2010, 1, 1), last_name="AUTRE", user=user)
    assert refusal(user, LearnerFactory(birth_date=BORN)).code == "R90"


def test_a_pupil_who_moves_keeps_the_account() -> None:
    user = from_ent(PupilFactory())
    before = LearnerFactory(birth_date=BORN, user=user)
    assert attach(user, LearnerFactory(birth_date=BORN, ine=before.ine)).user == user


@pytest.mark.django_db(transaction=True)
def test_tries_sent_all_at_once_are_counted_one_by_one() -> None:
    school, user = SchoolFactory(), PupilFactory()
    together = Barrier(8)

    def attempt(day: int) -> str:
        together.wait()
        try:
            reconcile(
                user=user,
                organisation=school,
                first_name="Léa",
                last_name="Pasvrai",
                birth_date=date(2011, 5, day),
                now=timezone.now(),
            )
        except ReconciliationRefused as refused:
            return refused.code
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(attempt, range(1, 9))) == ["404"] * 5 + ["429"] * 3
