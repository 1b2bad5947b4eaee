"""Work after the answer: in another thread, never lost quietly, never told by the time of the answer."""

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organisations import background
from organisations.background import run_after_response
from organisations.tests.factories import UserFactory


@pytest.fixture
def threads(settings, monkeypatch):
    """The real thing, without the wait."""
    settings.MAIL_IN_BACKGROUND = True
    monkeypatch.setattr(background, "DELAY", 0)
    executor = ThreadPoolExecutor(1)
    monkeypatch.setattr(background, "_executor", executor)
    yield executor
    executor.shutdown()


def note(seen, **more):
    seen.append(threading.current_thread().name)


@pytest.mark.django_db(transaction=True)
def test_in_another_thread(threads):
    seen = []
    run_after_response(note, seen=seen)
    threads.shutdown()
    assert seen != [threading.current_thread().name]
    assert len(seen) == 1


@pytest.mark.django_db(transaction=True)
def test_only_once_it_is_committed(threads):
    seen = []
    with transaction.atomic():
        run_after_response(note, seen=seen)
        transaction.set_rollback(True)
    threads.shutdown()
    assert seen == []


@pytest.mark.django_db(transaction=True)
def test_a_process_that_stops_does_it_at_once(threads):
    threads.shutdown()
    seen = []
    run_after_response(note, seen=seen)
    assert seen == [threading.current_thread().name]


@pytest.mark.django_db(transaction=True)
def test_too_many_waiting_is_done_at_once(threads, monkeypatch):
    places = BoundedSemaphore(1)
    places.acquire()
    monkeypatch.setattr(background, "_places", places)
    seen = []
    run_after_response(note, seen=seen)
    assert seen == [threading.current_thread().name]


@pytest.mark.django_db(transaction=True)
def test_a_failure_goes_to_the_log_and_gives_its_place_back(threads, monkeypatch, caplog):
    monkeypatch.setattr(background, "_places", BoundedSemaphore(1))

    def fail():
        raise KeyError("oops")

    for _ in range(3):
        run_after_response(fail)
        threads.submit(lambda: None).result(timeout=5)
    assert caplog.text.count("fail failed") == 3
    assert "too much work" not in caplog.text


class Slow(locmem.EmailBackend):
    def send_messages(self, messages):
        time.sleep(1)
        return super().send_messages(messages)


@pytest.mark.django_db(transaction=True)
def test_a_slow_mail_server_does_not_tell_who_has_an_account(orga, threads, settings):
    """The answer does not wait for the mail of a known address; the mail still leaves, read from the base by its thread."""
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    UserFactory(email="camille@exemple.fr")
    times = {}
    for email in ("camille@exemple.fr", "inconnue@exemple.fr"):
        began = time.monotonic()
        assert orga.post("/mot-de-passe-oublie", {"email": email}).status_code == 302
        times[email] = time.monotonic() - began
    assert max(times.values()) < 0.9
    threads.shutdown()
    assert [sent.to for sent in mail.outbox] == [["camille@exemple.fr"]]


@pytest.mark.django_db
def test_the_request_does_the_same_for_every_address(settings):
    """Statement for statement: only the thread looks for the account."""
    settings.MAIL_IN_BACKGROUND = True
    UserFactory(email="camille@exemple.fr")
    statements = []
    for email in ("camille@exemple.fr", "inconnue@exemple.fr"):
        with CaptureQueriesContext(connection) as captured:
            Client(SERVER_NAME="orga.localhost").post("/mot-de-passe-oublie", {"email": email})
        statements.append([" ".join(re.sub(r'"s\d+_x\d+"', "", query["sql"]).split()[:4]) for query in captured])
    assert statements[0] == statements[1]
    assert statements[0]
    assert not [sql for sql in statements[0] if "organisations_user" in sql]
