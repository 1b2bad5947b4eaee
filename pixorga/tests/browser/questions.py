"""A pupil with a given question in hand, without the test that leads to it."""

from playwright.sync_api import Page

from pixorga.tests.browser.conftest import People, Site

PREPARE = """
from importlib import import_module
from django.conf import settings
from assessments import content
from assessments.models import Assessment
from organisations.models import User

loaded = content.current()
challenge = next(
    item for item in loaded.challenges.values() if item.is_playable and not item.timer and ({condition})
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


def open_question(people: People, site: Site, condition: str) -> Page:
    """The page of the first question that meets ``condition``, a Python expression on its challenge ``item``."""
    session, assessment = site.run(PREPARE.format(condition=condition)).splitlines()[-1].split()
    page = people.page()
    page.context.add_cookies([{"name": "session", "value": session, "url": site.url("app")}])
    page.goto(site.url("app", f"/evaluations/{assessment}"))
    return page
