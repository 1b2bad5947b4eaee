"""Signing a pupil in from their ENT: every write of it."""

import hashlib
import logging
from datetime import timedelta

from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialApp
from django.contrib.auth import login, logout
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from learners.adapters import known_schools
from learners.assertions import Assertion
from learners.enums import IdentityEventKind
from learners.models import ConsumedAssertion, IdentityEvent
from learners.refusals import EntRefused
from learners.sessions import ENT_KEY
from organisations.models import User

logger = logging.getLogger("pixorga.ent")


def digest(uid: str) -> str:
    """What may be written of an ENT's identifier in logs and events."""
    return hashlib.sha256(uid.encode()).hexdigest()[:8] if uid else ""


def sign_in(*, request: HttpRequest, app: SocialApp, assertion: Assertion) -> HttpResponse:
    """Sign the pupil in, with an account made at the first time, and send them where they were going. Or EntRefused.

    Whoever was signed in on this computer is replaced.
    """
    provider = app.get_provider(request)
    login = provider.sociallogin_from_response(request, assertion)
    used = ConsumedAssertion.objects.filter(idp=app.provider_id, assertion_id=assertion.assertion_id)
    if used.exists():
        raise EntRefused("G03", uid=login.account.uid)
    try:
        login.state = provider.unstash_redirect_state(request, assertion.request_id)
    except PermissionDenied as error:  # asked too long ago, or in another browser
        raise EntRefused("G06", uid=login.account.uid, detail="no such request in this session") from error
    with transaction.atomic():
        _consume(app, assertion, login.account.uid)
        response = complete_social_login(request, login)
        schools = known_schools(login.account.extra_data["UAI"])
        IdentityEvent.objects.create(
            kind=IdentityEventKind.SIGN_IN,
            provider=app.provider_id,
            uid_digest=digest(login.account.uid),
            user=login.user,
            organisation=schools[0] if schools else None,
        )
    request.session[ENT_KEY] = app.provider_id
    request.session.set_expiry(timezone.now() + timedelta(hours=app.settings["session_hours"]))
    return response


def continue_as(*, request: HttpRequest, user: User) -> None:
    """The account that this session's identity opens has changed: same pupil, same ENT, same end."""
    provider, end = request.session.get(ENT_KEY), request.session.get_expiry_date()
    login(request, user)
    if provider:
        request.session[ENT_KEY] = provider
        request.session.set_expiry(end)


def sign_out(*, request: HttpRequest, app: SocialApp) -> None:
    """The ENT ended its session: ours, if it is the one it opened. Another way in, or another ENT, is not its business."""
    if request.session.get(ENT_KEY) == app.provider_id:
        logout(request)


def _consume(app: SocialApp, assertion: Assertion, uid: str) -> None:
    try:
        with transaction.atomic():
            ConsumedAssertion.objects.create(
                idp=app.provider_id, assertion_id=assertion.assertion_id, expires_at=assertion.expires_at
            )
    except IntegrityError as error:  # sent twice at the same instant
        raise EntRefused("G03", uid=uid) from error


def record_refusal(*, request: HttpRequest, app: SocialApp, refused: EntRefused, verified: bool) -> None:
    """Keep the code for support. ``verified``: somebody did arrive from the ENT, so nobody else stays signed in here."""
    if verified:
        logout(request)
    IdentityEvent.objects.create(
        kind=IdentityEventKind.REFUSED, provider=app.provider_id, code=refused.code, uid_digest=digest(refused.uid)
    )
    logger.warning("refused %s %s %s %r", refused.code, app.provider_id, digest(refused.uid), refused.detail[:300])


def forget_expired_assertions() -> int:
    """Those that no check would accept any more. Called every day."""
    deleted, _ = ConsumedAssertion.objects.filter(expires_at__lt=timezone.now()).delete()
    return deleted
