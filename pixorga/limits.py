"""How much a request may bring. Before anything reads it: Django puts a file that nobody asked for on disk, whole."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class BodyLimitMiddleware:
    """413 for a body larger than ``settings.LARGEST_BODY``. One of unknown length is read by nobody: Django sees none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length[:20]) > settings.LARGEST_BODY:
            return HttpResponse("Envoi trop volumineux.", status=413, content_type="text/plain; charset=utf-8")
        return self.get_response(request)
