"""The administrators' site: who enters, how its lists search and count, and what its pages share.

A site of our own, so that it holds only what our ``admin.py`` files register, and so that nobody enters by Django's
log-in form, which lets anyone try passwords for ever. Apps import this module; it imports none of them.
"""

import json
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db.models import Model, Q, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache

from pixorga.ui.text import fold

# What the index, the side bar and the breadcrumbs say, in this order.
APP_NAMES = {
    "organisations": "Espaces et comptes",
    "learners": "Élèves",
    "campaigns": "Campagnes",
    "results": "Résultats",
    "assessments": "Référentiel et tests",
    "admin": "Administration",
}
# Counting every answer of a country takes seconds: lists stop here, and a filter or a search brings the rest.
MOST_ROWS = 10_000
EMPTY = "–"


class PixOrgaAdminSite(admin.AdminSite):
    site_header = site_title = "PixOrga — administration"
    index_title = "Administration"
    empty_value_display = EMPTY
    site_url = None

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Django's own door is walled up: it leads to ours, which slows guessing down."""
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"), "login")

    def admin_view(self, view: Callable[..., HttpResponseBase], cacheable: bool = False) -> Callable[..., Any]:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            # PostgreSQL refuses the character NUL, and filters pass what they are given on to it.
            if any("\x00" in text for name, values in request.GET.lists() for text in [name, *values]):
                raise BadRequest("NUL")
            return view(request, *args, **kwargs)

        return super().admin_view(checked, cacheable)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """In the order of ``APP_NAMES`` and of the registrations: what is used most comes first."""
        labels, models = list(APP_NAMES), list(self._registry)
        found: list[dict[str, Any]] = super().get_app_list(request, app_label)
        for app in found:
            app["models"].sort(key=lambda entry: models.index(entry["model"]))
        return sorted(found, key=lambda app: labels.index(app["app_label"]))

    def add_panel(self, model: type[Model], panel: "type[Panel]") -> None:
        """Show the rows of a higher app on the page of a lower one, which may not import them."""
        page = self.get_model_admin(model)
        page.inlines = [*page.inlines, panel]


for label, name in APP_NAMES.items():
    apps.get_app_config(label).verbose_name = name

site = PixOrgaAdminSite()


# --- Pages --------------------------------------------------------------------------------------------------------------
class BoundedPaginator(Paginator):  # type: ignore[type-arg]
    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:MOST_ROWS].count()


class Admin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing is deleted unless a page says so: archiving and disabling keep the history whole."""

    list_per_page = 50
    show_full_result_count = False
    paginator = BoundedPaginator
    # The searched columns hold folded text (no case, no accent); False where they hold it as it was typed.
    search_is_folded = True

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = search_term.replace("\x00", "")
        return super().get_search_results(request, queryset, fold(term) if self.search_is_folded else term)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ReadOnlyAdmin(Admin):
    """Facts, and what files or other spaces write: looked at, never typed here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class PanelFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """Rows that are shown and never posted: two hidden fields a row would pass the limit on fields of a request."""

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(None, None, **kwargs)

    def is_valid(self) -> bool:
        return True

    def save(self, commit: bool = True) -> list[Any]:
        self.new_objects: list[Any] = []
        self.changed_objects: list[Any] = []
        self.deleted_objects: list[Any] = []
        return []


class Panel(admin.TabularInline):  # type: ignore[type-arg]
    """Rows beside the one on the page: read there, changed on their own pages.

    One that answers True to ``has_add_permission`` gets a link to the page that adds a row.
    """

    template = "admin/panel.html"
    formset = PanelFormSet
    extra = max_num = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


# --- Filters --------------------------------------------------------------------------------------------------------------
def state_filter(*, field: str, title: str, empty: str, filled: str) -> type[admin.SimpleListFilter]:
    """Two choices on a column that may be empty: «En cours» and «Archivée», for example."""
    words = title

    class StateFilter(admin.SimpleListFilter):
        title = words
        parameter_name = f"etat_{field}"

        def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
            return [("non", empty), ("oui", filled)]

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
            if self.value() not in {"oui", "non"}:
                return queryset
            return queryset.filter(**{f"{field}__isnull": self.value() == "non"})

    return StateFilter


class TextFilter(admin.SimpleListFilter):
    """A filter that is typed: a list of every school would not fit beside a page."""

    template = "admin/text_filter.html"
    help_text = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("", "")]  # without any choice Django would not show the filter

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        kept = [
            (name, value)
            for name, values in changelist.filter_params.items()
            for value in values
            if name != self.parameter_name
        ]
        rest = QueryDict(mutable=True)
        for name, value in kept:
            rest.appendlist(name, value)
        yield {"value": self.value() or "", "kept": kept, "without": f"?{rest.urlencode()}"}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        typed = (self.value() or "").strip()
        return queryset.filter(self.condition(typed)) if typed else queryset

    def condition(self, typed: str) -> Q:
        raise NotImplementedError


class SchoolFilter(TextFilter):
    title = "établissement"
    parameter_name = "etablissement"
    help_text = "Une partie du nom, ou un UAI."

    def condition(self, typed: str) -> Q:
        named = Q(*(("organisation__sort_key__contains", word) for word in fold(typed).split()))
        return named | Q(organisation__uai__iexact=typed)


# --- Words ----------------------------------------------------------------------------------------------------------------
def as_link(row: Model | None, text: str = "") -> SafeString:
    """The name of a row, leading to its page."""
    if row is None:
        return SafeString(EMPTY)
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return format_html('<a href="{}">{}</a>', address, text or str(row))


def as_json(value: Any) -> SafeString:
    return format_html('<pre class="json">{}</pre>', json.dumps(value, ensure_ascii=False, indent=2))


def as_facts(facts: dict[str, Any]) -> SafeString:
    """A dictionary as two columns; those inside it, indented below their name."""
    if not facts:
        return SafeString(EMPTY)
    rows = (
        (name, as_facts(value) if isinstance(value, dict) else ", ".join(map(str, value)) if isinstance(value, list) else value)
        for name, value in facts.items()
    )
    return format_html('<dl class="facts">{}</dl>', format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", rows))


def as_lines(lines: list[Any]) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines)) or SafeString(EMPTY)
