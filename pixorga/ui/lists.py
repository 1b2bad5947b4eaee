"""Pages and sorting of lists, read from the query string: ``page``, ``taille`` (size of a page) and ``tri`` (sorting)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

SIZES = (10, 25, 50, 100)


def page_of(*, request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], size: int) -> Page[Any]:
    """The page that the query string asks for; what cannot be shows the nearest page that exists."""
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
