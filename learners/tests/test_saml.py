"""Arriving from an ENT, the way that works, and leaving: over HTTP, with the real signatures of the demonstration ENT."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from lxml import etree

from demo_ent.people import PEOPLE
from demo_ent.tests.journey import ACS, Journey
from learners.ent import digest, forget_expired_assertions
from learners.enums import IdentityEventKind
from learners.models import ConsumedAssertion, IdentityEvent
from learners.tests.factories import PupilFactory
from organisations.models import Organisation, User

pytestmark = pytest.mark.django_db
ZOE, NOEL = PEOPLE[:2]


def test_a_pupil_arrives_signed_in_with_an_account_of_their_own(school: Organisation, journey: Journey) -> None:
    response = journey.arrive(ZOE)
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    user = User.objects.get()
    assert (user.first_name, user.last_name, user.email, user.username) == ("Zoé", "FICTIVE", None, None)
    assert not user.has_usable_password()
    assert journey.user_id == user.pk
    account = SocialAccount.objects.get()
    assert (account.provider, account.uid, account.user) == ("ent-demo", ZOE.ido, user)
    assert account.extra_data == {
        "UAI": ["0990001N"],
        "PRO": ["National_elv"],
        "DIV": ["2NDE1##2NDE1"],
        "NOM": ["FICTIVE"],
        "PRE": ["Zoé"],
    }
    event = IdentityEvent.objects.get()
    assert (event.kind, event.provider, event.user, event.organisation) == (
        IdentityEventKind.SIGN_IN, "ent-demo", user, school,
    )  # fmt: skip
    assert event.uid_digest == digest(ZOE.ido)
    assert len(event.uid_digest) == 8
    assert list(get_messages(response.wsgi_request)) == []
    assert "messages" not in response.cookies


def test_the_second_time_is_the_same_account(school: Organisation, journey: Journey) -> None:
    journey.arrive(ZOE)
    first = journey.user_id
    other_computer = Journey()
    other_computer.arrive(ZOE)
    assert other_computer.user_id == first
    assert User.objects.count() == SocialAccount.objects.count() == 1


def test_another_pupil_at_the_same_computer_replaces_the_first(school: Organisation, journey: Journey) -> None:
    journey.arrive(ZOE)
    first, session = journey.user_id, journey.app.session.session_key
    journey.arrive(NOEL)
    assert journey.user_id not in {first, None}
    assert User.objects.get(pk=journey.user_id).first_name == "Noël"
    assert not Session.objects.filter(session_key=session).exists()


def test_the_names_of_an_account_are_not_changed_by_later_sign_ins(school: Organisation, journey: Journey) -> None:
    journey.arrive(ZOE)
    User.objects.update(first_name="Zoé corrigée")
    journey.arrive(ZOE)
    assert User.objects.get().first_name == "Zoé corrigée"


def test_the_session_gets_a_new_key_ends_with_the_browser_and_after_four_hours(
    school: Organisation, journey: Journey
) -> None:
    address = journey.ask()
    before = journey.app.session.session_key
    journey.open_ent(ZOE)
    response = journey.post(journey.answer(address))
    cookie = journey.app.cookies["session"]
    assert cookie.value not in {"", before}
    assert (cookie["expires"], cookie["max-age"], cookie["httponly"]) == ("", "", True)
    row = Session.objects.get(session_key=cookie.value)
    assert timedelta(hours=3, minutes=59) < row.expire_date - timezone.now() <= timedelta(hours=4)
    assert response.cookies["ent-arrival"]["max-age"] == 0
    row.expire_date = timezone.now() - timedelta(seconds=1)
    row.save()
    assert journey.app.get("/parcours").headers["Location"] == "/connexion?next=/parcours"


def test_using_the_site_does_not_prolong_a_session_of_an_ent(school: Organisation, journey: Journey) -> None:
    journey.arrive(ZOE)
    session = journey.app.session
    ends = session.get_expiry_date()
    session["anything"] = 1
    session.save()
    assert Session.objects.get(session_key=session.session_key).expire_date == ends


def test_a_code_opened_first_is_found_again_after_the_ent(school: Organisation, journey: Journey) -> None:
    page = journey.app.get("/connexion?next=/campagnes/RNBJDB351").content.decode()
    assert "Vous venez de votre ENT" in page
    assert 'href="/ent/?idp=ent-demo&amp;next=%2Fcampagnes%2FRNBJDB351"' in page
    assert "ENT de démonstration</a>" in page
    assert journey.arrive(ZOE, next="/campagnes/RNBJDB351").headers["Location"] == "/campagnes/RNBJDB351"


@pytest.mark.parametrize(
    "after",
    ["https://ailleurs.exemple/", "//ailleurs.exemple/", "/\\ailleurs.exemple", "javascript:alert(1)", "campagnes", ""],
)
def test_only_paths_of_our_own_are_followed(school: Organisation, journey: Journey, after: str) -> None:
    assert journey.arrive(ZOE, next=after).headers["Location"] == "/"


def test_the_relay_state_leads_nowhere(school: Organisation, journey: Journey) -> None:
    journey.open_ent(ZOE)
    fields = journey.answer(journey.ask(next="/parcours"))
    response = journey.post({**fields, "RelayState": "https://ailleurs.exemple/"})
    assert response.headers["Location"] == "/parcours"


def test_the_entry_needs_no_name_when_there_is_one_provider(journey: Journey) -> None:
    assert journey.app.get("/ent/").headers["Location"].startswith("http://ent-demo.localhost/sso?")
    assert journey.app.get("/saml/ent-demo/login/").headers["Location"].startswith("http://ent-demo.localhost/sso?")
    for path in ("/ent/?idp=gar", "/saml/gar/login/", "/saml/gar/metadata/", "/saml/gar/acs/finish/"):
        assert journey.app.get(path).status_code == 404
    assert journey.app.post("/saml/gar/acs/").status_code == 404


def test_our_metadata_says_where_to_post_and_where_to_end_a_session(journey: Journey) -> None:
    root = etree.fromstring(journey.app.get("/saml/ent-demo/metadata/").content)
    md = {"md": "urn:oasis:names:tc:SAML:2.0:metadata"}
    assert root.get("entityID") == "http://app.localhost/saml/ent-demo/metadata/"
    assert datetime.fromisoformat(root.get("validUntil")) > timezone.now() + timedelta(days=3000)
    assert root.xpath("//md:AssertionConsumerService/@Location", namespaces=md) == [f"http://app.localhost{ACS}"]
    assert root.xpath("//md:SPSSODescriptor/@AuthnRequestsSigned", namespaces=md) == ["true"]
    assert root.xpath("//md:SPSSODescriptor/@WantAssertionsSigned", namespaces=md) == ["true"]
    assert root.xpath("//md:SingleLogoutService/@Location", namespaces=md) == [
        "http://app.localhost/saml/ent-demo/sls/"
    ]


def test_no_page_of_allauth_exists(journey: Journey) -> None:
    for path in (
        "/accounts/login/",
        "/login/",
        "/signup/",
        "/social/signup/",
        "/password/reset/",
    ):
        assert journey.app.get(path).status_code == 404


def test_signing_out_of_an_ent_lands_on_a_neutral_page(school: Organisation, journey: Journey) -> None:
    journey.arrive(ZOE)
    response = journey.app.post("/deconnexion", follow=True)
    assert response.redirect_chain == [("/deconnecte", 302)]
    page = response.content.decode()
    assert "Vous êtes déconnecté" in page
    assert "<form" not in page
    assert journey.user_id is None


def test_who_came_with_a_password_lands_on_the_log_in_page(app_client: Client) -> None:
    PupilFactory(username="zoe.fictive1403", password="cheval agrafe pile")
    for identifier in ("personne", "zoe.fictive1403"):
        wrong = app_client.post("/connexion", {"identifier": identifier, "password": "faux"}).content.decode()
        assert "demandez de l’aide à votre enseignant" in wrong
    signed_in = app_client.post("/connexion", {"identifier": "Zoe.Fictive1403", "password": "cheval agrafe pile"})
    assert signed_in.headers["Location"] == "/"
    assert app_client.get("/deconnexion").status_code == 405
    assert app_client.post("/deconnexion").headers["Location"] == "/connexion"


def test_expired_assertions_are_forgotten(school: Organisation, journey: Journey) -> None:
    journey.arrive(ZOE)
    kept = ConsumedAssertion.objects.get()
    assert kept.expires_at > timezone.now() + timedelta(minutes=9)
    ConsumedAssertion.objects.create(idp="ent-demo", assertion_id="old", expires_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert forget_expired_assertions() == 1
    assert ConsumedAssertion.objects.get() == kept
