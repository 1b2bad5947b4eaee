"""The demonstration ENT itself: its people, its pages, its keys, and the requests it answers."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from demo_ent import keys
from demo_ent.checks import check_mode
from demo_ent.idp import Mistake
from demo_ent.people import BY_KEY, PEOPLE, TEACHER, UAI
from demo_ent.tests.journey import ACS, Journey, form_fields, query_of
from learners.refusals import REFUSALS
from learners.tests.factories import SchoolFactory
from learners.tests.sample import pupils
from organisations.models import User

pytestmark = pytest.mark.django_db
ZOE = PEOPLE[0]


def test_the_people_are_those_of_the_sample_roster() -> None:
    mine = {
        (one.seed, one.first_name, one.last_name, one.birth_date, one.class_name)
        for one in PEOPLE
        if one.class_name != "2NDE A"
    }
    sample = {(one.ine, one.first_name, one.last_name, one.birth_date, one.class_name) for one in pupils()}
    assert sample == {one for one in mine if one[3]}
    assert [one.last_name for one in PEOPLE if one.profile == TEACHER] == ["FEINTE"]
    assert len(BY_KEY) == len(PEOPLE) == 14
    assert {len(one.ido) for one in PEOPLE} == {128}


def test_the_portal_lists_everyone_and_says_that_they_are_invented(journey: Journey) -> None:
    page = journey.ent.get("/").content.decode()
    assert page.count('name="person"') == 14
    assert "Données fictives" in page
    assert "2NDE1" in page
    assert "2NDE 2" in page


def test_the_mediacentre_has_our_tile_for_who_is_signed_in(journey: Journey) -> None:
    assert journey.ent.get("/mediacentre").headers["Location"] == "/"
    journey.open_ent(ZOE)
    page = journey.ent.get("/mediacentre").content.decode()
    assert 'href="http://app.localhost/ent/?idp=ent-demo"' in page
    assert "14/03/2011" in page
    assert journey.ent.get("/").headers["Location"] == "/mediacentre"
    journey.ent.post("/deconnexion")
    assert journey.ent.get("/mediacentre").headers["Location"] == "/"


def test_nobody_of_another_name(journey: Journey) -> None:
    assert journey.ent.post("/connexion", {"person": "x"}).status_code == 404


def test_a_request_without_anybody_passes_by_the_portal(journey: Journey) -> None:
    SchoolFactory(uai=UAI)
    address = journey.ask().removeprefix("http://ent-demo.localhost")
    portal = journey.ent.get(address)
    assert portal.headers["Location"].startswith("/?next=%2Fsso%3FSAMLRequest")
    asked = journey.ent.get(portal.headers["Location"])
    assert "PixOrga demande qui se connecte" in asked.content.decode()
    back = journey.ent.post("/connexion", {"person": ZOE.key, "next": query_of(portal.headers["Location"])["next"]})
    assert back.headers["Location"] == address
    assert journey.post(form_fields(journey.ent.get(address))).status_code == 302
    assert journey.user_id is not None


def test_the_answer_may_only_be_posted_to_pixorga(journey: Journey) -> None:
    journey.open_ent(ZOE)
    response = journey.ent.get(journey.ask().removeprefix("http://ent-demo.localhost"))
    policy = response.headers["Content-Security-Policy"]
    assert "form-action 'self' http://app.localhost;" in f"{policy};"
    assert "no-store" in response.headers["Cache-Control"]
    page = response.content.decode()
    assert "Continuer vers PixOrga</button>" in page
    assert "<script>" not in page


@pytest.mark.parametrize("lost", ["Signature", "SigAlg", "SAMLRequest", "RelayState"])
def test_a_request_without_all_its_signature_is_refused(journey: Journey, lost: str) -> None:
    journey.open_ent(ZOE)
    query = {name: value for name, value in query_of(journey.ask()).items() if name != lost}
    assert journey.ent.get("/sso", query).status_code == 400


def test_a_request_changed_on_the_way_is_refused(journey: Journey) -> None:
    journey.open_ent(ZOE)
    first, second = query_of(journey.ask()), query_of(journey.ask())
    assert journey.ent.get("/sso", first).status_code == 200
    assert journey.ent.get("/sso", {**first, "SAMLRequest": second["SAMLRequest"]}).status_code == 400
    assert journey.ent.get("/sso", {**first, "Signature": "%%"}).status_code == 400
    assert journey.ent.get("/sso").status_code == 400


@pytest.mark.parametrize(
    "mistake, code",
    [
        (Mistake.EXPIRED, "G06"),
        (Mistake.AUDIENCE, "G04"),
        (Mistake.NO_ID, "G02"),
        (Mistake.UNSIGNED, "G01"),
        (Mistake.UNSOLICITED, "G05"),
    ],
)
def test_each_case_of_error_shows_its_page_once(journey: Journey, mistake: Mistake, code: str) -> None:
    SchoolFactory(uai=UAI)
    journey.open_ent(ZOE)
    tried = journey.ent.post("/cas-d-erreur", {"mistake": mistake})
    if tried.status_code == 302:
        assert tried.headers["Location"] == "http://app.localhost/ent/?idp=ent-demo"
        fields = journey.answer(journey.ask())
    else:
        fields = form_fields(tried)
    response = journey.post(fields)
    assert response.status_code == REFUSALS[code].status
    assert REFUSALS[code].title in response.content.decode()
    assert User.objects.count() == 0
    assert journey.post(journey.answer(journey.ask())).status_code == 302


def test_the_metadata_holds_the_certificate(journey: Journey) -> None:
    page = journey.ent.get("/metadata").content.decode()
    bare = "".join(keys.key_pair("idp").certificate.splitlines()[1:-1])
    assert bare in page
    assert "PRIVATE" not in page


def test_the_keys_are_made_once_whoever_asks_at_the_same_instant(settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    with ThreadPoolExecutor(8) as pool:
        pairs = set(pool.map(lambda _: keys._read_or_make.__wrapped__(tmp_path / "demo-ent" / "idp.pem"), range(8)))
    assert len(pairs) == 1
    folder = tmp_path / "demo-ent"
    assert sorted(os.listdir(folder)) == ["idp.pem", "lock"]
    assert stat.S_IMODE((folder / "idp.pem").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_portal_is_refused_in_production(settings: Settings) -> None:
    assert check_mode() == []
    settings.MODE = "production"
    assert [error.id for error in check_mode()] == ["demo_ent.E001"]


def test_the_acs_of_the_journey_is_the_real_one(app_client: Client) -> None:
    assert app_client.get(ACS).status_code == 405
