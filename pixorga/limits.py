"""How much a request may bring. Before anything reads it: Django puts a file that nobody asked for on disk, whole."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader

View = Callable[..., HttpResponse]
V = TypeVar("V", bound=View)


def large_body(size: int) -> Callable[[V], V]:
    """A view that takes up to ``size`` bytes, from people who are signed in: the outermost of its decorators."""
    if size > settings.LARGEST_UPLOAD:
        raise ValueError(f"{size} bytes would never arrive: LARGEST_UPLOAD is {settings.LARGEST_UPLOAD}.")

    def mark(view: V) -> V:
        view.largest_body = size  # type: ignore[attr-defined]
        return view

    return mark


class BodyLimitMiddleware:
    """413 for a body larger than its page takes: ``settings.LARGEST_BODY``, or what ``large_body`` says of its view.

    One of unknown length is read by nobody: Django sees none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Whatever the address: it need not lead to a view.
        if _length(request) > settings.LARGEST_UPLOAD:
            return _refusal()
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Before the form's token is looked for, which reads the body."""
        limit = settings.LARGEST_BODY
        length = _length(request)
        if length > limit and request.user.is_authenticated:
            limit = getattr(view, "largest_body", limit)
        return _refusal() if length > limit else None


def _length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length[:20]) if length.isdecimal() else 0


def _refusal() -> HttpResponse:
    # Without the request: what would fill the frame could read the body.
    return HttpResponse(loader.render_to_string("413.html"), status=413)
