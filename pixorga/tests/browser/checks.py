"""What every page must hold: nothing for axe, no sideways scroll, one h1, a French title."""

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def check_page(page: Page, *, axe: bool = True) -> None:
    """Raise AssertionError with the list of what is wrong on this page."""
    where = f"{page.title()} ({page.url})"
    assert page.locator("h1").count() == 1, f"{where}: {page.locator('h1').count()} h1"
    assert page.title().endswith("| PixOrga"), where
    assert page.locator("html").get_attribute("lang") == "fr", where
    assert not {"{{", "{%"} & {found for found in ("{{", "{%") if found in page.content()}, f"{where}: not rendered"
    if not axe:
        return
    width, needed = page.evaluate("[document.documentElement.clientWidth, document.documentElement.scrollWidth]")
    assert needed <= width, f"{where}: scrolls sideways, {needed} > {width}"
    # Evaluated through the debugging protocol: the page's own policy refuses any inline script.
    page.evaluate(_axe())
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    problems = [
        f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']][:3]}" for one in result["violations"]
    ]
    assert problems == [], f"{where}: {problems}"
