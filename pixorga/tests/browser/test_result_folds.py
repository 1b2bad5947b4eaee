"""A result with every fold open, where axe sees each acquis: the page of its teacher and the page of its pupil."""

import re

import pytest
from playwright.sync_api import Page, expect

from pixorga.tests.browser.checks import check_page
from pixorga.tests.browser.conftest import WIDE, People, Site
from pixorga.tests.browser.players import Teacher
from results.demo.accounts import PASSWORD, PUPIL_WAITING, TEACHER
from results.demo.school import GUIDE_CODE


def open_folds(page: Page) -> None:
    folds = page.locator("main details:not([open]) > summary")
    while folds.count():
        folds.first.click()
    expect(page.locator("main .skill-lines li").last).to_be_visible()


@pytest.mark.parametrize("people", [{"javascript": True, "viewport": WIDE}], indirect=True, ids=["1366"])
def test_every_skill_of_a_result(people: People, site: Site) -> None:
    teacher = Teacher(people.page(), site, axe=True)
    teacher.log_in(TEACHER)
    if "/conditions" in teacher.page.url:
        teacher.accept_terms()
    teacher.page.goto(site.url("orga", f"/campagnes/{GUIDE_CODE}/participants?tri=-resultat"))
    teacher.page.locator(".row-title").first.click()
    teacher.sees("Précision : probablement")
    open_folds(teacher.page)
    check_page(teacher.page)

    pupil = people.page()
    pupil.goto(site.url("app", "/connexion"))
    pupil.get_by_label(re.compile("Identifiant|Adresse")).fill(PUPIL_WAITING)
    pupil.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    pupil.get_by_role("button", name="Je me connecte").click()
    pupil.goto(site.url("app", f"/campagnes/{GUIDE_CODE}/resultats"))
    open_folds(pupil)
    expect(pupil.locator("main")).to_contain_text("une mesure, pas un compte exact")
    check_page(pupil)
