"""A pupil's own ways in: log-in by user name or address, one-time password, log-out, «Mon compte»."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import hashers
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from learners.actions import give_one_time_password
from learners.tests.factories import LearnerFactory, PupilFactory, arrival
from learners.views.app_password import PAGE_LASTS
from organisations.actions import FAILURES_BEFORE_DELAY
from organisations.models import LoginFailure, User
from organisations.tests.conftest import clock
from organisations.tests.factories import PASSWORD, MembershipFactory, UserFactory

__all__ = ["clock"]
pytestmark = pytest.mark.django_db
WRONG = (
    "L’adresse e-mail, l’identifiant ou le mot de passe que vous avez saisi est incorrect. "
    "Si vous avez oublié votre mot de passe, demandez de l’aide à votre enseignant."
)
NEW = "trois petits lamas"


@pytest.fixture
def zoe() -> User:
    return PupilFactory(username="zoe.fictive1403")


def sign_in(client: Client, identifier: str, password: str, **more: str) -> HttpResponse:
    return client.post("/connexion", {"identifier": identifier, "password": password, **more})


def errors(response: HttpResponse, name: str = "__all__") -> list[str]:
    return list(response.context["form"].errors.get(name, []))


# --- log-in ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "identifier", ["zoe.fictive1403", "personne.inconnue", "inconnue@exemple.fr", "\x00", "é" * 200]
)
def test_one_message_for_any_bad_pair(app_client: Client, zoe: User, identifier: str) -> None:
    response = sign_in(app_client, identifier, "faux")
    assert response.status_code == 200
    assert errors(response) == [WRONG] or errors(response, "identifier")  # NUL is not even a text
    assert "_auth_user_id" not in app_client.session


@pytest.mark.parametrize("ways", [{"username": "zoe.fictive1403"}, {"email": "zoe@exemple.fr"}])
@pytest.mark.parametrize("typed", ["{}", " {} ", "{:upper}"])
def test_a_pupil_signs_in(app_client: Client, ways: dict[str, str], typed: str) -> None:
    PupilFactory(**ways)
    name = next(iter(ways.values()))
    name = name.upper() if "upper" in typed else typed.format(name)
    response = sign_in(app_client, name, PASSWORD, next="/parcours")
    assert (response.status_code, response["Location"]) == (302, "/parcours")


def test_the_password_forgotten(app_client: Client, settings: Any) -> None:
    settings.MAIL_IN_BACKGROUND = False
    PupilFactory(email="zoe@exemple.fr")
    page = app_client.get("/connexion").content.decode()
    assert "Avec un identifiant, demandez à votre enseignant." in page
    assert 'href="/mot-de-passe-oublie"' in page
    app_client.post("/mot-de-passe-oublie", {"email": "zoe@exemple.fr"})
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http://app."))
    path = link.partition("/mot-de-passe-oublie")[2]
    form = app_client.get(f"/mot-de-passe-oublie{path}")
    app_client.post(form["Location"], {"new_password1": NEW, "new_password2": NEW})
    assert sign_in(app_client, "zoe@exemple.fr", NEW).status_code == 302


def test_the_delay_grows_and_is_never_final(app_client: Client, zoe: User, clock: Any) -> None:
    for _ in range(FAILURES_BEFORE_DELAY):
        response = sign_in(app_client, zoe.username, "faux")
    assert "il faut attendre 2 minutes" in errors(response)[0]
    assert "il faut attendre" in errors(sign_in(app_client, zoe.username, PASSWORD))[0]
    clock.forward(minutes=2, seconds=1)
    assert "il faut attendre 4 minutes" in errors(sign_in(app_client, zoe.username, "faux"))[0]
    clock.forward(minutes=4, seconds=1)
    assert sign_in(app_client, zoe.username, PASSWORD).status_code == 302


def ways_of_failing() -> dict[str, User | None]:
    given = PupilFactory(username="donne")
    given.one_time_until = timezone.now() + timedelta(days=1)
    given.save()
    return {
        "inconnu": None,
        "connu": PupilFactory(username="connu"),
        "donne": given,
        "sansmotdepasse": PupilFactory(username="sansmotdepasse", password=None),
        "inactif": PupilFactory(username="inactif", is_active=False),
    }


def test_known_or_not_takes_as_long(app_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """One hashing each: what takes 20 ms, beside which the rest is nothing."""
    names = ways_of_failing()
    hasher = type(hashers.get_hasher("default"))
    work = {name: getattr(hasher, name) for name in ("encode", "verify")}
    under_way: list[str] = []
    done: list[str] = []

    def counted(name: str) -> Any:
        def run(self: Any, *args: Any, **kwargs: Any) -> Any:
            if not under_way:  # some verify by encoding again
                done.append(name)
            under_way.append(name)
            try:
                return work[name](self, *args, **kwargs)
            finally:
                under_way.pop()

        return run

    for name in work:
        monkeypatch.setattr(hasher, name, counted(name))
    counts = {}
    for name in names:
        done.clear()
        assert errors(sign_in(app_client, name, "faux")) == [WRONG]
        counts[name] = len(done)
    assert counts == dict.fromkeys(names, 1)


@pytest.mark.parametrize("identifier", ["zoe.fictive1403", "personne.inconnue"])
def test_statements_of_a_failure(
    app_client: Client, zoe: User, identifier: str, django_assert_num_queries: Any
) -> None:
    sign_in(app_client, identifier, "faux")
    # delay, account; savepoint, failures locked and written, release
    with django_assert_num_queries(6):
        sign_in(app_client, identifier, "faux")


def test_a_member_may_see_the_pupils_side(app_client: Client) -> None:
    member = MembershipFactory(user__email="camille@exemple.fr").user
    assert sign_in(app_client, "camille@exemple.fr", PASSWORD)["Location"] == "/"
    assert app_client.session["_auth_user_id"] == str(member.pk)


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "http://orga.localhost/"],
)
def test_never_sent_elsewhere(app_client: Client, zoe: User, target: str) -> None:
    assert sign_in(app_client, zoe.username, PASSWORD, next=target)["Location"] == "/"


# --- the password that serves once -------------------------------------------------------------------------------------
@pytest.fixture
def given(zoe: User) -> str:
    """The one-time password of Zoé."""
    learner = LearnerFactory(user=zoe)
    return give_one_time_password(learner=learner, actor=UserFactory(), now=timezone.now()).password


def choose(client: Client, first: str = NEW, second: str | None = None) -> HttpResponse:
    return client.post("/nouveau-mot-de-passe", {"new_password1": first, "new_password2": second or first})


def test_another_password_is_chosen_before_anything_else(app_client: Client, zoe: User, given: str) -> None:
    response = sign_in(app_client, zoe.username, given, next="/parcours")
    assert response["Location"] == "/nouveau-mot-de-passe"
    assert app_client.get("/profil")["Location"] == "/connexion?next=/profil"
    page = app_client.get("/nouveau-mot-de-passe").content.decode()
    assert "Choisissez votre mot de passe" in page
    assert given not in page
    assert choose(app_client)["Location"] == "/parcours"
    assert app_client.get("/parcours").status_code == 200
    zoe.refresh_from_db()
    assert zoe.one_time_until is None
    assert zoe.check_password(NEW)


@pytest.mark.parametrize(
    ("first", "second", "field", "told"),
    [
        ("", "", "new_password1", "Votre mot de passe n’est pas renseigné."),
        ("court", "court", "new_password1", "Ce mot de passe est trop court."),
        ("motdepasse", "motdepasse", "new_password1", "trop courant"),
        ("zoe.fictive1403", "zoe.fictive1403", "new_password1", "semblable"),
        (NEW, "autre", "new_password2", "Les deux mots de passe sont différents."),
    ],
)
def test_a_weak_password_says_the_rule(
    app_client: Client, zoe: User, given: str, first: str, second: str, field: str, told: str
) -> None:
    sign_in(app_client, zoe.username, given)
    response = choose(app_client, first, second)
    assert response.status_code == 422
    assert told in " ".join(errors(response, field))
    assert "_auth_user_id" not in app_client.session


def test_the_given_password_is_not_chosen_again(app_client: Client, zoe: User, given: str) -> None:
    sign_in(app_client, zoe.username, given)
    assert errors(choose(app_client, given), "new_password1") == [
        "Choisissez un autre mot de passe que celui qui vous a été donné."
    ]


def stale(client: Client) -> str:
    response = choose(client)
    assert response["Location"] == "/connexion"
    assert "_auth_user_id" not in client.session
    return client.get("/connexion").content.decode()


def test_a_stale_page_starts_again(app_client: Client, zoe: User, given: str, clock: Any) -> None:
    sign_in(app_client, zoe.username, given)
    clock.forward(seconds=PAGE_LASTS.total_seconds() + 1)
    assert "Cette page a expiré. Recommencez" in stale(app_client)


def test_a_page_nobody_was_led_to(app_client: Client) -> None:
    assert "Cette page a expiré" in stale(app_client)
    assert app_client.get("/nouveau-mot-de-passe")["Location"] == "/connexion"


def test_another_password_given_meanwhile(app_client: Client, zoe: User, given: str) -> None:
    sign_in(app_client, zoe.username, given)
    again = give_one_time_password(learner=zoe.learners.get(), actor=UserFactory(), now=timezone.now())
    assert "Cette page a expiré" in stale(app_client)
    assert errors(sign_in(app_client, zoe.username, given)) == [WRONG]
    assert sign_in(app_client, zoe.username, again.password)["Location"] == "/nouveau-mot-de-passe"


def test_it_serves_once(app_client: Client, zoe: User, given: str) -> None:
    sign_in(app_client, zoe.username, given)
    choose(app_client)
    app_client.post("/deconnexion")
    assert errors(sign_in(app_client, zoe.username, given)) == [WRONG]


def test_it_does_not_wait_for_ever(app_client: Client, zoe: User, given: str, clock: Any) -> None:
    clock.forward(days=31)
    told = errors(sign_in(app_client, zoe.username, given))[0]
    assert told.startswith("Ce mot de passe à usage unique n’est plus valable depuis le ")
    assert told.endswith("Demandez-en un autre à votre enseignant.")
    assert "_auth_user_id" not in app_client.session


def test_it_opens_no_other_space(zoe: User, given: str) -> None:
    User.objects.filter(pk=zoe.pk).update(email="zoe@exemple.fr", is_staff=True)
    for host in ("orga.localhost", "admin.localhost"):
        client = Client(SERVER_NAME=host)
        response = sign_in(client, "zoe@exemple.fr", given)
        assert errors(response) == ["L’adresse e-mail ou le mot de passe que vous avez saisi est incorrect."]
    assert LoginFailure.objects.get().failures == 2


# --- log-out -----------------------------------------------------------------------------------------------------------
def test_log_out_keeps_the_way_back_to_a_course_only(app_client: Client, zoe: User) -> None:
    sign_in(app_client, zoe.username, PASSWORD)
    assert app_client.post("/deconnexion", {"next": "/campagnes/RNBJDB351"})["Location"] == "/campagnes/RNBJDB351"
    sign_in(app_client, zoe.username, PASSWORD)
    assert app_client.post("/deconnexion", {"next": "https://evil.example/"})["Location"] == "/connexion"


# --- «Mon compte» --------------------------------------------------------------------------------------------------------
def test_the_account_of_a_pupil_of_an_ent(app_client: Client) -> None:
    user = arrival(first_name="Zoé", last_name="FICTIVE")
    LearnerFactory(user=user, organisation__name="Lycée Pix", class_name="2NDE1")
    app_client.force_login(user)
    page = app_client.get("/mon-compte").content.decode()
    assert "Par mon ENT&nbsp;: <b>ENT de démonstration</b>" in page
    assert "Lycée Pix" in page
    assert "2NDE1" in page
    assert "Votre nom vient de votre ENT." in page
    assert "<input" not in page.partition("<main")[2].replace('<input type="hidden"', "")
    app_client.post("/mon-compte", {"formulaire": "noms", "first_name": "Léa", "last_name": "AUTRE"})
    user.refresh_from_db()
    assert user.full_name == "Zoé FICTIVE"
    assert 'href="/mon-compte"' in app_client.get("/profil").content.decode()


def test_names_of_ones_own_account(app_client: Client, zoe: User) -> None:
    app_client.force_login(zoe)
    bad = app_client.post("/mon-compte", {"formulaire": "noms", "first_name": "", "last_name": "https://x.example"})
    assert bad.status_code == 422
    assert (
        app_client.post("/mon-compte", {"formulaire": "noms", "first_name": " Zoë ", "last_name": "F"}).status_code
        == 302
    )
    zoe.refresh_from_db()
    assert zoe.full_name == "Zoë F"


def test_another_password(app_client: Client, zoe: User) -> None:
    app_client.force_login(zoe)
    typed = {"formulaire": "mot-de-passe", "old_password": "faux", "new_password1": NEW, "new_password2": NEW}
    refused = app_client.post("/mon-compte", typed)
    assert refused.context["password"].errors["old_password"] == ["Ce n’est pas votre mot de passe actuel."]
    assert LoginFailure.objects.get().failures == 1
    assert app_client.post("/mon-compte", {**typed, "old_password": PASSWORD}).status_code == 302
    assert app_client.get("/mon-compte").status_code == 200  # this session goes on
    zoe.refresh_from_db()
    assert zoe.check_password(NEW)


def test_whom_to_ask(app_client: Client, zoe: User) -> None:
    LearnerFactory(user=zoe, organisation__dpo_name="Dominique Garant", organisation__dpo_email="dpo@exemple.fr")
    app_client.force_login(zoe)
    page = app_client.get("/mon-compte").content.decode()
    assert "Ce qui est gardé sur moi" in page
    assert "Dominique Garant" in page
    assert 'href="mailto:dpo@exemple.fr"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_statements_of_the_account(app_client: Client, zoe: User, count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        LearnerFactory(user=zoe)
    app_client.force_login(zoe)
    app_client.get("/mon-compte")
    # session, user, identities, schools; the banner: course to resume, test to resume
    with django_assert_num_queries(6):
        app_client.get("/mon-compte")
