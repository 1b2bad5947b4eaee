"""The pages of the demonstration ENT: who are you, the médiacentre, and the sign-in it offers to PixOrga."""

from collections.abc import Callable
from functools import wraps

from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from demo_ent import idp
from demo_ent.people import BY_KEY, Person, groups
from pixorga.spaces import is_local_path, origin, space_url

PERSON, MISTAKE, OPENED, LEAVING = "ent_person", "ent_mistake", "ent_opened", "ent_leaving"  # session keys
View = Callable[..., HttpResponse]


def _page(view: View) -> View:
    """A page of the ENT: public, never kept by the browser, and whose forms may lead to PixOrga."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return csp_update({"form-action": [origin("app")]})(view)(request, *args, **kwargs)

    return login_not_required(never_cache(wrapped))


def _person(request: HttpRequest) -> Person | None:
    return BY_KEY.get(request.session.get(PERSON, ""))


def _tile() -> str:
    """Where the médiacentre sends the browser: PixOrga then asks this ENT who that is."""
    return f"{space_url('app', 'ent_entry')}?{urlencode({'idp': idp.SLUG})}"


def _next(value: str) -> str:
    return value if is_local_path(value) else ""


@_page
@require_GET
def portal(request: HttpRequest) -> HttpResponse:
    """«Qui êtes-vous ?»: this ENT has no password, everyone in it is invented."""
    after = _next(request.GET.get("next", ""))
    if _person(request):
        return redirect(after or "resources")
    return render(request, "demo_ent/portal.html", {"groups": groups(), "next": after})


@_page
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    person = BY_KEY.get(request.POST.get("person", ""))
    if person is None:
        raise Http404("nobody of that name")
    request.session.flush()
    request.session[PERSON] = person.key
    request.session.set_expiry(0)
    return redirect(_next(request.POST.get("next", "")) or "resources")


@_page
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Out of the ENT, then of PixOrga if it was opened from here: it comes back to `signed_out`."""
    opened = request.session.get(OPENED)
    request.session.flush()
    if not opened:
        return redirect("home")
    request.session[LEAVING], address = idp.ask_logout(now=timezone.now())
    return redirect(address)


@_page
@require_GET
def signed_out(request: HttpRequest) -> HttpResponse:
    try:
        idp.read_logout_response(request.META.get("QUERY_STRING", ""), request_id=request.session.pop(LEAVING, ""))
    except idp.RequestRefused as refused:
        return render(request, "demo_ent/refused.html", {"reason": str(refused)}, status=400)
    return redirect("home")


@_page
@require_GET
def resources(request: HttpRequest) -> HttpResponse:
    """The médiacentre, with PixOrga's tile."""
    person = _person(request)
    if person is None:
        return redirect("home")
    return render(
        request, "demo_ent/resources.html", {"person": person, "tile": _tile(), "mistakes": idp.Mistake.choices}
    )


@_page
@require_POST
def try_mistake(request: HttpRequest) -> HttpResponse:
    """Go to PixOrga like with the tile, but answer its next request wrongly, once."""
    person, mistake = _person(request), request.POST.get("mistake", "")
    if person is None or mistake not in idp.Mistake.values:
        return redirect("home")
    if mistake == idp.Mistake.UNSOLICITED:
        return _post_to_pixorga(request, person, request_id="", relay_state="", mistake=mistake)
    request.session[MISTAKE] = mistake
    return redirect(_tile())


@_page
@require_GET
def sso(request: HttpRequest) -> HttpResponse:
    """PixOrga asks who is there: answered at once if somebody is signed in, after the portal otherwise."""
    try:
        asked = idp.read_request(request.META.get("QUERY_STRING", ""))
    except idp.RequestRefused as refused:
        return render(request, "demo_ent/refused.html", {"reason": str(refused)}, status=400)
    person = _person(request)
    if person is None:
        return redirect(f"/?{urlencode({'next': request.get_full_path()})}")
    mistake = request.session.pop(MISTAKE, "")
    return _post_to_pixorga(
        request, person, request_id=asked.request_id, relay_state=asked.relay_state, mistake=mistake
    )


@login_not_required
@require_GET
def saml_metadata(request: HttpRequest) -> HttpResponse:
    return HttpResponse(idp.metadata(), content_type="application/samlmetadata+xml")


def _post_to_pixorga(
    request: HttpRequest, person: Person, *, request_id: str, relay_state: str, mistake: str
) -> HttpResponse:
    request.session[OPENED] = True
    context = {
        "person": person,
        "acs_url": idp.acs_url(),
        "response": idp.respond(person=person, request_id=request_id, now=timezone.now(), mistake=mistake),
        "relay_state": relay_state,
        "mistake": idp.Mistake(mistake).label if mistake else "",
    }
    return render(request, "demo_ent/post.html", context)
