"""Three spaces by host: orga (teachers), app (pupils), admin (staff); plus the demonstration ENT and the bare domain.

The first label of the host chooses the space, and with it the urlconf; everything else about the space (cookies, the
log-in page, templates) follows from the host. An unknown host never reaches a view.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import reverse, set_urlconf
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

ROOT = "root"
URLCONFS = {
    ROOT: "pixorga.urls.root",
    "orga": "pixorga.urls.orga",
    "app": "pixorga.urls.app",
    "admin": "pixorga.urls.admin",
    "ent-demo": "demo_ent.urls",
}


def space_of(host: str) -> str:
    """The space of a host («orga.localhost:8000» -> «orga»), or DisallowedHost."""
    name, domain = host.split(":")[0].lower().rstrip("."), settings.DOMAIN.split(":")[0]
    if name == domain:
        return ROOT
    label, _, rest = name.partition(".")
    if rest == domain and label in settings.SPACE_NAMES:
        return label
    raise DisallowedHost(f"Unknown host: {host!r}")


def origin(space: str) -> str:
    """«https://app.pixorga.example»: from the settings, never from the request."""
    host = settings.DOMAIN if space == ROOT else f"{space}.{settings.DOMAIN}"
    return f"{settings.SCHEME}://{host}"


def space_url(space: str, name: str, *args: object, **kwargs: object) -> str:
    """The absolute URL of a named page of any space. The only way to link across spaces."""
    return origin(space) + reverse(name, urlconf=URLCONFS[space], args=args or None, kwargs=kwargs or None)


def is_local_path(url: str) -> bool:
    """«/campagnes/ABC», never another host, scheme nor «//host»."""
    return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)


class SpaceMiddleware:
    """Set ``request.space`` and ``request.urlconf`` from the host."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            space = space_of(request.get_host())
        except DisallowedHost:
            return HttpResponseBadRequest("Adresse inconnue.", content_type="text/plain; charset=utf-8")
        request.space = space
        request.urlconf = URLCONFS[space]
        set_urlconf(request.urlconf)
        response = self.get_response(request)
        patch_vary_headers(response, ["Host"])
        if space != ROOT:
            # Shared computers: after log-out, the «back» button must not show a pupil's name nor results.
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


def context(request: HttpRequest) -> dict[str, object]:
    """Template context: the space, and the origins for links across spaces."""
    return {"space": getattr(request, "space", ROOT), "origin_orga": origin("orga"), "origin_app": origin("app")}
