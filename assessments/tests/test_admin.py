"""Challenges, answers and reported problems in the administration."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from assessments import content
from assessments.actions import record_answer, start_assessment
from assessments.enums import AssessmentKind, ReportCategory, ReportState
from assessments.models import Answer, Assessment, Challenge, ProblemReport, ReferentialRelease
from assessments.tests.factories import make_content
from organisations.models import AuditEvent
from organisations.tests.factories import UserFactory
from pixorga.tests.admin_pages import act, address, found, page_of, superuser
from pixorga.tests.admin_rows import add_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> Client:
    return superuser()


@pytest.fixture
def challenge() -> Iterator[Challenge]:
    yield add_rows(1)[Challenge]
    content.forget()


def preview(challenge: Challenge) -> str:
    return address("admin:assessments_challenge_preview", challenge.pk)


# --- The preview --------------------------------------------------------------------------------------------------------
def test_the_preview_shows_the_question_of_a_pupil(boss: Client, challenge: Challenge) -> None:
    page = boss.get(preview(challenge))
    assert page.status_code == 200
    assert "app/assessments/challenge_body.html" in {template.name for template in page.templates}
    text = page.content.decode()
    assert "Quelle est la couleur du ciel\u00a0?" in text
    assert "Graine" not in text  # no generator: one variant


@pytest.mark.parametrize(
    "tried, said",
    [
        ({"reponse": "2", "valide": "1"}, "Bonne réponse."),
        ({"reponse": "1", "valide": "1"}, "Mauvaise réponse."),
        ({"passe": "1"}, "Question passée."),
        ({"valide": "1"}, "Pour valider, choisissez une réponse. Sinon, passez."),
    ],
)
def test_an_answer_is_tried_and_marked(boss: Client, challenge: Challenge, tried: dict[str, str], said: str) -> None:
    text = boss.get(preview(challenge), tried).content.decode()
    assert said in text
    assert "Le ciel est bleu." in text
    assert Answer.objects.count() == 1  # nothing is stored beside what there was


@pytest.mark.parametrize("seed", ["", "abc", "-1", "9" * 30, "٣", "12"])
def test_any_seed_shows_a_question(boss: Client, challenge: Challenge, seed: str) -> None:
    assert boss.get(preview(challenge), {"graine": seed}).status_code == 200


# --- Two revisions --------------------------------------------------------------------------------------------------------
def revised(challenge: Challenge, **body: object) -> Challenge:
    """Another revision of the same challenge, whose body differs by these."""
    Challenge.objects.filter(pk=challenge.pk).update(retired_at=timezone.now())
    return Challenge.objects.create(
        key=challenge.key,
        revision=challenge.revision + 1,
        kind=challenge.kind,
        is_doing=challenge.is_doing,
        skill=challenge.skill,
        digest="f" * 64,
        body={**challenge.body, **body},
    )


def test_two_revisions_are_compared_word_by_word(boss: Client, challenge: Challenge) -> None:
    newer = revised(
        challenge, instruction="Quelle est la vraie couleur du ciel ?", options=["Vert", "Bleu", "Noir"], timer=60
    )
    address_of = address("admin:assessments_challenge_compare", newer.pk, challenge.pk)
    assert address_of in boss.get(page_of(newer)).content.decode()

    page = boss.get(address_of)
    text = page.content.decode()
    assert [one.field for one in page.context["differences"]] == ["énoncé", "options › 3", "temps"]
    statement = page.context["differences"][0].parts
    assert "".join(part.text for part in statement if part.sign != "+") == challenge.body["instruction"]
    assert "".join(part.text for part in statement if part.sign != "-") == newer.body["instruction"]
    assert [part.text.strip() for part in statement if part.sign == "+"] == ["vraie"]
    assert "<del>Rouge</del><ins>Noir</ins>" in text
    # The older one comes first, whichever page the link is on.
    mirrored = boss.get(address("admin:assessments_challenge_compare", challenge.pk, newer.pk))
    assert mirrored.context["before"] == challenge


def test_what_is_compared_is_escaped(boss: Client, challenge: Challenge) -> None:
    newer = revised(challenge, explanation="<script>alert(1)</script>")
    text = boss.get(address("admin:assessments_challenge_compare", newer.pk, challenge.pk)).content.decode()
    assert "&lt;script&gt;" in text
    assert "<script>alert" not in text


def test_two_challenges_are_not_compared(boss: Client, challenge: Challenge) -> None:
    assert boss.get(address("admin:assessments_challenge_compare", challenge.pk, challenge.pk)).status_code == 404
    assert boss.get(address("admin:assessments_challenge_compare", challenge.pk, 10**9)).status_code == 404


def test_a_challenge_that_is_not_loaded_has_no_preview(boss: Client, challenge: Challenge) -> None:
    assert boss.get(address("admin:assessments_challenge_preview", challenge.pk + 1)).status_code == 404


# --- The withdrawal -----------------------------------------------------------------------------------------------------
def test_a_withdrawn_challenge_is_asked_no_more(boss: Client, challenge: Challenge) -> None:
    before = content.current().release_id
    assert content.current().is_playable(challenge.pk)
    said = act(boss, "withdraw", challenge).content.decode()
    assert "Épreuve retirée. Plus personne ne la verra." in said
    release = ReferentialRelease.objects.latest("id")
    assert release.pk != before
    assert release.summary == {"withdrawn": {"épreuve": ["couleur1"]}}
    assert not content.current().is_playable(challenge.pk)  # every process reads it again: the release is a new one
    event = AuditEvent.objects.latest("id")
    assert (event.verb, event.target_id, event.details) == (
        "challenge.withdrawn",
        str(challenge.pk),
        {"key": "couleur1"},
    )


def test_a_challenge_comes_back(boss: Client, challenge: Challenge) -> None:
    switch = address("admin:assessments_challenge_switch", challenge.pk)
    boss.post(switch, {"acte": "retirer"})
    assert not content.current().is_playable(challenge.pk)
    assert boss.get(switch).status_code == 405
    assert "Remettre cette épreuve" in boss.get(page_of(challenge)).content.decode()
    boss.post(switch, {"acte": "remettre"})
    assert content.current().is_playable(challenge.pk)
    assert AuditEvent.objects.latest("id").verb == "challenge.restored"


def test_an_old_revision_cannot_be_withdrawn(boss: Client, challenge: Challenge) -> None:
    Challenge.objects.update(retired_at=challenge.created_at)
    releases = ReferentialRelease.objects.count()
    assert "Rien n’a changé." in act(boss, "withdraw", challenge).content.decode()
    assert ReferentialRelease.objects.count() == releases
    assert "Retirer cette épreuve" not in boss.get(page_of(challenge)).content.decode()


def test_every_revision_is_there(boss: Client, challenge: Challenge) -> None:
    Challenge.objects.update(retired_at=challenge.created_at)
    fresh = Challenge.objects.create(
        skill=challenge.skill, key=challenge.key, revision=2, kind=challenge.kind, body=challenge.body, digest="2"
    )
    assert found(boss, Challenge, q="couleur") == [fresh, challenge]
    assert found(boss, Challenge, etat_retired_at="non") == [fresh]
    assert page_of(challenge) in boss.get(page_of(fresh)).content.decode()


# --- What was answered ----------------------------------------------------------------------------------------------------
def test_an_answer_says_what_was_asked_given_expected_and_why(boss: Client, challenge: Challenge) -> None:
    page = boss.get(page_of(Answer.objects.get())).content.decode()
    assert f"{preview(challenge)}?graine=0" in page
    assert "<p>Bleu</p>" in page
    assert "<dt>pourquoi</dt><dd>premier acquis</dd>" in page
    assert "<dt>niveau prévu</dt><dd>2</dd>" in page
    assert "<dt>acquis à évaluer</dt><dd>3</dd>" in page


def test_a_test_lists_its_answers(boss: Client, challenge: Challenge) -> None:
    assert page_of(Answer.objects.get()) in boss.get(page_of(Assessment.objects.get())).content.decode()


# --- Reported problems ----------------------------------------------------------------------------------------------------
def test_a_report_is_settled_and_stays_as_it_was_written(boss: Client, challenge: Challenge) -> None:
    report = ProblemReport.objects.get()
    boss.post(page_of(report), {"state": "done", "comment": "Autre chose", "category": "other"})
    written = report.comment
    report.refresh_from_db()
    assert (report.state, report.comment, report.category) == (ReportState.DONE, written, ReportCategory.PICTURE)
    assert AuditEvent.objects.latest("id").verb == "problem-report.changed"


def test_reports_by_challenge_and_category(boss: Client, challenge: Challenge) -> None:
    report = ProblemReport.objects.get()
    add_rows(2)
    ProblemReport.objects.exclude(pk=report.pk).update(category=ReportCategory.FILE)
    assert found(boss, ProblemReport, q="couleur1") == [report]
    assert found(boss, ProblemReport, category__exact="picture") == [report]
    assert page_of(report) in boss.get(page_of(challenge)).content.decode()


def test_a_report_leads_to_the_numbers_that_were_seen(boss: Client, challenge: Challenge) -> None:
    Answer.objects.update(challenge_seed=77)
    assert f"{preview(challenge)}?graine=77" in boss.get(page_of(ProblemReport.objects.get())).content.decode()


# --- The story of a test ------------------------------------------------------------------------------------------------
def test_a_test_tells_why_each_question_and_each_status(boss: Client) -> None:
    make_content({"moteur": [1, 2, 3, 4], "url": [1, 2, 3]})
    loaded = content.current()
    user = UserFactory()
    assessment, _ = start_assessment(
        user=user, kind=AssessmentKind.CAMPAIGN, target=[s.id for s in loaded.bank.skills], now=timezone.now()
    )
    record_answer(
        assessment=assessment,
        seq=1,
        challenge_id=assessment.challenge_id,
        read=lambda instance: None,
        skipped=True,
        now=timezone.now(),
        loaded=loaded,
    )
    text = boss.get(page_of(assessment)).content.decode()
    assert "Première question" in text
    assert "Question passée" in text
    assert "provisoires" in text
    assert text.count("Déduit") == 6
    assert text.count("Testé : passé.") == 1
