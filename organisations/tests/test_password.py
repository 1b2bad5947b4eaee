"""The forgotten password, from the mail to the new session."""

import re

import pytest
from django.core import mail
from django.test import Client

from organisations import queries
from organisations.enums import Attempt
from organisations.forms import EmailSignInForm, NewPasswordForm
from organisations.models import LoginFailure
from organisations.tests.factories import PASSWORD, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
NEW = "une phrase toute neuve"


@pytest.fixture
def user():
    return MembershipFactory(user__email="camille@exemple.fr", user__first_name="Camille").user


def ask(client, email="camille@exemple.fr", **headers):
    return client.post("/mot-de-passe-oublie", {"email": email}, follow=True, **headers)


def link():
    return re.search(r"http://orga\.localhost(/\S+)", mail.outbox[-1].body)[1]


def choose(client, path, first=NEW, second=NEW):
    form = client.get(path, follow=True)
    return client.post(form.redirect_chain[-1][0], {"new_password1": first, "new_password2": second})


def test_from_the_mail_to_the_new_session(orga, user):
    orga.force_login(user)
    visitor = Client(SERVER_NAME="orga.localhost")
    ask(visitor, " Camille@exemple.fr")
    (sent,) = mail.outbox
    assert sent.to == ["camille@exemple.fr"]
    assert sent.subject == "Votre nouveau mot de passe PixOrga"
    assert "Bonjour Camille,\n" in sent.body
    assert "24\xa0heures" in sent.body
    assert choose(visitor, link())["Location"] == "/connexion"
    assert "Votre mot de passe est changé." in visitor.get("/connexion").content.decode()
    assert orga.get("/equipe").status_code == 302  # the sessions of the old password are over
    data = {"identifier": "camille@exemple.fr", "password": NEW}
    assert visitor.post("/connexion", data)["Location"] == "/"


def test_the_link_names_nobody(orga, user):
    ask(orga)
    assert re.fullmatch(rf"/mot-de-passe-oublie/{user.public_id}/[a-z0-9]+-[0-9a-f]+", link())


def test_the_link_serves_once(orga, user):
    ask(orga)
    path = link()
    choose(orga, path)
    assert "Ce lien n’est plus valide" in orga.get(path).content.decode()


def test_the_link_lasts_a_day(orga, user, monkeypatch, settings):
    ask(orga)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "Ce lien n’est plus valide" in orga.get(link()).content.decode()


def test_a_made_up_link_is_not_valid(orga, user):
    for path in (
        f"/mot-de-passe-oublie/{user.public_id}/abc-123",
        f"/mot-de-passe-oublie/{'0' * 8}-{'-'.join(['0' * 4] * 3)}-{'0' * 12}/a-b",
    ):
        assert "Ce lien n’est plus valide" in orga.get(path).content.decode()


def test_the_answer_is_the_same_for_everybody(orga, user):
    UserFactory(email="eleve@exemple.fr", password=None)
    UserFactory(email="partie@exemple.fr", is_active=False)
    pages = {
        ask(orga, email).content.decode().replace(email, "…")
        for email in ("camille@exemple.fr", "inconnue@exemple.fr", "eleve@exemple.fr", "partie@exemple.fr")
    }
    assert len({re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page) for page in pages}) == 1
    assert [sent.to for sent in mail.outbox] == [["camille@exemple.fr"]]


def test_the_confirmation_can_be_reloaded_and_sends_nothing_more(orga, user):
    page = ask(orga)
    assert page.redirect_chain == [("/mot-de-passe-oublie?envoye", 302)]
    again = orga.get("/mot-de-passe-oublie?envoye").content.decode()
    assert "l’adresse <b>camille@exemple.fr</b>" in again
    assert len(mail.outbox) == 1
    assert (
        "avec cette adresse" in Client(SERVER_NAME="orga.localhost").get("/mot-de-passe-oublie?envoye").content.decode()
    )


@pytest.mark.parametrize("demo", [True, False])
def test_the_demonstration_shows_where_its_mails_are(orga, user, settings, demo):
    settings.DEMO = demo
    assert ('href="http://localhost/courriels"' in ask(orga).content.decode()) is demo


def test_the_name_before_the_at_sign_is_no_password():
    user = UserFactory.build(email="camille.ferrand@lycee-jean-moulin.exemple.fr", first_name="C.", last_name="F.")
    form = NewPasswordForm(user, {"new_password1": "camille.ferrand", "new_password2": "camille.ferrand"})
    assert form.errors == {"new_password1": ["Ce mot de passe ressemble trop à votre nom ou à votre adresse e-mail."]}
    form = NewPasswordForm(user, {"new_password1": NEW, "new_password2": NEW})
    assert form.is_valid()


def test_asking_for_a_mail_counts_apart_from_the_log_in(orga, user):
    for _ in range(10):
        orga.post("/connexion", {"identifier": f"reset {user.email}", "password": "faux"})
        orga.post("/connexion", {"identifier": user.email, "password": "faux"})
    ask(orga)
    assert len(mail.outbox) == 1
    assert queries.blocked_until(user.email, Attempt.PASSWORD_LINK) is None
    assert queries.blocked_until(user.email) is not None


def test_the_address_must_look_like_one(orga):
    assert ask(orga, "camille").context["form"].errors == {"email": ["Votre adresse e-mail n’est pas valide."]}
    assert ask(orga, "").context["form"].errors == {"email": ["Votre adresse e-mail n’est pas renseignée."]}


def test_the_link_ignores_forged_hosts(orga, user):
    ask(orga, headers={"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"})
    assert "evil" not in mail.outbox[0].body
    assert ask(orga, headers={"Host": "evil.example"}).status_code == 400


def test_a_mailbox_cannot_be_flooded(orga, user, clock):
    for _ in range(30):
        ask(orga)
    assert len(mail.outbox) == 10
    clock.forward(minutes=3)
    ask(orga)
    assert len(mail.outbox) == 11


@pytest.mark.parametrize(
    "first, second, field, message",
    [
        ("", "", "new_password1", "Votre mot de passe n’est pas renseigné."),
        (NEW, "autre chose", "new_password2", "Les deux mots de passe sont différents."),
        ("court7!", "court7!", "new_password1", "8"),
        ("password", "password", "new_password1", "courant"),
        ("camille@exemple.fr", "camille@exemple.fr", "new_password1", "adresse e-mail"),
        ("camille.ferrand", "camille.ferrand", "new_password1", "ressemble trop à votre nom"),
        ("Ferrand-Camille1", "Ferrand-Camille1", "new_password1", "ressemble trop à votre nom"),
    ],
)
def test_bad_passwords_say_why(orga, user, first, second, field, message):
    user.last_name = "Ferrand"
    user.save()
    ask(orga)
    response = choose(orga, link(), first, second)
    assert response.status_code == 200
    assert message in response.context["form"].errors[field][0]


def test_a_new_password_ends_the_delay(orga, user):
    for _ in range(10):
        orga.post("/connexion", {"identifier": "camille@exemple.fr", "password": "faux"})
    assert LoginFailure.objects.count() == 1
    ask(orga)
    choose(orga, link())
    response = orga.post("/connexion", {"identifier": "camille@exemple.fr", "password": NEW})
    assert response.status_code == 302


def test_the_old_password_is_over(orga, user):
    ask(orga)
    choose(orga, link())
    response = orga.post("/connexion", {"identifier": "camille@exemple.fr", "password": PASSWORD})
    assert response.status_code == 200


@pytest.mark.parametrize(("length", "accepted"), [(4096, True), (4097, False)])
def test_a_password_that_is_accepted_can_be_typed_at_log_in(length, accepted):
    password = ("Zx9-" * 1025)[:length]
    new = NewPasswordForm(UserFactory(), {"new_password1": password, "new_password2": password})
    old = EmailSignInForm({"identifier": "camille@exemple.fr", "password": password})
    assert (new.is_valid(), old.is_valid()) == (accepted, accepted)
