"""Index, search, one article, everything on paper; and the accessibility statement. None needs an account."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organisations.middleware import membership_not_required
from pixorga.help.articles import Collection, collection
from pixorga.help.search import LONGEST_QUERY, search, words_of
from pixorga.ui.lists import PRINTED
from pixorga.views import frame_of


@dataclass(frozen=True, slots=True)
class Shelf:
    """The help of one space. ``index`` and ``article`` are names of routes."""

    audience: str
    title: str
    lead: str
    index: str
    article: str

    @property
    def collection(self) -> Collection:
        return collection(self.audience)


HELP = Shelf(
    audience="eleves",
    title="Aide",
    lead="Posez votre question avec vos mots, ou choisissez une réponse ci-dessous.",
    index="help",
    article="help_article",
)
DOCUMENTATION = Shelf(
    audience="enseignants",
    title="Documentation",
    lead="Du premier accès à l’archivage d’une campagne\N{NO-BREAK SPACE}: cherchez, ou suivez l’ordre.",
    index="documentation",
    article="documentation_article",
)


@login_not_required
@require_safe
def index(request: HttpRequest, *, shelf: Shelf) -> HttpResponse:
    """Every article by section; what ``q`` finds above it; ``?impression`` shows them all, for paper."""
    if PRINTED in request.GET:
        return _render(request, "help/whole.html", shelf)
    typed = request.GET.get("q", "").replace("\x00", "").strip()
    context = {"typed": typed[:LONGEST_QUERY], "longest": LONGEST_QUERY}
    if typed:
        context |= {"found": search(shelf.collection, typed), "has_words": bool(words_of(typed))}
        context["is_cut"] = len(typed) > LONGEST_QUERY
    return _render(request, "help/index.html", shelf, **context)


@login_not_required
@require_safe
def article(request: HttpRequest, slug: str, *, shelf: Shelf) -> HttpResponse:
    shown = shelf.collection.by_slug.get(slug)
    if shown is None:
        raise Http404
    before, after = shelf.collection.around(shown)
    siblings = dict(shelf.collection.sections)[shown.section]
    return _render(request, "help/article.html", shelf, article=shown, before=before, after=after, siblings=siblings)


def _render(request: HttpRequest, template: str, shelf: Shelf, **context: object) -> HttpResponse:
    return render(request, template, {"frame": _frame(request), "shelf": shelf, **context})


def _frame(request: HttpRequest) -> str:
    return frame_of(request) or "help/public.html"


@membership_not_required
@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "help/accessibility.html", {"frame": _frame(request), "contact": settings.CONTACT_EMAIL})
