"""What people change of their own account."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from organisations import queries
from organisations.actions.audit import record_act
from organisations.actions.sign_in import SignInBlocked, forget_failures_of, record_failure
from organisations.background import run_after_response
from organisations.enums import Attempt
from organisations.models import User
from pixorga.spaces import origin, space_url

logger = logging.getLogger("pixorga.mail")

NEW_EMAIL_SALT = "organisations.new-email"


def change_names(*, user: User, first_name: str, last_name: str) -> None:
    user.first_name, user.last_name = first_name, last_name
    user.save(update_fields=["first_name", "last_name", "search_key"])


@transaction.atomic
def change_password(*, user: User, password: str) -> None:
    """Ends every session of the account; the caller keeps its own by ``update_session_auth_hash``."""
    user.set_password(password)
    user.one_time_until = None
    user.save(update_fields=["password", "one_time_until"])
    forget_failures_of(user)
    record_act(actor=user, verb="user.password", target=user)


# --- Another address ------------------------------------------------------------------------------------------------------
def ask_new_email(*, user: User, email: str) -> None:
    """Mail the new address (lower case) a page that confirms it, unless it has an account: nothing says which.

    SignInBlocked after too many requests: strangers' mailboxes must not be flooded.
    """
    asker = str(user.public_id)
    until = queries.blocked_until(asker, Attempt.NEW_EMAIL)
    if until is not None:
        raise SignInBlocked(until=until)
    record_failure(identifier=asker, purpose=Attempt.NEW_EMAIL)
    run_after_response(_send_new_email_link, user=user, email=email)


def _send_new_email_link(*, user: User, email: str) -> None:
    if queries.has_account(email):
        return
    token = signing.dumps([str(user.public_id), user.email, email], salt=NEW_EMAIL_SALT)
    context = {"user": user, "link": space_url("orga", "email_confirm", token=token)}
    _send("Confirmez votre nouvelle adresse PixOrga", "account/new_email.txt", email, context)


def new_email_of(token: str) -> tuple[User, str] | None:
    """The account and the address that a link names; None once it has served, after a day, or if it was never ours."""
    try:
        public_id, old, new = signing.loads(token, salt=NEW_EMAIL_SALT, max_age=settings.PASSWORD_RESET_TIMEOUT)
    except signing.BadSignature:
        return None
    user = queries.account_of_link(public_id)
    return (user, new) if user is not None and user.email == old else None


@transaction.atomic
def confirm_new_email(*, token: str) -> User | None:
    """The account with its new address, None if the link no longer works. The old address is told."""
    named = new_email_of(token)
    if named is None:
        return None
    user, new = named
    old = user.email
    try:
        with transaction.atomic():
            # «email=old» again: of two requests at the same instant, one changes.
            changed = User.objects.filter(pk=user.pk, email=old).update(email=new)
            if not changed:
                return None
            user.email = new
            user.save(update_fields=["search_key"])
    except IntegrityError:
        return None
    record_act(actor=user, verb="user.email", target=user)
    if old:
        run_after_response(_tell_old_email, user=user, old=old)
    return user


def _tell_old_email(*, user: User, old: str) -> None:
    _send("Votre adresse PixOrga a changé", "account/email_changed.txt", old, {"user": user})


def _send(subject: str, template: str, address: str, context: dict[str, object]) -> None:
    hours = settings.PASSWORD_RESET_TIMEOUT // 3600
    text = render_to_string(template, {"hours": hours, "origin": origin("orga"), **context})
    try:
        send_mail(subject, text, None, [address])
    except (SMTPException, OSError) as error:
        # Not its text, which may hold the address.
        logger.error("%s not sent: %s", template, type(error).__name__)
