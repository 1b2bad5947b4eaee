"""The content in memory: complete, right for old answers, refreshed by a release, cheap."""

import threading
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments import content
from assessments.bank.load import announce_change, load_referential
from assessments.models import Assessment, Challenge, Skill
from assessments.tests.bank_files import edit
from assessments.tests.factories import (
    AssessmentFactory,
    ChallengeFactory,
    ReleaseFactory,
    SkillFactory,
    make_content,
)
from organisations.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_the_bank_of_the_engine_is_complete():
    loaded = make_content({"moteur": [1, 2, 3], "url": [1, 2]})

    assert len(loaded.bank.skills) == 5
    assert len(loaded.bank.challenges) == 10
    moteur = next(tube for tube in loaded.tubes.values() if tube.key == "moteur")
    assert [skill.level for skill in loaded.bank.tube(moteur.id)] == [1, 2, 3]
    assert [loaded.skill(skill).key for skill in moteur.skills] == ["moteur1", "moteur2", "moteur3"]
    assert {challenge.options for challenge in loaded.bank.challenges} == {3}


def test_pix_come_from_the_number_of_active_skills_of_a_level():
    loaded = make_content({"moteur": [1, 2], "url": [1], "page": [1]})
    assert loaded.skills_by_key["moteur1"].pix == Fraction(8, 3)
    assert loaded.skills_by_key["moteur2"].pix == 4

    Skill.objects.filter(key="page1").update(retired_at=timezone.now())
    loaded = content.get(ReleaseFactory().pk)

    assert loaded.skills_by_key["moteur1"].pix == 4
    assert (loaded.skills_by_key["page1"].pix, loaded.skills_by_key["page1"].is_active) == (0, False)
    assert not loaded.bank.has_skill(loaded.skills_by_key["page1"].id)


def test_loading_costs_a_constant_number_of_queries():
    make_content({"moteur": [1]}, challenges=1)
    with CaptureQueriesContext(connection) as few:
        content.get(ReleaseFactory.build(pk=10**9).pk)
    make_content({"page": [1, 2, 3, 4], "url": [1, 2, 3]}, challenges=3)
    with CaptureQueriesContext(connection) as many:
        content.get(ReleaseFactory.build(pk=10**9 + 1).pk)

    assert (len(few), len(many)) == (7, 7)


def test_a_known_release_costs_nothing(django_assert_num_queries):
    loaded = make_content()

    with django_assert_num_queries(0):
        assert content.get(loaded.release_id) is loaded
    with django_assert_num_queries(1):
        assert content.current() is loaded


def test_a_new_release_is_seen(bank):
    load_referential()
    before = content.current()
    edit(bank, "1.1/tubes/lynx.yaml", "hint: Comptez les doigts.", "hint: Comptez bien.")
    load_referential()

    assert before.skills_by_key["lynx1"].hint == "Comptez les doigts."
    assert content.current().skills_by_key["lynx1"].hint == "Comptez bien."


def test_the_number_is_annotated_on_another_row(django_assert_num_queries):
    loaded = make_content()
    AssessmentFactory(user=UserFactory())

    with django_assert_num_queries(1):
        row = Assessment.objects.annotate(latest_release=content.latest_release_subquery()).get()
        assert content.get(row.latest_release) is loaded


def test_without_any_release_nothing_is_kept():
    assert content.current().skills == {}
    SkillFactory(level=1)

    assert len(content.current().skills) == 1


def test_threads_load_once(monkeypatch):
    loads = []
    barrier = threading.Barrier(8)
    empty = content.current()

    def slow():
        loads.append(1)
        return content.Content(
            **{**{name: getattr(empty, name) for name in empty.__dataclass_fields__}, "release_id": 5}
        )

    def ask():
        barrier.wait()
        content.get(5)

    monkeypatch.setattr(content, "_load", slow)
    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert loads == [1]


def test_an_old_answer_still_shows_its_question(bank):
    load_referential()
    old = Challenge.objects.get(key="lynx1-a")
    edit(bank, "1.1/tubes/lynx.yaml", "instruction: Combien de doigts **marquent** le sol ?", "instruction: Combien ?")
    load_referential()
    loaded = content.current()

    assert loaded.instance(old.pk, 0).instruction == "Combien de doigts **marquent** le sol ?"
    assert not loaded.is_playable(old.pk)
    assert loaded.bank.find_challenge(old.pk).playable is False


def test_an_old_variant_without_its_generator_is_faded(bank):
    load_referential()
    old = Challenge.objects.get(key="lynx2-a")
    edit(bank, "generators/releve.py", "randint(10, 99)", "randint(10, 98)")
    load_referential()

    assert content.current().instance(old.pk, 7).is_faithful is False
    assert content.current().instance(Challenge.objects.get(key="lynx2-a", revision=2).pk, 7).is_faithful


def test_a_challenge_whose_picture_is_gone_is_not_asked(bank):
    load_referential()
    (bank / "1.1/assets/trace.svg").unlink()
    content.forget()

    assert [one.key for one in content.current().challenges.values() if not one.is_playable] == ["lynx1-a"]


def test_a_generator_newer_than_the_row_is_not_asked(bank):
    """Between a deployment and its load."""
    load_referential()
    edit(bank, "generators/releve.py", "randint(10, 99)", "randint(10, 98)")

    assert not content.current().is_playable(Challenge.objects.get(key="lynx2-a").pk)


def test_a_withdrawn_challenge_is_not_asked_any_more():
    loaded = make_content()
    challenge = next(iter(loaded.challenges))
    assert loaded.is_playable(challenge)

    Challenge.objects.filter(pk=challenge).update(withdrawn_at=timezone.now())
    announce_change({"withdrawn": "moteur1-a"})

    assert not content.current().is_playable(challenge)


def test_no_question_in_hand_is_not_playable():
    assert not make_content().is_playable(None)


def test_an_instance_is_made_once_a_seed(bank):
    load_referential()
    loaded = content.current()
    generated = Challenge.objects.get(key="lynx2-a").pk
    plain = Challenge.objects.get(key="lynx1-a").pk

    assert loaded.instance(generated, 1) is loaded.instance(generated, 1)
    assert loaded.instance(generated, 1) is not loaded.instance(generated, 2)
    assert loaded.instance(plain, 1) is loaded.instance(plain, 2)


def test_targets():
    loaded = make_content({"moteur": [1, 2], "url": [1]})
    competence = loaded.competences_by_code["1.1"]
    keys = [loaded.skill(skill).key for skill in loaded.target_of_competence(competence.id)]

    assert sorted(keys) == ["moteur1", "moteur2", "url1"]
    assert loaded.target_of_competence(10**9) == []
    assert loaded.active_target([*loaded.target_of_competence(competence.id), 10**9]) == loaded.target_of_competence(
        competence.id
    )
    assert [tube.key for tube in loaded.tubes_of_target(loaded.bank._skills)] == ["moteur", "url"]
    assert [item.code for item in loaded.competences_of_target(loaded.bank._skills)] == ["1.1"]


def test_what_to_read_next(bank):
    load_referential()
    skill = content.current().skills_by_key["lynx1"]

    assert (skill.lesson.key, skill.lesson.minutes) == ("lynx-traces", 3)
    assert [(link.title, link.url, link.external) for link in skill.further] == [
        ("Les traces : comment les lire", "/fiches/lynx-traces", False),
        ("Lynx", "https://fr.wikipedia.org/wiki/Lynx", True),
    ]


def test_a_timer_is_known_to_the_engine():
    ChallengeFactory(skill=SkillFactory(), more={"timer": 60})

    assert [challenge.timed for challenge in content.get(ReleaseFactory().pk).bank.challenges] == [True]
