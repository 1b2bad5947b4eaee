"""What every page must hold: nothing for axe, no sideways scroll, one h1, a French title."""

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page, ViewportSize, expect

PHONE: ViewportSize = {"width": 360, "height": 740}


@cache
def axe_script() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def check_page(page: Page, *, axe: bool = True) -> None:
    """Raise AssertionError with the list of what is wrong on this page, at its own width and on a phone.

    ``axe`` needs a page that runs scripts: without, the rest is checked at the page's own width.
    """
    # A click returns once the next page is committed, maybe before it is read: what is looked at once must wait for it.
    page.wait_for_load_state()
    where = f"{page.title()} ({page.url})"
    expect(page.locator("h1"), f"{where}: one h1").to_have_count(1)
    assert page.title().endswith(("| PixOrga", "| PixOrga — administration")), where
    assert page.locator("html").get_attribute("lang") == "fr", where
    content = page.content()
    assert [mark for mark in ("{{", "{%") if mark in content] == [], f"{where}: template not rendered"
    _check_width(page, where)
    if not axe:
        return
    _run_axe(page, where)
    usual = page.viewport_size
    page.set_viewport_size(PHONE)
    try:
        _check_width(page, where)
        _run_axe(page, where)
    finally:
        if usual is not None:
            page.set_viewport_size(usual)


def _check_width(page: Page, where: str) -> None:
    width, needed = page.evaluate("[document.documentElement.clientWidth, document.documentElement.scrollWidth]")
    assert needed <= width, f"{where}: scrolls sideways, {needed} > {width}"


def _run_axe(page: Page, where: str) -> None:
    # Evaluated through the debugging protocol: the page's own policy refuses any inline script.
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_script())
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    problems = [
        f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']][:3]}" for one in result["violations"]
    ]
    assert problems == [], f"{where}: {problems}"
