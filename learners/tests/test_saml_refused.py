"""Every response that must not let anybody in: over HTTP, with real signatures (sign-in-and-rosters.md §7.6)."""

import base64
from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.utils import timezone
from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from demo_ent import idp
from demo_ent.keys import KeyPair, make_pem
from demo_ent.people import PEOPLE, Person
from demo_ent.tests.journey import ACS, Journey, query_of, read, write
from learners.enums import IdentityEventKind
from learners.models import ConsumedAssertion, IdentityEvent
from learners.refusals import REFUSALS
from learners.saml import provider_apps
from organisations.models import Organisation, User

pytestmark = pytest.mark.django_db
ZOE, NOEL, TEACHER, STRANGER = PEOPLE[0], PEOPLE[1], PEOPLE[12], PEOPLE[13]
SAML = {"saml": "urn:oasis:names:tc:SAML:2.0:assertion", "samlp": "urn:oasis:names:tc:SAML:2.0:protocol"}


def assert_refused(response: HttpResponse, code: str) -> None:
    assert response.status_code == REFUSALS[code].status
    page = response.content.decode()
    assert f"code <b>{code}</b>" in page
    assert REFUSALS[code].title in page


def rebuilt(person: Person, request_id: str, **changes: object) -> dict[str, str]:
    """A response of our own making, signed with the ENT's key unless told otherwise."""
    wanted = {
        "attributes": person.attributes(),
        "request_id": request_id,
        "now": timezone.now(),
        "to_audience": idp.audience(),
        "keys": idp.key_pair("idp"),
    }
    return write(idp.build_response(**{**wanted, **changes}))


def other_keys() -> KeyPair:
    private, mark, certificate = make_pem("idp").partition("-----BEGIN CERTIFICATE-----")
    return KeyPair(private, mark + certificate)


def tampered(fields: dict[str, str], path: str, text: str) -> dict[str, str]:
    root = read(fields)
    root.xpath(path, namespaces=SAML)[0].text = text
    return write(root)


def wrapped(fields: dict[str, str]) -> dict[str, str]:
    """An assertion of the attacker's in front, the signed one kept behind it."""
    root = read(fields)
    signed = root.find("saml:Assertion", SAML)
    forged = deepcopy(signed)
    forged.set("ID", "_forged")
    forged.remove(forged.find("{http://www.w3.org/2000/09/xmldsig#}Signature"))
    forged.xpath(".//saml:Attribute[@Name='IDO']/saml:AttributeValue", namespaces=SAML)[0].text = NOEL.ido
    signed.addprevious(forged)
    return write(root)


def sha1(fields: dict[str, str]) -> dict[str, str]:
    root, keys = read(fields), idp.key_pair("idp")
    assertion = root.find("saml:Assertion", SAML)
    assertion.remove(assertion.find("{http://www.w3.org/2000/09/xmldsig#}Signature"))
    again = OneLogin_Saml2_Utils.add_sign(
        assertion,
        keys.private_key,
        keys.certificate,
        sign_algorithm="http://www.w3.org/2000/09/xmldsig#rsa-sha1",
        digest_algorithm="http://www.w3.org/2000/09/xmldsig#sha1",
    )
    root.replace(assertion, etree.fromstring(again))
    return write(root)


def without_wrapper_request(fields: dict[str, str]) -> dict[str, str]:
    root = read(fields)
    del root.attrib["InResponseTo"]
    return write(root)


def another_wrapper_request(fields: dict[str, str]) -> dict[str, str]:
    root = read(fields)
    root.set("InResponseTo", "_another")
    return write(root)


def recipient_quoting_us(fields: dict[str, str], request_id: str) -> dict[str, str]:
    """The toolkit looks for our address anywhere in the signed recipient; the unsigned destination is easily set right."""
    root = read(rebuilt(ZOE, request_id, recipient=f"https://autre.exemple/?{idp.acs_url()}"))
    root.set("Destination", idp.acs_url())
    return write(root)


def ido(*values: str) -> dict[str, list[str]]:
    return {**ZOE.attributes(), "IDO": list(values)}


Spoil = Callable[[dict[str, str], str], dict[str, str]]
SPOILT: dict[str, tuple[str, Spoil]] = {
    "empty": ("G01", lambda fields, rid: {}),
    "garbage": ("G01", lambda fields, rid: {"SAMLResponse": "%%%"}),
    "not xml": ("G01", lambda fields, rid: write(b"not xml")),
    "doctype": ("G01", lambda fields, rid: write(b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + etree.tostring(read(fields)))),
    "unsigned": ("G01", lambda fields, rid: rebuilt(ZOE, rid, keys=None)),
    "another key": ("G01", lambda fields, rid: rebuilt(ZOE, rid, keys=other_keys())),
    "sha-1": ("G01", lambda fields, rid: sha1(fields)),
    "tampered identifier": ("G01", lambda fields, rid: tampered(fields, "//saml:Attribute[@Name='IDO']/*", NOEL.ido)),
    "tampered audience": (
        "G01",
        lambda fields, rid: tampered(rebuilt(ZOE, rid, to_audience="x:y"), "//saml:Audience", idp.audience()),
    ),
    "wrapping": ("G01", lambda fields, rid: wrapped(fields)),
    "another issuer": ("G01", lambda fields, rid: rebuilt(ZOE, rid, issuer="http://autre.exemple/")),
    "no audience": ("G04", lambda fields, rid: rebuilt(ZOE, rid, to_audience="")),
    "another audience": ("G04", lambda fields, rid: rebuilt(ZOE, rid, to_audience="https://autre.exemple/")),
    "another recipient": ("G05", lambda fields, rid: rebuilt(ZOE, rid, recipient="https://autre.exemple/acs")),
    "recipient quoting us": ("G05", recipient_quoting_us),
    "unsolicited": ("G05", lambda fields, rid: rebuilt(ZOE, "")),
    "wrapper stripped": ("G05", lambda fields, rid: without_wrapper_request(fields)),
    "wrapper changed": ("G05", lambda fields, rid: another_wrapper_request(fields)),
    "expired": ("G06", lambda fields, rid: rebuilt(ZOE, rid, now=timezone.now() - timedelta(hours=1))),
    "just expired": ("G06", lambda fields, rid: rebuilt(ZOE, rid, now=timezone.now() - timedelta(seconds=310))),
    "not yet valid": ("G06", lambda fields, rid: rebuilt(ZOE, rid, now=timezone.now() + timedelta(hours=1))),
    "request of nobody": ("G06", lambda fields, rid: rebuilt(ZOE, "_never_asked")),
    "no identifier": ("G02", lambda fields, rid: rebuilt(ZOE, rid, attributes=ido())),
    "empty identifier": ("G02", lambda fields, rid: rebuilt(ZOE, rid, attributes=ido(" "))),
    "two identifiers": ("G02", lambda fields, rid: rebuilt(ZOE, rid, attributes=ido(ZOE.ido, NOEL.ido))),
    "short identifier": ("G02", lambda fields, rid: rebuilt(ZOE, rid, attributes=ido("1234567"))),
    "long identifier": ("G02", lambda fields, rid: rebuilt(ZOE, rid, attributes=ido("a" * 192))),
    "odd identifier": ("G02", lambda fields, rid: rebuilt(ZOE, rid, attributes=ido("identifiant é"))),
    "no last name": ("G12", lambda fields, rid: rebuilt(ZOE, rid, attributes={**ZOE.attributes(), "NOM": []})),
    "no first name": ("G12", lambda fields, rid: rebuilt(ZOE, rid, attributes={**ZOE.attributes(), "PRE": [" "]})),
    "no profile": ("G10", lambda fields, rid: rebuilt(ZOE, rid, attributes={**ZOE.attributes(), "PRO": []})),
    "a teacher": ("G10", lambda fields, rid: rebuilt(TEACHER, rid)),
    "an unknown school": ("G11", lambda fields, rid: rebuilt(STRANGER, rid)),
    "no school": ("G11", lambda fields, rid: rebuilt(ZOE, rid, attributes={**ZOE.attributes(), "UAI": []})),
}
# A page has the same code for several reasons: the log tells which.
REASONS = {
    "doctype": "DTDForbidden",
    "unsigned": "is not signed",
    "another key": "Signature validation failed",
    "sha-1": "Deprecated signature algorithm",
    "tampered identifier": "Signature validation failed",
    "tampered audience": "Signature validation failed",
    "wrapping": "must contain 1 assertion",
    "another issuer": "Invalid issuer",
    "recipient quoting us": "recipient or expiry missing",
    "wrapper stripped": "InResponseTo differs from what is signed",
    "just expired": "SubjectConfirmation",
}


@pytest.mark.parametrize("case", SPOILT)
def test_refused(school: Organisation, journey: Journey, caplog: pytest.LogCaptureFixture, case: str) -> None:
    code, spoil = SPOILT[case]
    journey.open_ent(ZOE)
    fields = journey.answer(journey.ask())
    response = journey.post(spoil(fields, read(fields).get("InResponseTo")))
    assert_refused(response, code)
    assert REASONS.get(case, code) in caplog.text
    assert ZOE.ido not in caplog.text
    assert journey.user_id is None
    assert (User.objects.count(), SocialAccount.objects.count(), ConsumedAssertion.objects.count()) == (0, 0, 0)
    assert list(IdentityEvent.objects.values_list("kind", "code", "user")) == [(IdentityEventKind.REFUSED, code, None)]


def test_the_table_is_not_refused_for_another_reason(school: Organisation, journey: Journey) -> None:
    """The response the table spoils is accepted when it is not spoilt."""
    rid = query_of(journey.ask())
    assert rid["RelayState"] == ""
    journey.open_ent(ZOE)
    fields = journey.answer(journey.ask())
    assert journey.post(rebuilt(ZOE, read(fields).get("InResponseTo"))).status_code == 302
    assert journey.user_id is not None


def test_the_name_id_is_never_an_identifier(school: Organisation, journey: Journey) -> None:
    """allauth's own fallback, which would make an account at each sign-in."""

    class Response:
        def get_attributes(self) -> dict[str, list[str]]:
            return {}

        def get_nameid(self) -> str:
            return "transient"

        def get_nameid_format(self) -> str:
            return ""

    app = provider_apps(source="", demo=True)[0]
    fallback = SAMLProvider(None, app=type("App", (), {"name": "", "client_id": "", "settings": app["settings"]}))
    assert fallback.extract_uid(Response()) == "transient"
    journey.open_ent(ZOE)
    fields = journey.answer(journey.ask())
    rid = read(fields).get("InResponseTo")
    assert_refused(journey.post(rebuilt(ZOE, rid, attributes=ido())), "G02")


def test_dates_around_the_signed_assertion_are_not_read(school: Organisation, journey: Journey) -> None:
    journey.open_ent(ZOE)
    root = read(journey.answer(journey.ask()))
    extensions = etree.Element(f"{{{SAML['samlp']}}}Extensions")
    etree.SubElement(extensions, f"{{{SAML['saml']}}}Conditions", NotOnOrAfter="2026-11-23T10:00:00+14:00")
    root.insert(1, extensions)
    assert journey.post(write(root)).status_code == 302
    assert ConsumedAssertion.objects.get().expires_at < timezone.now() + timedelta(minutes=10)


def test_a_response_is_used_once(school: Organisation, journey: Journey) -> None:
    journey.open_ent(ZOE)
    fields = journey.answer(journey.ask())
    assert journey.post(fields).status_code == 302
    assert_refused(journey.post(fields), "G03")
    elsewhere = Journey()
    elsewhere.ask()
    assert_refused(elsewhere.post(fields), "G03")
    assert elsewhere.user_id is None
    assert ConsumedAssertion.objects.count() == 1


def test_a_stolen_response_does_not_work_in_another_browser(school: Organisation, journey: Journey) -> None:
    journey.open_ent(ZOE)
    fields = journey.answer(journey.ask())
    thief = Journey()
    thief.ask()
    assert_refused(thief.post(fields), "G06")
    assert thief.user_id is None
    assert journey.post(fields).status_code == 302


def test_a_request_is_forgotten_after_ten_minutes(
    school: Organisation, journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey.open_ent(ZOE)
    address = journey.ask()
    session = journey.app.session
    states = session["socialaccount_states"]
    session["socialaccount_states"] = {key: (state, at - 601, who) for key, (state, at, who) in states.items()}
    session.save()
    assert_refused(journey.post(journey.answer(address)), "G06")


def test_the_finish_page_alone_says_that_it_took_too_long(journey: Journey) -> None:
    assert_refused(journey.app.get(f"{ACS}finish/"), "G06")


def test_a_response_is_posted_and_small(school: Organisation, journey: Journey) -> None:
    assert journey.app.get(ACS).status_code == 405
    assert journey.app.put(ACS).status_code == 405
    sessions = Session.objects.count()
    response = journey.post({"SAMLResponse": base64.b64encode(b"a" * 160_000).decode()})
    assert_refused(response, "G01")
    assert Session.objects.count() == sessions


def test_a_known_pupil_of_a_school_that_left_still_comes_in(school: Organisation, journey: Journey) -> None:
    journey.arrive(ZOE)
    school.archived_at = timezone.now()
    school.save()
    assert journey.arrive(ZOE).status_code == 302
    assert_refused(journey.arrive(NOEL), "G11")


def test_the_unknown_school_is_named(school: Organisation, journey: Journey) -> None:
    response = journey.arrive(STRANGER)
    assert_refused(response, "G11")
    assert "0990002P" in response.content.decode()


def test_the_teacher_is_shown_the_way(school: Organisation, journey: Journey) -> None:
    assert 'href="http://orga.localhost"' in journey.arrive(TEACHER).content.decode()


def test_the_profile_is_read_whatever_its_case(school: Organisation, journey: Journey) -> None:
    journey.open_ent(ZOE)
    fields = journey.answer(journey.ask())
    attributes = {**ZOE.attributes(), "PRO": ["National_ELV"]}
    assert journey.post(rebuilt(ZOE, read(fields).get("InResponseTo"), attributes=attributes)).status_code == 302


def test_a_disabled_account_is_refused(school: Organisation, journey: Journey) -> None:
    journey.arrive(ZOE)
    User.objects.update(is_active=False)
    before = SocialAccount.objects.get().last_login
    assert_refused(journey.arrive(ZOE), "G13")
    assert journey.user_id is None
    assert SocialAccount.objects.get().last_login == before


def test_somebody_refused_does_not_stay_in_the_account_of_the_one_before(
    school: Organisation, journey: Journey
) -> None:
    journey.arrive(ZOE)
    assert_refused(journey.arrive(STRANGER), "G11")
    assert journey.user_id is None


def test_another_identifier_is_another_account(school: Organisation, journey: Journey) -> None:
    journey.arrive(ZOE)
    journey.ent.post("/cas-d-erreur", {"mistake": "autre-ido"})
    assert journey.post(journey.answer(journey.ask())).status_code == 302
    assert User.objects.count() == 2
