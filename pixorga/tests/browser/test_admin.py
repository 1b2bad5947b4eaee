"""The administrators' pages in a real browser: every list, a form of each kind, axe at both widths."""

from playwright.sync_api import Page

from pixorga.tests.browser.checks import check_page
from pixorga.tests.browser.conftest import People, Site
from pixorga.tests.browser.players import PASSWORD

ADDRESSES = """
from django.urls import reverse
from pixorga.admin_site import site
for model in sorted(site._registry, key=lambda model: model._meta.label):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    print(reverse(f"{name}_changelist", urlconf="pixorga.urls.admin"))
    row = model._default_manager.order_by("pk").first()
    if row is not None:
        print(reverse(f"{name}_change", args=[row.pk], urlconf="pixorga.urls.admin"))
    if model._meta.model_name in {"organisation", "user", "targetprofile", "campaign", "legaltext"}:
        print(reverse(f"{name}_add", urlconf="pixorga.urls.admin"))
"""


def enter(page: Page, site: Site) -> None:
    page.goto(site.url("admin"))
    check_page(page)
    page.get_by_label("Adresse e-mail").fill("admin@pixorga.example")
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Je me connecte").click()
    page.wait_for_load_state()


def test_every_list_and_a_page_of_each_model(people: People, site: Site) -> None:
    page = people.page()
    enter(page, site)
    check_page(page)
    addresses = site.run(ADDRESSES).split()
    assert len(addresses) > 30

    problems = []
    for address in addresses:
        answer = page.goto(site.url("admin", address))
        if answer is None or answer.status not in (200, 403):
            problems.append(f"{address}: {answer and answer.status}")
            continue
        problems += [f"{address}: {complaint}" for complaint in people.complaints]
        try:
            check_page(page)
        except AssertionError as error:
            problems.append(str(error).splitlines()[0])
        # axe measures contrasts with styles of its own, which the policy of the page refuses.
        people.complaints.clear()
    assert not problems, "\n".join(problems)
