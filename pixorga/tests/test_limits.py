"""A body that is too large is refused before it is read."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("size", "status", "written"), [(settings.LARGEST_BODY - 1000, 200, 1), (settings.LARGEST_BODY, 413, 0)]
)
def test_a_large_file_is_not_put_on_disk(
    app_client: Client, monkeypatch: pytest.MonkeyPatch, size: int, status: int, written: int
) -> None:
    files: list[str] = []
    monkeypatch.setattr(
        TemporaryFileUploadHandler, "receive_data_chunk", lambda handler, data, start: files.append(handler.file_name)
    )
    response = app_client.post("/connexion", {"identifier": "", "file": SimpleUploadedFile("x", b"x" * size)})
    assert (response.status_code, len(set(files))) == (status, written)
