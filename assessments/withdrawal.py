"""Taking a challenge out of the tests, and putting it back: by the team, or by the watch over its answers."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from assessments.bank.load import announce_change
from assessments.models import Answer, Challenge, ChallengeHealth
from organisations.actions import record_act
from organisations.models import User


@transaction.atomic
def set_withdrawn(
    *, challenges: Iterable[int], withdrawn: bool, actor: User | None, now: datetime, **details: object
) -> list[Challenge]:
    """Withdraw challenges, or ask them again, and say so to every process that holds the content in memory.

    Only current revisions: the others are no longer asked. Returns those that have changed. ``actor`` None: an alarm.
    Asking a challenge again ends its alarm.
    """
    rows = Challenge.objects.filter(pk__in=list(challenges), retired_at=None, withdrawn_at__isnull=withdrawn)
    changed = list(rows.order_by("pk").select_for_update(of=("self",)).only("pk", "key", "revision"))
    verb = "withdrawn" if withdrawn else "restored"
    for challenge in changed:
        challenge.withdrawn_at = now if withdrawn else None
        challenge.save(update_fields=["withdrawn_at"])
        record_act(actor=actor, verb=f"challenge.{verb}", target=challenge, key=challenge.key, **details)
    if changed:
        announce_change({verb: {"épreuve": sorted(row.key for row in changed)}})
    if changed and not withdrawn:
        end_alarms(challenges=[row.pk for row in changed], actor=None)
    return changed


@transaction.atomic
def end_alarms(*, challenges: Iterable[int], actor: User | None) -> int:
    """Follow these challenges afresh, from their next answer; ``actor`` None writes no act. Returns how many had an alarm."""
    rows = ChallengeHealth.objects.filter(pk__in=list(challenges)).exclude(alarm_at=None)
    held = list(rows.select_for_update(of=("self",)).select_related("challenge").defer("challenge__body"))
    latest = Answer.objects.aggregate(latest=Max("id"))["latest"] or 0
    for health in held:
        health.alarm_at, health.easier, health.harder, health.watched = None, 0.0, 0.0, 0
        health.seen_up_to = latest
        health.save(update_fields=["alarm_at", "easier", "harder", "watched", "seen_up_to"])
        if actor is not None:
            record_act(actor=actor, verb="challenge.alarm-ended", target=health.challenge, key=health.challenge.key)
    return len(held)
