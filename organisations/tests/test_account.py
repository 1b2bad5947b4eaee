"""«Mon compte»: names and password."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail, signing
from django.db import connections
from django.test import Client

from organisations import actions
from organisations.actions import FAILURES_BEFORE_DELAY
from organisations.models import AuditEvent, User
from organisations.tests.factories import PASSWORD, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
NEW = "une phrase toute neuve"


@pytest.fixture
def user(orga):
    user = MembershipFactory(
        user__email="camille@exemple.fr", user__first_name="Camille", user__last_name="Ferrand"
    ).user
    orga.force_login(user)
    return user


def rename(client, first="Camille", last="Ferrand"):
    return client.post("/mon-compte", {"formulaire": "noms", "first_name": first, "last_name": last})


def change(client, old=PASSWORD, new=NEW, again=NEW):
    data = {"old_password": old, "new_password1": new, "new_password2": again}
    return client.post("/mon-compte", {"formulaire": "mot-de-passe", **data})


def test_the_menu_leads_there(orga, user):
    page = orga.get("/equipe").content.decode()
    assert 'href="/mon-compte"' in page
    page = orga.get("/mon-compte").content.decode()
    assert "camille@exemple.fr" in page


@pytest.mark.parametrize(
    "first, last, errors",
    [
        ("", " ", {"first_name": "Votre prénom n’est pas renseigné.", "last_name": "Votre nom n’est pas renseigné."}),
        ("Camille", "<b>", {"last_name": "Ce nom contient un signe qui n’a pas sa place."}),
    ],
)
def test_names_that_cannot_be(orga, user, first, last, errors):
    response = rename(orga, first, last)
    assert response.status_code == 422
    assert {name: found[0] for name, found in response.context["names"].errors.items()} == errors
    assert not response.context["password"].is_bound
    user.refresh_from_db()
    assert user.last_name == "Ferrand"


def test_names_are_changed_and_found(orga, user):
    assert rename(orga, "  Zoé ", "d’Arc-\N{NO-BREAK SPACE}Été")["Location"] == "/mon-compte"
    assert "Votre nom est enregistré." in orga.get("/mon-compte").content.decode()
    user.refresh_from_db()
    assert (user.first_name, user.last_name) == ("Zoé", "d’Arc- Été")
    assert User.objects.get(search_key__startswith="d'arc- ete zoe") == user


def test_nothing_else_is_changed_by_the_way(orga, user):
    data = {"first_name": "A", "last_name": "B", "email": "x@exemple.fr", "is_staff": "on"}
    orga.post("/mon-compte", {"formulaire": "noms", **data})
    user.refresh_from_db()
    assert (user.email, user.is_staff) == ("camille@exemple.fr", False)


@pytest.mark.parametrize(
    "old, new, again, field, message",
    [
        ("", NEW, NEW, "old_password", "n’est pas renseigné"),
        ("faux", NEW, NEW, "old_password", "Ce n’est pas votre mot de passe actuel."),
        (PASSWORD, "", "", "new_password1", "n’est pas renseigné"),
        (PASSWORD, NEW, "autre", "new_password2", "sont différents"),
        (PASSWORD, "password", "password", "new_password1", "courant"),
        (PASSWORD, "camille.ferrand", "camille.ferrand", "new_password1", "ressemble trop"),
    ],
)
def test_passwords_that_cannot_be(orga, user, old, new, again, field, message):
    response = change(orga, old, new, again)
    assert response.status_code == 422
    assert message in response.context["password"].errors[field][0]
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert not AuditEvent.objects.exists()


def test_a_new_password_ends_the_other_sessions_only(orga, user):
    other = Client(SERVER_NAME="orga.localhost")
    other.force_login(user)
    assert change(orga)["Location"] == "/mon-compte"
    assert "Vos autres connexions sont fermées." in orga.get("/mon-compte").content.decode()
    assert other.get("/mon-compte")["Location"].startswith("/connexion")
    user.refresh_from_db()
    assert user.check_password(NEW)
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor, event.target_id) == ("user.password", user, str(user.pk))


def test_a_session_left_open_lets_nobody_guess(orga, user):
    for _ in range(FAILURES_BEFORE_DELAY - 2):
        change(orga, old="faux")
    errors = change(orga, old="faux").context["password"].errors
    assert errors["old_password"] == [
        "Ce n’est pas votre mot de passe actuel. Il vous reste un essai avant une attente de 2 minutes."
    ]
    change(orga, old="faux")
    assert "attendre 2 minutes" in change(orga).context["password"].errors["old_password"][0]
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_who_comes_from_elsewhere_has_no_password_to_change(orga):
    user = UserFactory(password=None)
    MembershipFactory(user=user)
    orga.force_login(user)
    assert "sans mot de passe PixOrga" in orga.get("/mon-compte").content.decode()
    change(orga)
    user.refresh_from_db()
    assert not user.has_usable_password()


@pytest.mark.parametrize("data", [{}, {"formulaire": "autre"}])
def test_an_unknown_form_changes_nothing(orga, user, data):
    assert orga.post("/mon-compte", data).status_code == 200


# --- Another address ------------------------------------------------------------------------------------------------------
OTHER = "zoe@exemple.fr"


def move(client, email=OTHER, password=PASSWORD):
    data = {"adresse-email": email, "adresse-password": password}
    return client.post("/mon-compte", {"formulaire": "adresse", **data})


def link():
    return re.search(r"http://orga\.localhost(/mon-compte/adresse/\S+)", mail.outbox[0].body)[1]


@pytest.mark.parametrize(
    "email, password, field, message",
    [
        ("", PASSWORD, "email", "n’est pas renseignée"),
        ("zoe", PASSWORD, "email", "n’est pas valide"),
        ("Camille@exemple.fr", PASSWORD, "email", "C’est déjà votre adresse."),
        (OTHER, "", "password", "n’est pas renseigné"),
        (OTHER, "faux", "password", "Ce n’est pas votre mot de passe actuel."),
    ],
)
def test_addresses_that_cannot_be(orga, user, email, password, field, message):
    response = move(orga, email, password)
    assert response.status_code == 422
    assert message in response.context["email"].errors[field][0]
    assert '<details class="more" open>' in response.content.decode()
    assert not mail.outbox


def test_an_address_changes_once_its_link_is_opened(orga, user):
    assert move(orga, " Zoe@Exemple.fr ")["Location"] == "/mon-compte"
    assert mail.outbox[0].to == [OTHER]
    visitor = Client(SERVER_NAME="orga.localhost")  # on another machine, signed in to nothing
    page = visitor.get(link()).content.decode()
    assert "Confirmer cette adresse" in page
    assert OTHER in page
    user.refresh_from_db()
    assert user.email == "camille@exemple.fr"  # reading is not confirming
    assert visitor.post(link())["Location"] == "/connexion"
    user.refresh_from_db()
    assert user.email == OTHER
    assert OTHER in user.search_key
    assert mail.outbox[1].to == ["camille@exemple.fr"]
    assert list(AuditEvent.objects.values_list("verb", flat=True)) == ["user.email"]
    assert visitor.get(link()).status_code == visitor.post(link()).status_code == 410
    assert OTHER in orga.get("/mon-compte").content.decode()  # still signed in


def test_an_address_that_has_an_account_receives_nothing(orga, user):
    UserFactory(email=OTHER)
    assert move(orga)["Location"] == "/mon-compte"
    assert not mail.outbox


def test_an_address_taken_meanwhile_is_not_stolen(orga, user):
    move(orga)
    UserFactory(email=OTHER)
    assert orga.post(link()).status_code == 410
    user.refresh_from_db()
    assert user.email == "camille@exemple.fr"


def test_the_last_asked_wins_and_older_links_die(orga, user):
    move(orga)
    move(orga, "autre@exemple.fr")
    assert orga.post(link())["Location"] == "/mon-compte"
    second = re.search(r"http://orga\.localhost(/mon-compte/adresse/\S+)", mail.outbox[1].body)[1]
    assert orga.post(second).status_code == 410


def test_links_that_were_never_ours(orga, user, settings):
    forged = signing.dumps([str(user.public_id), user.email, OTHER], salt="autre")
    for token in ("x", forged, "%00"):
        assert orga.get(f"/mon-compte/adresse/{token}").status_code == 410
        assert orga.post(f"/mon-compte/adresse/{token}").status_code == 410
    move(orga)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert orga.post(link()).status_code == 410


def test_a_disabled_account_changes_nothing(orga, user):
    move(orga)
    User.objects.update(is_active=False)
    assert Client(SERVER_NAME="orga.localhost").post(link()).status_code == 410


def test_strangers_mailboxes_are_not_flooded(orga, user):
    for n in range(12):
        response = move(orga, f"a{n}@exemple.fr")
    assert "Trop de demandes. Il faut attendre 2 minutes." in response.context["email"].errors["email"]
    assert len(mail.outbox) == FAILURES_BEFORE_DELAY


@pytest.mark.django_db(transaction=True)
def test_a_link_opened_twice_at_once_changes_once():
    user = UserFactory(email="camille@exemple.fr")
    token = signing.dumps([str(user.public_id), user.email, OTHER], salt="organisations.new-email")
    barrier = Barrier(3)

    def confirm(_):
        barrier.wait(timeout=10)
        try:
            return actions.confirm_new_email(token=token)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        assert len([found for found in pool.map(confirm, range(3)) if found]) == 1
