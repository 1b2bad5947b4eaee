"""The direct link of a campaign for who is not signed in (A-11, A-04)."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from assessments.tests.factories import make_content
from campaigns.models import Campaign
from campaigns.tests.factories import CampaignFactory
from demo_ent.people import PEOPLE
from demo_ent.tests.conftest import ent_keys, journey
from demo_ent.tests.journey import Journey
from learners.actions.sign_up import SCHOOL_TRIES
from learners.models import IdentityEvent, Learner
from learners.tests.factories import LearnerFactory, PupilFactory, SchoolFactory
from organisations.models import User
from organisations.tests.factories import PASSWORD, MembershipFactory

__all__ = ["ent_keys", "journey"]
pytestmark = pytest.mark.django_db
DOOR = "/campagnes/RNBJDB351"
BORN = date(2011, 3, 14)
TYPED = {"first_name": "Zoé", "last_name": "Fictive", "day": "14", "month": "3", "year": "2011"}
NEW = "trois petits lamas"
ZOE = PEOPLE[0]


@pytest.fixture
def campaign() -> Campaign:
    """Of a school with a list, and without ENT."""
    make_content()
    return CampaignFactory(
        code="RNBJDB351", title="Mener une recherche", organisation=SchoolFactory(name="Lycée Pix", uai="0990001N")
    )


@pytest.fixture
def zoe(campaign: Campaign) -> Learner:
    return LearnerFactory(organisation=campaign.organisation, birth_date=BORN, ine="990000077ZA")


def by_ent(campaign: Campaign) -> None:
    campaign.organisation.identity_provider = "ent-demo"
    campaign.organisation.save()


def text_of(response: HttpResponse) -> str:
    html = response.content.decode().partition("<main")[2]
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html.replace("&nbsp;", " ")))
    return text.replace("\N{NO-BREAK SPACE}", " ")


# --- A school with an ENT ----------------------------------------------------------------------------------------------------
def test_pupils_of_an_ent_go_back_to_it(app_client: Client, campaign: Campaign) -> None:
    by_ent(campaign)
    response = app_client.get(DOOR)
    assert response.status_code == 200
    assert "Connectez-vous depuis votre ENT" in text_of(response)
    assert "Mener une recherche" in text_of(response)
    html = response.content.decode()
    assert 'href="/ent/?idp=ent-demo&amp;next=%2Fcampagnes%2FRNBJDB351"' in html
    assert 'href="/connexion?next=%2Fcampagnes%2FRNBJDB351"' in html
    assert "<form" not in html.partition("<main")[2]  # no log-in form for these pupils


def test_the_campaign_is_found_again_after_the_ent(journey: Journey, campaign: Campaign) -> None:
    by_ent(campaign)
    link = re.search(r'href="(/ent/[^"]*)"', journey.app.get(DOOR).content.decode())
    journey.open_ent(ZOE)
    asked = journey.app.get(link[1].replace("&amp;", "&"))["Location"]
    assert journey.post(journey.answer(asked))["Location"] == DOOR


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nothing_leads_elsewhere(app_client: Client, campaign: Campaign, zoe: Learner, target: str) -> None:
    for method, page, data in (
        ("get", DOOR, {}),
        ("post", f"{DOOR}/inscription", TYPED),
        ("post", "/connexion", {"identifier": "x", "password": "y"}),
    ):
        response = getattr(app_client, method)(page, {**data, "next": target})
        assert "evil" not in response.headers.get("Location", "")
        assert target not in response.content.decode()


def test_a_provider_that_is_not_declared_keeps_nobody_out(app_client: Client, campaign: Campaign) -> None:
    campaign.organisation.identity_provider = "un-ent-inconnu"
    campaign.organisation.save()
    assert "J’ai déjà un compte" in text_of(app_client.get(DOOR))


def test_an_account_without_ent_is_stopped_and_told(app_client: Client, campaign: Campaign, zoe: Learner) -> None:
    by_ent(campaign)
    app_client.force_login(PupilFactory(username="quelqu.un0101"))
    for response in (app_client.get(DOOR, follow=True), app_client.post(f"{DOOR}/identite", TYPED)):
        assert response.status_code == 403
        assert "vous êtes connecté avec un autre compte. Passez par votre ENT" in text_of(response)
    zoe.refresh_from_db()
    assert zoe.user is None


def test_a_user_name_given_by_the_teacher_enters_the_school_of_an_ent(
    app_client: Client, campaign: Campaign, zoe: Learner
) -> None:
    by_ent(campaign)
    zoe.user = PupilFactory(username="zoe.fictive1403")
    zoe.save()
    app_client.post("/connexion", {"identifier": "zoe.fictive1403", "password": PASSWORD})
    assert "Je commence" in text_of(app_client.get(DOOR))


def test_a_teacher_who_tries_is_told_that_courses_are_for_pupils(app_client: Client, campaign: Campaign) -> None:
    app_client.force_login(MembershipFactory().user)
    told = app_client.post(f"{DOOR}/identite", TYPED)
    assert told.status_code == 409
    assert "réservés aux élèves de sa liste" in text_of(told)
    by_ent(campaign)
    assert "Votre compte est celui d’un membre de l’espace Orga" in text_of(app_client.get(DOOR, follow=True))


# --- Neither ENT nor list, closed, unknown -------------------------------------------------------------------------------------
def test_without_list_one_signs_in(app_client: Client) -> None:
    make_content()
    campaign = CampaignFactory()
    assert (
        app_client.get(f"/campagnes/{campaign.code}")["Location"] == f"/connexion?next=%2Fcampagnes%2F{campaign.code}"
    )
    assert (
        app_client.post(f"/campagnes/{campaign.code}/inscription", TYPED)["Location"] == f"/campagnes/{campaign.code}"
    )


def test_a_closed_campaign_says_so_at_once(app_client: Client, campaign: Campaign, zoe: Learner) -> None:
    campaign.archived_at = timezone.now()
    campaign.save()
    for response in (app_client.get(DOOR), app_client.post(f"{DOOR}/inscription", TYPED)):
        assert response.status_code == 410
    assert not User.objects.filter(username__isnull=False).exists()


def test_guessing_is_slowed_for_a_stranger_too(app_client: Client, campaign: Campaign) -> None:
    statuses = [app_client.get("/campagnes/ABCDEF234").status_code for _ in range(21)]
    assert statuses == [302] * 20 + [429]
    assert app_client.get(DOOR).status_code == 429


# --- two panels ----------------------------------------------------------------------------------------------------------
def test_two_panels(app_client: Client, campaign: Campaign) -> None:
    response = app_client.get(DOOR)
    assert "Lycée Pix Mener une recherche" in text_of(response)
    assert "J’ai déjà un compte" in text_of(response)
    assert "Je m’inscris" in text_of(response)
    html = response.content.decode()
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert 'action="/connexion"' in html
    assert f'name="next" value="{DOOR}"' in html


def test_a_wrong_pair_keeps_the_course(app_client: Client, campaign: Campaign) -> None:
    refused = app_client.post("/connexion", {"identifier": "zoe", "password": "faux", "next": DOOR})
    assert f'name="next" value="{DOOR}"' in refused.content.decode()
    PupilFactory(username="zoe.fictive1403")
    right = {"identifier": "zoe.fictive1403", "password": PASSWORD, "next": DOOR}
    assert app_client.post("/connexion", right)["Location"] == DOOR


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"first_name": ""}, "Votre prénom n’est pas renseigné."),
        ({"last_name": " "}, "Votre nom n’est pas renseigné."),
        ({"day": "32"}, "Le jour n’est pas valide."),
        ({"month": ""}, "Le mois n’est pas valide."),
        ({"year": "11"}, "L’année s’écrit avec quatre chiffres."),
        ({"day": "15"}, "Nous ne vous trouvons pas dans la liste"),
        ({"first_name": "Tom"}, "Vérifiez votre prénom, votre nom et votre date de naissance"),
    ],
)
def test_a_wrong_identity_keeps_what_was_typed(
    app_client: Client, campaign: Campaign, zoe: Learner, changed: dict[str, str], told: str
) -> None:
    response = app_client.post(f"{DOOR}/inscription", {**TYPED, **changed})
    assert response.status_code == 422
    assert told in text_of(response)
    assert 'value="Fictive"' in response.content.decode() or "last_name" in changed
    assert app_client.get(f"{DOOR}/inscription/mot-de-passe")["Location"] == DOOR


@pytest.mark.parametrize(
    ("owner", "told"),
    [
        ({"email": "zoe@exemple.fr"}, "avec l’adresse e-mail z***@exemple.fr. Connectez-vous avec ce compte."),
        ({"username": "zoe.fictive1403"}, "avec l’identifiant z***.f***3. Connectez-vous avec ce compte."),
    ],
)
def test_who_has_an_account_is_led_to_it(
    app_client: Client, campaign: Campaign, zoe: Learner, owner: dict[str, str], told: str
) -> None:
    zoe.user = PupilFactory(**owner)
    zoe.save()
    response = app_client.post(f"{DOOR}/inscription", TYPED)
    assert response.status_code == 422
    assert told in text_of(response)
    assert User.objects.exclude(pk=campaign.creator_id).count() == 1


def test_signing_up(app_client: Client, campaign: Campaign, zoe: Learner) -> None:
    found = app_client.post(f"{DOOR}/inscription", {**TYPED, "first_name": "zoe"})
    assert found["Location"] == f"{DOOR}/inscription/mot-de-passe"
    page = app_client.get(found["Location"])
    assert "Votre identifiant zoe.fictive1403" in text_of(page)
    weak = app_client.post(found["Location"], {"new_password1": "zoe.fictive1403", "new_password2": "x"})
    assert weak.status_code == 422
    zoe.refresh_from_db()
    assert zoe.user is None
    done = app_client.post(found["Location"], {"new_password1": NEW, "new_password2": NEW})
    assert done["Location"] == DOOR
    landing = text_of(app_client.get(DOOR))
    assert "Notez votre identifiant : zoe.fictive1403" in landing
    assert "Je commence" in landing
    zoe.refresh_from_db()
    assert (zoe.user.username, zoe.user.full_name) == ("zoe.fictive1403", "Zoé FICTIVE")
    assert IdentityEvent.objects.get().code == "SIGNUP"
    app_client.post("/deconnexion")
    assert app_client.post("/connexion", {"identifier": "zoe.fictive1403", "password": NEW}).status_code == 302


def test_somebody_was_faster(app_client: Client, campaign: Campaign, zoe: Learner) -> None:
    app_client.post(f"{DOOR}/inscription", TYPED)
    zoe.user = PupilFactory(username="zoe.fictive1403")
    zoe.save()
    typed = {"new_password1": NEW, "new_password2": NEW}
    response = app_client.post(f"{DOOR}/inscription/mot-de-passe", typed, follow=True)
    assert "Vous avez déjà un compte dans cet établissement" in text_of(response)
    zoe.refresh_from_db()
    assert not zoe.user.check_password(NEW)


def test_a_stale_sign_up_starts_again(app_client: Client, campaign: Campaign, zoe: Learner) -> None:
    app_client.post(f"{DOOR}/inscription", TYPED)
    session = app_client.session
    session["sign_up"] = {**session["sign_up"], "at": timezone.now().timestamp() - 901}
    session.save()
    response = app_client.get(f"{DOOR}/inscription/mot-de-passe", follow=True)
    assert "Cette page a expiré. Recommencez l’inscription." in text_of(response)


def test_a_pupil_found_in_one_school_signs_up_in_no_other(app_client: Client, campaign: Campaign, zoe: Learner) -> None:
    app_client.post(f"{DOOR}/inscription", TYPED)
    other = CampaignFactory(organisation=SchoolFactory())
    assert app_client.get(f"/campagnes/{other.code}/inscription/mot-de-passe")["Location"] == f"/campagnes/{other.code}"


def test_birth_dates_are_not_guessed(campaign: Campaign, zoe: Learner) -> None:
    """By name first: a new browser each time changes nothing."""
    statuses = [
        Client(SERVER_NAME="app.localhost").post(f"{DOOR}/inscription", {**TYPED, "day": str(day)}).status_code
        for day in range(15, 26)
    ]
    assert statuses == [422] * 10 + [429]
    right = Client(SERVER_NAME="app.localhost").post(f"{DOOR}/inscription", TYPED)
    assert right.status_code == 429
    assert "Attendez 2 minutes" in text_of(right)
    LearnerFactory(organisation=campaign.organisation, birth_date=BORN, first_name="Tom", last_name="AUTRE")
    tom = {**TYPED, "first_name": "Tom", "last_name": "Autre"}
    assert Client(SERVER_NAME="app.localhost").post(f"{DOOR}/inscription", tom).status_code == 302


def test_nor_by_changing_names(campaign: Campaign, zoe: Learner) -> None:
    for number in range(SCHOOL_TRIES):
        IdentityEvent.objects.create(kind="refused", organisation=campaign.organisation, code=str(number))
    response = Client(SERVER_NAME="app.localhost").post(f"{DOOR}/inscription", TYPED)
    assert response.status_code == 429
    assert "Attendez 15 minutes" in text_of(response)
    IdentityEvent.objects.update(at=timezone.now() - timedelta(minutes=16))
    assert Client(SERVER_NAME="app.localhost").post(f"{DOOR}/inscription", TYPED).status_code == 302


def test_statements(app_client: Client, campaign: Campaign, django_assert_num_queries: Any) -> None:
    # the campaign, its school and its profile in one
    with django_assert_num_queries(1):
        app_client.get(DOOR)
