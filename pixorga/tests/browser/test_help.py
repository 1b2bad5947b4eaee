"""The help of both spaces in a browser: found, read, printed, without an account and with one."""

import pytest
from playwright.sync_api import expect

from pixorga.tests.browser.checks import check_page
from pixorga.tests.browser.conftest import People, Site
from pixorga.tests.browser.players import Teacher

PAGES = [
    ("app", "/aide"),
    ("app", "/aide?q=envoyer+mes+résultats"),
    ("app", "/aide?q=resultast"),
    ("app", "/aide/mes-donnees"),
    ("app", "/aide?impression"),
    ("orga", "/documentation/exporter-le-csv"),
    ("orga", "/documentation/creer-une-campagne"),
    ("orga", "/documentation?impression"),
    ("orga", "/accessibilite"),
    ("root", "/accessibilite"),
]


def test_every_kind_of_page(people: People, site: Site) -> None:
    page = people.page()
    for space, path in PAGES:
        page.goto(site.url(space, path))
        check_page(page)


@pytest.mark.parametrize("people", [{"javascript": False}], indirect=True, ids=["without-script"])
def test_a_question_is_answered_without_script(people: People, site: Site) -> None:
    page = people.page()
    page.goto(site.url("app", "/connexion"))
    page.get_by_role("link", name="Aide").click()
    page.get_by_label("Rechercher dans l’aide").fill("ENVOYE resultat")
    page.get_by_role("button", name="Rechercher").click()
    page.get_by_role("link", name="Comment envoyer mes résultats à mon enseignant ?").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Comment envoyer mes résultats à mon enseignant ?")
    page.get_by_role("link", name="Article suivant").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Puis-je retenter un parcours pour faire mieux ?")
    check_page(page, axe=False)


def test_a_member_reads_in_the_frame_of_the_space(people: People, site: Site) -> None:
    teacher = Teacher(people.page(), site, axe=True)
    teacher.log_in("helene.garance@lycee-pix.example")
    teacher.click("Documentation")
    teacher.check()
    teacher.click("Comment lire les résultats d’un élève ?")
    teacher.check()
    pictures = teacher.page.locator(".help-picture img")
    expect(pictures.first).to_be_visible()
    assert pictures.first.evaluate("image => image.complete && image.naturalWidth > 0")
    expect(teacher.page.get_by_role("navigation", name="Principal").locator("[aria-current]")).to_have_text(
        "Documentation"
    )
