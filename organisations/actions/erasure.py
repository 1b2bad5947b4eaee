"""Forgetting who somebody is: the account stays, without any name nor any way in, and what it did stays counted."""

import uuid
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from organisations import queries
from organisations.actions.audit import record_act
from organisations.actions.sign_in import forget_failures_of
from organisations.actions.team import TeamRefused, check_administrators
from organisations.models import Invitation, LegalAcceptance, Membership, User
from pixorga.ui.typography import french_spaces

ERASED_NAME = "Compte anonymisé"


class ErasureRefused(Exception):
    """Nothing was erased; why, in words for the team."""


ALREADY = "ce compte est déjà anonymisé."
ONESELF = "on n’anonymise pas son propre compte : un autre super admin peut le faire."
LAST_SUPER_ADMIN = "c’est le dernier super admin : il n’y aurait plus personne pour administrer PixOrga."
SUPERUSER = "seul un superutilisateur peut anonymiser un superutilisateur."


def erasure_refusal(*, user: User, actor: User) -> str:
    """Why this account may not be erased by this person; empty if it may."""
    if user.anonymised_at is not None:
        return ALREADY
    if user.pk == actor.pk:
        return french_spaces(ONESELF)
    if user.is_superuser and not actor.is_superuser:
        return SUPERUSER
    if queries.is_last_super_admin(user):
        return french_spaces(LAST_SUPER_ADMIN)
    alone = queries.spaces_led_alone(user).first()
    if alone is not None:
        return french_spaces(
            f"seul administrateur de « {alone} », qui a d’autres membres. Donnez d’abord ce rôle à l’un d’eux."
        )
    return ""


@transaction.atomic
def erase_account(*, user: User, actor: User, now: datetime, **details: Any) -> None:
    """Wipe the names and every way in, leave the spaces, keep no more of the dates than their month. ErasureRefused.

    ``details`` join those of the trace: what a higher app did at the same time. Open sessions end at the next request,
    as after a new password; ``clean_up`` deletes their rows.
    """
    # Two super admins who erase each other wait here: one of them stays.
    wanted = Q(pk=user.pk) | Q(pk__in=queries.super_admins().values("pk"))
    held = {
        one.pk: one for one in User.objects.select_for_update(of=("self",), no_key=True).filter(wanted).order_by("pk")
    }
    user = held[user.pk]
    refusal = erasure_refusal(user=user, actor=actor)
    if refusal:
        raise ErasureRefused(refusal)
    spaces = _leave_spaces(user, now)
    ways = SocialAccount.objects.filter(user=user).delete()[0]
    EmailAddress.objects.filter(user=user).delete()
    forget_failures_of(user)
    if user.email:
        _forget_invitations_to(user.email)
    _forget_in_journal(User, [user.pk])
    for acceptance in LegalAcceptance.objects.filter(user=user):
        acceptance.accepted_at = month_of(acceptance.accepted_at)
        acceptance.save(update_fields=["accepted_at"])
    user.groups.clear()
    user.user_permissions.clear()
    user.first_name, user.last_name, user.email, user.username = "", ERASED_NAME, None, None
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.one_time_until = None
    user.public_id, user.last_organisation = uuid.uuid4(), None
    user.joined_at = month_of(user.joined_at)
    for name in ("last_login", "rules_seen_at"):
        if getattr(user, name) is not None:
            setattr(user, name, month_of(getattr(user, name)))
    user.anonymised_at, user.anonymised_by = now, actor
    user.save()
    record_act(actor=actor, verb="user.anonymised", target=user, spaces=spaces, identities=ways, **details)


def _leave_spaces(user: User, now: datetime) -> int:
    active = list(Membership.objects.active().filter(user=user).order_by("organisation_id"))
    for membership in active:
        try:
            check_administrators(member=membership, stays_admin=False)
        except TeamRefused as refusal:
            raise ErasureRefused(str(refusal)) from None
    every = list(Membership.objects.filter(user=user))
    for membership in every:
        membership.disabled_at = month_of(membership.disabled_at or now)
        membership.created_at = month_of(membership.created_at)
        if membership.last_visit_on is not None:
            membership.last_visit_on = membership.last_visit_on.replace(day=1)
        membership.save(update_fields=["disabled_at", "created_at", "last_visit_on"])
    _forget_in_journal(Membership, [membership.pk for membership in every])
    return len(active)


def _forget_invitations_to(email: str) -> None:
    """Accepted or not, they are but an address; the trace keeps that they were sent and accepted."""
    invitations = Invitation.objects.filter(email=email)
    _forget_in_journal(Invitation, list(invitations.values_list("pk", flat=True)))
    invitations.delete()


def _forget_in_journal(model: type[models.Model], keys: list[int]) -> None:
    """The administration's own journal copies the name of each row that was typed there."""
    kind = ContentType.objects.get_for_model(model)
    LogEntry.objects.filter(content_type=kind, object_id__in=map(str, keys)).update(object_repr=ERASED_NAME)


def month_of(moment: datetime) -> datetime:
    """The first instant of its month, in Paris."""
    return timezone.localtime(moment).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
