"""A body that is too large is refused before it is read."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client

from organisations.enums import Role
from organisations.tests.factories import MembershipFactory
from pixorga.limits import large_body


def _sent(client: Client, path: str, size: int) -> int:
    return client.post(path, {"identifier": "", "file": SimpleUploadedFile("x.xml", b"x" * size)}).status_code


@pytest.fixture
def on_disk(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of the files that were put on disk."""
    files: set[str] = set()
    monkeypatch.setattr(
        TemporaryFileUploadHandler, "receive_data_chunk", lambda handler, data, start: files.add(handler.file_name)
    )
    return files


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("size", "status", "written"), [(settings.LARGEST_BODY - 1000, 200, 1), (settings.LARGEST_BODY, 413, 0)]
)
def test_a_large_file_is_not_put_on_disk(
    app_client: Client, on_disk: set[str], size: int, status: int, written: int
) -> None:
    assert (_sent(app_client, "/connexion", size), len(on_disk)) == (status, written)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/eleves/import", "/eleves", "/equipe", "/inconnue"])
def test_what_one_page_takes_no_other_does(orga_client: Client, on_disk: set[str], path: str) -> None:
    """The roster's file, and from people who are signed in only: the form's token would be looked for first."""
    size = settings.LARGEST_BODY + 1
    strict = Client(SERVER_NAME="orga.localhost", enforce_csrf_checks=True)
    strict.cookies["csrf"] = "x" * 32
    assert (_sent(strict, path, size), on_disk) == (404 if path == "/inconnue" else 413, set())
    membership = MembershipFactory(role=Role.ADMIN, organisation__manages_learners=True)
    orga_client.force_login(membership.user)
    found = _sent(orga_client, path, size)
    if path == "/eleves/import":
        assert (found, on_disk) == (422, {"x.xml"})
    else:
        assert (found, on_disk) == (404 if path == "/inconnue" else 413, set())


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/eleves/import", "/inconnue"])
def test_nothing_is_larger_than_the_largest(orga_client: Client, on_disk: set[str], path: str) -> None:
    membership = MembershipFactory(role=Role.ADMIN, organisation__manages_learners=True)
    orga_client.force_login(membership.user)
    response = orga_client.post(path, {"file": SimpleUploadedFile("x.xml", b"x" * settings.LARGEST_UPLOAD)})
    assert (response.status_code, on_disk) == (413, set())
    assert "Cet envoi est trop volumineux." in response.content.decode()


def test_a_page_cannot_ask_for_what_would_never_arrive() -> None:
    with pytest.raises(ValueError, match="LARGEST_UPLOAD"):
        large_body(settings.LARGEST_UPLOAD + 1)
