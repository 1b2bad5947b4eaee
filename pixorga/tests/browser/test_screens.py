"""Simulated screens in a real browser: what the sandbox forbids, and what it must not."""

import pytest
from playwright.sync_api import expect

from pixorga.tests.browser.checks import PHONE
from pixorga.tests.browser.conftest import People, Site
from pixorga.tests.browser.questions import open_question
from pixorga.tests.browser.test_bank import FRAMES

SEVERAL_PAGES = """'href="' in str(item.body.get("screen", {}).get("pages", {}).values())"""


@pytest.mark.parametrize("people", [{"javascript": False}], indirect=True, ids=["without-script"])
def test_links_of_a_screen_lead_to_its_pages(people: People, site: Site) -> None:
    """In a frame of opaque origin the session would be lost, and the second page would be the log-in page."""
    page = open_question(people, site, SEVERAL_PAGES)

    frame = page.frame_locator("iframe.screen")
    expect(frame.locator("body")).to_have_css("color", "rgb(31, 41, 55)")  # sim.css is applied
    frame.locator("a[href$='.html']").first.click()
    expect(frame.locator("h1")).to_have_count(1)

    address = page.frames[1].url
    assert "/ecran/" in address
    assert "connexion" not in address
    # Alone, in its own tab, it is the same page.
    page.goto(address)
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("body")).to_have_css("color", "rgb(31, 41, 55)")


@pytest.mark.parametrize("people", [{"viewport": PHONE}], indirect=True, ids=["360"])
def test_a_phone_shows_a_screen_as_wide_as_it_was_drawn_for(people: People, site: Site) -> None:
    page = open_question(people, site, SEVERAL_PAGES)
    narrowest = FRAMES[0]["width"]
    assert page.locator("iframe.screen").evaluate("frame => frame.clientWidth") == narrowest
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
