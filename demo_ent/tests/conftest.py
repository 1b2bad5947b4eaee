from pathlib import Path

import pytest
from pytest_django import Settings

from demo_ent.tests.journey import Journey


@pytest.fixture(scope="session")
def ent_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The keys are made once for all the tests, elsewhere than in the developer's own folder."""
    return tmp_path_factory.mktemp("ent")


@pytest.fixture
def journey(settings: Settings, ent_keys: Path) -> Journey:
    settings.VAR_DIR = ent_keys
    return Journey()
