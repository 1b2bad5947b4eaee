"""Arriving from an ENT, signing in with a password, signing out: the pupils' side."""

import logging
from importlib import import_module
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from learners import ent
from learners.assertions import Assertion, toolkit_settings, verify
from learners.refusals import EntRefused
from learners.sessions import ENT_KEY
from learners.single_logout import LogoutRefused, answer_logout, offers_single_logout
from learners.views.app_password import ask_new_password
from organisations.forms import SignInForm
from organisations.models import User
from organisations.views.sign_in import SignInView, SignOutView
from pixorga.spaces import is_local_path

logger = logging.getLogger("pixorga.ent")
RESPONSE_BYTES = 200_000
PENDING_COOKIE, PENDING_SECONDS = "ent-arrival", 120


# --- From an ENT ------------------------------------------------------------------------------------------------------
@login_not_required
@never_cache
@require_GET
def ent_entry(request: HttpRequest, slug: str = "") -> HttpResponse:
    """«/ent/?idp=gar&next=/campagnes/ABC»: the address registered with the provider. Straight to it, without a page."""
    slug = slug or request.GET.get("idp", "")
    after = request.GET.get("next", "")
    apps = get_adapter().list_apps(request)
    if not slug and len(apps) > 1:
        return redirect(f"{reverse('login')}?{urlencode({'next': after})}" if is_local_path(after) else "login")
    chosen = [app for app in apps if not slug or app.client_id == slug]
    if not chosen:
        raise Http404("no such identity provider")
    provider = chosen[0].get_provider(request)
    return provider.redirect(request, AuthProcess.LOGIN, next_url=after if is_local_path(after) else None)


@csrf_exempt  # posted by the provider's page; what it signs is the proof
@sensitive_post_parameters()
@login_not_required
@never_cache
@require_POST
def acs(request: HttpRequest, slug: str) -> HttpResponse:
    """The provider's response. This request comes from another site, without our cookies: verified here, used by `finish`.

    Only what was verified is kept, for two minutes, in a row of its own.
    """
    app = _app_or_404(request, slug)
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > RESPONSE_BYTES:
            raise EntRefused("G01", detail="too big")
        assertion = verify(app=app, encoded=request.POST.get("SAMLResponse", ""))
    except EntRefused as refused:
        return _refuse(request, app, refused, verified=False)
    store = _session_store()
    store["assertion"] = assertion.to_session()
    store["provider"] = app.provider_id
    store.set_expiry(PENDING_SECONDS)
    store.save()
    response = HttpResponseRedirect(reverse("saml_finish_acs", args=[slug]))
    response.set_cookie(
        PENDING_COOKIE,
        store.session_key,
        path=response.url,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@login_not_required
@never_cache
@require_GET
def acs_finish(request: HttpRequest, slug: str) -> HttpResponse:
    """Our own cookies are back: was this response asked for here, is it used once, may this person come in?"""
    app = _app_or_404(request, slug)
    assertion = _pending_assertion(request, app)
    try:
        if assertion is None:
            raise EntRefused("G06", detail="no pending assertion")
        response = ent.sign_in(request=request, app=app, assertion=assertion)
    except EntRefused as refused:
        response = _refuse(request, app, refused, verified=assertion is not None)
    response.delete_cookie(PENDING_COOKIE, path=request.path)
    return response


@login_not_required
@never_cache
@require_GET
def sls(request: HttpRequest, slug: str) -> HttpResponse:
    """Whoever leaves the ENT leaves PixOrga: the next pupil at this computer must not find their session."""
    app = _app_or_404(request, slug)
    if not offers_single_logout(app):
        raise Http404("no single log-out with this provider")
    try:
        address = answer_logout(app=app, query=request.META.get("QUERY_STRING", ""))
    except LogoutRefused as refused:
        logger.warning("log-out refused %s %r", app.provider_id, str(refused)[:300])
        raise BadRequest("not a log-out request of this provider") from refused
    ent.sign_out(request=request, app=app)
    return HttpResponseRedirect(address)


@login_not_required
@require_GET
def saml_metadata(request: HttpRequest, slug: str) -> HttpResponse:
    """What the provider's administrators import: our addresses and our certificate."""
    metadata = toolkit_settings(_app_or_404(request, slug)).get_sp_metadata()
    return HttpResponse(metadata, content_type="application/samlmetadata+xml")


def _app_or_404(request: HttpRequest, slug: str) -> SocialApp:
    apps = get_adapter().list_apps(request, client_id=slug)
    if not apps:
        raise Http404("no such identity provider")
    return apps[0]


def _session_store(key: str | None = None) -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore(key)


def _pending_assertion(request: HttpRequest, app: SocialApp) -> Assertion | None:
    """Read once: the row goes away with it."""
    key = request.COOKIES.get(PENDING_COOKIE)
    store = _session_store(key)
    data = store.get("assertion") if key else None
    if data is None or store.get("provider") != app.provider_id:
        return None
    store.delete()
    return Assertion.from_session(data)


def _refuse(request: HttpRequest, app: SocialApp, refused: EntRefused, *, verified: bool) -> HttpResponse:
    ent.record_refusal(request=request, app=app, refused=refused, verified=verified)
    context = {"code": refused.code, "refusal": refused.refusal, "school": refused.school, "provider": app}
    return render(request, "app/learners/refused.html", context, status=refused.refusal.status)


# --- With a password, and out -----------------------------------------------------------------------------------------
def ent_entries(request: HttpRequest, *, after: str) -> list[dict[str, str]]:
    """``label`` and ``url`` of every way in through an ENT, back to ``after`` if that is a path of ours."""
    query = {"next": after} if is_local_path(after) else {}
    return [
        {"label": app.name, "url": f"{reverse('ent_entry')}?{urlencode({'idp': app.client_id, **query})}"}
        for app in get_adapter().list_apps(request)
    ]


class PupilSignInView(SignInView):
    form_class = SignInForm
    template_name = "app/learners/sign_in.html"
    one_time = True

    def enter(self, user: User) -> HttpResponse:
        if user.one_time_until is None:
            return super().enter(user)
        return ask_new_password(self.request, user, after=self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entries = ent_entries(self.request, after=self.get_redirect_url())
        return super().get_context_data(**kwargs, ent_entries=entries)


class PupilSignOutView(SignOutView):
    """Who came from an ENT lands on a neutral page: a log-in form is of no use to them (A-06)."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if ENT_KEY in request.session:
            self.next_page = "signed_out"
        return super().post(request, *args, **kwargs)


@login_not_required
@require_GET
def signed_out(request: HttpRequest) -> HttpResponse:
    return render(request, "app/learners/signed_out.html")
