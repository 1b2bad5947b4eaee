"""Fixtures of every app."""

import pytest
from django.test import Client

from assessments import content


@pytest.fixture(autouse=True)
def fresh_content():
    """Each test writes its own referential: what another one left in memory is forgotten."""
    content.forget()
    yield
    content.forget()


@pytest.fixture
def orga_client() -> Client:
    """A browser in the teachers' space."""
    return Client(SERVER_NAME="orga.localhost")


@pytest.fixture
def app_client() -> Client:
    """A browser in the pupils' space."""
    return Client(SERVER_NAME="app.localhost")
