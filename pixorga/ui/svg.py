"""The drawn components. Every width that varies is an SVG attribute: the content security policy forbids inline styles.

A drawing is either hidden from screen readers, its value being written beside it, or an image with its value as name.
"""

import re
from functools import cache

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from pixorga.ui.formats import Number, percent, rounded

_HEXAGON = "M80 8 L146 46 L146 122 L80 160 L14 122 L14 46 Z"
# The hexagon is drawn from its top, over a path as long as the highest score: one pix is one unit.
_ARC, _GAP = 8.6, 1.4  # a level of the ring, on a path of ten units a level


@cache
def icon_names() -> frozenset[str]:
    sprite = (settings.BASE_DIR / "static" / "icons" / "sprite.svg").read_text(encoding="utf-8")
    return frozenset(re.findall(r'id="i-([a-z0-9-]+)"', sprite))


def icon(*, name: str, size: str = "", css: str = "", label: str = "") -> SafeString:
    if name not in icon_names():
        raise ValueError(f"No icon «{name}» in static/icons/sprite.svg.")
    if size not in {"", "s", "l"}:
        raise ValueError(f"An icon is small (s), large (l) or neither, not «{size}».")
    classes = " ".join(part for part in (css or "icon", f"icon-{size}" if size else "") if part)
    named = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="{}" {}><use href="{}#i-{}"/></svg>', classes, named, static("icons/sprite.svg"), name
    )


def _share(value: Number | None, top: Number) -> str:
    """From 0 to 100, one decimal, with a point: an SVG attribute."""
    if not value or not top:
        return "0"
    share = min(max(rounded(value, 3) * 100 / rounded(top, 3), rounded(0)), rounded(100))
    return f"{rounded(share, 1).normalize():f}"


def meter(*, value: Number | None, max: Number = 100) -> SafeString:
    return format_html(
        '<svg class="meter" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="{}" height="10"/></svg>',
        _share(value, max),
    )


def meter_row(*, value: Number | None, max: Number = 100, text: str | None = None) -> SafeString:
    shown = percent(value if max == 100 or value is None else float(_share(value, max))) if text is None else text
    return format_html('<span class="meter-row">{}<span>{}</span></span>', meter(value=value, max=max), shown)


def meter_parts(*, ok: int, wait: int, busy: int, rest: int = 0) -> SafeString:
    """One bar of several counts, with a gap between them; ``rest`` stays empty (pupils who have not started)."""
    width, gap = 280.0, 2.0
    counts = [("seg-ok", ok), ("seg-wait", wait), ("seg-busy", busy), ("seg-rest", rest)]
    shown = [(css, count) for css, count in counts if count]
    total = sum(count for _, count in shown)
    left, parts = 0.0, []
    for css, count in shown:
        part = (width - gap * (len(shown) - 1)) * count / total
        parts.append((css, f"{left:.1f}", f"{part:.1f}"))
        left += part + gap
    return format_html(
        '<svg class="meter meter-parts" viewBox="0 0 280 10" preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        format_html_join("", '<rect class="{}" x="{}" width="{}" height="10"/>', parts),
    )


def ring(*, level: int | None, progress: Number = 0, levels: int | None = None, bare: bool = False) -> SafeString:
    levels = levels or settings.LEVELS_OPEN
    length = 10 * levels
    arcs = [f"{_ARC} {_GAP}"] * min(level or 0, levels)
    if level is not None and level < levels and progress > 0:
        arcs.append(f"{_ARC * min(float(progress), 100) / 100:.1f} {length + 20}")
    elif arcs:
        arcs[-1] = f"{_ARC} {length + 20}"
    value = format_html(
        '<circle class="value" cx="50" cy="50" r="42" pathLength="{}" stroke-dasharray="{}"/>', length, " ".join(arcs)
    )
    words = "Non commencé" if level is None else f"Niveau {level}"
    text = format_html(
        '<text class="ring-label" x="50" y="41" font-size="12">NIVEAU</text>'
        '<text x="50" y="69" font-size="29">{}</text>',
        "–" if level is None else level,
    )
    return format_html(
        '<svg class="ring{}" viewBox="0 0 100 100" role="img" aria-label="{}"><g transform="rotate(-90 50 50)">'
        '<circle class="track" cx="50" cy="50" r="42" pathLength="{}" stroke-dasharray="{} {}"/>{}</g>{}</svg>',
        " ring-bare" if bare else "",
        words,
        length,
        _ARC,
        _GAP,
        value if arcs else "",
        "" if bare else text,
    )


def ring_result(*, value: Number | None) -> SafeString:
    share = float(_share(value, 100)) * 10
    drawn = format_html(
        '<circle class="edge" cx="50" cy="50" r="42" pathLength="1000" stroke-dasharray="{} 1000" stroke-dashoffset="2"/>'
        '<circle class="value" cx="50" cy="50" r="42" pathLength="1000" stroke-dasharray="{} 1000"/>',
        f"{min(share + 4, 1000):g}",
        f"{share:g}",
    )
    return format_html(
        '<svg class="ring ring-result" viewBox="0 0 100 100" role="img" aria-label="{0}">'
        '<g transform="rotate(-90 50 50)"><circle class="edge" cx="50" cy="50" r="42"/>'
        '<circle class="track" cx="50" cy="50" r="42"/>{1}</g>'
        '<text x="50" y="59" font-size="{2}">{0}</text></svg>',
        percent(value),
        drawn if share else "",
        22 if share >= 1000 else 25,
    )


def hexagon(*, pix: int, top: int = 1024) -> SafeString:
    return format_html(
        '<svg class="hexagon" viewBox="0 0 160 168" role="img" aria-label="{pix} pix sur {top}">'
        '<path class="hex-out" d="{path}"/><path class="hex-fill" d="{path}"/>{value}'
        '<text class="hex-soft" x="80" y="50" font-size="14" letter-spacing="1">PIX</text>'
        '<text x="80" y="99" font-size="{size}">{pix}</text><path class="hex-edge" d="M56 112H104"/>'
        '<text class="hex-soft" x="80" y="132" font-size="15">{top}</text></svg>',
        path=_HEXAGON,
        pix=pix,
        top=top,
        size=46 if pix < 1000 else 38,
        value=format_html(
            '<path class="hex-value" d="{}" pathLength="{}" stroke-dasharray="{} {}"/>', _HEXAGON, top, pix, 2 * top
        )
        if pix
        else "",
    )


def gauge(*, step: int, steps: int = 5) -> SafeString:
    if not 1 <= step <= steps:
        raise ValueError(f"Step {step} of a gauge of {steps}.")
    items = []
    for number in range(1, steps + 1):
        if number < step:
            content = format_html(
                '<span class="step done">{}<span class="visually-hidden">, faite</span></span>', number
            )
        elif number == step:
            content = format_html('<span class="step" aria-current="step">{}</span>', number)
        else:
            content = format_html('<span class="step">{}</span>', number)
        items.append((mark_safe(' class="after-done"') if 1 < number <= step else "", content))
    return format_html(
        '<ol class="gauge" aria-label="Questions avant le prochain point d’étape">{}</ol>',
        format_html_join("", "<li{}>{}</li>", items),
    )
