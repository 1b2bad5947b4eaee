"""Instances: the same seed gives the same question, in every string, solution included."""

import pytest

from assessments.bank.reader import read_referential
from assessments.bank.variant import Origin, VariantError, build_faded, build_instance, fill
from assessments.engine import mark
from assessments.tests.bank_files import edit
from assessments.tests.factories import BODIES, RIGHT


def generated(bank, seed):
    spec = read_referential(bank).challenges[2]
    return spec, build_instance(spec.body, Origin(spec.kind, seed, bank, spec.key))


@pytest.mark.parametrize("kind", BODIES)
def test_each_kind_is_marked_by_its_instance(kind, tmp_path):
    instance = build_instance(BODIES[kind], Origin(kind, 5, tmp_path))

    assert mark(instance.marking(), RIGHT[kind]).outcome_ok
    assert instance.seed == 0


def test_every_string_is_filled(bank):
    _, instance = generated(bank, 7)
    total, place = instance.solution["total"][0], instance.solution["lieu"][0]

    assert instance.instruction == f"Ouvrez relevé.csv. Combien de traces à {place} ?"
    assert instance.explanation == f"Il y en a {total}."
    assert instance.fields[1].options == (place, "Ailleurs")
    assert [item.file for item in instance.attachments] == ["relevé.csv"]
    assert f"{place},{total}".encode() in instance.files["relevé.csv"]
    assert instance.attachments[0].size == len(instance.files["relevé.csv"])


def test_the_same_seed_gives_the_same_instance(bank):
    _, first = generated(bank, 7)
    _, again = generated(bank, 7)

    assert (first, first.files) == (again, again.files)
    assert len({generated(bank, seed)[1].explanation for seed in range(20)}) > 5


def test_an_instance_cannot_be_changed(bank):
    _, instance = generated(bank, 7)

    with pytest.raises(AttributeError):
        instance.instruction = "autre"
    with pytest.raises(TypeError):
        instance.files["autre"] = b""
    with pytest.raises(TypeError):
        instance.solution["total"] = ("1",)


def test_a_generator_that_changed_is_refused(bank):
    spec, _ = generated(bank, 7)
    edit(bank, "generators/releve.py", "randint(10, 99)", "randint(10, 98)")

    with pytest.raises(VariantError, match="a changé depuis le chargement"):
        build_instance(spec.body, Origin(spec.kind, 7, bank, spec.key))


def test_a_faded_instance_shows_what_it_can_and_cannot_be_marked(bank):
    spec, _ = generated(bank, 7)
    faded = build_faded(spec.body, Origin(spec.kind, 7, bank, spec.key))

    assert faded.instruction == "Ouvrez …. Combien de traces à … ?"
    assert not faded.is_faithful
    assert faded.attachments == ()
    with pytest.raises(VariantError):
        faded.marking()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("def generate", "def produce", "n’a pas de fonction generate"),
        ("    total = rng", "    total = 1 / 0  # rng", "échoue avec la graine 7"),
        ("return Variant(values=values, files=", "return dict(values=values, files=", "ne renvoie pas un Variant"),
        ('files={"relevé.csv"', 'files={"autre.csv"', "ne donne pas le fichier «relevé.csv»"),
    ],
)
def test_a_broken_generator_says_what_is_wrong(bank, old, new, reason):
    spec, _ = generated(bank, 7)
    edit(bank, "generators/releve.py", old, new)
    body = {**spec.body, "generator": {"name": "releve", "sha256": None}}

    with pytest.raises(VariantError, match=reason):
        build_instance(body, Origin(spec.kind, 7, bank, spec.key))


def test_fill_goes_everywhere_and_refuses_unknown_names():
    filled = fill({"a": ["{{ x }}", {"b": "{{x}} et {{ x }}"}], "n": 3}, {"x": "1"})

    assert filled == {"a": ["1", {"b": "1 et 1"}], "n": 3}
    with pytest.raises(VariantError, match="ne donne pas «y»"):
        fill("{{ y }}", {"x": "1"})


@pytest.mark.parametrize(("text", "ranks"), [("2, 1, 3", (2, 1, 3)), ("[2, 1, 3]", (2, 1, 3)), ([2, 1, 3], (2, 1, 3))])
def test_a_generator_may_give_all_the_ranks_at_once(text, ranks, tmp_path):
    body = {**BODIES["ORDRE"], "solution": text}

    assert build_instance(body, Origin("ORDRE", 1, tmp_path)).solution == ranks


def test_the_title_is_one_line_of_plain_text(tmp_path):
    body = {**BODIES["QCU"], "instruction": "Ouvrez `a_b.csv`.\n\n- **un**\n- deux\n\n| a | b |\n|---|---|\n| 1 | 2 |"}

    assert build_instance(body, Origin("QCU", 1, tmp_path)).title == "Ouvrez a_b.csv. un deux a b 1 2"
