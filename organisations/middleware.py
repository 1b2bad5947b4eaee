"""The only code that decides which organisation an orga request speaks for."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from organisations import actions, queries
from organisations.models import Membership

SESSION_KEY = "membership"
View = Callable[..., HttpResponse]
V = TypeVar("V", bound=View)


def membership_not_required(view: V) -> V:
    """For the few orga pages that speak for no organisation: log-in, log-out, terms, forgotten password."""
    view.membership_required = False  # type: ignore[attr-defined]
    return view


class OrganisationMiddleware:
    """In the orga space, set ``request.membership``, ``request.organisation`` and ``request.memberships``.

    One query a request. Without any space: a page that explains (403). Terms not accepted yet: the terms first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Sequence[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.space != "orga" or not getattr(view, "membership_required", True):
            return None
        if not request.user.is_authenticated:
            return None  # a public page; the others were turned away by LoginRequiredMiddleware
        if choose_organisation(request):
            return None
        if not request.memberships:
            return render(request, "orga/organisations/no_membership.html", status=403)
        back = {"next": request.get_full_path()} if request.method == "GET" else {}
        return HttpResponseRedirect(f"{reverse('terms')}?{urlencode(back)}" if back else reverse("terms"))


def choose_organisation(request: HttpRequest) -> bool:
    """Whether this member may work in a space, which the request then speaks for; False with terms still to accept."""
    request.memberships = list(queries.memberships_of(request.user))
    if not request.memberships or request.memberships[0].terms_to_accept:
        return False
    request.membership = _chosen(request, request.memberships)
    request.organisation = request.membership.organisation
    actions.record_visit(membership=request.membership, today=timezone.localdate())
    return True


def _chosen(request: HttpRequest, memberships: list[Membership]) -> Membership:
    """The session's choice, else the space of the last visit, else the first; always among the active ones."""
    by_id = {membership.pk: membership for membership in memberships}
    by_organisation = {membership.organisation_id: membership for membership in memberships}
    return (
        by_id.get(request.session.get(SESSION_KEY))
        or by_organisation.get(request.user.last_organisation_id)
        or memberships[0]
    )
