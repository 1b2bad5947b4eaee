"""A pupil's ways in, for the members of a space: user name, one-time password, delays (O-95, O-96)."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from learners.actions import (
    ONE_TIME_DAYS,
    AccountRefused,
    Given,
    give_one_time_password,
    give_username,
    give_ways_in,
    unblock_account,
)
from learners.exports import export_ways_in
from learners.models import Learner
from learners.perms import may_manage_accounts, may_manage_roster, password_refusal, username_refusal
from learners.queries import stamp_of, waits_until, with_account_facts

MOST_AT_ONCE = 100


def _learner_or_404(request: HttpRequest, public_id: uuid.UUID) -> Learner:
    if not may_manage_accounts(request.membership):
        raise Http404
    return get_object_or_404(with_account_facts(request.organisation.learners.active()), public_id=public_id)


def _page(request: HttpRequest, learner: Learner, **more: Any) -> HttpResponse:
    user = learner.user
    context = {
        "learner": learner,
        "password_refusal": password_refusal(learner),
        "username_refusal": username_refusal(learner),
        "stamp": stamp_of(user) if user else "",
        "waits_until": waits_until(user) if user else None,
        "days": ONE_TIME_DAYS,
        "may_dissociate": user is not None and may_manage_roster(request.membership),
        **more,
    }
    return render(request, "orga/learners/account.html", context)


@never_cache
@require_safe
def account(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    return _page(request, _learner_or_404(request, public_id))


@never_cache
@require_POST
def password(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The new password is on this page and nowhere else: it is shown once, and kept only as what checks it."""
    learner = _learner_or_404(request, public_id)
    try:
        given = give_one_time_password(
            learner=learner, actor=request.user, now=timezone.now(), seen=request.POST.get("etat", "")
        )
    except AccountRefused as refused:
        messages.error(request, str(refused))
        return redirect("learner_account", public_id=public_id)
    return _page(request, _learner_or_404(request, public_id), given=given)


@never_cache
@require_POST
def username(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    learner = _learner_or_404(request, public_id)
    try:
        given = give_username(learner=learner, actor=request.user, now=timezone.now())
    except AccountRefused as refused:
        messages.error(request, str(refused))
        return redirect("learner_account", public_id=public_id)
    return _page(request, _learner_or_404(request, public_id), given=given)


@require_POST
def unblock(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    learner = _learner_or_404(request, public_id)
    if unblock_account(learner=learner, actor=request.user):
        messages.success(request, f"{learner.first_name} {learner.display_last_name} peut se connecter sans attendre.")
    return redirect("learner_account", public_id=public_id)


@never_cache
@require_POST
def ways_in(request: HttpRequest) -> HttpResponse:
    """The ticked pupils: what would be given to each, then the file. Nothing is given before the second button."""
    if not may_manage_accounts(request.membership):
        raise Http404
    chosen = _ticked(request)
    if not chosen or len(chosen) > MOST_AT_ONCE:
        messages.error(
            request,
            f"Cochez {MOST_AT_ONCE} élèves au plus à la fois."
            if chosen
            else "Cochez d’abord les élèves dans la liste.",
        )
        return redirect("learner_list")
    if "confirmer" not in request.POST:
        learners = with_account_facts(request.organisation.learners.active().filter(public_id__in=chosen))
        return render(request, "orga/learners/ways_in.html", _rehearsal(list(learners)))
    given = give_ways_in(organisation=request.organisation, public_ids=chosen, actor=request.user, now=timezone.now())
    name = f"identifiants-{timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse("".join(export_ways_in(given)), content_type="text/csv; charset=utf-8", headers=headers)


def _ticked(request: HttpRequest) -> list[uuid.UUID]:
    found = []
    for text in request.POST.getlist("eleve"):
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _rehearsal(learners: list[Learner]) -> dict[str, Any]:
    """Three lists: who gets a password, who gets a user name too, who gets nothing and why."""
    passwords, usernames, refused = [], [], []
    for learner in learners:
        has_name = learner.user is not None and learner.user.username
        why = password_refusal(learner) if has_name else username_refusal(learner)
        if why:
            refused.append(Given(learner, refusal=why))
        elif has_name:
            passwords.append(learner)
        else:
            usernames.append(learner)
    return {
        "passwords": passwords,
        "usernames": usernames,
        "refused": refused,
        "from_ent": sum(learner.from_ent for learner in usernames),
        "days": ONE_TIME_DAYS,
    }
