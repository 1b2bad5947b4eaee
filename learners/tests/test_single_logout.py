"""Leaving the ENT leaves PixOrga too: over HTTP, with the real signatures of the demonstration ENT."""

import copy
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from lxml import etree
from pytest_django import Settings

from demo_ent import idp
from demo_ent.keys import key_pair
from demo_ent.people import PEOPLE
from demo_ent.tests.journey import Journey, query_of
from learners.tests.factories import PupilFactory
from organisations.models import Organisation

pytestmark = pytest.mark.django_db
ZOE, NOEL = PEOPLE[:2]
SLS = "/saml/ent-demo/sls/"


def follow(client: Client, address: str) -> HttpResponse:
    url = urlsplit(address)
    assert url.hostname == client.defaults["SERVER_NAME"]
    return client.get(f"{url.path}?{url.query}")


def asked(**wrong: object) -> str:
    return idp.ask_logout(**{"now": timezone.now(), **wrong})[1]


def test_leaving_the_ent_leaves_pixorga(school: Organisation, journey: Journey) -> None:
    journey.arrive(ZOE)
    assert journey.user_id
    to_pixorga = journey.ent.post("/deconnexion").headers["Location"]
    back = follow(journey.app, to_pixorga)
    assert back.status_code == 302
    assert journey.user_id is None
    assert follow(journey.ent, back.headers["Location"]).headers["Location"] == "/"
    # The answer is used once, and nobody is signed in there any more.
    assert follow(journey.ent, back.headers["Location"]).status_code == 400
    assert journey.ent.get("/mediacentre").headers["Location"] == "/"


def test_nothing_is_asked_of_pixorga_when_it_was_not_opened(journey: Journey) -> None:
    journey.open_ent(ZOE)
    assert journey.ent.post("/deconnexion").headers["Location"] == "/"


def test_nobody_there_is_an_answer_too(journey: Journey) -> None:
    assert follow(journey.app, asked()).status_code == 302


@pytest.mark.parametrize("provider", [None, "gar"], ids=["password", "another ENT"])
def test_another_way_in_is_not_its_business(journey: Journey, provider: str | None) -> None:
    pupil = PupilFactory()
    journey.app.force_login(pupil)
    if provider:
        session = journey.app.session
        session["ent"] = provider
        session.save()
    assert follow(journey.app, asked()).status_code == 302
    assert journey.user_id == pupil.pk


def spoilt(case: str) -> str:
    address = asked()
    query = query_of(address)
    match case:
        case "no signature":
            return f"{SLS}?{urlsplit(address).query.partition('&Signature')[0]}"
        case "nothing":
            return SLS
        case "another key":
            return asked(keys=key_pair("autre"))
        case "another issuer":
            return asked(issuer="https://autre.exemple/metadata")
        case "another site":
            return asked(destination="https://autre.exemple/sls/")
        case "old":
            return asked(now=timezone.now() - timedelta(minutes=11))
        case "in the future":
            return asked(now=timezone.now() + timedelta(minutes=11))
        case "said twice":
            return f"{address}&SAMLRequest={query['SAMLRequest'][:20]}"
        case "not base64":
            return address.replace("SAMLRequest=", "SAMLRequest=%00%FF")
        case "an answer":
            return address.replace("SAMLRequest=", "SAMLResponse=")
    raise AssertionError(case)


@pytest.mark.parametrize(
    "case",
    [
        *("no signature", "nothing", "another key", "another issuer", "another site"),
        *("old", "in the future", "said twice", "not base64", "an answer"),
    ],
)
def test_what_is_refused_ends_nothing(school: Organisation, journey: Journey, case: str) -> None:
    journey.arrive(ZOE)
    url = urlsplit(spoilt(case))
    response = journey.app.get(f"{url.path}?{url.query}")
    assert response.status_code == 400
    assert journey.user_id


def test_a_provider_that_declares_no_address_has_no_single_logout(settings: Settings, journey: Journey) -> None:
    address = asked()
    assert b"SingleLogoutService" in journey.app.get("/saml/ent-demo/metadata/").content
    providers = copy.copy(settings.SOCIALACCOUNT_PROVIDERS)
    apps = [copy.deepcopy(app) for app in providers["saml"]["APPS"]]
    for app in apps:
        del app["settings"]["idp"]["slo_url"]
    settings.SOCIALACCOUNT_PROVIDERS = {**providers, "saml": {**providers["saml"], "APPS": apps}}
    assert follow(journey.app, address).status_code == 404
    assert b"SingleLogoutService" not in journey.app.get("/saml/ent-demo/metadata/").content


def test_the_answer_is_signed_by_pixorga(journey: Journey) -> None:
    request_id, address = idp.ask_logout(now=timezone.now())
    answer = follow(journey.app, address).headers["Location"]
    query = urlsplit(answer).query
    idp.read_logout_response(query, request_id=request_id)
    for wrong in (query.replace("SAMLResponse=", "SAMLResponse=A"), query.partition("&Signature")[0]):
        with pytest.raises(idp.RequestRefused):
            idp.read_logout_response(wrong, request_id=request_id)
    with pytest.raises(idp.RequestRefused):
        idp.read_logout_response(query, request_id="_another")


def test_the_metadata_of_the_demonstration_says_where_it_waits(journey: Journey) -> None:
    root = etree.fromstring(journey.ent.get("/metadata").content)
    (found,) = root.iterfind(".//{*}SingleLogoutService")
    assert found.get("Location") == "http://ent-demo.localhost/deconnecte"
