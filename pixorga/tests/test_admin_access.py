"""The administration, page by page: who gets in, what each role sees, and how many queries a page costs."""

import importlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments import content
from assessments.models import Area, Assessment, Challenge, Competence, Skill, Tube
from campaigns.models import Participation
from learners.models import Learner
from organisations.enums import Role
from organisations.models import Invitation, LoginFailure, Membership, Organisation, User
from pixorga.admin_site import missing_names, site
from pixorga.tests.admin_pages import PASSWORD, account, addition_to, address, browser, list_of, page_of, superuser
from pixorga.tests.admin_rows import add_rows
from results.models import SharedResult

pytestmark = pytest.mark.django_db

# Session, account, list and its number of rows, then what filters offer and what an action needs.
MOST_QUERIES_OF_A_LIST = 8
MODELS = sorted(site._registry, key=lambda model: model._meta.label)
PAGES = {model: site.get_model_admin(model) for model in MODELS}
by_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)


LATER_RIGHTS = [
    "organisations.migrations.0005_staff_invite",
    "organisations.migrations.0009_ent_accounts",
    "learners.migrations.0004_staff_learners",
    "assessments.migrations.0004_staff_bank_versions",
    "campaigns.migrations.0005_staff_participations",
]


@pytest.fixture(autouse=True)
def no_content_left() -> Iterator[None]:
    yield
    content.forget()


@pytest.fixture(autouse=True)
def groups(db: None) -> None:
    """Those of the migration, which a test with real transactions may have wiped out."""
    if not Group.objects.filter(name="support").exists():
        editor = type("Editor", (), {"connection": connection})
        importlib.import_module("organisations.migrations.0003_staff_groups").create_groups(apps, editor)
        for later in LATER_RIGHTS:
            importlib.import_module(later).allow(apps, editor)


def staff(name: str, group: str = "") -> Client:
    user = account(name, is_staff=True)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return browser(user)


@pytest.fixture
def boss() -> Client:
    return superuser()


@pytest.fixture
def support() -> Client:
    return staff("soutien", "support")


# --- Every page -----------------------------------------------------------------------------------------------------------
def queries_of(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


@by_model
def test_a_list_searches_sorts_and_costs_the_same_whatever_its_length(boss: Client, model: type[Model]) -> None:
    add_rows(1)
    page, columns = list_of(model), range(1, len(PAGES[model].list_display) + 1)
    assert_obeys_the_policy(boss.get(page).content.decode())  # the first request fills caches, too
    with_one = queries_of(boss, page)
    add_rows(2)
    add_rows(3)
    assert queries_of(boss, page) == with_one <= MOST_QUERIES_OF_A_LIST
    assert boss.get(page, {"o": ".".join(map(str, columns))}).status_code == 200
    if PAGES[model].search_fields:
        assert boss.get(page, {"q": "É\"n' œ%_\\"}).status_code == 200
    assert "delete_selected" not in boss.get(page).content.decode()


@by_model
def test_a_superuser_opens_a_row_and_adds_where_it_makes_sense(boss: Client, model: type[Model]) -> None:
    page = boss.get(page_of(add_rows(1)[model]))
    assert page.status_code == 200
    assert_obeys_the_policy(page.content.decode())
    added = {"organisation", "user", "membership", "invitation", "legaltext", "targetprofile"}
    form = boss.get(addition_to(model))
    assert form.status_code == (200 if model._meta.model_name in added else 403)
    assert_obeys_the_policy(form.content.decode())


def assert_obeys_the_policy(page: str) -> None:
    """No inline script, style or handler: browsers would refuse them (pages were tried in a real one)."""
    assert re.findall(r"<style|<[^>]* style=|<[^>]* on[a-z]+=|<script(?![^>]* src=)[^>]*>", page) == []


@pytest.mark.parametrize(
    "model", [Organisation, User, Learner, Area, Competence, Tube, Skill, Challenge, Assessment, SharedResult]
)
def test_the_panels_of_a_page_cost_the_same_whatever_their_length(boss: Client, model: type[Model]) -> None:
    parent = add_rows(1)[model]
    queries_of(boss, page_of(parent))
    with_one = queries_of(boss, page_of(parent))
    for n in (2, 3):
        add_rows(n, **{parent._meta.model_name: parent})
    queries_of(boss, page_of(parent))  # new questions are read into memory once
    assert queries_of(boss, page_of(parent)) == with_one


def test_every_page_with_panels_is_in_the_test_above() -> None:
    assert {model for model, page in PAGES.items() if page.inlines} == {
        *(Organisation, User, Learner, Area, Competence, Tube, Skill, Challenge, Assessment, SharedResult)
    }


@by_model
def test_every_column_has_a_french_name(boss: Client, model: type[Model]) -> None:
    """A field that nobody named shows its identifier; the words below are the same in both languages."""
    row, page = add_rows(1)[model], PAGES[model]
    french = {
        *("organisation", "participation", "description", "code", "minutes", "pix", "version"),
        *missing_names(model),
    }
    fieldsets = boss.get(page_of(row)).context["adminform"].fieldsets
    shown = {(model, name) for name in (*page.list_display, *flatten_fieldsets(fieldsets)) if name not in french}
    for panel in page.inlines:
        shown |= {(panel.model, name) for name in panel.fields if name not in {*french, *missing_names(panel.model)}}
    fields = [
        owner._meta.get_field(name) for owner, name in shown if name in {f.name for f in owner._meta.get_fields()}
    ]
    assert [str(field) for field in fields if field.verbose_name == field.name.replace("_", " ")] == []
    titles = {spec.title for spec in boss.get(list_of(model)).context["cl"].filter_specs}
    assert titles & {name.replace("_", " ") for name in missing_names(model)} == set()


def test_the_index_lists_every_model(boss: Client) -> None:
    page = boss.get("/").content.decode()
    assert [model for model in MODELS if f'href="{list_of(model)}"' not in page] == []


# --- Support reads ----------------------------------------------------------------------------------------------------------
@by_model
def test_support_reads_and_writes_nothing(support: Client, model: type[Model]) -> None:
    row = add_rows(1)[model]
    shown = support.get(list_of(model)).content.decode()
    offered = re.search(r'<select name="action".*?</select>', shown, re.DOTALL)
    assert re.findall(r'value="(\w+)"', offered[0] if offered else "") in ([], ["export"])  # a file is but reading
    page = support.get(page_of(row))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert support.post(page_of(row), {}).status_code == 403
    assert support.get(addition_to(model)).status_code == 403
    assert support.post(addition_to(model), {}).status_code == 403


def test_support_neither_withdraws_nor_changes_passwords(support: Client) -> None:
    rows = add_rows(1)
    assert support.post(address("admin:assessments_challenge_switch", rows[Challenge].pk)).status_code == 403
    assert support.get(address("admin:auth_user_password_change", rows[User].pk)).status_code == 403
    assert support.get(address("admin:assessments_challenge_preview", rows[Challenge].pk)).status_code == 200


def test_staff_without_group_see_nothing() -> None:
    client = staff("arrivant")
    rows = add_rows(1)
    pages = [page for model in MODELS for page in (list_of(model), page_of(rows[model]), addition_to(model))]
    pages.append(address("admin:assessments_challenge_preview", rows[Challenge].pk))
    assert {client.get(page).status_code for page in pages} == {403}


def test_the_group_metier_changes_what_is_its_work() -> None:
    client = staff("metier", "métier")
    rows = add_rows(1)
    writable = {
        model._meta.model_name
        for model in MODELS
        if 'name="_save"' in client.get(page_of(rows[model])).content.decode()
    }
    assert writable == {"organisation", "membership", "targetprofile", "campaign", "problemreport"}


def test_metier_invites_and_support_does_not(support: Client) -> None:
    assert staff("metier2", "métier").get(addition_to(Invitation)).status_code == 200
    assert support.get(addition_to(Invitation)).status_code == 403


def test_super_admins_change_accounts_but_not_those_of_superusers() -> None:
    boss = account("chef", is_staff=True, is_superuser=True)
    client = staff("tout", "super admin")
    rows = add_rows(1)
    assert 'name="_save"' in client.get(page_of(rows[User])).content.decode()
    assert 'name="_save"' not in client.get(page_of(boss)).content.decode()
    assert client.get(address("admin:auth_user_password_change", boss.pk)).status_code == 403


# --- The others stay out ----------------------------------------------------------------------------------------------------
def every_page() -> list[str]:
    rows = add_rows(1)
    pages = [list_of(model) for model in MODELS] + [addition_to(model) for model in MODELS]
    pages += [page_of(rows[model]) for model in MODELS]
    pages += [address(f"admin:{page}") for _, _, page, _ in site.pages]
    pages += [address(f"admin:{name}") for name in ("index", "autocomplete", "jsi18n", "password_change")]
    pages += [address("home"), "/nulle-part/"]
    challenge = rows[Challenge].pk
    pages.append(address("admin:assessments_challenge_preview", challenge))
    pages.append(address("admin:assessments_challenge_switch", challenge))
    pages.append(address("admin:auth_user_password_change", rows[User].pk))
    return pages


@pytest.mark.parametrize("who", ["anonymous", "teacher", "space admin", "pupil", "dismissed"])
def test_who_is_not_staff_reaches_the_door_only(who: str) -> None:
    user = None
    if who in {"teacher", "space admin"}:
        user = account("prof")
        role = Role.ADMIN if who == "space admin" else Role.MEMBER
        Membership.objects.create(organisation=Organisation.objects.create(name="Lycée"), user=user, role=role)
    elif who == "pupil":
        user = User.objects.create_user(username="eleve", first_name="Zoé")
    elif who == "dismissed":
        user = account("ancien")
        user.groups.add(Group.objects.get(name="super admin"))
    client = browser(user)
    for page in every_page():
        for response in (client.get(page), client.post(page)):
            assert response.status_code == 302, page
            assert response.url.startswith(("/login/?next=", "/connexion?next=")), page


def test_previews_of_files_are_for_staff() -> None:
    challenge = add_rows(1)[Challenge]
    client = browser(account("prof"))
    for page in ("preview_file", "preview_image"):
        assert client.get(address(page, challenge_id=challenge.pk, seed=1, name="x.png")).status_code == 404


def test_the_door_of_django_is_walled_up() -> None:
    account("chef", is_staff=True)
    client = browser()
    for response in (
        client.get("/login/", {"next": "/campaigns/"}),
        client.post("/login/?next=/campaigns/", {"username": "chef@exemple.fr", "password": PASSWORD}),
    ):
        assert (response.status_code, response.url) == (302, "/connexion?next=/campaigns/")
    assert "_auth_user_id" not in client.session


def sign_in(client: Client, name: str, password: str = PASSWORD) -> Any:
    return client.post("/connexion", {"identifier": f"{name}@exemple.fr", "password": password})


def test_staff_sign_in_and_out() -> None:
    account("chef", is_staff=True)
    client = browser()
    response = sign_in(client, "chef")
    assert (response.status_code, response.url) == (302, "/")
    cookie = client.cookies["session"]
    assert cookie["domain"] == ""  # this host only: no other space reads it
    assert client.get("/").status_code == 200
    assert client.post("/deconnexion").url == "/connexion"
    assert client.get("/").status_code == 302


def test_a_teacher_is_refused_as_a_wrong_password_is() -> None:
    account("prof")
    client = browser()
    refused = sign_in(client, "prof").content.decode()
    unknown = sign_in(client, "personne").content.decode()
    assert "incorrect" in refused
    assert refused.count("incorrect") == unknown.count("incorrect")
    assert LoginFailure.objects.count() == 2
    assert "_auth_user_id" not in client.session


def test_guessing_is_slowed_down() -> None:
    account("chef", is_staff=True)
    client = browser()
    for _ in range(10):
        sign_in(client, "chef", "mauvais")
    assert "attendre" in sign_in(client, "chef").content.decode()
    assert "_auth_user_id" not in client.session


def test_orga_cookies_open_nothing_here() -> None:
    """A teacher who is signed in to Orga sends its cookie to that host only; even copied by hand it opens nothing."""
    teacher = account("prof")
    orga = Client(SERVER_NAME="orga.localhost")
    orga.force_login(teacher)
    client = browser()
    client.cookies["session"] = orga.cookies["session"].value
    assert client.get("/").status_code == 302


# --- Odd requests -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("query", ["q=%00", "kind=%00", "etablissement=a%00b", "%00=1", "o=%00"])
def test_the_character_nul_is_refused(boss: Client, query: str) -> None:
    assert boss.get(f"{list_of(Organisation)}?{query}").status_code == 400


def test_an_unknown_filter_changes_nothing(boss: Client) -> None:
    assert boss.get(f"{list_of(Participation)}?etablissement=%F0%9F%98%80&etat_shared_at=peut-etre").status_code == 200


def test_the_next_page_stays_on_this_host() -> None:
    account("chef", is_staff=True)
    client = browser()
    data = {"identifier": "chef@exemple.fr", "password": PASSWORD, "next": "//ailleurs.example/"}
    assert client.post("/connexion", data).url == "/"
