"""Coming back: a competence tested alone, a course tried again four days later, a reset, a course archived on the way."""

import re

import pytest
from playwright.sync_api import expect

from pixorga.tests.browser.checks import PHONE
from pixorga.tests.browser.conftest import WIDE, People, Site
from pixorga.tests.browser.players import PASSWORD, Pupil

# A school without roster, so that the pupil is somebody nobody else's test knows.
PREPARE = f"""
from campaigns.actions import create_campaign
from campaigns.models import TargetProfile
from django.utils import timezone
from organisations.models import Organisation, User

User.objects.filter(username="reprise.essai").delete()
pupil = User.objects.create_user(None, "{PASSWORD}", username="reprise.essai", first_name="Ana", last_name="REPRISE")
school, _ = Organisation.objects.get_or_create(name="Centre de reprise", defaults=dict(kind="PRO"))
codes = [
    create_campaign(
        organisation=school, creator=None, name=name, title=name, preset="express", now=timezone.now(),
        profile=TargetProfile.objects.get(key=key),
    ).code
    for name, key in (("À retenter", "recherche-documentaire"), ("À archiver", "esprit-critique"))
]
print(*codes)
"""
# The whole past of the pupil, some days earlier: the clock of the site itself cannot be moved.
AGE = """
from datetime import timedelta
from django.db.models import F
from assessments.models import Answer, Assessment
from campaigns.models import Participation
past = timedelta(days={days})
pupil = dict(user__username="reprise.essai")
Answer.objects.filter(**pupil).update(answered_at=F("answered_at") - past, shown_at=F("shown_at") - past)
Assessment.objects.filter(**pupil).update(created_at=F("created_at") - past)
Assessment.objects.filter(**pupil, completed_at__isnull=False).update(completed_at=F("completed_at") - past)
Participation.objects.filter(**pupil).update(started_at=F("started_at") - past, completed_at=F("completed_at") - past)
"""
ARCHIVE = """
from campaigns.models import Campaign
from django.utils import timezone
Campaign.objects.filter(code="{code}").update(archived_at=timezone.now())
"""
RESULT = re.compile(r"/(resultats|bilan)$")


class Returning(Pupil):
    def log_in(self) -> None:
        self.page.goto(self.site.url("app", "/connexion"))
        self.page.get_by_label(re.compile("identifiant", re.IGNORECASE)).first.fill("reprise.essai")
        self.page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
        self.click("Je me connecte", role="button")
        self.check()

    def enter(self, code: str) -> None:
        self.page.goto(self.site.url("app", f"/campagnes/{code}"))
        self.click("Je commence", role="button")
        if "/regles" in self.page.url:
            self.read_rules()

    def finish(self, *, right: bool) -> None:
        """Answer everything, and open the result."""
        for _ in range(60):
            if self.is_asked:
                self.answer(right=right)
                continue
            self.check()
            if self.page.get_by_role("link", name="Voir mes résultats").count():
                break
            self.page.get_by_role("link", name=re.compile("^Continuer mon")).first.click()
            self.page.wait_for_load_state()
        self.click("Voir mes résultats")
        self.page.wait_for_url(RESULT)
        self.check()

    def percent(self) -> int:
        found = re.search(r"(\d+)\s*%", self.page.locator(".result").inner_text())
        assert found
        return int(found[1])


@pytest.mark.parametrize(
    "people",
    [
        pytest.param({"javascript": True, "viewport": WIDE}, id="with-script-1366"),
        pytest.param({"javascript": False, "viewport": PHONE}, id="without-script-360", marks=pytest.mark.long),
    ],
    indirect=True,
)
def test_coming_back(site: Site, people: People) -> None:
    retried, archived = site.run(PREPARE).split()[-2:]
    pupil = Returning(people.page(), site, axe=people.javascript)
    pupil.log_in()

    # A course, failed, then tried again four days later.
    pupil.enter(retried)
    pupil.finish(right=False)
    before = pupil.percent()
    pupil.sees("Envie d’améliorer vos résultats", "Vous pourrez retenter")
    site.run(AGE.format(days=5))
    pupil.page.reload()
    pupil.check()
    pupil.click("Je retente", role="button")
    pupil.page.goto(site.url("app", "/profil"))
    pupil.click("Reprendre")
    pupil.finish(right=True)
    after = pupil.percent()
    assert after > before
    pupil.sees(f"vous aviez {before}\u00a0%")

    # The competence, tested alone: what was answered is not asked again.
    pupil.page.goto(site.url("app", "/competences/1.1"))
    pupil.check()
    pupil.click("Compléter", role="button")
    assert pupil.is_asked
    pupil.page.goto(site.url("app", "/competences/1.1"))
    pupil.check()
    pupil.click("Reprendre", role="button")
    pupil.finish(right=True)
    pupil.click("Retour à la compétence")
    pupil.check()
    pupil.sees("Remise à zéro possible")

    # Back to zero, a week later.
    site.run(AGE.format(days=8))
    pupil.page.reload()
    pupil.check()
    pupil.click("Remettre à zéro")
    pupil.check()
    pupil.sees("sans retour possible")
    pupil.click("Remettre à zéro", role="button")
    pupil.check()
    pupil.sees("La compétence est remise à zéro", "Non commencé", "Commencer")

    # A course archived while it is played.
    pupil.enter(archived)
    assert pupil.is_asked
    pupil.answer()
    site.run(ARCHIVE.format(code=archived))
    pupil.page.reload()
    pupil.check()
    expect(pupil.page.get_by_text(re.compile("archivé")).first).to_be_visible()
