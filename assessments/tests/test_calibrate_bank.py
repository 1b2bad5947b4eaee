"""From answers in the database to a version of the difficulties, and to the tests that use it."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments import content
from assessments.actions import start_assessment
from assessments.bank_versions import is_calibrated, latest_version, population_of, with_difficulties
from assessments.calibration import calibrate, read_sample
from assessments.engine.frontier.bank import arrays_of
from assessments.engine.frontier.calibration import Answers
from assessments.engine.frontier.model import DEFAULT_PRIOR
from assessments.enums import AssessmentKind
from assessments.models import Answer, Assessment, BankVersion, Challenge, ProblemReport, Skill
from assessments.tests.crowd import crowd
from assessments.tests.factories import ReleaseFactory, make_content
from organisations.models import AuditEvent, User
from pixorga.tests.admin_pages import act, list_of, page_of, superuser

pytestmark = pytest.mark.django_db

TUBES = {"moteur": [1, 2, 3, 5], "url": [2, 3, 4, 6], "wiki": [1, 3, 4, 6]}
# Labels that are wrong by more than a level, both ways.
SHIFTS = {"moteur": 1.5, "url": -1.3}


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def loaded() -> content.Content:
    return make_content(TUBES)


def run(*args: str) -> str:
    out = StringIO()
    call_command("calibrate_bank", *args, stdout=out)
    return out.getvalue()


def difficulties(version: BankVersion, loaded: content.Content, tube: str) -> list[float]:
    keys = [f"{tube}{level}" for level in TUBES[tube]]
    return [version.skills[str(loaded.skills_by_key[key].id)][0] for key in keys]


# --- What is learned ----------------------------------------------------------------------------------------------------
def test_without_answers_there_is_nothing_to_learn(loaded: content.Content) -> None:
    assert "Aucune réponse dans la base" in run()
    assert not BankVersion.objects.exists()


def test_too_few_learners_are_refused_by_competence(loaded: content.Content, now: datetime) -> None:
    crowd(loaded, 49, now=now, shifts=SHIFTS)
    said = run()
    assert "1.1 : 49 élèves, 392 réponses ; il faut au moins 50 élèves : rien n’est changé." in said
    assert not BankVersion.objects.exists()


def test_wrong_labels_are_corrected(loaded: content.Content, now: datetime) -> None:
    crowd(loaded, 120, now=now, shifts=SHIFTS)
    said = run()
    version = BankVersion.objects.get()
    assert version.number == 2
    assert "Version 2 créée" in said
    assert "mieux prédites" in said
    assert version.release_id == loaded.release_id
    harder = difficulties(version, loaded, "moteur")
    easier = difficulties(version, loaded, "url")
    assert sum(d - level for d, level in zip(harder, TUBES["moteur"], strict=True)) / 4 > 0.7
    assert sum(d - level for d, level in zip(easier, TUBES["url"], strict=True)) / 4 < -0.5
    assert harder == sorted(harder)
    assert easier == sorted(easier)
    figures = version.figures["1.1"]
    assert (figures["learners"], figures["answers"], figures["held_out"]) == (120, 960, 192)
    assert 0 > figures["after"] > figures["before"]
    assert said.splitlines()[0] in superuser().get(page_of(version)).content.decode()


def test_what_pupils_have_in_common_goes_with_the_version(loaded: content.Content, now: datetime) -> None:
    """Here subjects go together more tightly than is believed at first, and skips are frequent."""
    crowd(loaded, 120, now=now, shifts=SHIFTS)
    Answer.objects.filter(outcome="wrong", seq__lte=4).update(outcome="skipped")
    found = calibrate(loaded=loaded, now=now).version
    assert found is not None
    version = BankVersion.objects.get()
    bank = loaded.bank_for(version.number)
    assert version.prior is not None
    assert bank.population == population_of(version)
    prior = arrays_of(bank).prior
    assert sum(prior.scale_weights) == pytest.approx(1.0, abs=1e-3)
    assert prior.scale_weights != DEFAULT_PRIOR.scale_weights
    assert 0 < prior.skips[0] < prior.skips[1] < 1
    assert prior.skips != DEFAULT_PRIOR.skips
    assert arrays_of(loaded.bank).prior == DEFAULT_PRIOR  # running tests of the labels do not move


def test_each_side_foretells_with_its_own_pupils(loaded: content.Content, now: datetime) -> None:
    crowd(loaded, 80, now=now, shifts=SHIFTS)
    version_of(loaded)
    plain = calibrate(loaded=loaded, now=now, save=False).verdicts[0]
    version_of(loaded, 3)
    # All the subjects in lockstep, at labels that are wrong: it is surer of itself, and wrong more often.
    BankVersion.objects.filter(number=3).update(prior={"scale_weights": [0.997] + 3 * [0.001], "skips": [0.05, 0.6]})
    blind = calibrate(loaded=loaded, now=now, save=False).verdicts[0]
    assert blind.after == plain.after
    assert blind.before < plain.before - 0.01


def test_right_labels_are_left_alone_when_nothing_foretells_better(
    loaded: content.Content, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest answers contradict the others: what was learned from those does not hold."""
    crowd(loaded, 60, now=now - timedelta(days=20), shifts={"moteur": 2.5, "url": -2.5})
    crowd(loaded, 15, now=now, shifts={"moteur": -2.5, "url": 2.5}, seed=2)
    said = run()
    assert "pas mieux prédites" in said
    assert "Aucune version n’est créée" in said
    assert not BankVersion.objects.exists()


def test_a_dry_run_writes_nothing(loaded: content.Content, now: datetime) -> None:
    crowd(loaded, 80, now=now, shifts=SHIFTS)
    said = run("--dry-run")
    assert "retenue" in said
    assert "Essai seulement" in said
    assert not BankVersion.objects.exists()


def test_each_competence_is_judged_on_its_own(now: datetime) -> None:
    make_content(TUBES)
    loaded = make_content({"courriel": [1, 2, 3, 4]}, code="2.1")
    crowd(loaded, 60, now=now, shifts=SHIFTS)
    crowd(loaded, 10, now=now, competences=("2.1",), seed=2)
    said = run()
    assert "2.1 : 10 élèves" in said
    version = BankVersion.objects.get()
    tubes = {Skill.objects.get(pk=int(pk)).tube.key for pk in version.skills}
    assert tubes == {"moteur", "url", "wiki"}
    # A later version keeps what an earlier one knew of the other competences.
    crowd(loaded, 60, now=now, competences=("2.1",), seed=3, shifts={"courriel": 2.0}, questions=4)
    found = calibrate(loaded=loaded, now=now)
    assert found.version is not None
    assert found.version.number == 3
    assert {Skill.objects.get(pk=int(pk)).tube.key for pk in found.version.skills} == {*tubes, "courriel"}


def test_two_calibrations_at_once_do_not_share_a_number(loaded: content.Content) -> None:
    BankVersion.objects.create(number=2, release_id=loaded.release_id, skills={}, challenges={})
    with pytest.raises(IntegrityError), transaction.atomic():
        BankVersion(number=2, release_id=loaded.release_id, skills={}, challenges={}).save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        BankVersion.objects.create(number=1, release_id=loaded.release_id, skills={}, challenges={})


# --- What is read ---------------------------------------------------------------------------------------------------------
def answers_of(loaded: content.Content) -> Answers:
    return read_sample(loaded).answers


def test_learners_are_numbers_that_lead_to_nobody(loaded: content.Content, now: datetime) -> None:
    User.objects.bulk_create(User(first_name="Sans", last_name="Réponse") for _ in range(3))  # PKs start at 1
    users = crowd(loaded, 3, now=now)
    found = answers_of(loaded)
    assert sorted(set(found.learner.tolist())) == [0, 1, 2]
    assert not {user.pk for user in users} & {0, 1, 2}
    users[0].delete()
    assert len(answers_of(loaded)) == 16  # erased means erased


def test_a_pupil_who_comes_back_after_months_is_another_learner(loaded: content.Content, now: datetime) -> None:
    user = crowd(loaded, 1, now=now)[0]
    early = Answer.objects.filter(user=user, seq__lte=3)
    early.update(answered_at=now - timedelta(days=31))
    assert sorted(answers_of(loaded).learner.tolist()) == [0] * 3 + [1] * 5
    early.update(answered_at=now - timedelta(days=29))
    assert set(answers_of(loaded).learner.tolist()) == {0}


def test_retries_and_reported_questions_teach_nothing(loaded: content.Content, now: datetime) -> None:
    crowd(loaded, 2, now=now)
    Answer.objects.filter(seq=1).update(is_reported=True)
    assert len(answers_of(loaded)) == 14
    Assessment.objects.filter(pk=Assessment.objects.order_by("pk").first().pk).update(kind=AssessmentKind.RETRY)
    assert len(answers_of(loaded)) == 7


def test_late_and_hasty_wrong_answers_count_half(loaded: content.Content, now: datetime) -> None:
    crowd(loaded, 1, now=now)
    Answer.objects.update(outcome="wrong", seconds=30)
    Answer.objects.filter(seq=1).update(outcome="late")
    Answer.objects.filter(seq=2).update(seconds=1.5)
    Answer.objects.filter(seq=3).update(seconds=1.5, outcome="right")
    Answer.objects.filter(seq=4).update(outcome="skipped")
    found = answers_of(loaded)
    assert found.weight.tolist() == [0.5, 0.5, 1, 1, 1, 1, 1, 1]
    assert found.outcome.tolist() == [0, 0, 1, 2, 0, 0, 0, 0]


def test_answers_to_retired_skills_are_left_out(loaded: content.Content, now: datetime) -> None:
    crowd(loaded, 4, now=now, questions=12)
    Skill.objects.filter(key="wiki6").update(retired_at=now)
    assert len(answers_of(content.get(ReleaseFactory().pk))) == 4 * 11


def test_reading_costs_one_statement_whatever_the_crowd(
    loaded: content.Content, now: datetime, django_assert_num_queries
) -> None:
    for learners in (1, 30):
        crowd(loaded, learners, now=now, seed=learners)
        with django_assert_num_queries(1):
            read_sample(loaded)


# --- Who uses it ----------------------------------------------------------------------------------------------------------
def version_of(loaded: content.Content, number: int = 2, **difficulty: float) -> BankVersion:
    skills = {
        str(skill.id): [difficulty.get(skill.key, float(skill.level)), 0.3, skill.level]
        for skill in loaded.skills.values()
    }
    return BankVersion.objects.create(number=number, release_id=loaded.release_id, skills=skills, challenges={})


def started(loaded: content.Content, user: User) -> Assessment:
    target = loaded.active_target(loaded.skills)
    return start_assessment(user=user, kind=AssessmentKind.CAMPAIGN, target=target, now=timezone.now())[0]


@pytest.fixture
def pupil() -> User:
    return User.objects.create(first_name="Zoé", last_name="Nœud")


def test_a_new_test_takes_the_latest_version_and_keeps_it(loaded: content.Content, pupil: User) -> None:
    before = started(loaded, pupil)
    assert (before.bank_version, before.trace["bank"], before.alpha) == (1, 1, 0.08)
    version_of(loaded)
    after = started(loaded, pupil)
    assert (after.bank_version, after.trace["bank"], after.alpha) == (2, 2, 0.10)
    before.refresh_from_db()
    assert before.bank_version == 1
    # Put aside: new tests go back to the one before, running ones do not change.
    BankVersion.objects.update(accepted=False)
    assert started(loaded, pupil).bank_version == latest_version() == 1
    assert content.current().bank_for(after.bank_version).version.endswith("/2")


def test_a_bank_is_made_once_a_process(loaded: content.Content, django_assert_num_queries) -> None:
    version_of(loaded, moteur2=2.7)
    with django_assert_num_queries(1):
        bank = loaded.bank_for(2)
    with django_assert_num_queries(0):
        assert loaded.bank_for(2) is bank
        assert loaded.bank_for(1) is loaded.bank
    assert bank.skill(loaded.skills_by_key["moteur2"].id).difficulty == 2.7
    assert loaded.bank.skill(loaded.skills_by_key["moteur2"].id).difficulty is None
    with pytest.raises(BankVersion.DoesNotExist):
        loaded.bank_for(3)


def test_what_a_version_does_not_know_keeps_its_label(loaded: content.Content) -> None:
    version = version_of(loaded, moteur2=2.7, url3=4.4)
    moved, unknown = loaded.skills_by_key["moteur2"].id, loaded.skills_by_key["url3"].id
    version.skills[str(moved)][2] = 6  # its level has changed since: it is another skill
    del version.skills[str(unknown)]
    challenge = Challenge.objects.order_by("pk").first()
    version.challenges[str(challenge.pk)] = [0.05, 0.3, 41.5]
    bank = with_difficulties(loaded.bank, version)
    assert bank.skill(moved).difficulty is None
    assert bank.skill(unknown).difficulty is None
    item = bank.find_challenge(challenge.pk)
    assert (item.slip, item.guess, item.median_seconds) == (0.05, 0.3, 41.5)
    target = list(loaded.skills)
    assert not is_calibrated(bank, target)  # 10 of 12
    assert is_calibrated(bank, [skill for skill in target if skill not in (moved, unknown)])
    assert not is_calibrated(bank, [])


def test_calibrated_difficulties_change_the_questions(loaded: content.Content, pupil: User) -> None:
    """The first question is one that three in four get right: never of a subject that turned out to be hard."""

    def first_tube() -> str:
        challenge = loaded.challenges[started(loaded, pupil).challenge_id]
        return loaded.tubes[loaded.skill(challenge.skill).tube].key

    hard = first_tube()
    version_of(loaded, **{f"{hard}{level}": 8.0 for level in TUBES[hard]})
    assert hard not in {first_tube() for _ in range(8)}


# --- Administration -------------------------------------------------------------------------------------------------------
def test_a_version_is_put_aside_and_used_again(loaded: content.Content) -> None:
    version, boss = version_of(loaded, moteur2=3.9), superuser()
    page = boss.get(page_of(version)).content.decode()
    assert page.index("@moteur2") < page.index("@moteur1")  # the furthest from its label comes first
    assert "3,9\u00a0±\u00a00,3" in page
    assert "Rien de mesuré" in page  # of the pupils: a version of before they were looked at
    BankVersion.objects.update(prior={"scale_weights": [0.3, 0.46, 0.16, 0.08], "skips": [0.04, 0.21]})
    page = boss.get(page_of(version)).content.decode()
    assert "très liés 30\u00a0%, liés 46\u00a0%, peu liés 16\u00a0%, sans lien 8\u00a0%." in page
    assert "Question passée : 4\u00a0% quand l’acquis est maîtrisé, 21\u00a0% quand il ne l’est pas." in page
    act(boss, "set_aside", version)
    assert latest_version() == 1
    act(boss, "use_again", version)
    assert latest_version() == 2
    assert [event.verb for event in AuditEvent.objects.order_by("id")] == [
        "bank-version.set-aside",
        "bank-version.used",
    ]
    assert boss.post(page_of(version), {"accepted": ""}).status_code == 403
    assert boss.get(list_of(BankVersion)).status_code == 200


def test_reports_of_others_do_not_count_as_mine(loaded: content.Content, pupil: User, now: datetime) -> None:
    """A report is about a question in a test; the same question elsewhere still teaches."""
    crowd(loaded, 1, now=now)
    challenge = Answer.objects.first().challenge
    ProblemReport.objects.create(user=pupil, challenge=challenge, category="question", comment="?")
    assert len(answers_of(loaded)) == 8
