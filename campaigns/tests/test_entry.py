"""From the code to the first question, and every refusal on the way."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.tests.factories import make_content
from campaigns.models import Campaign, Participation
from campaigns.tests.factories import CampaignFactory, participation_in, pupil_of
from learners.models import Learner
from organisations.models import User
from organisations.tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign() -> Campaign:
    make_content()
    return CampaignFactory(
        code="RNBJDB351",
        title="Mener une recherche",
        landing_text="Voici une compétence **utile**.",
        organisation=OrganisationFactory(manages_learners=True),
    )


@pytest.fixture
def user() -> User:
    return UserFactory(email=None, first_name="Léa", last_name="Pasvrai", rules_seen_at=None)


@pytest.fixture
def pupil(app_client: Client, user: User) -> Client:
    app_client.force_login(user)
    return app_client


@pytest.fixture
def lea(campaign: Campaign) -> Learner:
    return Learner.objects.create(
        organisation=campaign.organisation, first_name="Léa", last_name="PASVRAI", birth_date=date(2011, 5, 14)
    )


BIRTH = {"first_name": "Léa", "last_name": "Pasvrai", "day": "14", "month": "5", "year": "2011"}


@pytest.mark.parametrize("typed", ["RNBJDB351", "rnbjdb351", " rnb-jdb 351 ", "RNB.JDB.351", "rnbjdb 351"])
def test_a_code_is_read_whatever_its_case_spaces_and_dashes(pupil: Client, campaign: Campaign, typed: str) -> None:
    response = pupil.post("/parcours", {"code": typed})
    assert response.headers["Location"] == "/campagnes/RNBJDB351"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Saisissez un code."),
        ("RNB", "Un code compte 9 caractères"),
        ("ABCDEF234", "Ce code n’existe pas."),
        ("\x00\x00", "Le caractère nul"),
        ("🦊" * 9, "Un code compte 9 caractères"),
    ],
)
def test_a_wrong_code_keeps_what_was_typed_and_says_why(
    pupil: Client, campaign: Campaign, typed: str, message: str
) -> None:
    response = pupil.post("/parcours", {"code": typed})
    assert response.status_code == 422
    html = response.content.decode()
    assert message in html
    assert f'value="{typed}"' in html or not typed


def test_after_twenty_wrong_codes_one_waits(pupil: Client, campaign: Campaign) -> None:
    statuses = [pupil.post("/parcours", {"code": "ABCDEF234"}).status_code for _ in range(21)]
    assert statuses == [422] * 20 + [429]
    other = Client(SERVER_NAME="app.localhost")
    other.force_login(UserFactory())
    assert other.post("/parcours", {"code": "RNBJDB351"}).status_code == 302


def test_addresses_are_no_faster_way_to_guess(pupil: Client, campaign: Campaign) -> None:
    """Whoever guesses holds one right code: using it in between forgets nothing."""
    places = ["", "/resultats", "/suite", "/identite"]
    for number in range(20):
        pupil.get(f"/campagnes/ABCDEF234{places[number % 4]}")
        pupil.post("/parcours", {"code": "RNBJDB351"})
    tries = [
        pupil.get("/campagnes/ABCDEF234"),
        pupil.get("/campagnes/RNBJDB351"),
        pupil.post("/campagnes/RNBJDB351/envoi"),
        pupil.post("/parcours", {"code": "RNBJDB351"}),
    ]
    assert [response.status_code for response in tries] == [429] * 4
    assert "Attendez 30 secondes" in tries[0].content.decode()


def test_an_archived_campaign_explains(pupil: Client, campaign: Campaign) -> None:
    campaign.archived_at = timezone.now()
    campaign.save()
    response = pupil.post("/parcours", {"code": "RNBJDB351"}, follow=True)
    assert response.status_code == 410
    assert "archivé par l’organisateur" in response.content.decode()


def test_a_stranger_is_sent_to_the_log_in_page_and_back(app_client: Client, campaign: Campaign) -> None:
    for page in ("/identite", "/suite", "/regles", "/resultats"):
        response = app_client.get(f"/campagnes/RNBJDB351{page}")
        assert response.headers["Location"] == f"/connexion?next=/campagnes/RNBJDB351{page}"


def test_birth_date_is_asked_once_a_school(pupil: Client, campaign: Campaign, lea: Learner, user: User) -> None:
    response = pupil.get("/campagnes/RNBJDB351", follow=True)
    assert "Un tout petit détail" in response.content.decode()
    response = pupil.post("/campagnes/RNBJDB351/identite", BIRTH, follow=True)
    html = response.content.decode()
    assert "Mener une recherche" in html
    assert "<strong>utile</strong>" in html
    lea.refresh_from_db()
    assert lea.user == user
    second = CampaignFactory(organisation=campaign.organisation, profile=campaign.profile)
    assert pupil.get(f"/campagnes/{second.code}").status_code == 200


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"day": "15"}, "Nous ne vous trouvons pas"),
        ({"day": "31", "month": "2"}, "Le jour n’est pas valide."),
        ({"month": "13"}, "Le mois n’est pas valide."),
        ({"year": "1811"}, "L’année n’est pas valide."),
        ({"day": ""}, "Le jour n’est pas valide."),
        ({"day": "99999999999"}, "Le jour n’est pas valide."),
        ({"day": "abc"}, "Le jour n’est pas valide."),
        ({"first_name": ""}, "Votre prénom n’est pas renseigné."),
    ],
)
def test_a_wrong_identity_keeps_what_was_typed(
    pupil: Client, campaign: Campaign, lea: Learner, changed: dict[str, str], message: str
) -> None:
    response = pupil.post("/campagnes/RNBJDB351/identite", {**BIRTH, **changed})
    assert response.status_code == 422
    assert message in response.content.decode()
    lea.refresh_from_db()
    assert lea.user is None


@pytest.mark.parametrize(
    ("year", "told"), [("11", "L’année s’écrit avec quatre chiffres."), ("1811", "L’année n’est pas valide.")]
)
def test_each_wrong_part_of_the_birth_date_is_told(pupil: Client, campaign: Campaign, year: str, told: str) -> None:
    typed = {**BIRTH, "day": "32", "month": "13", "year": year}
    response = pupil.post("/campagnes/RNBJDB351/identite", typed)
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "day": ["Le jour n’est pas valide."],
        "month": ["Le mois n’est pas valide."],
        "year": [told],
    }


def test_what_a_code_looks_like_is_said_of_its_field(pupil: Client) -> None:
    html = pupil.get("/parcours").content.decode()
    assert 'aria-describedby="id_code_helptext"' in html
    assert '<p class="hint" id="id_code_helptext">Votre enseignant vous donne ce code\u00a0: six lettres' in html


BANNER = "Parcours en cours"


def test_no_banner_leads_to_the_page_that_shows_it(pupil: Client, campaign: Campaign, lea: Learner, user: User) -> None:
    campaign.external_id_label = "Numéro d’élève"
    campaign.save()
    pupil.post("/campagnes/RNBJDB351/identite", BIRTH)
    pupil.post("/campagnes/RNBJDB351/commencer")
    html = pupil.get("/campagnes/RNBJDB351/identifiant").content.decode()
    assert "Numéro d’élève" in html
    assert BANNER not in html
    assert BANNER in pupil.get("/profil").content.decode()
    other = CampaignFactory(organisation=campaign.organisation)
    landing = pupil.get(f"/campagnes/{other.code}")
    assert landing.status_code == 200
    assert BANNER in landing.content.decode()


def test_a_school_without_roster_takes_the_names_of_the_account(pupil: Client, user: User) -> None:
    make_content()
    campaign = CampaignFactory()
    pupil.post(f"/campagnes/{campaign.code}/commencer")
    learner = Learner.objects.get()
    assert (learner.first_name, learner.last_name, learner.user) == ("Léa", "Pasvrai", user)


def test_the_whole_way_in(pupil: Client, campaign: Campaign, lea: Learner, user: User) -> None:
    campaign.external_id_label = "Numéro d’élève"
    campaign.save()
    pupil.post("/campagnes/RNBJDB351/identite", BIRTH)
    response = pupil.post("/campagnes/RNBJDB351/commencer", follow=True)
    assert response.redirect_chain[-1][0] == "/campagnes/RNBJDB351/identifiant"
    assert Participation.objects.count() == 1
    refused = pupil.post("/campagnes/RNBJDB351/identifiant", {"external_id": " "})
    assert refused.status_code == 422
    response = pupil.post("/campagnes/RNBJDB351/identifiant", {"external_id": "A12"}, follow=True)
    assert response.redirect_chain[-1][0] == "/campagnes/RNBJDB351/regles"
    assert "Vous pouvez rechercher sur internet" in response.content.decode()
    assert "Un niveau de difficulté adapté" in pupil.get("/campagnes/RNBJDB351/regles/2").content.decode()
    response = pupil.post("/campagnes/RNBJDB351/regles/2", follow=True)
    assert response.redirect_chain[-1][0].startswith("/evaluations/")
    user.refresh_from_db()
    assert user.rules_seen_at is not None
    assert pupil.get("/campagnes/RNBJDB351", follow=True).redirect_chain[-1][0].startswith("/evaluations/")


def test_the_same_pupil_under_another_account_is_told(
    pupil: Client, campaign: Campaign, lea: Learner, user: User
) -> None:
    lea.user = UserFactory()
    lea.save()
    participation_in(campaign, lea)
    lea.user = user
    lea.save()
    response = pupil.post("/campagnes/RNBJDB351/commencer")
    assert response.status_code == 409
    assert "autre compte" in response.content.decode()


def test_an_account_moved_to_another_line_keeps_its_participation(
    pupil: Client, campaign: Campaign, lea: Learner, user: User
) -> None:
    lea.user = user
    lea.save()
    first = participation_in(campaign, lea)
    lea.user = None
    lea.save()
    Learner.objects.create(organisation=campaign.organisation, user=user, first_name="Léa", last_name="PASVRAI")
    response = pupil.post("/campagnes/RNBJDB351/commencer")
    assert response.headers["Location"] == "/campagnes/RNBJDB351/suite"
    assert Participation.objects.get() == first


def test_a_pupil_taken_off_the_list_starts_nothing(pupil: Client, user: User) -> None:
    make_content()
    campaign = CampaignFactory()
    Learner.objects.create(
        organisation=campaign.organisation,
        user=user,
        first_name="Léa",
        last_name="Pasvrai",
        disabled_at=timezone.now(),
    )
    response = pupil.post(f"/campagnes/{campaign.code}/commencer", follow=True)
    assert "Vous n’êtes plus dans la liste de cet établissement" in response.content.decode()
    assert not Participation.objects.exists()


def test_the_banner_does_not_lead_to_a_school_that_left(pupil: Client, user: User) -> None:
    make_content()
    campaign = CampaignFactory(title="Test Pix profil")
    learner = pupil_of(campaign)
    learner.user = user
    learner.save()
    participation_in(campaign, learner)
    assert "Test Pix profil" in pupil.get("/profil").content.decode()
    campaign.organisation.archived_at = timezone.now()
    campaign.organisation.save()
    assert "Test Pix profil" not in pupil.get("/profil").content.decode()


def test_banner_resumes_then_reminds_to_send(pupil: Client, user: User) -> None:
    make_content({"moteur": [1]})
    campaign = CampaignFactory(title="Test Pix profil")
    learner = pupil_of(campaign)
    learner.user = user
    learner.save()
    participation = participation_in(campaign, learner)
    html = pupil.get("/profil").content.decode()
    assert "Vous n’avez pas terminé le parcours" in html
    assert "Test Pix profil" in html
    assert "Reprendre" in html
    Participation.objects.update(completed_at=timezone.now())
    html = pupil.get("/profil").content.decode()
    assert "envoyer" in html
    Participation.objects.update(shared_at=timezone.now())
    assert "Test Pix profil" not in pupil.get("/profil").content.decode()
    assert participation.user == user


def test_a_pupil_finds_every_course_again(app_client: Client, django_assert_num_queries: Any) -> None:
    make_content()
    first = participation_in(CampaignFactory(title="En route"))
    app_client.force_login(first.user)
    now = timezone.now()
    with django_assert_num_queries(4):
        assert "En cours" in app_client.get("/parcours/mes-parcours").content.decode()
    for title, dates, archived in (
        ("À envoyer", {"completed_at": now}, None),
        ("Envoyé", {"completed_at": now, "shared_at": now}, None),
        ("Archivé en route", {}, now),
    ):
        campaign = CampaignFactory(title=title, organisation=first.organisation, archived_at=archived)
        Participation.objects.create(
            campaign=campaign, organisation=first.organisation, user=first.user, learner=first.learner, **dates
        )
    # Somebody else's, and one that was deleted.
    participation_in(CampaignFactory(title="D’un autre"))
    gone = CampaignFactory(title="Effacé", organisation=first.organisation)
    Participation.objects.create(
        campaign=gone, organisation=first.organisation, user=first.user, learner=first.learner, deleted_at=now
    )

    with django_assert_num_queries(4):
        html = app_client.get("/parcours/mes-parcours").content.decode()
    assert re.findall(r'course-title">([^<]*)<', html) == ["Archivé en route", "Envoyé", "À envoyer", "En route"]
    assert [word for word in ("Voir et envoyer", "Voir mes résultats", "Reprendre") if word in html] == [
        "Voir et envoyer",
        "Voir mes résultats",
        "Reprendre",
    ]
    assert "Archivé par l’organisateur" in html


def test_a_pupil_without_course(app_client: Client) -> None:
    app_client.force_login(UserFactory(email=None))
    assert "Vous n’avez encore commencé aucun parcours" in app_client.get("/parcours/mes-parcours").content.decode()
    assert "Retrouver mes parcours" in app_client.get("/parcours").content.decode()
