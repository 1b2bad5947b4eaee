"""Simulated pupils: refused in production, played by the real actions, the same for a seed, gone when asked."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Answer, Assessment
from assessments.tests.factories import make_content
from campaigns.models import Campaign, Participation
from campaigns.tests.factories import CampaignFactory, TargetProfileFactory, participation_in
from learners.models import Learner
from organisations.models import Organisation, User
from results.demo.crowd import TEACHER, UAI, true_difficulties

pytestmark = pytest.mark.django_db


def run(*args: str) -> str:
    out = StringIO()
    call_command("simulate_learners", *args, stdout=out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def demo(settings) -> None:
    settings.DEMO = True
    make_content({"moteur": [1, 2, 3], "url": [1, 2], "wiki": [4, 6]})
    TargetProfileFactory(key="competence-1.1")


def test_refused_outside_the_demonstration(settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="mode démonstration"):
        run("3")
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("asked", [[], ["0"], ["5001"], ["3", "--profil", "nulle-part"]])
def test_bad_demands_are_explained(asked: list[str]) -> None:
    with pytest.raises(CommandError):
        run(*asked)
    assert not Answer.objects.exists()


def played() -> list[tuple[str, str]]:
    return list(Answer.objects.order_by("id").values_list("challenge__key", "outcome"))


def test_they_play_a_whole_test() -> None:
    assert "4 sur 4" in run("4")
    assert Participation.objects.filter(completed_at=None).count() == 0
    assert Learner.objects.count() == Assessment.objects.count() == 4
    assert Answer.objects.filter(trace__has_key="pi").count() == Answer.objects.count() > 12
    assert set(Answer.objects.values_list("outcome", flat=True)) >= {"right", "wrong"}


def test_a_seed_makes_the_same_pupils() -> None:
    run("3", "--seed", "7")
    first = played()
    run("3", "--seed", "7", "--clear")
    assert played() == first
    run("3", "--seed", "8", "--clear")
    assert played() != first


def test_more_may_be_added_then_all_are_cleared() -> None:
    real = participation_in(CampaignFactory())
    run("2")
    run("2")
    assert Learner.objects.filter(organisation__uai=UAI).values("last_name").distinct().count() == 4
    assert Campaign.objects.filter(organisation__uai=UAI).count() == 2
    assert "Élèves simulés effacés : 4." in run("--clear")
    assert list(Participation.objects.all()) == [real]
    assert list(Assessment.objects.values_list("user", flat=True)) == [real.user_id]
    assert not User.objects.filter(email=TEACHER).exists()
    assert not Organisation.objects.filter(uai=UAI).exists()
    assert "effacés : 0" in run("--clear")


def test_their_questions_are_not_quite_as_hard_as_their_labels() -> None:
    loaded = make_content({"page": [1, 2]})
    truth = true_difficulties(loaded)
    assert truth == true_difficulties(loaded)
    assert any(abs(truth[skill.id] - skill.level) > 0.3 for skill in loaded.skills.values())
    for tube in loaded.tubes.values():
        assert [truth[skill] for skill in tube.skills] == sorted(truth[skill] for skill in tube.skills)
