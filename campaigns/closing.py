"""What ends for good: a space with its campaigns, an account with its participations, a participation by request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from campaigns.actions import archive_campaign, new_code
from campaigns.enums import DeletionReason
from campaigns.models import Campaign, Participation
from learners.erasure import delete_line, forget_account, lines_born_of, wipe_line
from learners.models import Learner
from organisations.actions import cancel_invitation, erase_account, lock_space, record_act
from organisations.models import Invitation, Membership, Organisation, User


class LearnerKept(Exception):
    """This pupil took part in a campaign: the line is not deleted."""


# --- Spaces -------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class SpaceWeight:
    """What archiving would end."""

    campaigns: int
    invitations: int
    members: int
    running: int  # participations whose results were not sent


def weight_of_spaces(spaces: Sequence[Organisation]) -> SpaceWeight:
    """Four statements, whatever the number of spaces."""
    active = Campaign.objects.active().filter(organisation__in=spaces)
    return SpaceWeight(
        campaigns=active.count(),
        invitations=Invitation.objects.pending().filter(organisation__in=spaces).count(),
        members=Membership.objects.filter(organisation__in=spaces, disabled_at=None).count(),
        running=Participation.objects.live().filter(campaign__in=active, shared_at=None).count(),
    )


@transaction.atomic
def archive_organisation(*, organisation: Organisation, actor: User, now: datetime) -> bool:
    """End a space: its campaigns are archived, its invitations cancelled, its members out. False if it was archived."""
    space = lock_space(organisation.pk)
    if space.archived_at is not None:
        return False
    campaigns = list(space.campaigns.active().order_by("pk"))
    for campaign in campaigns:
        archive_campaign(campaign=campaign, actor=actor, now=now)
    pending = list(space.invitations.pending().order_by("pk"))
    invitations = [one for one in pending if cancel_invitation(invitation=one, actor=actor)]
    members = space.memberships.filter(disabled_at=None).update(disabled_at=now)
    space.archived_at, space.archived_by = now, actor
    space.save(update_fields=["archived_at", "archived_by"])
    record_act(
        actor=actor,
        verb="organisation.archived",
        target=space,
        organisation_id=space.pk,
        campaigns=len(campaigns),
        invitations=len(invitations),
        members=members,
    )
    return True


# --- Accounts -----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class AccountWeight:
    """What anonymising accounts would change."""

    spaces: int
    lines: int
    born: int  # of those lines, the ones that only hold the names of the account
    sent: int
    running: int


def weight_of_accounts(users: Sequence[User]) -> AccountWeight:
    """Five statements, whatever the number of accounts."""
    live = Participation.objects.live().filter(user__in=users)
    return AccountWeight(
        spaces=Membership.objects.active().filter(user__in=users).count(),
        lines=Learner.objects.filter(user__in=users).count(),
        born=lines_born_of(users).count(),
        sent=live.exclude(shared_at=None).count(),
        running=live.filter(shared_at=None).count(),
    )


@transaction.atomic
def anonymise_account(*, user: User, actor: User, now: datetime) -> None:
    """Forget who an account is. Its answers stay, under no name; results that were sent stay with their school.

    A participation that was not sent could neither be ended nor sent by anybody: it is deleted, and the pupil may start
    again with another account. Raises ErasureRefused: nothing changed, then.
    """
    participations = Participation.objects.filter(user=user)
    unsent = participations.filter(shared_at=None, deleted_at=None).update(deleted_at=now)
    # An identifier that the pupil typed names a person, where no roster of the school does.
    participations.filter(learner__in=lines_born_of([user])).update(external_id="")
    # What a school keeps under a name of its own no longer leads to everything else that this person answered.
    cut = participations.update(user=None, assessment=None)
    lines = forget_account(user=user, now=now)
    erase_account(user=user, actor=actor, now=now, learners=lines, participations=cut, deleted=unsent)


# --- Participations -----------------------------------------------------------------------------------------------------
@transaction.atomic
def delete_participation(
    *, participation: Participation, actor: User, now: datetime, reason: DeletionReason, reference: str = ""
) -> bool:
    """Neither counted nor shown any more; the pupil may start again. False if it was deleted already."""
    locked = Participation.objects.select_for_update(of=("self",), no_key=True).get(pk=participation.pk)
    if locked.deleted_at is not None:
        return False
    locked.deleted_at = now
    locked.save(update_fields=["deleted_at"])
    record_act(
        actor=actor,
        verb="participation.deleted",
        target=locked,
        organisation_id=locked.organisation_id,
        campaign=locked.campaign_id,
        reason=reason.value,
        sent=locked.shared_at is not None,
        **({"reference": reference} if reference else {}),
    )
    return True


# --- Codes --------------------------------------------------------------------------------------------------------------
@transaction.atomic
def swap_codes(*, first: Campaign, second: Campaign, actor: User) -> None:
    """Each takes the code of the other, in one go: at no instant does a code lead nowhere, or to both."""
    chosen = Campaign.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=[first.pk, second.pk])
    one, other = chosen.order_by("pk")
    before = {one.pk: one.code, other.pk: other.code}
    after = {one.pk: other.code, other.pk: one.code}
    one.code = new_code()  # for an instant, within this transaction: two rows may not share a code
    one.save(update_fields=["code"])
    for campaign in (other, one):
        campaign.code = after[campaign.pk]
        campaign.save(update_fields=["code"])
        record_act(
            actor=actor,
            verb="campaign.code-changed",
            target=campaign,
            organisation_id=campaign.organisation_id,
            before=before[campaign.pk],
            after=after[campaign.pk],
        )


# --- Pupils -------------------------------------------------------------------------------------------------------------
@transaction.atomic
def anonymise_learner(*, learner: Learner, actor: User, now: datetime) -> None:
    """Wipe the line of a roster, on the request of its school: what was sent stays counted, under no name."""
    learner.participations.exclude(external_id="").update(external_id="")
    wipe_line(learner=learner, actor=actor, now=now)


def without_participation() -> Q:
    """Lines of a roster that may be deleted; a participation that was deleted is kept, and so is its line."""
    return Q(participations=None)


@transaction.atomic
def delete_learner(*, learner: Learner, actor: User) -> None:
    """Take a line off a roster for ever. LearnerKept if the pupil ever took part in a campaign."""
    # The line is what the start of a participation locks, too.
    locked = Learner.objects.select_for_update(of=("self",)).get(pk=learner.pk)
    if locked.participations.exists():
        raise LearnerKept
    delete_line(learner=locked, actor=actor)
