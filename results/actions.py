"""Every write about results: the pupil sends them, the teacher takes them away."""

from datetime import datetime

from django.db import transaction

from campaigns.actions import CampaignClosed
from campaigns.models import Campaign, Participation
from campaigns.retry import finished_test
from organisations.models import AuditEvent, User
from results.models import CompetenceResult, SharedResult


class SharingRefused(Exception):
    """Nothing was sent."""


class NotCompleted(SharingRefused):
    """There are questions left."""


class LearnerDisabled(SharingRefused):
    """The school took this pupil off its list."""


class ParticipationDeleted(SharingRefused):
    """The school deleted this participation."""


@transaction.atomic
def share_results(*, participation: Participation, now: datetime) -> Participation:
    """Send the result as the pupil sees it: freeze it, and date the participation. Sending twice sends once.

    Raises CampaignClosed or a SharingRefused.
    """
    # The row is the lock: the second of two clicks waits here, then finds the date.
    locked = (
        Participation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("campaign__organisation", "learner", "assessment")
        .get(pk=participation.pk)
    )
    if locked.deleted_at:
        raise ParticipationDeleted
    if locked.shared_at:
        return locked
    if locked.campaign.is_closed:
        raise CampaignClosed
    if locked.learner.disabled_at:
        raise LearnerDisabled
    # While a retry runs, the result that stands is the one before it.
    test = finished_test(locked)
    outcome = test.outcome if test else None
    if locked.completed_at is None or outcome is None:
        raise NotCompleted
    owner = {"organisation_id": locked.organisation_id, "campaign_id": locked.campaign_id}
    result = SharedResult.objects.create(
        **owner,
        participation=locked,
        validated=outcome["validated"],
        evaluated=outcome["evaluated"],
        pix=outcome["pix"],
        skills=outcome["skills"],
        interval=outcome.get("interval"),
        frozen_at=now,
    )
    CompetenceResult.objects.bulk_create(
        CompetenceResult(
            **owner,
            result=result,
            competence_id=part["competence"],
            validated=part["validated"],
            evaluated=part["evaluated"],
            pix=part["pix"],
            level=part["level"],
        )
        for part in outcome["competences"]
    )
    locked.shared_at = now
    locked.save(update_fields=["shared_at"])
    return locked


def record_export(*, campaign: Campaign, actor: User, now: datetime) -> None:
    """The terms promise it: who took personal data out of the house, and when."""
    AuditEvent.objects.create(
        at=now,
        actor=actor,
        organisation_id=campaign.organisation_id,
        verb="results.exported",
        target_type="campaign",
        target_id=str(campaign.pk),
    )
