"""The trace of what is done from the administration."""

from typing import Any

from django.http import HttpRequest

from organisations import actions


def audit(request: HttpRequest, verb: str, target: Any, *, organisation_id: int | None = None, **details: Any) -> None:
    """One line of who did what from the administration; never a name nor an address in ``details``."""
    actions.record_act(actor=request.user, verb=verb, target=target, organisation_id=organisation_id, **details)
