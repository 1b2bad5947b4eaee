"""Every write about campaigns and their participations."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from assessments import content
from assessments.actions import (
    OutdatedQuestion,
    Recorded,
    StaleQuestion,
    record_answer,
    redraw_question,
    start_assessment,
)
from assessments.enums import AssessmentKind, Preset
from assessments.models import Assessment
from assessments.queries import assessments_with_release, was_reported
from campaigns.models import Campaign, Participation, TargetProfile
from learners.models import Learner
from organisations.models import AuditEvent, Organisation, User

# No I, L, O, 0 nor 1: codes are read on a board and copied by hand (settled.md 20).
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_DIGITS = "23456789"
# One question in so many, in the schools that want them (settled.md 10).
CONTROL_EVERY = 15


class CampaignClosed(Exception):
    """The campaign, or its school, was archived: nothing can be started, answered nor sent."""


class ResultsSent(Exception):
    """The earlier result was sent while a retry ran: what was sent does not change any more."""


class LearnerRemoved(Exception):
    """The school took this pupil off its list: nothing new can be started."""


class ParticipationTaken(Exception):
    """This pupil already takes part in the campaign with another account (A-16)."""


@dataclass(frozen=True)
class Step:
    """Where the pupil stands after a submission."""

    assessment: Assessment
    recorded: Recorded | None


def new_code() -> str:
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(6))
    return letters + "".join(secrets.choice(CODE_DIGITS) for _ in range(3))


def create_campaign(
    *,
    organisation: Organisation,
    creator: User,
    name: str,
    profile: TargetProfile,
    now: datetime,
    title: str = "",
    landing_text: str = "",
    external_id_label: str = "",
    preset: str = Preset.STANDARD,
) -> Campaign:
    """Create a campaign with a fresh code; a code already taken is drawn again."""
    campaign = Campaign(
        organisation=organisation,
        creator=creator,
        name=name,
        profile=profile,
        title=title,
        landing_text=landing_text,
        external_id_label=external_id_label,
        preset=preset,
        created_at=now,
    )
    while True:
        campaign.code = new_code()
        try:
            with transaction.atomic():
                campaign.save(force_insert=True)
        except IntegrityError:
            if not Campaign.objects.filter(code=campaign.code).exists():
                raise
        else:
            return campaign


def update_campaign(*, campaign: Campaign, name: str, title: str, landing_text: str) -> None:
    """What may change afterwards; the profile and the identifier may not."""
    campaign.name, campaign.title, campaign.landing_text = name, title, landing_text
    campaign.save(update_fields=["name", "sort_key", "title", "landing_text"])


@transaction.atomic
def archive_campaign(*, campaign: Campaign, actor: User, now: datetime) -> None:
    campaign.archived_at, campaign.archived_by = now, actor
    campaign.save(update_fields=["archived_at", "archived_by"])
    _audit(campaign, actor, "campaign.archived", now)


@transaction.atomic
def unarchive_campaign(*, campaign: Campaign, actor: User, now: datetime) -> None:
    campaign.archived_at = campaign.archived_by = None
    campaign.save(update_fields=["archived_at", "archived_by"])
    _audit(campaign, actor, "campaign.unarchived", now)


def _audit(campaign: Campaign, actor: User, verb: str, now: datetime) -> None:
    AuditEvent.objects.create(
        at=now,
        actor=actor,
        organisation_id=campaign.organisation_id,
        verb=verb,
        target_type="campaign",
        target_id=str(campaign.pk),
    )


@transaction.atomic
def start_participation(*, campaign: Campaign, user: User, learner: Learner, now: datetime) -> Participation:
    """Enter a campaign, with the first question in hand. Clicking twice gives the same participation.

    Raises CampaignClosed, LearnerRemoved and ParticipationTaken.
    """
    # The learner is the lock: a double click waits here, and a class starting together does not.
    learner = Learner.objects.select_for_update(of=("self",), no_key=True).get(pk=learner.pk)
    campaign = Campaign.objects.select_related("profile", "organisation").get(pk=campaign.pk)
    if campaign.is_closed:
        raise CampaignClosed
    # By the account too: it may have been attached to another line of the roster since.
    live = Participation.objects.live().select_related("assessment").filter(campaign=campaign)
    known = list(live.filter(Q(learner=learner) | Q(user=user)))
    for participation in known:
        if participation.user_id == user.pk:
            return participation
    if known:
        raise ParticipationTaken
    if learner.disabled_at:
        raise LearnerRemoved
    target = list(campaign.profile.skills.filter(retired_at=None).values_list("pk", flat=True))
    assessment, progress = start_assessment(
        user=user,
        kind=AssessmentKind.CAMPAIGN,
        target=target,
        preset=campaign.preset,
        control_every=CONTROL_EVERY if campaign.organisation.control_questions else 0,
        now=now,
    )
    return Participation.objects.create(
        organisation_id=campaign.organisation_id,
        campaign=campaign,
        user=user,
        learner=learner,
        assessment=assessment,
        started_at=now,
        progress=progress,
        completed_at=assessment.completed_at,
    )


def set_external_id(*, participation: Participation, external_id: str) -> None:
    participation.external_id = external_id
    participation.save(update_fields=["external_id"])


@transaction.atomic
def answer_question(
    *,
    user: User,
    public_id: object,
    seq: int,
    challenge_id: int,
    read: Callable[[content.Instance], Any],
    skipped: bool,
    now: datetime,
    device: str = "",
) -> Step:
    """Store one answer of a pupil, whatever the number of times the form is sent.

    ``read`` turns the question into the response that was given to it, or raises to store nothing; ``device`` is a
    ``Device``, if it is known. A stale form changes nothing; an outdated question is drawn again instead of answered.
    Raises Assessment.DoesNotExist for somebody else's test, CampaignClosed and ResultsSent.
    """
    assessment = _locked(user, public_id)
    loaded = content.get(assessment.latest_release)
    try:
        recorded = record_answer(
            assessment=assessment,
            seq=seq,
            challenge_id=challenge_id,
            read=read,
            skipped=skipped,
            now=now,
            loaded=loaded,
            device=device,
            reported=assessment.reported,
        )
    except StaleQuestion:
        return Step(assessment=assessment, recorded=None)
    except OutdatedQuestion:
        _redraw(assessment, loaded, now)
        return Step(assessment=assessment, recorded=None)
    _follow(assessment, recorded.progress, now)
    return Step(assessment=assessment, recorded=recorded)


@transaction.atomic
def renew_question(*, user: User, public_id: object, now: datetime) -> Assessment:
    """Draw again a question in hand that was answered in another test, or withdrawn, meanwhile."""
    assessment = _locked(user, public_id)
    if not assessment.is_completed:
        _redraw(assessment, content.get(assessment.latest_release), now)
    return assessment


def _redraw(assessment: Assessment, loaded: content.Content, now: datetime) -> None:
    progress = redraw_question(assessment=assessment, loaded=loaded, now=now)
    _follow(assessment, progress, now)


# Built once: composing this statement costs Django more than PostgreSQL takes to run it (docs/mesures.md).
_TO_LOCK = (
    assessments_with_release()
    .annotate(reported=was_reported())
    .select_for_update(of=("self",))
    .select_related("participation__campaign__organisation")
)


def _locked(user: User, public_id: object) -> Assessment:
    assessment = _TO_LOCK.get(public_id=public_id, user=user)
    participation = getattr(assessment, "participation", None)
    if participation and participation.deleted_at:
        raise Assessment.DoesNotExist
    if participation and participation.campaign.is_closed:
        raise CampaignClosed
    if participation and participation.shared_at and not assessment.is_completed:
        raise ResultsSent
    return assessment


def _follow(assessment: Assessment, progress: float, now: datetime) -> None:
    """Copy the figures teachers see beside the answer, in its transaction."""
    participation = getattr(assessment, "participation", None)
    if participation is None:
        return
    participation.last_answer_at = now
    if assessment.kind != AssessmentKind.RETRY:
        participation.progress = progress
        participation.answer_count = assessment.answer_count
        participation.completed_at = assessment.completed_at
    elif assessment.completed_at:
        # A retry changes nothing that the teacher sees before it ends: the earlier result stands until then.
        participation.completed_at = assessment.completed_at
    participation.save(update_fields=["progress", "answer_count", "last_answer_at", "completed_at"])
