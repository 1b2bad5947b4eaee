from pathlib import Path

import pytest
from django.test import Client

from assessments.tests.bank_files import write_referential


@pytest.fixture
def bank(tmp_path: Path, settings) -> Path:
    """A small valid referential, which the process takes for its own."""
    settings.REFERENTIAL_DIR = str(write_referential(tmp_path / "referential"))
    return tmp_path / "referential"


@pytest.fixture
def admin_space() -> Client:
    return Client(SERVER_NAME="admin.localhost")
