"""The components of every page: ``{% load ui %}``.

All parameters are keywords, and an unknown one is an error when the template is read. What takes words between two tags
is a block (``{% note kind="ok" %}…{% endnote %}``), the rest is a tag or a filter.
"""

from typing import Any

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from pixorga.ui import formats, lists, markdown, storage, svg
from pixorga.ui.formats import Number

register = template.Library()


# --- Page -------------------------------------------------------------------------------------------------------------
@register.simple_tag
def styles() -> SafeString:
    """The style sheet: one file where the static files are collected, its sources otherwise."""
    names = getattr(staticfiles_storage, "styles", storage.STYLES)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(name),) for name in names))


@register.simple_tag
def script() -> SafeString:
    """The script, as one module; every page works without it."""
    name = getattr(staticfiles_storage, "script", storage.SCRIPT)
    return format_html('<script type="module" src="{}"></script>', static(name))


@register.simple_tag(takes_context=True)
def nav_link(context: Context, *, to: str, label: str, icon: str = "", prefixes: str = "", css: str = "") -> SafeString:
    """A link of the main navigation, to the named page ``to``.

    It is the current one on that page and on every page whose name begins with one of ``prefixes`` («campaign result»).
    """
    try:
        address = reverse(to)
    except NoReverseMatch:  # this space does not have that page
        return SafeString("")
    match = getattr(context.get("request"), "resolver_match", None)
    here = getattr(match, "url_name", None) or ""
    current = ""
    if here == to:
        current = "page"
    elif prefixes and here.startswith(tuple(prefixes.split())):
        current = "true"
    return format_html(
        '<a href="{}"{}{}>{}{}</a>',
        address,
        format_html(' class="{}"', css) if css else "",
        format_html(' aria-current="{}"', current) if current else "",
        svg.icon(name=icon) if icon else "",
        label,
    )


# --- Drawings -----------------------------------------------------------------------------------------------------------
@register.simple_tag
def icon(*, name: str, size: str = "", css: str = "", label: str = "") -> SafeString:
    """An icon of the sprite. ``size``: s or l. ``label`` names it where no word stands beside it."""
    return svg.icon(name=name, size=size, css=css, label=label)


@register.simple_tag
def meter(*, value: Number | None, max: Number = 100) -> SafeString:
    """A bar filled to value / max; the number must stand in text beside it."""
    return svg.meter(value=value, max=max)


@register.simple_tag
def meter_row(*, value: Number | None, max: Number = 100, text: str | None = None) -> SafeString:
    """A bar and its number: the percentage, or ``text``."""
    return svg.meter_row(value=value, max=max, text=text)


@register.simple_tag
def meter_parts(*, ok: int, wait: int, busy: int, rest: int = 0) -> SafeString:
    """One bar of three counts: results received, waiting to be sent, under way; ``rest`` has not started."""
    return svg.meter_parts(ok=ok, wait=wait, busy=busy, rest=rest)


@register.simple_tag
def ring(*, level: int | None, progress: Number = 0, levels: int | None = None, bare: bool = False) -> SafeString:
    """The ring of a competence: ``level`` arcs, then ``progress`` percent of the next; level None is not started."""
    return svg.ring(level=level, progress=progress, levels=levels, bare=bare)


@register.simple_tag
def ring_result(*, value: Number | None) -> SafeString:
    """The yellow ring of a result, in percent."""
    return svg.ring_result(value=value)


@register.simple_tag
def hexagon(*, pix: int, top: int = 1024) -> SafeString:
    """The hexagon with the total of pix."""
    return svg.hexagon(pix=pix, top=top)


@register.simple_tag
def gauge(*, step: int, steps: int = 5) -> SafeString:
    """The steps up to the next checkpoint; ``step`` is the question on screen, from 1."""
    return svg.gauge(step=step, steps=steps)


# --- Words --------------------------------------------------------------------------------------------------------------
_STATUSES = {
    "started": ("busy", "clock", "En cours de test"),
    "to-share": ("wait", "inbox", "En attente"),
    "shared": ("ok", "check", "Résultats reçus"),
    "none": ("none", "skip", "Pas commencé"),
}


@register.simple_tag
def status(*, of: str, percent: Number | None = None) -> SafeString:
    """Where a pupil stands: started, to-share, shared, none. A shared one shows its bar when ``percent`` is given."""
    if of == "shared" and percent is not None:
        return svg.meter_row(value=percent)
    kind, name, words = _STATUSES[of]
    return chip(kind=kind, icon=name, text=words)


@register.simple_tag
def chip(*, kind: str, icon: str, text: str) -> SafeString:
    """A small label: busy, wait, ok, wrong or none, always with an icon and words."""
    if kind not in {"busy", "wait", "ok", "wrong", "none"}:
        raise ValueError(f"No such kind of chip: «{kind}».")
    return format_html('<span class="status status-{}">{}{}</span>', kind, svg.icon(name=icon, size="s"), text)


@register.filter
def percent(value: Number | None) -> str:
    """48.4 -> «48 %» with a no-break space, None -> «–»."""
    return formats.percent(value)


@register.filter
def decimal_fr(value: Number | None, digits: int = 1) -> str:
    """15.5 -> «15,5»."""
    return formats.decimal_fr(value, digits)


@register.filter(name="markdown")
def markdown_filter(text: str, flavour: markdown.Flavour = "light") -> SafeString:
    """Light Markdown made harmless; ``:"links"`` allows links, ``:"full"`` headings too."""
    return markdown.render(text or "", flavour=flavour)


# --- Blocks -------------------------------------------------------------------------------------------------------------
_NOTES = {"ok": "check", "wrong": "alert", "wait": "alert", "info": "info"}


@register.simple_block_tag
def note(content: str, *, kind: str = "info", role: str = "") -> SafeString:
    """A framed remark: ok, wrong, wait or info. ``role="alert"`` or ``"status"`` when it appears after an action."""
    return format_html(
        '<div class="note note-{}"{}>{}<div>{}</div></div>',
        kind,
        format_html(' role="{}"', role) if role else "",
        svg.icon(name=_NOTES[kind]),
        content,
    )


@register.simple_block_tag
def empty_state(content: str, *, title: str, level: int = 2) -> SafeString:
    """What a list says when it holds nothing: a picture, a title, one line and the next action, as its content.

    Not called «empty»: inside ``{% for %}`` Django would take that word for its own.
    """
    art = get_template("ui/empty_art.svg").render()
    return format_html('<div class="empty">{0}<h{1}>{2}</h{1}>{3}</div>', art, level, title, content)


@register.simple_block_tag
def panel(content: str, *, id: str, title: str, level: int = 2, css: str = "") -> SafeString:
    """A white panel with its title; ``id`` binds both."""
    return format_html(
        '<section class="panel {0}" aria-labelledby="{1}"><div class="panel-head"><h{2} id="{1}">{3}</h{2}></div>'
        '<div class="panel-body">{4}</div></section>',
        css,
        id,
        level,
        title,
        content,
    )


# --- Lists --------------------------------------------------------------------------------------------------------------
def _query(context: Context, **changes: object) -> str:
    """The query string with some parameters changed; None takes one away."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context: Context, *, page: Page[Any], unit: str = "", printable: bool = False) -> dict[str, object]:
    """Size and number of the page (``lists.page_of``). It is a form: put it after the table's, never inside.

    ``unit`` is the plural of what is counted: «campagnes». A printable list offers every row at once (``print_note``).
    """
    is_printed = printable and lists.PRINTED in context["request"].GET
    return {
        "page": page,
        "is_printed": is_printed,
        "whole": _query(context, page=None, **{lists.PRINTED: ""}) if printable else "",
        "unit": unit,
        "size": page.paginator.per_page,
        "sizes": sorted({*lists.SIZES[:3], page.paginator.per_page}),
        "previous": _query(context, page=page.number - 1) if page.has_previous() else "",
        "next": _query(context, page=page.number + 1) if page.has_next() else "",
        "kept": _kept(context, without="page taille"),
    }


@register.inclusion_tag("ui/print_note.html", takes_context=True)
def print_note(context: Context, *, page: Page[Any]) -> dict[str, object]:
    """Above a list shown whole for paper: what to do, and the way back to its pages. Nothing otherwise."""
    is_printed = lists.PRINTED in context["request"].GET
    return {"is_printed": is_printed, "page": page, "back": _query(context, **{lists.PRINTED: None})}


@register.simple_tag(takes_context=True)
def sort_header(context: Context, *, key: str, label: str, sort: str, css: str = "") -> SafeString:
    """The head of a column that sorts; ``sort`` is the first value of ``lists.sort_of``."""
    up, down = sort == key, sort == f"-{key}"
    return format_html(
        '<th role="columnheader" scope="col"{}{}><a class="sort" href="{}">{}{}</a></th>',
        format_html(' class="{}"', css) if css else "",
        format_html(' aria-sort="{}"', "ascending" if up else "descending") if up or down else "",
        _query(context, tri=f"-{key}" if up else key, page=None),
        label,
        svg.icon(name="up" if up else "down" if down else "sort", size="s"),
    )


def _kept(context: Context, *, without: str) -> list[tuple[str, str]]:
    gone = set(without.split())
    return [(name, value) for name, values in context["request"].GET.lists() if name not in gone for value in values]


@register.simple_tag(takes_context=True)
def hidden_query(context: Context, *, without: str = "") -> SafeString:
    """The query string as hidden fields, so that a GET form keeps the rest: ``without="page q"`` leaves some out."""
    kept = _kept(context, without=without)
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', kept)


# --- Forms --------------------------------------------------------------------------------------------------------------
_BARE = {"checkbox", "radio", "hidden", "file"}


@register.simple_tag
def field_widget(*, field: BoundField) -> SafeString:
    """The field's own input, dressed (Django adds aria-invalid and aria-describedby)."""
    if getattr(field.field.widget, "input_type", "") in _BARE:
        return field.as_widget()
    css = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"input {css}".strip()})


@register.inclusion_tag("ui/form_errors.html")
def form_errors(*, form: BaseForm, title: str = "Le formulaire n’est pas encore enregistré.") -> dict[str, object]:
    """What is wrong, first in the form: announced, and each line leads to its field. Nothing when all is well."""
    fields = [field for field in form if field.errors] if form.is_bound else []
    return {"fields": fields, "others": form.non_field_errors() if form.is_bound else [], "title": title}
