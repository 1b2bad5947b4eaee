"""«Un tout petit détail !»: who the pupil is in the list of this school, and every reason why that cannot be told."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from campaigns.models import Campaign
from campaigns.views.app_entry import enter, must_say_who
from learners.actions import AccountGone, ReconciliationRefused, reconcile
from learners.adapters import provider_of
from learners.conflicts import Way
from learners.ent import continue_as
from learners.forms import IdentityForm
from learners.queries import comes_from_ent
from organisations import actions
from organisations.forms import SignInForm
from organisations.models import User
from organisations.queries import is_member
from organisations.views.sign_in import blocked_message, expired_message, refused_message

KEY = "other_account"  # in the session: what was typed, until the other account has been signed in to
PAGE_LASTS = timedelta(minutes=15)
CONFLICT, TOO_MANY = 409, 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def identity(request: HttpRequest, code: str) -> HttpResponse:
    """Once a school: the names of an ENT are locked, only the birth date is typed."""
    campaign, refusal = enter(request, code)
    if campaign is None:
        return refusal
    if not must_say_who(request.user, campaign.organisation):
        return redirect("campaign_landing", code=campaign.code)
    ent = provider_of(campaign.organisation)
    from_ent = comes_from_ent(request.user)
    if ent is not None and not from_ent:
        return _ent_only(request, campaign)
    form = IdentityForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        response = _reconcile(request, campaign, form.cleaned_data)
        if isinstance(response, HttpResponse):
            return response
        form.add_error(None, response.message)
    context = {"campaign": campaign, "form": form, "from_ent": from_ent}
    return render(request, "app/campaigns/identity.html", context, status=422 if form.errors else 200)


def _ent_only(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The pupils of this school come by its ENT, and this account does not (A-11): explain, and stop."""
    context = {
        "campaign": campaign,
        "ent": provider_of(campaign.organisation),
        "path": reverse("campaign_landing", kwargs={"code": campaign.code}),
        "is_member": is_member(request.user),
    }
    return render(request, "app/campaigns/ent_only.html", context, status=403)


def _reconcile(
    request: HttpRequest, campaign: Campaign, typed: dict[str, Any], confirmed: User | None = None
) -> HttpResponse | ReconciliationRefused:
    """The next page, or a refusal that one mends by typing again."""
    try:
        learner = reconcile(
            user=request.user,
            organisation=campaign.organisation,
            now=timezone.now(),
            confirmed=confirmed,
            **typed,
        )
    except AccountGone:
        return redirect("campaign_landing", code=campaign.code)
    except ReconciliationRefused as refused:
        if refused.way == Way.CONFIRM:
            request.session[KEY] = {
                "school": campaign.organisation_id,
                "birth_date": typed["birth_date"].isoformat(),
                "account": refused.account,
                "at": timezone.now().timestamp(),
            }
        if refused.way == Way.RETRY or confirmed is not None:
            return refused
        return conflict(request, campaign, refused)
    if learner.user != request.user:
        continue_as(request=request, user=learner.user)
    return redirect("campaign_landing", code=campaign.code)


def conflict(request: HttpRequest, campaign: Campaign, refused: ReconciliationRefused) -> HttpResponse:
    path = reverse("campaign_landing", kwargs={"code": campaign.code})
    context = {"campaign": campaign, "refused": refused, "path": path, "ent": provider_of(campaign.organisation)}
    status = TOO_MANY if refused.code == "429" else CONFLICT
    return render(request, "app/campaigns/conflict.html", context, status=status)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def other_account(request: HttpRequest, code: str) -> HttpResponse:
    """Sign in once with the account that the pupil has already: this ENT then opens it (sign-in-and-rosters.md §7.3)."""
    campaign, refusal = enter(request, code)
    if campaign is None:
        return refusal
    kept = request.session.get(KEY)
    now = timezone.now().timestamp()
    if kept is None or kept["school"] != campaign.organisation_id or now - kept["at"] > PAGE_LASTS.total_seconds():
        return redirect("campaign_landing", code=campaign.code)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = _signed_in(request, form)
        if account is not None:
            typed = {
                "first_name": request.user.first_name,
                "last_name": request.user.last_name,
                "birth_date": date.fromisoformat(kept["birth_date"]),
            }
            response = _reconcile(request, campaign, typed, confirmed=account)
            if isinstance(response, HttpResponse):
                request.session.pop(KEY, None)
                return response
            form.add_error(None, response.message)
    context = {"campaign": campaign, "form": form, "account": kept["account"]}
    return render(request, "app/campaigns/other_account.html", context, status=422 if form.errors else 200)


def _signed_in(request: HttpRequest, form: SignInForm) -> User | None:
    """Whose pair this is; its failures count like those of the log-in."""
    try:
        return actions.check_credentials(
            request=request,
            identifier=form.cleaned_data["identifier"],
            password=form.cleaned_data["password"],
            one_time=True,
        )
    except actions.SignInBlocked as error:
        form.add_error(None, blocked_message(error))
    except actions.SignInRefused as error:
        form.add_error(None, refused_message(form, error))
    except actions.OneTimePasswordExpired as error:
        form.add_error(None, expired_message(error))
    return None
