"""The trace of sensitive acts."""

from typing import Any

from django.db.models import Model

from organisations.models import AuditEvent, User


def record_act(
    *, actor: User | None, verb: str, target: Model, organisation_id: int | None = None, **details: Any
) -> None:
    """One line of who did what; never a name nor an address in ``details``."""
    AuditEvent.objects.create(
        actor=actor,
        verb=verb,
        target_type=target._meta.model_name,
        target_id=str(target.pk),
        organisation_id=organisation_id,
        details=details,
    )
