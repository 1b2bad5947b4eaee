"""Roles, removal, departure. Each locks the space first: a space is never left without an administrator."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from organisations import queries
from organisations.actions.audit import record_act
from organisations.enums import Role
from organisations.models import Membership, Organisation
from pixorga.ui.typography import french_spaces


class TeamRefused(Exception):
    """What cannot be done to a team, and why, in words for the person who asks."""


OWN_ROLE = "Vous ne pouvez pas modifier votre propre rôle. Un autre administrateur peut le faire."
NOT_ONESELF = french_spaces("Pour partir, utilisez « Quitter cet espace ».")
GONE = "Cette personne n’est plus membre de l’espace."
LAST_ADMINISTRATOR = (
    "Vous êtes le seul administrateur de cet espace. Donnez d’abord le rôle d’administrateur à un autre membre."
)
LAST_ADMINISTRATOR_STAFF = (
    "C’est le seul administrateur de cet espace. Donnez d’abord le rôle d’administrateur à un autre membre."
)


def lock_space(organisation_id: int) -> Organisation:
    """Acts on a team pass one after the other. NO KEY: campaigns and answers of the space go on meanwhile."""
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)


def still_administrator(membership: Membership) -> Membership:
    """Read again under the lock: somebody may have changed it since the request began."""
    found = Membership.objects.active().filter(pk=membership.pk, role=Role.ADMIN).first()
    if found is None:
        raise PermissionDenied
    return found


def _still_member(membership: Membership) -> Membership:
    found = Membership.objects.active().filter(pk=membership.pk).first()
    if found is None:
        raise TeamRefused(GONE)
    return found


@transaction.atomic
def change_role(*, actor: Membership, member: Membership, role: Role) -> Membership:
    """An administrator gives another member a role. PermissionDenied, or TeamRefused."""
    lock_space(actor.organisation_id)
    actor, member = still_administrator(actor), _still_member(member)
    if member.pk == actor.pk:
        raise TeamRefused(OWN_ROLE)
    if member.role != role:
        member.role = role
        member.save(update_fields=["role"])
        record_act(
            actor=actor.user, verb="membership.role", target=member, organisation_id=actor.organisation_id, role=role
        )
    return member


@transaction.atomic
def remove_member(*, actor: Membership, member: Membership) -> None:
    """An administrator takes another member out, at once. PermissionDenied, or TeamRefused."""
    lock_space(actor.organisation_id)
    actor, member = still_administrator(actor), _still_member(member)
    if member.pk == actor.pk:
        raise TeamRefused(NOT_ONESELF)
    _disable(member)
    record_act(actor=actor.user, verb="membership.removed", target=member, organisation_id=actor.organisation_id)


@transaction.atomic
def leave_space(*, member: Membership) -> None:
    """TeamRefused for the last administrator, even alone: somebody must be able to invite."""
    lock_space(member.organisation_id)
    member = _still_member(member)
    if queries.is_last_administrator(member):
        raise TeamRefused(LAST_ADMINISTRATOR)
    _disable(member)
    record_act(actor=member.user, verb="membership.left", target=member, organisation_id=member.organisation_id)


def check_administrators(*, member: Membership, stays_admin: bool) -> None:
    """For the team of PixOrga, inside a transaction: TeamRefused if members would be left without an administrator."""
    lock_space(member.organisation_id)
    was_admin = Membership.objects.active().filter(pk=member.pk, role=Role.ADMIN).exists()
    others = Membership.objects.active().filter(organisation=member.organisation_id).exclude(pk=member.pk)
    if was_admin and not stays_admin and others.exists() and not others.filter(role=Role.ADMIN).exists():
        raise TeamRefused(LAST_ADMINISTRATOR_STAFF)


def _disable(member: Membership) -> None:
    member.disabled_at = timezone.now()
    member.save(update_fields=["disabled_at"])


def record_visit(*, membership: Membership, today: date) -> None:
    """Once a day: who no longer comes is seen in the list of the team."""
    if membership.last_visit_on != today:
        Membership.objects.filter(pk=membership.pk).update(last_visit_on=today)
        membership.last_visit_on = today
