"""The space itself: its terms, its team. Campaigns and pupils have their own apps."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisations import actions, queries
from organisations.middleware import SESSION_KEY, membership_not_required
from organisations.models import LegalText
from pixorga.spaces import is_local_path


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return redirect("campaign_list")


@membership_not_required
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: HttpRequest) -> HttpResponse:
    """Shown before anything else at the first visit and after each new version; can be read again later.

    Who signs up reads them first: they are public.
    """
    text = queries.current_terms()
    if text is None:
        return redirect("home")
    if not request.user.is_authenticated:
        return redirect("login") if request.method == "POST" else _read_terms(request, text)
    if request.method == "POST":
        if request.POST.get("choice") != "accept":
            logout(request)
            messages.info(request, "Vous avez refusé les conditions d’utilisation et êtes déconnecté.")
            return redirect("login")
        actions.accept_terms(user=request.user, text=text)
        return HttpResponseRedirect(_safe_next(request) or "/")
    acceptance = queries.acceptance_of(user=request.user, text=text)
    return _read_terms(request, text, acceptance=acceptance, next=_safe_next(request))


def _read_terms(request: HttpRequest, text: LegalText, **context: Any) -> HttpResponse:
    return render(request, "orga/organisations/terms.html", {"text": text, **context})


def _safe_next(request: HttpRequest) -> str:
    """Where the person was going, if it is a page of this host."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    return asked if is_local_path(asked) else ""


@require_POST
def switch_organisation(request: HttpRequest) -> HttpResponse:
    asked = request.POST.get("membership", "")
    chosen = next((membership for membership in request.memberships if str(membership.pk) == asked), None)
    if chosen is None:
        raise Http404
    request.session[SESSION_KEY] = chosen.pk
    actions.remember_organisation(membership=chosen)
    return redirect("home")
