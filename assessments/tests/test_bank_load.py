"""From the files to the rows: loading twice changes nothing, a challenge is never changed in place."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.bank import load
from assessments.bank.load import announce_change, load_referential
from assessments.bank.nodes import ReferentialError
from assessments.models import Answer, Challenge, Lesson, ReferentialRelease, Skill, Tube
from assessments.tests.bank_files import edit
from assessments.tests.factories import AssessmentFactory
from organisations.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TUBE = "1.1/tubes/lynx.yaml"


def rows():
    """Everything a load may write, as plain values."""
    return [
        list(model.objects.order_by("pk").values()) for model in (Tube, Skill, Lesson, Challenge, ReferentialRelease)
    ]


def test_a_first_load_writes_everything(bank):
    loaded = load_referential()

    assert (loaded.skills, loaded.challenges) == (2, 4)
    assert loaded.changes.added["épreuve"] == ["lynx1-a", "lynx1-b", "lynx2-a", "lynx2-b"]
    assert loaded.changes.changed == loaded.changes.retired == {}
    assert Skill.objects.get(key="lynx2").lesson.key == "lynx-traces"
    assert loaded.release.summary["added"]["acquis"] == ["lynx1", "lynx2"]


def test_a_second_load_changes_nothing_and_reads_no_file_twice(bank, monkeypatch):
    load_referential()
    before = rows()
    monkeypatch.setattr(load, "read_referential", lambda root: pytest.fail("the digest is the same"))

    loaded = load_referential()

    assert not loaded.changes
    assert (loaded.skills, loaded.challenges) == (2, 4)
    assert rows() == before


def test_a_comment_makes_no_release_and_the_next_load_is_fast_again(bank, monkeypatch):
    load_referential()
    edit(bank, TUBE, "key: lynx\n", "key: lynx # le chat\n")

    assert not load_referential().changes
    assert ReferentialRelease.objects.count() == 1
    monkeypatch.setattr(load, "read_referential", lambda root: pytest.fail("the digest is the same"))
    load_referential()


def test_a_changed_challenge_gets_a_new_revision_and_keeps_its_answers(bank):
    release = load_referential().release
    old = Challenge.objects.get(key="lynx1-a")
    user = UserFactory()
    assessment = AssessmentFactory(user=user, release=release)
    answer = Answer.objects.create(
        assessment=assessment, user=user, seq=1, challenge=old, skill=old.skill, outcome="right", response=2
    )
    edit(bank, TUBE, "Quatre doigts, sans griffes.", "Quatre doigts.")

    loaded = load_referential()

    assert loaded.changes.changed == {"épreuve": ["lynx1-a"]}
    assert loaded.challenges == 4
    answer.refresh_from_db()
    assert answer.challenge.body["explanation"] == "Quatre doigts, sans griffes."
    assert answer.challenge.retired_at is not None
    new = Challenge.objects.get(key="lynx1-a", retired_at=None)
    assert (new.revision, new.body["explanation"]) == (2, "Quatre doigts.")


@pytest.mark.parametrize(
    ("name", "old", "new", "changed"),
    [
        ("1.1/assets/trace.svg", 'r="4"', 'r="3"', "lynx1-a"),
        ("1.1/screens/carnet/suite.html", "12 traces", "12 belles traces", "lynx1-b"),
        ("generators/releve.py", "randint(10, 99)", "randint(10, 98)", "lynx2-a"),
    ],
)
def test_a_file_of_a_challenge_makes_a_new_revision_of_it(bank, name, old, new, changed):
    load_referential()
    edit(bank, name, old, new)

    assert load_referential().changes.changed == {"épreuve": [changed]}


def test_words_about_a_skill_are_changed_in_place(bank):
    load_referential()
    skill = Skill.objects.get(key="lynx1")
    edit(bank, TUBE, "hint: Comptez les doigts.", "hint: Comptez les doigts, deux fois.")

    loaded = load_referential()

    assert loaded.changes.changed == {"acquis": ["lynx1"]}
    skill.refresh_from_db()
    assert (skill.hint, skill.retired_at) == ("Comptez les doigts, deux fois.", None)


def test_what_is_gone_is_retired_and_what_comes_back_returns(bank):
    load_referential()
    path = bank / TUBE
    whole = path.read_text()
    path.write_text(whole[: whole.index("  - level: 2")])

    loaded = load_referential()

    assert loaded.changes.retired == {"acquis": ["lynx2"], "épreuve": ["lynx2-a", "lynx2-b"]}
    assert (loaded.skills, loaded.challenges) == (1, 2)
    assert Skill.objects.get(key="lynx2").retired_at is not None

    path.write_text(whole)
    loaded = load_referential()

    assert loaded.changes.added == {"acquis": ["lynx2"], "épreuve": ["lynx2-a", "lynx2-b"]}
    assert Challenge.objects.filter(key__startswith="lynx2").count() == 2


def test_a_wrong_file_writes_nothing(bank):
    load_referential()
    before = rows()
    edit(bank, TUBE, "hint: Comptez les doigts.", "hint: Comptez bien.")
    edit(bank, TUBE, "solution: [2, 3, 1]", "solution: [2, 3, 4]")

    with pytest.raises(ReferentialError):
        load_referential()

    assert rows() == before


@pytest.mark.django_db(transaction=True)
def test_a_failure_afterwards_writes_nothing(bank):
    def fail(referential, changes):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        load_referential(also=fail)

    assert rows() == [[], [], [], [], []]


def test_only_one_load_at_a_time(bank):
    with CaptureQueriesContext(connection) as queries:
        load_referential()

    assert sum("IN SHARE ROW EXCLUSIVE MODE" in query["sql"] for query in queries) == 1


def test_an_announced_change_is_a_new_release_with_the_same_digest(bank):
    first = load_referential().release
    second = announce_change({"withdrawn": "lynx1-a"})

    assert second.pk > first.pk
    assert second.digest == first.digest
    assert not load_referential().changes
