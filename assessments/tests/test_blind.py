"""Solving blind: what the solver is given says nothing of the answer; what they bring back is marked and kept."""

import json
from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command

from assessments.bank.blind import export
from assessments.bank.reader import read_referential


def exported(bank, tmp_path, **options):
    (tube,) = read_referential(bank).tubes
    count = export(tube, seed=7, root=bank, out=tmp_path, **options)
    return count, (tmp_path / "lynx/questions.md").read_text()


def test_a_solver_sees_the_screens_and_the_files(bank, tmp_path):
    count, text = exported(bank, tmp_path)

    assert count == 4
    assert text.count("\n# lynx") + text.startswith("# lynx") == 4
    assert "Image : lynx1-a/trace.svg" in text
    assert text.index("```html accueil.html") < text.index("```html suite.html")
    assert sorted(path.name for path in tmp_path.glob("lynx/*/*")) == ["relevé.csv", "trace.svg"]


def test_a_solver_sees_no_solution(bank, tmp_path):
    _, text = exported(bank, tmp_path)

    for challenge in read_referential(bank).challenges:
        assert challenge.body["explanation"] not in text


def test_some_challenges_only(bank, tmp_path):
    count, text = exported(bank, tmp_path, only=["lynx1-b"])

    assert (count, text.splitlines()[0]) == (1, "# lynx1-b")


def written(bank, answers, solver="relecteur A", seed=1):
    (bank / "answers.json").write_text(json.dumps(answers))
    out = StringIO()
    call_command("record_blind", bank / "answers.json", solver=solver, seed=seed, stdout=out)
    return out.getvalue().splitlines()


def test_answers_are_marked_and_kept(bank):
    lines = written(bank, {"lynx1-a": 2, "lynx2-b": [1, 2, 3]})

    assert lines == ["2 réponses, 1 d’accord.", "  à revoir : lynx2-b"]
    kept = yaml.safe_load((bank / "1.1/solved/lynx.yaml").read_text())
    (challenge,) = [one for one in read_referential(bank).challenges if one.key == "lynx1-a"]
    (line,) = kept["lynx1-a"]
    assert line["digest"] == challenge.digest[:16]
    assert (line["by"], line["seed"], line["answer"], line["agreed"]) == ("relecteur A", 1, 2, True)


def test_a_second_try_of_the_same_person_replaces_the_first(bank):
    written(bank, {"lynx1-a": 1})
    written(bank, {"lynx1-a": 2})
    written(bank, {"lynx1-a": 2}, solver="relecteur B")

    kept = yaml.safe_load((bank / "1.1/solved/lynx.yaml").read_text())
    assert [(line["by"], line["agreed"]) for line in kept["lynx1-a"]] == [("relecteur A", True), ("relecteur B", True)]


@pytest.mark.parametrize("answers", [{"lynx9-z": 1}, "not an object"])
def test_what_cannot_be_read_is_refused(bank, answers):
    with pytest.raises(CommandError):
        written(bank, answers)

    assert not (bank / "1.1/solved").exists()


def test_the_command_exports_one_competence(bank, tmp_path):
    out = StringIO()
    call_command("export_blind", out=tmp_path / "a", competence=["1.2"], stdout=out)
    call_command("export_blind", out=tmp_path / "b", competence=["1.1"], epreuve=["lynx1-a"], stdout=out)

    assert [line.split()[0] for line in out.getvalue().splitlines()] == ["0", "1"]
