"""What the frozen JSON says, in both shapes; why a skill is said to be deduced."""

from fractions import Fraction

import pytest

from assessments import content
from results.frozen import FrozenStatus, Precision, precision_of, status_of
from results.reasons import Basis, Reason, Statuses, TubeBasis, TubeReason, reason_of, tube_reason_of


@pytest.mark.parametrize(
    ("frozen", "status"),
    [
        ([1, "direct"], FrozenStatus(True, "direct")),
        ([0, "untested"], FrozenStatus(False, "untested")),
        ([0, "inferred", 0.0312, 0], FrozenStatus(False, "inferred", 0.0312)),
        ([1, "direct", 0.7, 1], FrozenStatus(True, "direct", 0.7, is_contradicted=True)),
    ],
)
def test_both_shapes_of_a_status(frozen: list[object], status: FrozenStatus) -> None:
    assert status_of(frozen) == status


@pytest.mark.parametrize(
    ("interval", "precision", "words"),
    [
        (None, None, "None"),
        ([0.4123, 0.5712], Precision(41, 57), "probablement entre 41\u00a0% et 57\u00a0%"),
        ([0.475, 0.495], Precision(48, 50), "probablement entre 48\u00a0% et 50\u00a0%"),
        ([1.0, 1.0], Precision(100, 100), "à moins d’un point"),
    ],
)
def test_precision(interval: list[float] | None, precision: Precision | None, words: str) -> None:
    assert (precision_of(interval), str(precision_of(interval))) == (precision, words)


def subject(*frozen: list[object]) -> Statuses:
    """One skill a status, of levels 1, 2, 3 …"""
    return [
        (
            content.Skill(
                id=level,
                key=f"s{level}",
                level=level,
                statement="",
                hint="",
                tube=1,
                competence=1,
                lesson=None,
                further=(),
                pix=Fraction(0),
                is_active=True,
            ),
            status_of(one),
        )
        for level, one in enumerate(frozen, 1)
    ]


def reasons(*frozen: list[object], elsewhere: bool = True) -> list[Reason | None]:
    members = subject(*frozen)
    return [reason_of(skill, status, members, tested_elsewhere=elsewhere) for skill, status in members]


def test_the_nearest_tested_skill_explains() -> None:
    found = reasons(
        *([1, "inferred"], [1, "direct"], [1, "inferred"], [1, "direct"]),
        *([0, "inferred"], [0, "direct"], [0, "inferred"], [0, "direct"], [0, "inferred"]),
    )
    assert [one and (one.basis, one.level) for one in found] == [
        *((Basis.HARDER, 2), None, (Basis.HARDER, 4), None),
        *((Basis.SUBJECT, None), None, (Basis.EASIER, 6), None, (Basis.EASIER, 8)),
    ]


def test_between_two_answers_the_whole_subject_counts_and_the_others_where_they_are_read_together() -> None:
    measured = ([1, "direct", 0.9, 0], [1, "inferred", 0.6, 0], [0, "direct", 0.1, 0])
    assert reasons(*measured)[1] == Reason(Basis.SUBJECT_AND_OTHERS)
    assert reasons(*measured, elsewhere=False)[1] == Reason(Basis.SUBJECT)


@pytest.mark.parametrize("validated", [1, 0])
def test_an_answer_that_the_others_outweigh_explains_nothing(validated: int) -> None:
    odd, deduced = [validated, "direct", 0.5, 1], [validated, "inferred", 0.5, 0]
    members = (deduced, odd, deduced)
    assert reasons(*members, elsewhere=False) == [Reason(Basis.SUBJECT), None, Reason(Basis.SUBJECT)]


def test_what_was_tested_or_never_reached_needs_no_reason() -> None:
    assert reasons([1, "direct"], [0, "untested"]) == [None, None]


def test_a_subject_without_any_question() -> None:
    deduced = subject([1, "inferred", 0.8, 0], [0, "inferred", 0.3, 0])
    assert reasons([1, "inferred", 0.8, 0]) == [None]

    def told(members: Statuses, *nearby: str, elsewhere: bool = True) -> TubeReason | None:
        return tube_reason_of(members, tested_nearby=nearby, tested_elsewhere=elsewhere)

    assert told(deduced, "Cartes", "Veille") == TubeReason(TubeBasis.COMPETENCE, ("Cartes", "Veille"))
    assert told(deduced) == TubeReason(TubeBasis.COURSE)
    assert told(deduced, elsewhere=False) == TubeReason(TubeBasis.NOTHING)
    # The published strategy deduces inside a subject only.
    assert told(subject([1, "inferred"], [0, "untested"]), "Cartes") == TubeReason(TubeBasis.OUTSIDE)
    assert told(subject([0, "untested"], [0, "untested"]), "Cartes") is None
    assert told(subject([1, "inferred", 0.8, 0], [0, "direct", 0.2, 0]), "Cartes") is None


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ("A", "«\u00a0A\u00a0»"),
        ("ABC", "«\u00a0A\u00a0», «\u00a0B\u00a0» et «\u00a0C\u00a0»"),
        ("ABCD", "les 4 autres sujets testés de cette compétence"),
    ],
)
def test_names_of_the_subjects(names: str, words: str) -> None:
    assert TubeReason(TubeBasis.COMPETENCE, tuple(names)).told == words
