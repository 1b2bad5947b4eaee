"""Versions of the difficulties: which one a new test takes, and the bank that it makes of the labels (engine.md §7)."""

from collections.abc import Iterable
from dataclasses import replace

from assessments.engine import ItemBank, Population
from assessments.models import BankVersion

# The labels of the referential: no row.
LABELS = 1
# A target is calibrated when so many of its skills are: one skill added since must not make it new again.
SHARE_CALIBRATED = 0.9


def latest_version() -> int:
    """The one that new tests take. One query."""
    found = BankVersion.objects.filter(accepted=True).order_by("-number").values_list("number", flat=True).first()
    return found or LABELS


def with_difficulties(bank: ItemBank, version: BankVersion) -> ItemBank:
    """The same bank, as this version describes it; what it does not know keeps its label or its format.

    A skill that changed its level since is another one: its old difficulty is left aside.
    """
    skills = []
    for skill in bank.skills:
        difficulty, _, level = version.skills.get(str(skill.id), (None, None, skill.level))
        skills.append(replace(skill, difficulty=difficulty) if level == skill.level else skill)
    challenges = []
    for challenge in bank.challenges:
        slip, guess, seconds = version.challenges.get(str(challenge.id), (None, None, None))
        challenges.append(replace(challenge, slip=slip, guess=guess, median_seconds=seconds))
    return ItemBank.build(
        skills, challenges, version=f"{bank.version}/{version.number}", population=population_of(version)
    )


def population_of(version: BankVersion) -> Population | None:
    """What the version knows of the pupils; None in the first ones, which only knew the questions."""
    if version.prior is None:
        return None
    mastered, missed = version.prior["skips"]
    return Population(scale_weights=tuple(version.prior["scale_weights"]), skips=(mastered, missed))


def is_calibrated(bank: ItemBank, target: Iterable[int]) -> bool:
    """Whether answers taught the difficulties of this target."""
    known = [bank.skill(skill).difficulty is not None for skill in target if bank.has_skill(skill)]
    return bool(known) and sum(known) >= SHARE_CALIBRATED * len(known)
