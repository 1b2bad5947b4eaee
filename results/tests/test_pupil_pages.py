"""The pupil's result page: before the end, at the end, sent, closed."""

import pytest
from django.test import Client
from django.utils import timezone

from assessments.tests.factories import make_content
from campaigns.actions import archive_campaign
from campaigns.models import Participation
from campaigns.tests.factories import CampaignFactory, participation_in
from organisations.tests.factories import UserFactory
from results.models import SharedResult
from results.tests.factories import finished_in, learner_in

pytestmark = pytest.mark.django_db
BUTTON = "J’envoie mes résultats"


@pytest.fixture
def participation() -> Participation:
    make_content()
    campaign = CampaignFactory(title="Chercher et trouver")
    learner = learner_in(campaign, "Fictive", class_name="2NDE1")
    return finished_in(
        campaign, learner, validated=["moteur1", "moteur2", "url1"], inferred=["moteur1", "moteur3"], untested=["url2"]
    )


@pytest.fixture
def pupil(app_client: Client, participation: Participation) -> Client:
    app_client.force_login(participation.user)
    return app_client


def page(participation: Participation) -> str:
    return f"/campagnes/{participation.campaign.code}/resultats"


def sending(participation: Participation) -> str:
    return f"/campagnes/{participation.campaign.code}/envoi"


def test_the_result_and_the_button(pupil: Client, participation: Participation) -> None:
    html = pupil.get(page(participation)).content.decode()
    assert "Vous maîtrisez 60\u00a0% des compétences testées." in html
    assert "Envoyez vos résultats à l’organisateur du parcours pour qu’il puisse vous accompagner." in html
    assert BUTTON in html
    assert f'action="{sending(participation)}"' in html
    assert "Chercher et trouver" in html
    assert "tient compte de l’ensemble de vos réponses" in html


def test_each_skill_is_told_with_its_source(pupil: Client, participation: Participation) -> None:
    sheet = pupil.get(page(participation)).context["sheet"]
    (part,) = sheet.competences
    assert {line.skill.key: (line.validated, line.source) for tube in part.tubes for line in tube.skills} == {
        "moteur1": (True, "inferred"),
        "moteur2": (True, "direct"),
        "moteur3": (False, "inferred"),
        "url1": (True, "direct"),
        "url2": (False, "untested"),
    }
    html = pupil.get(page(participation)).content.decode()
    assert (html.count("Réussi<"), html.count("À revoir<"), html.count("Non testé<")) == (3, 1, 1)
    # One more of each in the legend.
    assert (html.count(">testé<"), html.count(">déduit<")) == (3, 3)
    assert "<b>60\u00a0%</b>, c’est <b>3</b> acquis réussis sur <b>5</b> (2 testés, 2 déduits, 1 non testé)." in html
    assert "environ" not in html


def test_the_preview_gives_the_figures_that_the_teacher_will_read(pupil: Client, participation: Participation) -> None:
    html = pupil.get(page(participation)).content.decode()
    assert "Ce que verra votre enseignant" in html
    assert "<b>60\u00a0%</b>, soit <b>3</b> acquis validés sur <b>5</b> évalués" in html
    assert "votre classe" in html
    assert "Jamais vos réponses" in html


def test_sending(pupil: Client, participation: Participation) -> None:
    response = pupil.post(sending(participation), follow=True)
    assert response.redirect_chain == [(page(participation), 302)]
    html = response.content.decode()
    assert "Merci, vos résultats ont bien été envoyés" in html
    assert f"Envoyés le {timezone.localtime():%d/%m/%Y}" in html
    assert 'href="/profil"' in html
    assert BUTTON not in html
    assert "Vous maîtrisez 60\u00a0% des compétences testées." in html


def test_a_double_click_sends_once_and_says_the_same(pupil: Client, participation: Participation) -> None:
    pupil.post(sending(participation))
    response = pupil.post(sending(participation), follow=True)
    assert "Merci, vos résultats ont bien été envoyés" in response.content.decode()
    assert SharedResult.objects.count() == 1


def test_only_a_post_sends(pupil: Client, participation: Participation) -> None:
    assert pupil.get(sending(participation)).status_code == 405
    assert not SharedResult.objects.exists()


def test_before_the_end_there_are_questions_left(app_client: Client) -> None:
    make_content()
    participation = participation_in(CampaignFactory())
    app_client.force_login(participation.user)
    html = app_client.get(page(participation)).content.decode()
    assert "Encore quelques questions" in html
    assert f'href="/campagnes/{participation.campaign.code}/suite"' in html
    assert BUTTON not in html
    assert "Vous maîtrisez" not in html
    response = app_client.post(sending(participation), follow=True)
    assert "Il reste encore quelques questions" in response.content.decode()
    assert not SharedResult.objects.exists()


def test_an_archived_campaign_keeps_the_result_and_takes_the_button_away(
    pupil: Client, participation: Participation
) -> None:
    archive_campaign(campaign=participation.campaign, actor=participation.campaign.creator, now=timezone.now())
    html = pupil.get(page(participation)).content.decode()
    assert "Ce parcours a été archivé" in html
    assert "Vous maîtrisez 60\u00a0%" in html
    assert BUTTON not in html
    assert pupil.post(sending(participation)).status_code == 410
    assert not SharedResult.objects.exists()


def test_an_archived_campaign_that_was_not_finished_is_closed(app_client: Client) -> None:
    make_content()
    participation = participation_in(CampaignFactory(archived_at=None))
    archive_campaign(campaign=participation.campaign, actor=participation.campaign.creator, now=timezone.now())
    app_client.force_login(participation.user)
    assert app_client.get(page(participation)).status_code == 410


def test_a_pupil_off_the_list_is_told_so(pupil: Client, participation: Participation) -> None:
    participation.learner.disabled_at = timezone.now()
    participation.learner.save()
    html = pupil.get(page(participation)).content.decode()
    assert "Vous n’êtes plus dans la liste" in html
    assert BUTTON not in html
    html = pupil.post(sending(participation), follow=True).content.decode()
    assert "n’ont pas pu être envoyés" in html


def test_nothing_asked_is_explained(pupil: Client, participation: Participation) -> None:
    words = "Vous avez déjà répondu à toutes les questions de ce parcours"
    assert words not in pupil.get(page(participation)).content.decode()
    participation.answer_count = 0
    participation.save()
    assert words in pupil.get(page(participation)).content.decode()


def test_without_participation_the_way_in_is_the_landing_page(app_client: Client, participation: Participation) -> None:
    app_client.force_login(UserFactory())
    for response in (app_client.get(page(participation)), app_client.post(sending(participation))):
        assert response.url == f"/campagnes/{participation.campaign.code}"


def test_an_unknown_code_leads_to_the_code_page(pupil: Client) -> None:
    assert pupil.get("/campagnes/ABCDEF234/resultats").url == "/parcours"
    assert pupil.post("/campagnes/ABCDEF234/envoi").url == "/parcours"


def test_statements_of_the_result_page(pupil: Client, participation: Participation, django_assert_num_queries) -> None:
    # session, user, campaign, participation, release, resets and answers (what could be tried again)
    with django_assert_num_queries(7):
        pupil.get(page(participation))
