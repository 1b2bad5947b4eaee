"""The direct link of a campaign, for who is not signed in: their ENT, their account (A-11), or a new one (A-04)."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.models import Campaign
from campaigns.views import app_entry
from learners.actions import ReconciliationRefused, find_pupil, sign_up_pupil
from learners.adapters import provider_of
from learners.forms import IdentityForm
from learners.views.app import ent_entries
from organisations.forms import NewPasswordForm, SignInForm
from organisations.models import User

KEY = "sign_up"  # in the session: the pupil found, until the password is chosen
PAGE_LASTS = timedelta(minutes=15)


@login_not_required
@never_cache
@require_safe
def landing(request: HttpRequest, code: str) -> HttpResponse:
    if request.user.is_authenticated:
        return app_entry.landing(request, code)
    campaign, refusal = app_entry.enter(request, code)
    if campaign is None:
        return refusal
    path = reverse("campaign_landing", kwargs={"code": campaign.code})
    ent = provider_of(campaign.organisation)
    if ent is not None:
        return render(request, "app/campaigns/door_ent.html", {"campaign": campaign, "ent": ent, "path": path})
    if not campaign.organisation.manages_learners:
        return redirect(f"{reverse('login')}?{urlencode({'next': path})}")
    return _panels(request, campaign, IdentityForm())


def _panels(
    request: HttpRequest, campaign: Campaign, form: IdentityForm, refused: ReconciliationRefused | None = None
) -> HttpResponse:
    """«J’ai déjà un compte» beside «Je m’inscris»."""
    path = reverse("campaign_landing", kwargs={"code": campaign.code})
    context = {
        "campaign": campaign,
        "path": path,
        "ent_entries": ent_entries(request, after=path),
        "sign_in": SignInForm(auto_id="compte_%s"),
        "form": form,
        "refused": refused,
    }
    status = 429 if refused and refused.code == "429" else 422 if form.errors else 200
    return render(request, "app/campaigns/door.html", context, status=status)


def _open_campaign(request: HttpRequest, code: str) -> tuple[Campaign | None, HttpResponse | None]:
    """The campaign, if one may sign up for it here; else the page to go to."""
    campaign, refusal = app_entry.enter(request, code)
    if campaign is None:
        return None, refusal
    organisation = campaign.organisation
    if request.user.is_authenticated or not organisation.manages_learners or provider_of(organisation):
        return None, redirect("campaign_landing", code=campaign.code)
    return campaign, None


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, code: str) -> HttpResponse:
    """First the pupil is found in the list of the school."""
    campaign, other = _open_campaign(request, code)
    if campaign is None:
        return other
    form = IdentityForm(request.POST or None)
    if request.method != "POST":
        return redirect("campaign_landing", code=campaign.code)
    if not form.is_valid():
        return _panels(request, campaign, form)
    typed = form.cleaned_data
    try:
        found = find_pupil(organisation=campaign.organisation, now=timezone.now(), **typed)
    except ReconciliationRefused as refused:
        form.add_error(None, refused.message)
        return _panels(request, campaign, form, refused)
    request.session[KEY] = {
        **typed,
        "birth_date": typed["birth_date"].isoformat(),
        "username": found.username,
        "school": campaign.organisation_id,
        "at": timezone.now().timestamp(),
    }
    return redirect("campaign_sign_up_password", code=campaign.code)


def _found_before(request: HttpRequest, campaign: Campaign) -> dict[str, Any] | None:
    kept = request.session.get(KEY)
    if kept is None or kept["school"] != campaign.organisation_id:
        return None
    return kept if timezone.now().timestamp() - kept["at"] <= PAGE_LASTS.total_seconds() else None


@sensitive_post_parameters()
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_password(request: HttpRequest, code: str) -> HttpResponse:
    """Then the user name is shown, and a password chosen."""
    campaign, other = _open_campaign(request, code)
    if campaign is None:
        return other
    kept = _found_before(request, campaign)
    if kept is None:
        messages.error(request, "Cette page a expiré. Recommencez l’inscription.")
        return redirect("campaign_landing", code=campaign.code)
    names = {"first_name": kept["first_name"], "last_name": kept["last_name"]}
    form = NewPasswordForm(User(username=kept["username"], **names), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = sign_up_pupil(
                organisation=campaign.organisation,
                birth_date=date.fromisoformat(kept["birth_date"]),
                password=form.cleaned_data["new_password1"],
                now=timezone.now(),
                **names,
            )
        except ReconciliationRefused as refused:
            del request.session[KEY]
            messages.error(request, refused.message)
            return redirect("campaign_landing", code=campaign.code)
        login(request, user)
        request.session.pop(KEY, None)
        messages.success(
            request,
            f"Votre compte est créé. Notez votre identifiant\N{NO-BREAK SPACE}: {user.username}. "
            "Il servira à chaque connexion.",
        )
        return redirect("campaign_landing", code=campaign.code)
    context = {"campaign": campaign, "form": form, "username": kept["username"], "owner": names}
    return render(request, "app/campaigns/sign_up.html", context, status=422 if form.errors else 200)
