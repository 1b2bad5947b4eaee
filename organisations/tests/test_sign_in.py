"""Log-in: words, delays, sessions, redirections."""

import pytest
from django.test import Client
from django.urls import reverse

from organisations.actions import FAILURES_BEFORE_DELAY
from organisations.models import LoginFailure
from organisations.tests.factories import PASSWORD, MembershipFactory, UserFactory
from organisations.views.sign_in import SignInView

pytestmark = pytest.mark.django_db
WRONG = "L’adresse e-mail ou le mot de passe que vous avez saisi est incorrect."
HOME = "/"


def sign_in(client, email, password, **data):
    return client.post("/connexion", {"identifier": email, "password": password, **data})


def errors(response):
    form = response.context["form"]
    return {name: list(found) for name, found in form.errors.items()}


def fail(client, email, times):
    for _ in range(times):
        response = sign_in(client, email, "faux")
    return errors(response)["__all__"][0]


@pytest.fixture
def member():
    return MembershipFactory(user__email="camille@exemple.fr").user


class TestWords:
    def test_empty(self, orga):
        assert errors(sign_in(orga, "", "")) == {
            "identifier": ["Votre adresse e-mail n’est pas renseignée."],
            "password": ["Votre mot de passe n’est pas renseigné."],
        }

    def test_malformed(self, orga):
        assert errors(sign_in(orga, "camille", "x")) == {"identifier": ["Votre adresse e-mail n’est pas valide."]}

    @pytest.mark.parametrize("email", ["camille@exemple.fr", "inconnue@exemple.fr"])
    def test_one_message_for_any_wrong_pair(self, orga, member, email):
        assert errors(sign_in(orga, email, "faux")) == {"__all__": [WRONG]}

    def test_the_address_typed_stays_and_the_password_does_not(self, orga, member):
        page = sign_in(orga, "camille@exemple.fr", "faux-secret").content.decode()
        assert 'value="camille@exemple.fr"' in page
        assert "faux-secret" not in page

    def test_errors_are_announced_and_bound_to_their_fields(self, orga):
        page = sign_in(orga, "", "x").content.decode()
        assert 'role="alert"' in page
        assert '<a href="#id_identifier">' in page
        assert 'aria-invalid="true" aria-describedby="id_identifier_error"' in page
        assert 'id="id_identifier_error"' in page
        assert "<title>Erreur&nbsp;: Connexion" in page

    def test_an_inactive_account_is_a_wrong_pair(self, orga, member):
        member.is_active = False
        member.save()
        assert errors(sign_in(orga, "camille@exemple.fr", PASSWORD)) == {"__all__": [WRONG]}

    def test_a_pupil_of_an_ent_has_no_password_to_find(self, orga):
        UserFactory(email="eleve@exemple.fr", password=None)
        assert errors(sign_in(orga, "eleve@exemple.fr", "")) == {
            "password": ["Votre mot de passe n’est pas renseigné."]
        }
        assert errors(sign_in(orga, "eleve@exemple.fr", "!")) == {"__all__": [WRONG]}


class TestSession:
    def test_success_lands_on_the_space(self, orga, member):
        response = sign_in(orga, " Camille@Exemple.fr ", PASSWORD)
        assert (response.status_code, response["Location"]) == (302, HOME)

    def test_the_session_gets_a_new_key(self, orga, member):
        orga.session["before"] = 1
        session = orga.session
        session["before"] = 1
        session.save()
        before = orga.session.session_key
        sign_in(orga, "camille@exemple.fr", PASSWORD)
        assert orga.session.session_key != before

    def test_log_out_is_a_post_and_ends_the_session(self, orga, member):
        sign_in(orga, "camille@exemple.fr", PASSWORD)
        key = orga.session.session_key
        assert orga.get("/deconnexion").status_code == 405
        assert orga.post("/deconnexion")["Location"] == "/connexion"
        stale = Client(SERVER_NAME="orga.localhost")
        stale.cookies["session"] = key
        assert stale.get("/equipe")["Location"] == "/connexion?next=/equipe"

    def test_somebody_already_in_goes_on(self, orga, member):
        orga.force_login(member)
        assert orga.get("/connexion?next=/equipe")["Location"] == "/equipe"

    def test_every_page_asks_for_a_log_in(self, orga):
        for name in ("home", "team", "campaign_list", "account"):
            path = reverse(name, urlconf="pixorga.urls.orga")
            assert orga.get(path)["Location"] == f"/connexion?next={path}"
        assert orga.post("/changer-d-espace")["Location"] == "/connexion?next=/changer-d-espace"

    def test_personal_pages_are_not_kept_by_the_browser(self, orga, member):
        orga.force_login(member)
        assert orga.get("/equipe")["Cache-Control"] == "no-store, private"

    def test_a_session_of_one_space_opens_no_other(self, orga, member):
        orga.force_login(member)
        response = orga.get("/equipe")
        assert response.status_code == 200
        cookie = sign_in(Client(SERVER_NAME="orga.localhost"), "camille@exemple.fr", PASSWORD).cookies["session"]
        assert cookie["domain"] == ""  # host-only: the browser sends it to this host and to no other

    def test_a_forged_form_is_refused(self, member):
        strict = Client(SERVER_NAME="orga.localhost", enforce_csrf_checks=True)
        response = sign_in(strict, "camille@exemple.fr", PASSWORD)
        assert response.status_code == 403
        assert "Cette page a expiré." in response.content.decode()


class TestDelay:
    def test_the_last_tries_are_announced(self, orga, member):
        assert fail(orga, "camille@exemple.fr", FAILURES_BEFORE_DELAY - 4) == WRONG
        assert fail(orga, "camille@exemple.fr", 1) == f"{WRONG} Il vous reste 3 essais avant une attente de 2 minutes."
        assert fail(orga, "camille@exemple.fr", 2) == f"{WRONG} Il vous reste un essai avant une attente de 2 minutes."

    @pytest.mark.parametrize("email", ["camille@exemple.fr", "inconnue@exemple.fr"])
    def test_ten_failures_close_the_door_for_two_minutes(self, orga, member, clock, email):
        text = (
            "Trop d’essais sans succès. Pour protéger ce compte, il faut attendre 2 minutes avant d’essayer de nouveau."
        )
        assert fail(orga, email, FAILURES_BEFORE_DELAY) == text
        assert errors(sign_in(orga, email, PASSWORD)) == {"__all__": [text]}
        clock.forward(seconds=90)
        assert "attendre une minute" in errors(sign_in(orga, email, PASSWORD))["__all__"][0]

    def test_the_door_opens_again(self, orga, member, clock):
        fail(orga, "camille@exemple.fr", FAILURES_BEFORE_DELAY)
        clock.forward(minutes=2, seconds=1)
        assert sign_in(orga, "camille@exemple.fr", PASSWORD).status_code == 302
        assert not LoginFailure.objects.exists()

    def test_the_delay_doubles_up_to_an_hour_and_is_never_final(self, orga, member, clock):
        fail(orga, "camille@exemple.fr", FAILURES_BEFORE_DELAY - 1)
        waits = []
        for _ in range(9):
            message = fail(orga, "camille@exemple.fr", 1)
            waits.append(message.split("attendre ")[1].split(" minutes")[0])
            clock.forward(hours=1, seconds=1)
        assert waits == ["2", "4", "8", "16", "32", "60", "60", "60", "60"]
        assert sign_in(orga, "camille@exemple.fr", PASSWORD).status_code == 302

    def test_tries_during_the_delay_do_not_lengthen_it(self, orga, member, clock):
        fail(orga, "camille@exemple.fr", FAILURES_BEFORE_DELAY + 50)
        clock.forward(minutes=2, seconds=1)
        assert sign_in(orga, "camille@exemple.fr", PASSWORD).status_code == 302

    def test_hundreds_of_failures_do_not_overflow(self, orga, clock):
        fail(orga, "camille@exemple.fr", FAILURES_BEFORE_DELAY)
        LoginFailure.objects.update(failures=5000)
        clock.forward(hours=2)
        assert "attendre 60 minutes" in fail(orga, "camille@exemple.fr", 1)

    def test_failures_are_forgotten_after_a_day(self, orga, clock):
        fail(orga, "camille@exemple.fr", FAILURES_BEFORE_DELAY - 1)
        clock.forward(hours=25)
        assert fail(orga, "camille@exemple.fr", 1) == WRONG

    def test_the_owner_goes_on_where_already_connected(self, orga, member):
        orga.force_login(member)
        fail(Client(SERVER_NAME="orga.localhost"), "camille@exemple.fr", FAILURES_BEFORE_DELAY)
        assert orga.get("/equipe").status_code == 200

    def test_what_was_typed_is_not_stored(self, orga):
        fail(orga, "MonMotDePasse@exemple.fr", 1)
        stored = LoginFailure.objects.get().identifier_digest
        assert len(stored) == 64
        assert "motdepasse" not in stored.lower()

    def test_case_and_spaces_do_not_give_more_tries(self, orga, member):
        fail(orga, "camille@exemple.fr", 5)
        fail(orga, " CAMILLE@exemple.fr", 5)
        assert LoginFailure.objects.get().failures == FAILURES_BEFORE_DELAY


class TestStaff:
    @pytest.fixture
    def admin_site(self):
        return Client(SERVER_NAME="admin.localhost")

    def test_staff_enters(self, admin_site):
        UserFactory(email="equipe@exemple.fr", is_staff=True, is_superuser=True)
        response = admin_site.post("/connexion", {"identifier": "equipe@exemple.fr", "password": PASSWORD})
        assert (response.status_code, response["Location"]) == (302, "/")
        assert admin_site.get("/").status_code == 200

    def test_others_get_the_one_message_and_count_as_failures(self, admin_site, member):
        response = admin_site.post("/connexion", {"identifier": "camille@exemple.fr", "password": PASSWORD})
        assert errors(response) == {"__all__": [WRONG]}
        assert LoginFailure.objects.get().failures == 1

    def test_the_admin_sends_to_this_page(self, admin_site):
        assert admin_site.get("/")["Location"] == "/connexion?next=/"
        assert admin_site.get("/connexion").resolver_match.func.view_class is SignInView


BAD_NEXT = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "http://evil.example",
    "https://evil.example",
    "https:evil.example",
    "http:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "HTTPS://EVIL.EXAMPLE",
    "ftp://evil.example",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "\\\\evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "http:\\\\evil.example",
    "\t//evil.example",
    "\n//evil.example",
    "\r\n//evil.example",
    "\x00//evil.example",
    "\x08//evil.example",
    " //evil.example",
    "http://orga.localhost@evil.example",
    "http://orga.localhost:80@evil.example",
    "http://orga.localhost.evil.example",
    "http://evil.example/orga.localhost",
    "http://evil.example?orga.localhost",
    "http://evil.example#orga.localhost",
    "http://evil.example\\orga.localhost",
    "//orga.localhost@evil.example",
    "http://app.localhost/",
    "http://localhost/",
    "//app.localhost/",
    "http://[::1",
    "http:///evil.example/%2f..",
]


@pytest.mark.parametrize("target", BAD_NEXT)
def test_never_sent_elsewhere(orga, member, target):
    assert sign_in(orga, "camille@exemple.fr", PASSWORD, next=target)["Location"] == HOME
    assert orga.get("/connexion", {"next": target})["Location"] == HOME


@pytest.mark.parametrize("target", ["/equipe", "/equipe?page=2", "/documentation#code", "http://orga.localhost/equipe"])
def test_sent_back_where_one_was_going(orga, member, target):
    assert sign_in(orga, "camille@exemple.fr", PASSWORD, next=target)["Location"] == target


@pytest.mark.parametrize("host", ["evil.example", "evil.localhost", "orga.localhost.evil.example", "127.0.0.1"])
def test_an_unknown_host_gets_nothing(host):
    response = Client().get("/connexion", headers={"host": host})
    assert (response.status_code, response.content.decode()) == (400, "Adresse inconnue.")


def test_the_form_is_of_this_space_only():
    assert Client(SERVER_NAME="localhost").get("/connexion").status_code == 404
