"""Simulated screens in a real browser: what the sandbox forbids, and what it must not."""

import pytest
from playwright.sync_api import expect

from pixorga.tests.browser.conftest import People, Site

# A signed-in pupil with a question in hand, whose screen has several pages.
PREPARE = """
from importlib import import_module
from django.conf import settings
from assessments import content
from assessments.models import Assessment
from organisations.models import User

loaded = content.current()
challenge = next(
    item for item in loaded.challenges.values()
    if item.is_playable and not item.timer and 'href="' in str(item.body.get("screen", {}).get("pages", {}).values())
)
user = User.objects.create_user()
assessment = Assessment.objects.create(
    user=user, kind="competence", target=loaded.target_of_competence(loaded.skill(challenge.skill).competence),
    competence_id=loaded.skill(challenge.skill).competence, release_id=loaded.release_id, strategy="published",
    challenge_id=challenge.id,
)
session = import_module(settings.SESSION_ENGINE).SessionStore()
session["_auth_user_id"] = str(user.pk)
session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
session["_auth_user_hash"] = user.get_session_auth_hash()
session.save()
print(session.session_key, assessment.public_id)
"""


@pytest.mark.parametrize("people", [{"javascript": False}], indirect=True, ids=["without-script"])
def test_links_of_a_screen_lead_to_its_pages(people: People, site: Site) -> None:
    """In a frame of opaque origin the session would be lost, and the second page would be the log-in page."""
    session, assessment = site.run(PREPARE).split()
    page = people.page()
    page.context.add_cookies([{"name": "session", "value": session, "url": site.url("app")}])
    page.goto(site.url("app", f"/evaluations/{assessment}"))

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
