from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from assessments import content
from assessments.tests.bank_files import write_referential


@pytest.fixture(autouse=True)
def _nothing_in_memory() -> Iterator[None]:
    content.forget()
    yield
    content.forget()


@pytest.fixture
def bank(tmp_path: Path, settings) -> Path:
    """A small valid referential, which the process takes for its own."""
    settings.REFERENTIAL_DIR = str(write_referential(tmp_path / "referential"))
    return tmp_path / "referential"


@pytest.fixture
def app() -> Client:
    """A browser in the pupils' space."""
    return Client(SERVER_NAME="app.localhost")


@pytest.fixture
def admin_space() -> Client:
    return Client(SERVER_NAME="admin.localhost")
