"""Into a space: invite, send, send again, cancel, accept, sign up.

What changes who is in a space locks the space first (``lock_space``), then the invitation: always in that order.
"""

import logging
import secrets
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from organisations import queries
from organisations.actions.audit import record_act
from organisations.actions.sign_in import accept_terms
from organisations.actions.team import lock_space, still_administrator
from organisations.enums import InvitationState, Role
from organisations.models import Invitation, LegalText, Membership, Organisation, User, digest_of_token
from pixorga.spaces import origin, space_url
from pixorga.ui.typography import french_spaces

logger = logging.getLogger("pixorga.mail")

RESEND_AFTER = timedelta(minutes=1)  # a double click, or impatience
DAILY_INVITATIONS = 200  # by a space: a stolen account must not flood mailboxes
# An address of somebody who never came is not kept for ever (data minimisation); a link that served says so for a year.
CLOSED_KEPT, UNANSWERED_KEPT = timedelta(days=90), timedelta(days=365)
SENDING_SECONDS = 15  # then the rest waits for «Renvoyer»: a request may last 30 seconds

REFUSED_ADDRESS = "le serveur de messagerie refuse cette adresse"
REFUSED_MESSAGE = "le serveur de messagerie refuse ce message"
NO_SERVER = "le serveur de messagerie ne répond pas"
TOO_LONG = "l’envoi prend trop de temps"


class InvitationRefused(Exception):
    """Why, in words for the person who asks."""


@dataclass
class Sending:
    """What became of each address."""

    sent: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)  # (address, reason)
    members: list[str] = field(default_factory=list)  # nothing to send: they are in the space
    invited: list[str] = field(default_factory=list)  # nothing to send: their link still works


# --- Inviting -----------------------------------------------------------------------------------------------------------
def invite_members(*, actor: Membership, emails: Sequence[str]) -> Sending:
    """An administrator invites these addresses (lower case, each once). PermissionDenied, or InvitationRefused."""
    with transaction.atomic():
        organisation = lock_space(actor.organisation_id)
        actor = still_administrator(actor)
        _check_quota(organisation, len(emails))
        outcome, invitations = create_invitations(
            organisation=organisation, emails=emails, role=Role.MEMBER, invited_by=actor.user
        )
    return send_invitations(invitations=invitations, actor=actor.user, outcome=outcome)


def _check_quota(organisation: Organisation, more: int) -> None:
    since = timezone.now() - timedelta(days=1)
    if queries.invitations_sent_since(organisation, since) + more > DAILY_INVITATIONS:
        raise InvitationRefused(
            f"Votre espace peut envoyer {DAILY_INVITATIONS} invitations par jour. Continuez demain, "
            "ou écrivez à l’équipe PixOrga."
        )


@transaction.atomic
def create_invitations(
    *, organisation: Organisation, emails: Iterable[str], role: Role, invited_by: User
) -> tuple[Sending, list[Invitation]]:
    """The invitations to send now: new ones, and those whose time is over. The others are told apart."""
    lock_space(organisation.pk)
    wanted = list(emails)
    members = queries.members_among(organisation, wanted)
    pending = {one.email: one for one in organisation.invitations.pending().filter(email__in=wanted)}
    outcome, to_send = Sending(), []
    for email in wanted:
        known = pending.get(email)
        if email in members:
            outcome.members.append(email)
        elif known is not None and known.sent_at is not None and not known.is_expired:
            outcome.invited.append(email)
        else:
            values = {"role": role, "invited_by": invited_by}
            if known is None:
                known = organisation.invitations.create(email=email, **values)
            else:
                organisation.invitations.filter(pk=known.pk).update(**values)
            to_send.append(known)
    return outcome, to_send


# --- Sending ------------------------------------------------------------------------------------------------------------
def send_invitations(*, invitations: Sequence[Invitation], actor: User, outcome: Sending | None = None) -> Sending:
    """Mail each its own new link, over one connection. What could not leave stays in the list, to be sent again."""
    outcome = outcome or Sending()
    if not invitations:
        return outcome
    deadline = time.monotonic() + SENDING_SECONDS
    connection, lost = get_connection(), ""
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        logger.error("no connection for invitations: %s", type(error).__name__)
        lost = NO_SERVER
    try:
        for invitation in invitations:
            if not lost and time.monotonic() > deadline:
                lost = TOO_LONG
            reason = lost or _send(invitation, actor, connection)
            if reason == NO_SERVER:
                lost = reason  # each of the others would wait as long
            if reason:
                outcome.failed.append((invitation.email, reason))
            else:
                outcome.sent.append(invitation.email)
    finally:
        _close(connection)
    return outcome


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (SMTPException, OSError):
        pass  # what was to be sent has been said to be sent or not


def _send(invitation: Invitation, actor: User, connection: BaseEmailBackend) -> str:
    """«» once it has left, else why it has not. The link is kept only then: a failed sending spoils no earlier link."""
    with transaction.atomic():
        locked = Invitation.objects.select_for_update(of=("self",)).select_related("organisation", "invited_by")
        invitation = locked.get(pk=invitation.pk)
        if not invitation.is_pending:
            return "cette invitation a été acceptée ou supprimée entre-temps"
        token = secrets.token_urlsafe(32)
        try:
            _message(invitation, token, connection).send()
        except SMTPRecipientsRefused:
            return REFUSED_ADDRESS
        except SMTPServerDisconnected:
            return NO_SERVER
        except SMTPException as error:  # an OSError too, but about this mail rather than about the server
            logger.error("invitation refused by the mail server: %s", type(error).__name__)
            return REFUSED_MESSAGE
        except OSError as error:
            logger.error("no mail server for invitations: %s", type(error).__name__)
            return NO_SERVER
        invitation.token_digest, invitation.sent_at = digest_of_token(token), timezone.now()
        invitation.save(update_fields=["token_digest", "sent_at"])
        record_act(actor=actor, verb="invitation.sent", target=invitation, organisation_id=invitation.organisation_id)
    return ""


def _message(invitation: Invitation, token: str, connection: BaseEmailBackend) -> EmailMessage:
    name = " ".join(invitation.organisation.name.split())  # a line end would be a header of its own
    text = render_to_string(
        "account/invitation.txt",
        {
            "organisation": name,
            "sender": invitation.invited_by,
            "link": space_url("orga", "join", token=token),
            "days": settings.INVITATION_DAYS,
            "origin": origin("orga"),
        },
    )
    subject = french_spaces(f"Vous êtes invité(e) à rejoindre l’espace PixOrga « {name} »")
    return EmailMessage(subject, text, None, [invitation.email], connection=connection)


def resend_invitation(*, invitation: Invitation, actor: User) -> None:
    """A new link for as long again; the one sent before no longer works. InvitationRefused says why not."""
    if not invitation.is_pending:
        raise InvitationRefused("Cette invitation a déjà été acceptée ou supprimée.")
    if invitation.sent_at is not None and timezone.now() - invitation.sent_at < RESEND_AFTER:
        raise InvitationRefused(f"L’invitation de {invitation.email} vient d’être envoyée. Patientez une minute.")
    _check_quota(invitation.organisation, 1)
    outcome = send_invitations(invitations=[invitation], actor=actor)
    if outcome.failed:
        (_, reason), *_ = outcome.failed
        raise InvitationRefused(
            french_spaces(f"L’invitation de {invitation.email} n’a pas pu être envoyée : {reason}.")
        )


@transaction.atomic
def cancel_invitation(*, invitation: Invitation, actor: User) -> bool:
    """Its link no longer works. False if it was already accepted or cancelled."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not invitation.is_pending:
        return False
    invitation.cancelled_at = timezone.now()
    invitation.save(update_fields=["cancelled_at"])
    record_act(actor=actor, verb="invitation.cancelled", target=invitation, organisation_id=invitation.organisation_id)
    return True


# --- Joining ------------------------------------------------------------------------------------------------------------
@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User) -> Membership | None:
    """The membership it gives, or the one this person already has; None if the link has stopped working meanwhile.

    The very first member of a space administers it. Somebody who is a member already and opens a link sent to another
    address does not use it up.
    """
    lock_space(invitation.organisation_id)
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=invitation.pk)
    if invitation.state != InvitationState.OPEN:
        return None
    present = Membership.objects.active().filter(organisation=invitation.organisation_id)
    membership = present.filter(user=user).first()
    if membership is not None and invitation.email != user.email:
        return membership
    if membership is None:
        role = invitation.role if present.exists() else Role.ADMIN
        membership = Membership.objects.create(organisation=invitation.organisation, user=user, role=role)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    record_act(
        actor=user,
        verb="invitation.accepted",
        target=invitation,
        organisation_id=invitation.organisation_id,
        membership=membership.pk,
        role=membership.role,
    )
    return membership


@transaction.atomic
def sign_up(
    *, invitation: Invitation, first_name: str, last_name: str, password: str, terms: LegalText | None
) -> Membership | None:
    """A new account at the invited address, which the link proves, and its membership.

    None if the link has stopped working meanwhile; InvitationRefused if the address has just got an account.
    """
    try:
        with transaction.atomic():
            user = User(email=invitation.email, first_name=first_name, last_name=last_name)
            user.set_password(password)
            user.save()
    except IntegrityError:
        raise InvitationRefused("Cette adresse e-mail est invalide ou déjà utilisée.") from None
    if terms is not None:
        accept_terms(user=user, text=terms)
    membership = accept_invitation(invitation=invitation, user=user)
    if membership is None:
        transaction.set_rollback(True)  # no account without its space
    return membership


# --- Forgetting ---------------------------------------------------------------------------------------------------------
def forget_old_invitations(*, now: datetime) -> int:
    """Those cancelled months ago, those that served or that nobody answered in a year; how many."""
    over = Q(cancelled_at__lt=now - CLOSED_KEPT) | Q(accepted_at__lt=now - UNANSWERED_KEPT)
    unanswered = Q(accepted_at=None, cancelled_at=None, sent_at__lt=now - UNANSWERED_KEPT)
    never_sent = Q(accepted_at=None, cancelled_at=None, sent_at=None, created_at__lt=now - UNANSWERED_KEPT)
    return Invitation.objects.filter(over | unanswered | never_sent).delete()[0]
