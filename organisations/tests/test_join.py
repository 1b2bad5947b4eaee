"""The link of an invitation: every state, both panels, who is signed in already, and two at the same instant."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from organisations import actions
from organisations.actions import FAILURES_BEFORE_DELAY
from organisations.enums import LegalKind, Role
from organisations.models import AuditEvent, Invitation, LegalAcceptance, LegalText, LoginFailure, Membership, User
from organisations.tests.factories import (
    PASSWORD,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NEW = "une phrase toute neuve"
PATH = "/rejoindre/jeton"
TAKEN = "Cette adresse e-mail est invalide ou déjà utilisée."


@pytest.fixture
def school():
    return MembershipFactory(organisation__name="Lycée Pix", role=Role.ADMIN).organisation


@pytest.fixture
def invitation(school):
    return InvitationFactory(organisation=school, email="camille@exemple.fr", token="jeton")


def sign_in(client, email="camille@exemple.fr", password=PASSWORD):
    return client.post(PATH, {"panneau": "compte", "compte-identifier": email, "compte-password": password})


def sign_up(client, **changes):
    data = {
        "first_name": "Camille",
        "last_name": "Ferrand",
        "email": "camille@exemple.fr",
        "password": NEW,
        "terms": "on",
    } | changes
    fields = {f"inscription-{name}": value for name, value in data.items() if value is not None}
    return client.post(PATH, {"panneau": "inscription", "conditions": "1", **fields})


def spoken_for(client):
    return client.get("/documentation").wsgi_request.organisation.name


# --- Links that no longer work ------------------------------------------------------------------------------------------
CLOSED = {
    "accepted": ({"accepted_at": timezone.now()}, 410, "a déjà été acceptée"),
    "cancelled": ({"cancelled_at": timezone.now()}, 410, "n’est plus valide"),
    "expired": ({"sent_at": timezone.now() - timezone.timedelta(days=31)}, 410, "a expiré"),
    "unknown": ({"token_digest": "0" * 64}, 404, "est introuvable"),
}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize("case", CLOSED)
def test_each_state_has_its_sentence(orga, invitation, case, signed_in, method):
    change, status, sentence = CLOSED[case]
    Invitation.objects.filter(pk=invitation.pk).update(**change)
    if signed_in:
        orga.force_login(UserFactory())
    response = getattr(orga, method)(PATH)
    page = response.content.decode()
    assert response.status_code == status
    assert sentence in page
    assert re.search("ontactez l’administrateur de votre espace", page)
    assert ("Se connecter" in page) is not signed_in
    assert Membership.objects.count() == 1


def test_an_archived_space_is_no_longer_joined(orga, invitation, school):
    school.archived_at = timezone.now()
    school.save()
    assert "n’est plus valide" in orga.get(PATH).content.decode()
    assert actions.accept_invitation(invitation=invitation, user=UserFactory()) is None


@pytest.mark.parametrize("path", ["/rejoindre/%00", "/rejoindre/%F0%9F%98%80", "/rejoindre/" + "x" * 5000])
def test_odd_links_are_unknown(orga, path):
    assert orga.get(path).status_code == 404


def test_it_works_to_the_last_day(orga, invitation, settings):
    settings.INVITATION_DAYS = 3
    Invitation.objects.update(sent_at=timezone.now() - timezone.timedelta(days=2, hours=23))
    assert orga.get(PATH).status_code == 200
    Invitation.objects.update(sent_at=timezone.now() - timezone.timedelta(days=3, seconds=1))
    assert orga.get(PATH).status_code == 410


# --- «J’ai déjà un compte» ----------------------------------------------------------------------------------------------
def test_the_page_has_two_panels(orga, invitation):
    page = orga.get(PATH).content.decode()
    for words in (
        "Vous êtes invité(e) à rejoindre l’organisation Lycée Pix",
        "J’ai déjà un compte",
        "Je m’inscris",
        "Se connecter",
        "S’inscrire",
        'value="camille@exemple.fr"',
    ):
        assert words in page
    assert len(set(re.findall(r' id="([^"]+)"', page))) == len(re.findall(r' id="([^"]+)"', page))


def test_an_account_joins_and_lands_in_the_space(orga, invitation, school):
    user = MembershipFactory(user__email="camille@exemple.fr", organisation__name="Académie").user
    assert sign_in(orga)["Location"] == "/"
    assert spoken_for(orga) == "Lycée Pix"
    user.refresh_from_db()
    assert user.last_organisation == school
    assert Membership.objects.get(user=user, organisation=school).role == Role.MEMBER
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor, event.organisation) == ("invitation.accepted", user, school)


def test_any_account_may_be_used(orga, invitation):
    """The guide: «Vous pouvez utiliser ce compte pour rejoindre l’espace organisation»."""
    UserFactory(email="perso@exemple.fr")
    assert sign_in(orga, "perso@exemple.fr").status_code == 302
    assert Membership.objects.filter(user__email="perso@exemple.fr").exists()


def test_the_terms_come_first(orga, invitation):
    UserFactory(email="camille@exemple.fr")
    sign_in(orga)
    assert orga.get("/equipe")["Location"] == "/conditions?next=%2Fequipe"


@pytest.mark.parametrize(
    "email, password, errors",
    [
        ("", "", {"identifier": "n’est pas renseignée", "password": "n’est pas renseigné"}),
        ("camille", "x", {"identifier": "n’est pas valide"}),
        ("camille@exemple.fr", "faux", {"__all__": "incorrect"}),
        ("inconnue@exemple.fr", "faux", {"__all__": "incorrect"}),
    ],
)
def test_wrong_pairs(orga, invitation, email, password, errors):
    UserFactory(email="camille@exemple.fr")
    response = sign_in(orga, email, password)
    found = response.context["sign_in"].errors
    assert response.status_code == 422
    assert {name: words in found[name][0] for name, words in errors.items()} == dict.fromkeys(found, True)
    assert not response.context["sign_up"].is_bound
    assert "_auth_user_id" not in orga.session


def test_guessing_is_slowed_down(orga, invitation):
    UserFactory(email="camille@exemple.fr")
    for _ in range(FAILURES_BEFORE_DELAY):
        sign_in(orga, password="faux")
    response = sign_in(orga)
    assert "attendre 2 minutes" in response.context["sign_in"].non_field_errors()[0]
    assert LoginFailure.objects.get().failures == FAILURES_BEFORE_DELAY
    assert Invitation.objects.pending().exists()


# --- «Je m’inscris» -----------------------------------------------------------------------------------------------------
def test_a_new_account_joins(orga, invitation, school):
    assert sign_up(orga, first_name="  Camille ")["Location"] == "/"
    user = User.objects.get(email="camille@exemple.fr")
    assert (user.first_name, user.last_name, user.is_staff) == ("Camille", "Ferrand", False)
    assert user.check_password(NEW)
    assert LegalAcceptance.objects.get(user=user).text.version == 1
    page = orga.get("/equipe").content.decode()  # nothing is asked again
    assert "Camille" in page
    assert "Bienvenue dans l’espace «\xa0Lycée Pix\xa0»." in page
    assert Client(SERVER_NAME="orga.localhost").get(PATH).status_code == 410


@pytest.mark.parametrize(
    "changes, field, message",
    [
        ({"first_name": " "}, "first_name", "Votre prénom n’est pas renseigné."),
        ({"last_name": ""}, "last_name", "Votre nom n’est pas renseigné."),
        ({"first_name": "x" * 101}, "first_name", "Votre prénom est trop long\xa0: 100 caractères au plus."),
        ({"last_name": "http://evil.example"}, "last_name", "Ce nom contient un signe qui n’a pas sa place."),
        ({"first_name": "Ca\x00mille"}, "first_name", "nul"),
        ({"email": ""}, "email", "Votre adresse e-mail n’est pas renseignée."),
        ({"email": "camille"}, "email", "Votre adresse e-mail n’est pas valide."),
        ({"email": "autre@exemple.fr"}, "email", TAKEN),
        ({"password": ""}, "password", "Votre mot de passe n’est pas renseigné."),
        ({"password": "court7!"}, "password", "8"),
        ({"password": "password"}, "password", "courant"),
        ({"password": "camille.ferrand"}, "password", "ressemble trop à votre nom"),
        ({"password": "x" * 4097}, "password", "4"),
        ({"terms": None}, "terms", "Acceptez les conditions d’utilisation pour vous inscrire."),
    ],
)
def test_one_message_a_field_and_nothing_is_lost(orga, invitation, changes, field, message):
    response = sign_up(orga, **changes)
    form = response.context["sign_up"]
    assert response.status_code == 422
    assert set(form.errors) == {field}
    assert message in form.errors[field][0]
    page = response.content.decode()
    assert f'id="id_inscription-{field}_error"' in page
    assert NEW not in page
    if field != "last_name":
        assert 'value="Ferrand"' in page
    assert not User.objects.filter(email="camille@exemple.fr").exists()
    assert Invitation.objects.pending().exists()


def test_an_address_with_an_account_is_taken(orga, invitation):
    UserFactory(email="camille@exemple.fr")
    response = sign_up(orga)
    assert TAKEN in response.context["sign_up"].errors["email"][0]
    assert "J’ai déjà un compte" in response.context["sign_up"].errors["email"][0]


def test_taken_between_the_check_and_the_writing(orga, invitation, monkeypatch):
    UserFactory(email="camille@exemple.fr")
    monkeypatch.setattr("organisations.queries.has_account", lambda email: False)
    response = sign_up(orga)
    assert response.status_code == 422
    assert response.context["sign_up"].errors["email"] == [TAKEN]
    assert Membership.objects.count() == 1


def test_a_version_published_meanwhile_is_asked_for(orga, invitation):
    LegalText.objects.create(kind=LegalKind.ORGA_TERMS, version=2, body="## Neuf")
    sign_up(orga)
    assert not LegalAcceptance.objects.filter(user__email="camille@exemple.fr").exists()
    assert orga.get("/equipe")["Location"] == "/conditions?next=%2Fequipe"


def test_without_any_text_there_is_no_box(orga, invitation):
    LegalAcceptance.objects.all().delete()
    LegalText.objects.all().delete()
    assert "conditions d’utilisation" not in orga.get(PATH).content.decode()
    assert sign_up(orga, terms=None).status_code == 302


def test_no_account_without_its_space(orga, invitation):
    """The link stops working while the form is on screen: nothing of the account stays."""
    Invitation.objects.update(cancelled_at=timezone.now())
    membership = actions.sign_up(
        invitation=invitation, first_name="Camille", last_name="Ferrand", password=NEW, terms=None
    )
    assert membership is None
    assert not User.objects.filter(email="camille@exemple.fr").exists()


def test_the_first_member_administers(orga):
    InvitationFactory(organisation=OrganisationFactory(), email="camille@exemple.fr", token="jeton", role=Role.MEMBER)
    sign_up(orga)
    assert Membership.objects.get().role == Role.ADMIN


def test_the_role_of_the_invitation_is_given(orga, invitation):
    Invitation.objects.update(role=Role.ADMIN)
    sign_up(orga)
    assert Membership.objects.get(user__email="camille@exemple.fr").role == Role.ADMIN


# --- Signed in already --------------------------------------------------------------------------------------------------
def test_one_button_with_the_account_in_hand(orga, invitation):
    orga.force_login(UserFactory(email="camille@exemple.fr"))
    page = orga.get(PATH).content.decode()
    assert "Rejoindre avec ce compte" in page
    assert "une autre adresse" not in page
    assert orga.post(PATH)["Location"] == "/"
    assert not Invitation.objects.pending().exists()


def test_another_address_is_told_and_may_log_out(orga, invitation):
    orga.force_login(UserFactory(email="perso@exemple.fr"))
    page = orga.get(PATH).content.decode()
    assert "L’invitation a été envoyée à une autre adresse, <b>camille@exemple.fr</b>" in page
    assert 'action="/deconnexion"' in page
    orga.post(PATH)
    assert Membership.objects.filter(user__email="perso@exemple.fr").exists()
    assert not Invitation.objects.pending().exists()


def test_seeing_the_page_joins_nobody(orga, invitation):
    """Mail programs open links by themselves."""
    orga.force_login(UserFactory(email="camille@exemple.fr"))
    orga.get(PATH)
    orga.head(PATH)
    assert Invitation.objects.pending().exists()
    assert Membership.objects.count() == 1


def test_a_member_who_opens_the_link_of_somebody_else_leaves_it_whole(orga, invitation, school):
    member = MembershipFactory(organisation=school)
    orga.force_login(member.user)
    assert "Vous êtes déjà membre de Lycée Pix" in orga.get(PATH).content.decode()
    assert orga.post(PATH)["Location"] == "/"
    assert Invitation.objects.pending().exists()
    assert Membership.objects.filter(user=member.user).count() == 1


def test_a_member_who_opens_their_own_link_uses_it_up(orga, invitation, school):
    orga.force_login(MembershipFactory(organisation=school, user__email="camille@exemple.fr").user)
    orga.post(PATH)
    assert not Invitation.objects.pending().exists()


def test_statements(orga, invitation, django_assert_num_queries):
    with django_assert_num_queries(2):  # invitation with its space and sender, terms
        orga.get(PATH)


# --- At the same instant ------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_a_link_serves_once():
    invitation = InvitationFactory()
    users = UserFactory.create_batch(4)
    barrier = Barrier(4)

    def accept(user):
        barrier.wait(timeout=10)
        try:
            return actions.accept_invitation(invitation=invitation, user=user)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(accept, users))
    assert len([outcome for outcome in outcomes if outcome]) == 1
    assert Membership.objects.get().role == Role.ADMIN


@pytest.mark.django_db(transaction=True)
def test_two_first_members_make_one_administrator():
    school = OrganisationFactory()
    pairs = [(InvitationFactory(organisation=school), UserFactory()) for _ in range(3)]
    barrier = Barrier(3)

    def accept(pair):
        barrier.wait(timeout=10)
        try:
            return actions.accept_invitation(invitation=pair[0], user=pair[1])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(accept, pairs))
    assert sorted(Membership.objects.values_list("role", flat=True)) == ["admin", "member", "member"]
