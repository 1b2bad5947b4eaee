"""The real item bank: every file is valid, every variant can be solved from what the pupil sees."""

import email
import email.policy
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import PurePosixPath
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.template.loader import render_to_string
from lxml import etree
from python_calamine import CalamineWorkbook

from assessments.bank import DEFAULT_ROOT
from assessments.bank.challenge import check_instance, sample_answers
from assessments.bank.quality import check_competence, check_whole, read_solved
from assessments.bank.reader import read_referential
from assessments.bank.screens import check_fragment, check_pages, check_svg
from assessments.bank.variant import Asset, Origin, build_instance, load_generator, run_generator
from assessments.engine import Outcome, check_answer_shape, judge, mark
from assessments.forms import AnswerForm

FEW, MANY = 8, 200
# Two pupils in two hundred pairs may draw the same variant by chance.
ALIKE_AT_MOST = 4

# Read when tests are collected, so that each one names its challenge.
REAL = read_referential(DEFAULT_ROOT)
GENERATED = [spec for spec in REAL.challenges if spec.body.get("generator")]


def key_of(spec):
    return spec.key


def test_every_simulated_screen_is_valid():
    folders = sorted(DEFAULT_ROOT.glob("*/screens/*"))
    pages = {folder.name: {path.stem: path.read_text() for path in folder.glob("*.html")} for folder in folders}

    assert {name: problems for name, content in pages.items() if (problems := check_pages(content))} == {}
    assert len(pages) > 10


def test_every_drawing_is_valid():
    drawings = sorted(DEFAULT_ROOT.glob("*/assets/*.svg"))

    assert {path.name: problems for path in drawings if (problems := check_svg(path.read_bytes()))} == {}
    assert drawings


def test_nothing_is_useless():
    assert REAL.orphans == ()


@pytest.mark.parametrize("spec", REAL.challenges, ids=key_of)
def test_the_stored_solution_is_complete_and_right(spec):
    instance = build_instance(spec.body, Origin(spec.kind, 1, DEFAULT_ROOT, spec.key))
    fields = [field.key for field in instance.fields]

    for answer in sample_answers(instance):
        assert judge(instance.marking(), answer) is Outcome.RIGHT
        assert not check_answer_shape(
            spec.kind, answer, options=len(instance.options), fields=fields, formats=instance.formats
        )


@pytest.mark.parametrize("spec", REAL.challenges, ids=key_of)
def test_the_question_says_nothing_of_its_answer(spec, settings):
    """The page does not depend on the solution nor on the explanation (S14)."""
    settings.ROOT_URLCONF = "pixorga.urls.app"
    instance = build_instance(spec.body, Origin(spec.kind, 1, DEFAULT_ROOT, spec.key))
    blank = replace(instance, solution=None, explanation="", treatments=frozenset())

    assert rendered(instance) == rendered(blank)


def rendered(instance):
    assessment = SimpleNamespace(public_id=UUID(int=0))
    context = {"assessment": assessment, "seq": 1, "instance": instance, "form": AnswerForm(instance)}
    return render_to_string("app/assessments/challenge_body.html", context)


@cache
def module_of(name, digest):
    return load_generator(DEFAULT_ROOT, name, digest)


def solve_seed(spec, seed):
    """What is wrong with one variant, or an empty list."""
    generator = spec.body["generator"]
    module = module_of(generator["name"], generator["sha256"])
    variant = run_generator(module, generator["name"], seed)
    instance = build_instance(spec.body, Origin(spec.kind, seed, DEFAULT_ROOT, spec.key))
    problems = [reason for _, reason in check_instance(instance)]
    answer = module.solve(variant)
    if not mark(instance.marking(), answer).outcome_ok:
        problems.append(f"solve() answers {answer!r}, expected {instance.solution!r}")
    for page, fragment in variant.screens.items():
        problems += [f"{page}: {reason}" for reason in check_fragment(fragment, variant.screens)]
    # The instance was made by a second run of the generator.
    pages = dict(instance.screen.pages) if instance.screen and variant.screens else variant.screens
    if pages != variant.screens or any(instance.files[name] != variant.files[name] for name in variant.files):
        problems.append("the same seed gives two variants, or a file that is not offered")
    return problems


@pytest.mark.parametrize("spec", GENERATED, ids=key_of)
def test_variants_are_solved_from_their_files(spec):
    assert {seed: problems for seed in range(1, FEW + 1) if (problems := solve_seed(spec, seed))} == {}


@pytest.mark.long
@pytest.mark.parametrize("spec", GENERATED, ids=key_of)
def test_two_neighbours_do_not_get_the_same_variant(spec):
    generator = spec.body["generator"]
    module = module_of(generator["name"], generator["sha256"])
    drawn = [run_generator(module, generator["name"], seed) for seed in range(1000, 1000 + MANY)]

    assert sum(one == other for one, other in pairwise(drawn)) <= ALIKE_AT_MOST


@pytest.mark.parametrize("spec", [spec for spec in GENERATED if spec.body.get("attachments")], ids=key_of)
def test_generated_files_open_in_other_programs(spec):
    """Workbooks and codes by other libraries than those that wrote them; pictures and sounds, see tests/browser."""
    instance = build_instance(spec.body, Origin(spec.kind, 5, DEFAULT_ROOT, spec.key))
    for name, content in instance.files.items():
        suffix = PurePosixPath(name).suffix.lower()
        if isinstance(content, Asset) or not content:
            continue
        if suffix in {".xlsx", ".ods"}:
            book = CalamineWorkbook.from_filelike(BytesIO(content))
            assert any(book.get_sheet_by_name(sheet).to_python() for sheet in book.sheet_names)
        elif suffix in {".odt", ".docx", ".zip"}:
            packed = zipfile.ZipFile(BytesIO(content))
            assert packed.testzip() is None
            for part in packed.namelist():
                if suffix != ".zip" and part.endswith(".xml"):
                    etree.fromstring(packed.read(part))
        elif suffix in {".xml", ".svg"}:
            etree.fromstring(content)
        elif suffix == ".json":
            json.loads(content)
        elif suffix == ".eml":
            assert email.message_from_bytes(content, policy=email.policy.default)["Subject"]
        elif suffix in {".csv", ".txt", ".log", ".md", ".html", ".ics", ".vcf", ".srt", ".vtt"}:
            assert content.decode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else encoding_of(content)).strip()


def encoding_of(content):
    """Some files are about their encoding: Latin letters are then the other one."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


@pytest.mark.long
@pytest.mark.parametrize("spec", GENERATED, ids=key_of)
def test_many_variants_are_solved_from_their_files(spec):
    assert {seed: problems for seed in range(1000, 1000 + MANY) if (problems := solve_seed(spec, seed))} == {}


def test_variants_are_the_same_in_every_process():
    """A pupil sees one variant whatever worker answers: nothing may depend on the order of a set."""

    def digests(seed):
        command = [sys.executable, "-m", "assessments.tests.variants_digest"]
        done = subprocess.run(
            command,
            cwd=DEFAULT_ROOT.parents[1],
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        )
        return json.loads(done.stdout)

    first, second = digests("1"), digests("2")
    assert {name for name in first if first[name] != second[name]} == set()
    assert len(first) > 20


@pytest.mark.parametrize(
    "competence",
    [item for item in REAL.competences if any(tube.competence == item.code for tube in REAL.tubes)],
    ids=lambda item: item.code,
)
def test_the_numbers_are_reached(competence):
    checks = check_competence(competence, REAL, read_solved(DEFAULT_ROOT, REAL.challenges), DEFAULT_ROOT)

    assert [(check.label, check.value, check.details) for check in checks if check.passed is False] == []


def test_the_numbers_of_the_whole_are_reached():
    written = {tube.competence for tube in REAL.tubes}
    checks = check_whole(REAL)

    assert written == {item.code for item in REAL.competences}
    assert [(check.label, check.value, check.details) for check in checks if check.passed is False] == []
