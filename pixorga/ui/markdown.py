"""Light Markdown, made harmless: what people type is never trusted as HTML."""

import threading
from typing import Literal

import markdown
import nh3
from django.utils.safestring import SafeString, mark_safe

Flavour = Literal["light", "links", "full"]

_TAGS = {
    *("p", "br", "hr", "strong", "em", "ul", "ol", "li", "code", "pre", "blockquote"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_FLAVOURS: dict[str, set[str]] = {
    "light": _TAGS,
    "links": _TAGS | {"a"},
    "full": _TAGS | {"a", "h2", "h3", "h4"},
}


_parsers = threading.local()  # building one costs four times a conversion, and none may serve two threads at once


def _parser(flavour: str) -> markdown.Markdown:
    parser = getattr(_parsers, flavour, None)
    if parser is None:
        parser = _new_parser(flavour)
        setattr(_parsers, flavour, parser)
    return parser.reset()


def _new_parser(flavour: str) -> markdown.Markdown:
    parser = markdown.Markdown(extensions=["nl2br", "sane_lists", "tables", "fenced_code"], output_format="html")
    # HTML typed by hand stays text on the screen instead of vanishing.
    parser.preprocessors.deregister("html_block")
    parser.inlinePatterns.deregister("html")
    for images in ("image_link", "image_reference"):
        parser.inlinePatterns.deregister(images)
    if flavour != "full":  # a title inside a page would break the order of its headings
        for headings in ("hashheader", "setextheader"):
            parser.parser.blockprocessors.deregister(headings)
    return parser


def render(text: str, *, flavour: Flavour = "light") -> SafeString:
    """HTML with no script, style, picture nor foreign scheme. Links only where the flavour allows them.

    light: emphasis, lists, code, quotes, tables (what a teacher types). links: the same with links.
    full: headings from h2 on too (our own texts).
    """
    html = nh3.clean(
        _parser(flavour).convert(text),
        tags=_FLAVOURS[flavour],
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
    # The empty corner of a table of two entries is no header: a screen reader would announce nothing.
    return mark_safe(html.replace("<th></th>", "<td></td>"))  # noqa: S308 - just sanitised
