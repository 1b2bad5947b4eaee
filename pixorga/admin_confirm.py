"""The page between asking for something that cannot be undone and doing it: it says, with numbers, what will happen.

It serves the actions of a list (``Admin.actions``) and the buttons of a page (``Admin.page_acts``): both post the same form to
the list. The first post shows the question; the second, which says ``confirme``, acts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from pixorga.ui.formats import NBSP
from pixorga.ui.typography import french_spaces

CONFIRMED = "confirme"
# Rows in hand at once: each is locked, changed and traced within one transaction.
MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Question:
    """``effects`` happen, ``kept`` stays; ``refused`` rows are left as they are, each with the reason."""

    title: str
    button: str
    rows: Sequence[Model]
    effects: Sequence[str]
    kept: Sequence[str] = ()
    refused: Sequence[tuple[Model, str]] = field(default_factory=list)
    is_final: bool = True
    form: forms.Form | None = None


def is_confirmed(request: HttpRequest) -> bool:
    return request.POST.get(CONFIRMED) == "oui"


def ask(page: Any, request: HttpRequest, question: Question, action: str) -> HttpResponse:
    """The question about the rows that can be done. Without any: nothing but the reasons."""
    context = {
        **page.admin_site.each_context(request),
        "title": french_spaces(question.title),
        "subtitle": None,
        "opts": page.opts,
        "question": question,
        "effects": [french_spaces(line) for line in question.effects],
        "kept": [french_spaces(line) for line in question.kept],
        "refused": [(row, french_spaces(reason)) for row, reason in question.refused],
        "action": action,
        "chosen": ACTION_CHECKBOX_NAME,
        "confirmed": CONFIRMED,
        "media": page.media,
    }
    request.current_app = page.admin_site.name
    return TemplateResponse(request, "admin/confirm.html", context)


def within_reach(page: Any, request: HttpRequest, queryset: QuerySet[Any]) -> bool:
    """False, and said, when more rows are chosen than one request may change."""
    if queryset.count() <= MOST_AT_ONCE:
        return True
    words = f"Choisissez {MOST_AT_ONCE} lignes au plus à la fois{NBSP}: rien n’a été fait."
    page.message_user(request, words, messages.ERROR)
    return False


def counted(number: int, one: str, many: str = "") -> str:
    """«3 campagnes», «1 campagne», «0 campagne»."""
    return f"{number}{NBSP}{one if number < 2 else many or one + 's'}"
