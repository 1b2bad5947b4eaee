"""Writes about many campaigns at once, once each: the same form sent again finds what it did the first time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from campaigns.actions import archive_campaign, create_campaign
from campaigns.imports import PlannedCampaign
from campaigns.models import Campaign
from organisations.actions import record_act
from organisations.models import AuditEvent, User

CREATED = "campaign.created-by-file"
# Longer than anybody leaves a page open between the rehearsal and the confirmation.
LOTS_KNOWN_FOR = timedelta(days=2)


@transaction.atomic
def create_campaigns(*, planned: Sequence[PlannedCampaign], actor: User, lot: str, now: datetime) -> list[Campaign]:
    """All or none. ``lot`` names the form: sent twice, it makes them once."""
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.pk)
    made = campaigns_of_lot(actor=actor, lot=lot, now=now)
    if made:
        return made
    for one in planned:
        campaign = create_campaign(
            organisation=one.organisation,
            creator=one.creator,
            name=one.name,
            profile=one.profile,
            title=one.title,
            landing_text=one.landing_text,
            external_id_label=one.external_id_label,
            preset=one.preset,
            now=now,
        )
        record_act(actor=actor, verb=CREATED, target=campaign, organisation_id=campaign.organisation_id, lot=lot)
        made.append(campaign)
    return made


def campaigns_of_lot(*, actor: User, lot: str, now: datetime) -> list[Campaign]:
    """In the order of their table."""
    acts = AuditEvent.objects.filter(actor=actor, verb=CREATED, at__gte=now - LOTS_KNOWN_FOR, details__lot=lot)
    keys = [int(key) for key in acts.order_by("id").values_list("target_id", flat=True)]
    found = Campaign.objects.select_related("organisation", "profile", "creator").in_bulk(keys)
    return [found[key] for key in keys if key in found]


@transaction.atomic
def archive_campaigns(*, campaigns: Sequence[Campaign], actor: User, now: datetime) -> int:
    """Those that are still active; how many."""
    chosen = Campaign.objects.active().filter(pk__in=[one.pk for one in campaigns])
    held = list(chosen.select_for_update(of=("self",), no_key=True).order_by("pk"))
    for campaign in held:
        archive_campaign(campaign=campaign, actor=actor, now=now)
    return len(held)
