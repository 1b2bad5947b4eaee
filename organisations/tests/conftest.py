import pytest
from django.test import Client
from django.utils import timezone


@pytest.fixture
def orga():
    """A browser in the teachers' space."""
    return Client(SERVER_NAME="orga.localhost")


@pytest.fixture
def clock(monkeypatch):
    """Time stands still; ``clock.forward(minutes=2)`` moves it."""

    class Clock:
        now = timezone.now()

        def forward(self, **amount):
            self.now += timezone.timedelta(**amount)

    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock
