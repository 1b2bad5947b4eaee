"""Pages, sorting and search of lists.

Read from the query string: ``page``, ``taille`` (size of a page), ``tri`` (sorting) and ``impression`` (every row, for paper).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from pixorga.ui.text import fold

SIZES = (10, 25, 50, 100)
PRINTED = "impression"
ROWS_PRINTED = 2000
WORDS_SOUGHT = 10
CODE_BEGINNING = 3  # from so many signs a word may begin a code: two letters are in every name


def page_of(*, request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], size: int) -> Page[Any]:
    """The page that the query string asks for; what cannot be shows the nearest one. For paper: all the rows."""
    if PRINTED in request.GET:
        return Paginator(rows, ROWS_PRINTED).get_page(1)
    asked = request.GET.get("taille", "")
    chosen = int(asked) if asked in {str(number) for number in SIZES} else size
    return Paginator(rows, chosen).get_page(request.GET.get("page"))


def sort_of(*, request: HttpRequest, columns: Mapping[str, Sequence[Any]], default: str) -> tuple[str, list[Any]]:
    """The column that sorts («nom», «-nom» downwards) and its order for ``order_by``; unknown columns mean the default.

    ``columns`` gives for each name the fields upwards, for example ``{"nom": ["sort_key", "id"]}``.
    """
    asked = request.GET.get("tri", default)
    if asked.removeprefix("-") not in columns:
        asked = default
    fields = columns[asked.removeprefix("-")]
    if not asked.startswith("-"):
        return asked, list(fields)
    return asked, [field.removeprefix("-") if field.startswith("-") else f"-{field}" for field in fields]


def words_of(typed: str) -> list[str]:
    """What is sought, word by word, as folded columns hold it; the database refuses NUL."""
    return fold(typed.replace("\x00", "")).split()[:WORDS_SOUGHT]


def holding(typed: str, *, key: str, code: str = "") -> Q:
    """Every word typed is in the folded column ``key``, or begins the column ``code`` (in capitals) if there is one."""

    def held(word: str) -> Q:
        found = Q((f"{key}__contains", word))
        return found | Q((f"{code}__startswith", word.upper())) if code and len(word) >= CODE_BEGINNING else found

    return Q(*(held(word) for word in words_of(typed)))
