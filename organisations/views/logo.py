"""The picture of a space, at the address that its content gives it: it never changes there, browsers keep it."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from organisations.models import Logo

KEPT = "private, max-age=31536000, immutable"


def _picture(logo: Logo) -> HttpResponse:
    headers = {"Cache-Control": KEPT, "Content-Security-Policy": "default-src 'none'; sandbox"}
    return HttpResponse(bytes(logo.content), content_type="image/png", headers=headers)


@require_safe
def own_logo(request: HttpRequest, digest: str) -> HttpResponse:
    """In the teachers' space, the picture of the school they are in."""
    organisation: Any = request.organisation
    if not digest or digest != organisation.logo_digest:
        raise Http404
    return _picture(get_object_or_404(Logo, organisation=organisation))


@login_not_required  # a pupil reads the name of the school before signing in, and its picture with it
@require_safe
def logo(request: HttpRequest, digest: str) -> HttpResponse:
    found = Logo.objects.filter(digest=digest).first()
    if found is None:
        raise Http404
    return _picture(found)
