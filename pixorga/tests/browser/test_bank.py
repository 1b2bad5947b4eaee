"""Every question and every page of every simulated screen, in a real browser: nothing too wide, nothing for axe.

The pages are drawn without the site: a thousand questions would take it an hour.
"""

import base64
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, ViewportSize

from assessments.bank import DEFAULT_ROOT
from assessments.bank.reader import read_referential
from assessments.bank.schema import ChallengeSpec
from assessments.bank.variant import Asset, Instance, Origin, build_instance
from assessments.forms import AnswerForm
from assessments.media import shown_screen
from pixorga.tests.browser.checks import axe_script
from pixorga.ui.storage import STYLES

STATIC = Path(__file__).resolve().parents[3] / "static"
# The frame of a screen is narrower than its page.
PAGES: list[ViewportSize] = [{"width": 360, "height": 740}, {"width": 1366, "height": 768}]
FRAMES: list[ViewportSize] = [{"width": 316, "height": 560}, {"width": 760, "height": 560}]
# What a fragment alone cannot have: the landmarks of the page around it.
RULES = {"region": {"enabled": False}, "landmark-one-main": {"enabled": False}}

REAL = read_referential(DEFAULT_ROOT)


def challenges_of(code: str) -> list[ChallengeSpec]:
    tubes = [tube for tube in REAL.tubes if tube.competence == code]
    return [challenge for tube in tubes for skill in tube.skills for challenge in skill.challenges]


def document(title: str, style: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{style}</style></head>{body}</html>'
    )


def data_address(instance: Instance, name: str) -> str:
    file = instance.files[name]
    data = (DEFAULT_ROOT / file.path).read_bytes() if isinstance(file, Asset) else file
    return f"data:{mimetypes.guess_type(name)[0]};base64,{base64.b64encode(data).decode()}"


def question(instance: Instance, style: str) -> str:
    form = AnswerForm(instance)
    shown = replace(instance, screen=None)
    context = {"assessment": SimpleNamespace(public_id=UUID(int=0)), "seq": 1, "instance": shown, "form": form}
    html = render_to_string("app/assessments/challenge_body.html", context)
    if instance.illustration:
        picture = data_address(instance, instance.illustration.file)
        html = re.sub(r'(<img src=")[^"]*', lambda found: found[1] + picture, html)
    body = (
        '<body class="app"><main class="challenge"><h1 class="visually-hidden">Question</h1><div class="wrap wrap-narrow">'
        f'<div class="sheet"><div class="sheet-row"><p class="sheet-mark">1</p><div class="sheet-text">{html}</div>'
        "</div></div></div></main></body>"
    )
    return document(instance.key, style, body)


def problems_of(page: Page, html: str, sizes: list[ViewportSize]) -> Iterator[str]:
    for size in sizes:
        page.set_viewport_size(size)
        page.set_content(html)
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > size["width"]:
            yield f"scrolls sideways, {needed} > {size['width']}"
    page.set_viewport_size(sizes[0])
    # Setting a content keeps the window, and what was loaded in it.
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_script())
    result: dict[str, Any] = page.evaluate("rules => axe.run(document, {resultTypes: ['violations'], rules})", RULES)
    for one in result["violations"]:
        yield f"{one['id']}: {[node['target'] for node in one['nodes']][:2]}"


DECODES = """async ([address, kind]) => {
  try {
    if (kind === "sound") {
      const data = await (await fetch(address)).arrayBuffer();
      return (await new AudioContext().decodeAudioData(data)).duration > 0;
    }
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    return picture.naturalWidth > 0;
  } catch { return false; }
}"""


def unreadable_files(page: Page, instance: Instance) -> Iterator[str]:
    """Pictures and sounds that a browser cannot decode."""
    for name in instance.files:
        kind = (mimetypes.guess_type(name)[0] or "").partition("/")[0]
        if kind in {"image", "audio"}:
            given = [data_address(instance, name), "sound" if kind == "audio" else "picture"]
            if not page.evaluate(DECODES, given):
                yield f"{name} cannot be decoded"


@pytest.mark.long
@pytest.mark.parametrize(
    "code",
    [
        pytest.param(code, marks=pytest.mark.xdist_group(f"bank-{code}"))
        for code in sorted({tube.competence for tube in REAL.tubes})
    ],
)
def test_every_question_and_every_screen(chromium: Browser, settings: Any, code: str) -> None:
    settings.ROOT_URLCONF = "pixorga.urls.app"
    style = "\n".join((STATIC / name).read_text() for name in STYLES)
    simulated = "".join((STATIC / f"css/{name}.css").read_text() for name in ("sim", "sim-phone"))
    page, found, seen = chromium.new_page(), [], set()
    for spec in challenges_of(code):
        instance = build_instance(spec.body, Origin(spec.kind, 1, DEFAULT_ROOT, spec.key))
        found += [f"{spec.key}: {problem}" for problem in problems_of(page, question(instance, style), PAGES)]
        found += [f"{spec.key}: {problem}" for problem in unreadable_files(page, instance)]
        for name, fragment in (instance.screen.pages if instance.screen else {}).items():
            if fragment in seen:
                continue
            seen.add(fragment)
            html = document(name, simulated, f"<body>{shown_screen(fragment)}</body>")
            found += [f"{spec.key}/{name}: {problem}" for problem in problems_of(page, html, FRAMES)]
    page.close()
    assert not found, "\n".join(found)
