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
from django.contrib.admin.widgets import AdminSplitDateTime
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db.models import DateTimeField, Model, Q, QuerySet
from django.forms import SplitDateTimeField
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.views.decorators.cache import never_cache

from pixorga.admin_names import WORDS, missing_names, named_column
from pixorga.ui.formats import decimal_fr
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pages: list[tuple[str, str, str, Callable[[HttpRequest], bool]]] = []

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
            app["models"] += [
                {
                    "name": name,
                    "object_name": page.rpartition("_")[2],
                    "admin_url": reverse(f"admin:{page}"),
                    "view_only": True,
                }
                for owner, name, page, may in self.pages
                if owner == app["app_label"] and may(request)
            ]
        return sorted(found, key=lambda app: labels.index(app["app_label"]))

    def add_panel(self, model: type[Model], panel: "type[Panel]") -> None:
        """Show the rows of a higher app on the page of a lower one, which may not import them."""
        page = self.get_model_admin(model)
        page.inlines = [*page.inlines, panel]

    def add_act(self, model: type[Model], act: Callable[..., Any]) -> None:
        """An act of a higher app on the rows of a lower one: in the menu of its list, and a button on its pages."""
        page = self.get_model_admin(model)
        page.actions = [*page.actions, act]
        page.page_acts = [*page.page_acts, act.__name__]

    def add_page(self, app_label: str, name: str, page: str, may: Callable[[HttpRequest], bool]) -> None:
        """A page that is no list, beside those of an app: ``page`` is the name of its address, ``may`` who sees it."""
        self.pages.append((app_label, name, page, may))


for label, name in APP_NAMES.items():
    apps.get_app_config(label).verbose_name = name

site = PixOrgaAdminSite()


# --- Pages --------------------------------------------------------------------------------------------------------------
class BoundedPaginator(Paginator):  # type: ignore[type-arg]
    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:MOST_ROWS].count()


class NamedSplitDateTime(AdminSplitDateTime):
    """Django's label names neither of its two fields."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        for widget, name in zip(self.widgets, ("Date", "Heure"), strict=True):
            widget.attrs["aria-label"] = name


class Admin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing is deleted unless a page says so: archiving and disabling keep the history whole."""

    list_per_page = 50
    formfield_overrides = {DateTimeField: {"form_class": SplitDateTimeField, "widget": NamedSplitDateTime}}
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = BoundedPaginator
    # Those of the actions that the page of a row offers, too: a button each.
    page_acts: list[str] = []
    # The searched columns hold folded text (no case, no accent); False where they hold it as it was typed.
    search_is_folded = True

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        # Django's own titles («Sélectionnez l’objet épreuve à changer», «Affichage de épreuve») are no French.
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        name = str(self.opts.verbose_name)
        title = capfirst(name) if object_id else f"Ajouter : {name}"
        return super().changeform_view(request, object_id, form_url, {"title": title, **(extra_context or {})})

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        obj, page = kwargs.get("obj"), f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
        context |= {"acts": self.acts_on(request, obj) if obj else [], "acts_address": reverse(page)}
        return super().render_change_form(request, context, *args, **kwargs)

    def acts_on(self, request: HttpRequest, obj: Any) -> list[tuple[str, str]]:
        """(name, words) of the buttons that this person may use, and that would do something to this row."""
        changes = self.has_change_permission(request, obj)
        return [
            (name, words)
            for act, name, words in (self.get_actions(request) if self.page_acts else {}).values()
            if name in self.page_acts and self.offers(name, obj)
            if changes or "change" not in getattr(act, "allowed_permissions", ())
        ]

    def offers(self, act: str, obj: Any) -> bool:
        return True

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        unnamed = missing_names(self.model)
        return [
            named_column(self.model, name) if name in unnamed else name for name in super().get_list_display(request)
        ]

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        changelist = super().get_changelist_instance(request)
        unnamed = missing_names(self.model)
        for spec in changelist.filter_specs:
            if isinstance(spec, admin.DateFieldListFilter):
                spec.title = "date"  # «Par créée le» is no French either
            elif getattr(spec, "field_path", "") in unnamed:
                spec.title = WORDS[spec.field_path]
        return changelist

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        # «labels» would replace those of the form; DjangoUserAdmin takes no «change» but in keywords.
        own = getattr(getattr(self.form, "Meta", None), "labels", None) or {}
        return super().get_form(request, obj, change=change, labels={**missing_names(self.model), **own}, **kwargs)

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

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        for row in rows:  # their own name often holds that of the row of the page: no query for it
            setattr(row, self.fk.name, self.instance)
        return rows

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

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, labels=missing_names(self.model), **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return list(self.fields)

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
    return format_html('<pre class="json" tabindex="0">{}</pre>', json.dumps(value, ensure_ascii=False, indent=2))


def as_facts(facts: dict[str, Any]) -> SafeString:
    """A dictionary as two columns; those inside it, indented below their name."""
    if not facts:
        return SafeString(EMPTY)
    rows = ((name, _as_fact(value)) for name, value in facts.items())
    return format_html('<dl class="facts">{}</dl>', format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", rows))


def _as_fact(value: Any) -> Any:
    if isinstance(value, dict):
        return as_facts(value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "oui" if value else "non"
    return decimal_fr(value, 2) if isinstance(value, float) else value


def as_lines(lines: list[Any]) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines)) or SafeString(EMPTY)
