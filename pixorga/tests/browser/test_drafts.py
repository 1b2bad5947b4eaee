"""What a pupil typed comes back after a detour, for the same question only."""

import pytest
from playwright.sync_api import expect

from pixorga.tests.browser.conftest import People, Site
from pixorga.tests.browser.questions import open_question


@pytest.mark.parametrize(
    ("condition", "field"),
    [
        ("item.kind == 'QROC' and not item.body.get('options')", "form[data-draft] input.input"),
        ("item.kind == 'QCM'", "form[data-draft] input[type=checkbox] >> nth=1"),
        ("item.kind == 'ORDRE'", "form[data-draft] select >> nth=1"),
    ],
    ids=["typed", "ticked", "ordered"],
)
def test_an_answer_survives_a_report(people: People, site: Site, condition: str, field: str) -> None:
    page = open_question(people, site, condition)

    def fill() -> None:
        if "checkbox" in field:
            page.locator(field).check()
        elif "select" in field:
            page.locator(field).select_option("2")
        else:
            page.locator(field).fill("une idée")

    def expect_it(*, there: bool) -> None:
        if "checkbox" in field:
            expect(page.locator(field)).to_be_checked(checked=there)
        else:
            kept = "2" if "select" in field else "une idée"
            expect(page.locator(field)).to_have_value(kept if there else "")

    fill()
    page.get_by_role("link", name="Signaler un problème").click()
    page.get_by_role("link", name="Annuler").click()
    expect_it(there=True)
    page.reload()
    expect_it(there=True)

    # Sent, it is forgotten: «Je passe» does not hand it to the next question, nor to a machine left open.
    page.get_by_role("button", name="Je passe").click()
    page.wait_for_load_state()
    assert page.evaluate("Object.keys(sessionStorage)") == []
