"""Log-in, delays, forgotten password, terms."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from organisations import queries
from organisations.background import run_after_response
from organisations.enums import Attempt
from organisations.models import LegalAcceptance, LegalText, LoginFailure, Membership, User
from pixorga.spaces import origin, space_url

logger = logging.getLogger("pixorga.sign_in")

FAILURES_BEFORE_DELAY = 10
FIRST_DELAY = timedelta(minutes=2)
LONGEST_DELAY = timedelta(hours=1)  # never a final lock: it would let anyone shut anyone out (settled.md 24)
FAILURES_FORGOTTEN_AFTER = timedelta(hours=24)


class SignInRefused(Exception):
    """A wrong pair. ``tries_left`` counts those before a delay; it is the same for known and unknown identifiers."""

    def __init__(self, *, tries_left: int) -> None:
        super().__init__(tries_left)
        self.tries_left = tries_left


class OneTimePasswordExpired(Exception):
    """The right pair, but the password that a teacher gave has waited too long. ``until`` is when it ended."""

    def __init__(self, *, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class SignInBlocked(Exception):
    """Too many failures: nothing was tried, not even the right password."""

    def __init__(self, *, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def check_credentials(
    *, request: HttpRequest, identifier: str, password: str, staff_only: bool = False, one_time: bool = False
) -> User:
    """The user of this pair, or SignInRefused, or SignInBlocked.

    A one-time password is a wrong one, but where ``one_time`` says that it can be replaced (or OneTimePasswordExpired).
    Requests that arrive at the same instant may try a few passwords more than the count allows, one a worker.
    """
    until = queries.blocked_until(identifier)
    if until is not None:
        logger.warning("sign-in blocked %s", queries.digest_of(identifier)[:8])
        raise SignInBlocked(until=until)
    user = authenticate(request, username=identifier, password=password)
    if user is None or (staff_only and not user.is_staff) or (user.one_time_until is not None and not one_time):
        failure = record_failure(identifier=identifier)
        logger.warning("sign-in refused %s, failure %d", failure.identifier_digest[:8], failure.failures)
        if failure.blocked_until is not None:
            raise SignInBlocked(until=failure.blocked_until)
        raise SignInRefused(tries_left=FAILURES_BEFORE_DELAY - failure.failures)
    forget_failures(identifier=identifier)
    if user.one_time_until is not None and user.one_time_until <= timezone.now():
        raise OneTimePasswordExpired(until=user.one_time_until)
    return user


@transaction.atomic
def record_failure(*, identifier: str, purpose: Attempt = Attempt.SIGN_IN) -> LoginFailure:
    """One failure more; from the tenth in a row, a delay that doubles each time."""
    now = timezone.now()
    failure, _ = LoginFailure.objects.select_for_update().get_or_create(
        identifier_digest=queries.digest_of(identifier, purpose), defaults={"last_failed_at": now}
    )
    if now - failure.last_failed_at > FAILURES_FORGOTTEN_AFTER:
        failure.failures = 0
    failure.failures += 1
    failure.last_failed_at = now
    too_many = failure.failures - FAILURES_BEFORE_DELAY
    # The exponent is held: after hundreds of failures the delay would no longer fit in a date.
    failure.blocked_until = now + min(FIRST_DELAY * 2 ** min(too_many, 10), LONGEST_DELAY) if too_many >= 0 else None
    failure.save()
    return failure


def forget_failures(*, identifier: str) -> None:
    LoginFailure.objects.filter(identifier_digest=queries.digest_of(identifier)).delete()


def forget_failures_of(user: User) -> None:
    """After a new password: its owner has just proved who they are."""
    for identifier in (user.email, user.username):
        if identifier:
            forget_failures(identifier=identifier)


def send_password_link(*, email: str, space: str) -> None:
    """Mail the page where a new password is chosen, if that address has an account. Says nothing either way.

    The request does the same for every address: looking for the account and sending come after the answer.
    """
    # Asking again and again would flood someone's mailbox: same delays as for failures.
    if queries.blocked_until(email, Attempt.PASSWORD_LINK) is not None:
        return
    record_failure(identifier=email, purpose=Attempt.PASSWORD_LINK)
    run_after_response(_send_password_link, email=email, space=space)


def _send_password_link(*, email: str, space: str) -> None:
    user = queries.account_for_reset(email)
    if user is None:
        return
    link = space_url(
        space,
        "password_reset_confirm",
        uidb64=user.public_id,
        token=default_token_generator.make_token(user),
    )
    hours = settings.PASSWORD_RESET_TIMEOUT // 3600
    text = render_to_string(
        "account/password_link.txt", {"user": user, "link": link, "hours": hours, "origin": origin(space)}
    )
    try:
        send_mail("Votre nouveau mot de passe PixOrga", text, None, [user.email])
    except (SMTPException, OSError) as error:
        # Not its text, which may hold the address.
        logger.error("password link not sent: %s", type(error).__name__)


def accept_terms(*, user: User, text: LegalText) -> LegalAcceptance:
    acceptance, _ = LegalAcceptance.objects.get_or_create(user=user, text=text)
    return acceptance


def remember_organisation(*, membership: Membership) -> None:
    """The space to open at the next visit."""
    User.objects.filter(pk=membership.user_id).update(last_organisation=membership.organisation_id)


def mark_rules_seen(*, user: User, now: datetime) -> None:
    """The rules of the game are shown once per pupil ever."""
    User.objects.filter(pk=user.pk, rules_seen_at=None).update(rules_seen_at=now)
