"""Two acts that wait for each other: the one that PostgreSQL ends begins again, and nobody sees it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib import import_module
from threading import Barrier, Event

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.utils import timezone

from learners.actions import reconcile
from learners.actions.deadlocks import TRIES, retried_on_deadlock
from learners.models import Learner
from learners.tests.factories import LearnerFactory, PupilFactory
from organisations.models import User


class Deadlock(Exception):
    pgcode = "40P01"


def deadlock() -> OperationalError:
    error = OperationalError("deadlock detected")
    error.__cause__ = Deadlock()
    return error


@pytest.mark.django_db(transaction=True)
def test_a_pupil_and_a_teacher_who_wait_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    pupil = PupilFactory()
    line = LearnerFactory(user=pupil, first_name="Zoé", last_name="FICTIVE", birth_date=date(2011, 3, 14))
    both_hold, tries, over = Barrier(2), [], Event()
    module = import_module("learners.actions.reconcile")
    checked = module._check_tries

    def check_tries(*args: object) -> None:
        tries.append(args)
        if len(tries) == 1:
            both_hold.wait(20)
        checked(*args)

    monkeypatch.setattr(module, "_check_tries", check_tries)

    def teacher() -> None:
        """The line first, then its account; patient, so that the pupil's act is the one that is ended."""
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL deadlock_timeout = '60s'")
                Learner.objects.select_for_update(no_key=True).get(pk=line.pk)
                both_hold.wait(20)
                User.objects.select_for_update(no_key=True).get(pk=pupil.pk)
        finally:
            over.set()
            connections.close_all()

    def pupil_asks() -> Learner:
        try:
            return reconcile(
                user=pupil,
                organisation=line.organisation,
                first_name="Zoé",
                last_name="FICTIVE",
                birth_date=date(2011, 3, 14),
                now=timezone.now(),
            )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        waiting = pool.submit(teacher)
        assert pool.submit(pupil_asks).result(60) == line
        waiting.result(60)

    assert len(tries) == 2
    assert over.is_set()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("error", "calls"), [(deadlock(), TRIES), (OperationalError("away"), 1)])
def test_it_does_not_begin_again_for_ever_nor_for_something_else(error: OperationalError, calls: int) -> None:
    made = []

    @retried_on_deadlock
    def act() -> None:
        made.append(1)
        raise error

    with pytest.raises(OperationalError):
        act()
    assert len(made) == calls


@pytest.mark.django_db
def test_inside_another_transaction_the_error_goes_up() -> None:
    made = []

    @retried_on_deadlock
    def act() -> None:
        made.append(1)
        raise deadlock()

    with pytest.raises(OperationalError):
        act()
    assert len(made) == 1
