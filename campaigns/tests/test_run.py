"""The run over HTTP: what is stored, and everything a pupil can do to it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments import content
from assessments.actions import start_timer
from assessments.models import Answer, Assessment, Challenge
from assessments.tests.factories import ChallengeFactory, SkillFactory, TubeFactory, make_content
from campaigns.actions import archive_campaign, start_participation
from campaigns.models import Participation
from campaigns.tests.factories import CampaignFactory, TargetProfileFactory, participation_in, pupil_of
from campaigns.tests.run_helpers import RIGHT, WRONG, form, in_hand, page, started

pytestmark = pytest.mark.django_db


@pytest.fixture
def participation() -> Participation:
    return started()


@pytest.fixture
def pupil(app_client: Client, participation: Participation) -> Client:
    app_client.force_login(participation.user)
    return app_client


def test_question_page_shows_the_question_and_never_its_answer(pupil: Client, participation: Participation) -> None:
    response = pupil.get(page("question", participation))
    assert response.status_code == 200
    html = response.content.decode()
    assert "Laquelle de ces adresses" in html
    assert "La troisième a tout ce qu’il faut" not in html
    assert "Question 1 sur 5" in html


def test_an_answer_is_stored_with_what_calibration_needs(pupil: Client, participation: Participation) -> None:
    before = in_hand(participation)
    response = pupil.post(page("question", participation), form(participation))
    assert response.headers["Location"] == page("question", participation)
    answer = Answer.objects.get()
    assert (answer.seq, answer.challenge_id, answer.outcome, answer.response) == (1, before.challenge_id, "right", 3)
    assert answer.user_id == participation.user_id
    assert answer.trace["strategy"] == "frontiere 1"
    # engine.md §3.4 and §7: what a calibration reads back.
    needed = {"pourquoi", "rule", "p", "pi", "information", "possible", "draw", "error", "alpha", "earlier", "release"}
    assert needed <= answer.trace.keys()
    participation.refresh_from_db()
    assert (participation.answer_count, participation.completed_at) == (1, None)
    assert 0 < participation.progress < 1


def test_nothing_chosen_says_so_and_stores_nothing(pupil: Client, participation: Participation) -> None:
    response = pupil.post(page("question", participation), {**form(participation), "reponse": ""})
    assert response.status_code == 422
    assert "Pour valider, choisissez une réponse. Sinon, passez." in response.content.decode()
    assert not Answer.objects.exists()


def test_passing_is_an_answer(pupil: Client, participation: Participation) -> None:
    pupil.post(page("question", participation), form(participation, None))
    assert Answer.objects.get().outcome == "skipped"


@pytest.mark.parametrize("times", [2, 5])
def test_the_same_form_sent_again_stores_one_answer(pupil: Client, participation: Participation, times: int) -> None:
    sent = form(participation)
    places = {pupil.post(page("question", participation), sent).headers["Location"] for _ in range(times)}
    assert places == {page("question", participation)}
    assert Answer.objects.count() == 1


def test_back_button_then_another_answer_keeps_the_first_and_says_so(
    pupil: Client, participation: Participation
) -> None:
    first = form(participation, WRONG)
    pupil.post(page("question", participation), first)
    Assessment.objects.update(shown_at=timezone.now() - timedelta(minutes=1))
    response = pupil.post(page("question", participation), {**first, "reponse": RIGHT}, follow=True)
    assert [answer.outcome for answer in Answer.objects.all()] == ["wrong"]
    assert "votre première réponse est gardée" in response.content.decode()


@pytest.mark.parametrize(
    "forged",
    [
        {"seq": 2},
        {"seq": 0},
        {"seq": "-1"},
        {"seq": "9" * 40},
        {"seq": ""},
        {"challenge": 0},
        {"challenge": "x"},
        {"challenge": "１"},
    ],
)
def test_a_question_that_was_not_asked_is_refused(
    pupil: Client, participation: Participation, forged: dict[str, object]
) -> None:
    response = pupil.post(page("question", participation), {**form(participation), **forged})
    assert response.status_code == 302
    assert not Answer.objects.exists()


def test_reload_and_another_machine_show_the_same_question(pupil: Client, participation: Participation) -> None:
    pupil.post(page("question", participation), form(participation))
    other = Client(SERVER_NAME="app.localhost")
    other.force_login(participation.user)
    shown = {
        client.get(page("question", participation)).context["assessment"].challenge_id
        for client in (pupil, pupil, other)
    }
    assert shown == {in_hand(participation).challenge_id}


def test_a_strangers_test_does_not_exist(app_client: Client, participation: Participation) -> None:
    stranger = pupil_of(participation.campaign).user
    app_client.force_login(stranger)
    sent = form(participation)
    pupil_answers = [
        app_client.get(page("question", participation)),
        app_client.post(page("question", participation), sent),
        app_client.post(page("question_timer", participation), sent),
        app_client.get(page("checkpoint", participation)),
        app_client.get(page("answer_detail", participation, seq=1)),
        app_client.get(page("report_problem", participation)),
    ]
    assert [response.status_code for response in pupil_answers] == [404] * 6
    assert not Answer.objects.exists()


def test_checkpoint_after_five_answers_then_at_the_end(pupil: Client, participation: Participation) -> None:
    for _ in range(4):
        assert pupil.post(page("question", participation), form(participation)).headers["Location"] == page(
            "question", participation
        )
    response = pupil.post(page("question", participation), form(participation), follow=True)
    assert response.redirect_chain[-1][0] == page("checkpoint", participation)
    html = response.content.decode()
    assert "Continuer mon parcours" in html
    assert len(response.context["answers"]) == 5
    while not in_hand(participation).is_completed:
        response = pupil.post(page("question", participation), form(participation), follow=True)
    assert "Voir mes résultats" in response.content.decode()
    assert response.context["progress"] == 100


def test_the_end_freezes_the_result(pupil: Client, participation: Participation) -> None:
    while not in_hand(participation).is_completed:
        pupil.post(page("question", participation), form(participation))
    assessment = in_hand(participation)
    participation.refresh_from_db()
    assert participation.completed_at == assessment.completed_at
    assert participation.progress == 1
    assert (assessment.outcome["validated"], assessment.outcome["evaluated"]) == (17, 17)
    assert set(assessment.outcome["skills"]) == {str(skill) for skill in assessment.target}
    assert assessment.challenge_id is None


@pytest.mark.parametrize("answer", [None, WRONG])
def test_who_knows_nothing_ends_too(pupil: Client, participation: Participation, answer: int | None) -> None:
    for _ in range(20):
        pupil.post(page("question", participation), form(participation, answer))
    assessment = in_hand(participation)
    assert assessment.end_reason == "precision-reached"
    assert (assessment.outcome["validated"], assessment.outcome["evaluated"]) == (0, 17)
    assert pupil.get(page("question", participation)).headers["Location"] == page("checkpoint", participation)


def test_answers_and_tutorials_of_an_answered_question_only(pupil: Client, participation: Participation) -> None:
    pupil.post(page("question", participation), form(participation, WRONG))
    html = pupil.get(page("answer_detail", participation, seq=1)).content.decode()
    assert "Vous n’avez pas la bonne réponse" in html
    assert "La troisième a tout ce qu’il faut" in html
    assert pupil.get(page("answer_detail", participation, seq=2)).status_code == 404


def test_archived_meanwhile_refuses_the_answer_and_explains(pupil: Client, participation: Participation) -> None:
    sent = form(participation)
    archive_campaign(campaign=participation.campaign, actor=participation.campaign.creator, now=timezone.now())
    response = pupil.post(page("question", participation), sent)
    assert response.status_code == 410
    assert "n’est plus possible" in response.content.decode()
    assert pupil.get(page("question", participation)).status_code == 410
    assert not Answer.objects.exists()


def test_a_school_archived_meanwhile_closes_the_run(pupil: Client, participation: Participation) -> None:
    sent = form(participation)
    participation.organisation.archived_at = timezone.now()
    participation.organisation.save()
    assert pupil.get(page("question", participation)).status_code == 410
    assert pupil.post(page("question", participation), sent).status_code == 410
    assert not Answer.objects.exists()


def test_a_timed_question_warns_then_counts_on_the_server(app_client: Client) -> None:
    skill = SkillFactory(tube=TubeFactory(key="vite"), level=1)
    for key in ("vite1-a", "vite1-b"):
        ChallengeFactory(skill=skill, key=key, more={"timer": 60})
    make_content({"moteur": [4, 5]})
    profile = TargetProfileFactory(skills=[skill])
    participation = participation_in(CampaignFactory(profile=profile))
    app_client.force_login(participation.user)
    html = app_client.get(page("question", participation)).content.decode()
    assert "1 min" in html
    assert "Laquelle de ces adresses" not in html
    app_client.post(page("question_timer", participation), {"seq": 1})
    started = in_hand(participation).timer_started_at
    assert "Laquelle de ces adresses" in app_client.get(page("question", participation)).content.decode()
    app_client.post(page("question_timer", participation), {"seq": 1})
    assert in_hand(participation).timer_started_at == started
    Assessment.objects.update(timer_started_at=timezone.now() - timedelta(seconds=90))
    app_client.post(page("question", participation), form(participation))
    assert Answer.objects.get().outcome == "late"


def test_a_skill_answered_in_another_campaign_meanwhile_is_drawn_again(
    pupil: Client, participation: Participation
) -> None:
    other = CampaignFactory(organisation=participation.organisation)
    second = start_participation(
        campaign=other, user=participation.user, learner=participation.learner, now=timezone.now()
    )
    asked = in_hand(participation).challenge.skill_id
    Assessment.objects.filter(pk=second.assessment_id).update(challenge=in_hand(participation).challenge)
    pupil.post(page("question", second), form(second))
    assert Answer.objects.get().skill_id == asked
    response = pupil.get(page("question", participation), follow=True)
    assert response.status_code == 200
    challenge = in_hand(participation).challenge
    assert challenge is None or challenge.skill_id != asked


def test_a_correction_read_in_another_tab_is_of_no_use(pupil: Client, participation: Participation) -> None:
    """The same question in hand in two campaigns: answered in one, it cannot be answered again in the other."""
    second = start_participation(
        campaign=CampaignFactory(organisation=participation.organisation, profile=participation.campaign.profile),
        user=participation.user,
        learner=participation.learner,
        now=timezone.now(),
    )
    Assessment.objects.filter(pk=second.assessment_id).update(challenge=in_hand(participation).challenge)
    open_tab = form(second)
    pupil.post(page("question", participation), form(participation, WRONG))
    assert "La troisième a tout" in pupil.get(page("answer_detail", participation, seq=1)).content.decode()
    response = pupil.post(page("question", second), open_tab)
    assert response.headers["Location"] == page("question", second)
    assert [answer.outcome for answer in Answer.objects.all()] == ["wrong"]
    assert in_hand(second).challenge_id != open_tab["challenge"]


def test_a_question_whose_generator_changed_is_replaced_when_answered(
    pupil: Client, participation: Participation
) -> None:
    sent, broken = form(participation), in_hand(participation).challenge
    body = {**broken.body, "generator": {"name": "disparu", "sha256": "0" * 64}}
    Challenge.objects.filter(pk=broken.pk).update(body=body)
    content.forget()
    assert pupil.post(page("question", participation), sent).status_code == 302
    assert not Answer.objects.exists()
    assert in_hand(participation).challenge_id not in {None, broken.pk}


def test_the_time_of_a_question_does_not_start_on_the_next_one(pupil: Client, participation: Participation) -> None:
    """The form of the warning and the answer cross each other."""
    read_before = in_hand(participation)
    pupil.post(page("question", participation), form(participation))
    start_timer(assessment=read_before, seq=1, now=timezone.now())
    assert in_hand(participation).timer_started_at is None


def test_what_was_answered_in_another_campaign_is_not_asked_again(pupil: Client, participation: Participation) -> None:
    while not in_hand(participation).is_completed:
        pupil.post(page("question", participation), form(participation))
    second = participation_in(CampaignFactory(organisation=participation.organisation), participation.learner)
    assert second.completed_at is not None
    assert second.assessment.outcome["validated"] == 17
    assert second.assessment.answer_count == 0


def test_a_withdrawn_question_is_replaced(pupil: Client, participation: Participation) -> None:
    broken = in_hand(participation).challenge
    Challenge.objects.filter(pk=broken.pk).update(withdrawn_at=timezone.now())
    content.forget()
    pupil.get(page("question", participation))
    assert in_hand(participation).challenge_id != broken.pk


def test_reporting_a_problem(pupil: Client, participation: Participation) -> None:
    response = pupil.post(page("report_problem", participation), {"category": "", "comment": ""})
    assert response.status_code == 422
    asked = in_hand(participation).challenge_id
    pupil.post(page("report_problem", participation), {"category": "link", "comment": "Le lien est bloqué."})
    report = asked and Challenge.objects.get(pk=asked).reports.get()
    assert (report.category, report.comment, report.user_id) == ("link", "Le lien est bloqué.", participation.user_id)


def test_a_deleted_participation_takes_no_more_answers(pupil: Client, participation: Participation) -> None:
    sent = form(participation)
    Participation.objects.filter(pk=participation.pk).update(deleted_at=timezone.now())
    assert pupil.get(page("question", participation)).status_code == 404
    assert pupil.post(page("question", participation), sent).status_code == 404
    assert not Answer.objects.exists()


def test_a_question_whose_generator_changes_under_the_server_is_replaced(
    pupil: Client, participation: Participation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its texts have holes and nothing can be marked: nobody may be kept in front of it."""
    assessment = participation.assessment
    broken = assessment.challenge_id
    made, read = content.Content.instance, content._challenge

    def instance(self: content.Content, challenge_id: int, seed: int) -> Any:
        found = made(self, challenge_id, seed)
        return replace(found, is_faithful=False) if challenge_id == broken else found

    def challenge(row: Challenge) -> content.Challenge:
        return replace(read(row), is_playable=row.pk != broken)

    monkeypatch.setattr(content.Content, "instance", instance)
    monkeypatch.setattr(content, "_challenge", challenge)

    assert pupil.get(f"/evaluations/{assessment.public_id}").status_code == 200
    assessment.refresh_from_db()
    assert assessment.challenge_id not in (None, broken)
    assert pupil.post(page("question", participation), form(participation)).status_code == 302
    assert Answer.objects.get().challenge_id != broken
