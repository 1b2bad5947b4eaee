"""Pages that belong to no app: the bare domain, the health check, the errors."""

import email
import email.policy
import logging
import sys
from datetime import UTC
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from organisations.middleware import choose_organisation
from pixorga.spaces import origin

logger = logging.getLogger("pixorga.errors")

MAILS_SHOWN = 20
MAIL_END = b"\n" + b"-" * 79 + b"\n"  # of Django's file backend


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home.html", {"origin_ent": origin("ent-demo") if settings.DEMO else ""})


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """The process answers; it says nothing of the database, so that a broken database restarts no worker."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """Demonstration only: the mails that a real server would have sent."""
    if not settings.DEMO:
        raise Http404
    return render(request, "mails.html", {"mails": _latest_mails()})


def _latest_mails() -> list[dict[str, object]]:
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    if not folder or not Path(folder).is_dir():
        return []
    files = sorted(Path(folder).glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)
    shown: list[dict[str, object]] = []
    for path in files[:MAILS_SHOWN]:
        # Several sent together are in one file, the first first; a line of dashes closes each.
        for source in reversed(path.read_bytes().split(MAIL_END)):
            if source.strip():
                shown.append(_mail(source))
    return shown[:MAILS_SHOWN]


def _mail(source: bytes) -> dict[str, object]:
    mail = email.message_from_bytes(source.lstrip(), policy=email.policy.default)
    body = mail.get_body(preferencelist=("plain",))
    at = mail["date"].datetime
    if at.tzinfo is None:  # «-0000»: universal time whose zone is not said
        at = at.replace(tzinfo=UTC)
    text = body.get_content().rstrip() if body else ""
    return {"to": mail["to"], "subject": mail["subject"], "at": at, "text": text}


# --- Errors: they speak French, keep a frame and offer a way out ----------------------------------------------------------
def _error(request: HttpRequest, template: str, status: int) -> HttpResponse:
    # Without context processors: they may need the database, which is perhaps what failed.
    return HttpResponse(loader.render_to_string(template), status=status)


def _framed_error(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """In the frame of the space for whoever is signed in there; bare for the others, and should the frame fail."""
    try:
        if frame := frame_of(request):
            return HttpResponse(loader.render_to_string(template, {"frame": frame}, request), status=status)
    except Exception:
        logger.exception("error page %s shown without its frame", status)
    return _error(request, template, status)


def frame_of(request: HttpRequest) -> str:
    """The template of the space for whoever may work in it; «» for the others."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    if request.space == "app":
        return "app/base.html"
    # An unknown address reached no view: nothing has chosen the organisation yet.
    if request.space == "orga" and (hasattr(request, "organisation") or choose_organisation(request)):
        return "orga/base.html"
    return ""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, "400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _framed_error(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _framed_error(request, "404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours; or the database is away, and then the page says to come back rather than that something broke."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        response = _error(request, "503.html", 503)
        response["Retry-After"] = "10"
        return response
    return _error(request, "500.html", 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _error(request, "403_csrf.html", 403)
