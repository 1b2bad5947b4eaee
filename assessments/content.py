"""The referential as every process holds it in memory: read once, replaced when a load made a new release.

The hot path pays no query for it: callers annotate ``latest_release_subquery()`` on a row that they fetch anyway, and
pass the number to ``get``. ``current`` asks for it, for pages that have nothing to annotate.
"""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet, Subquery
from django.urls import reverse

from assessments import models
from assessments.bank import referential_root
from assessments.bank.variant import Instance, Origin, VariantError, build_faded, build_instance, is_on_disk
from assessments.bank_versions import LABELS, with_difficulties
from assessments.engine import ChallengeItem, ItemBank, MarkingKey, SkillItem, pix_values
from pixorga.spaces import URLCONFS

# Instances hold their generated files: 256 of 50 kB are 13 MB a process.
INSTANCES_KEPT = 256
BANKS_KEPT = 6

__all__ = [
    "Area",
    "Challenge",
    "Competence",
    "Content",
    "Further",
    "Instance",
    "Lesson",
    "Skill",
    "Tube",
    "VariantError",
    "current",
    "forget",
    "get",
    "latest_release_subquery",
]


@dataclass(frozen=True, slots=True)
class Area:
    id: int
    code: str
    name: str
    competences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Competence:
    """``tubes``: those that hold an active skill."""

    id: int
    code: str
    name: str
    description: str
    area: int
    area_code: str
    area_name: str
    tubes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Further:
    """One line of «Pour en apprendre davantage»: a page elsewhere, or a lesson of ours (``lesson`` is its key)."""

    title: str
    minutes: int
    source: str
    format: str
    address: str = ""
    lesson: str = ""

    @property
    def external(self) -> bool:
        return not self.lesson

    @property
    def url(self) -> str:
        return self.address or reverse("lesson", urlconf=URLCONFS["app"], kwargs={"key": self.lesson})


@dataclass(frozen=True, slots=True)
class Tube:
    """``skills``: the active ones, easiest first."""

    id: int
    key: str
    name: str
    description: str
    competence: int
    further: tuple[Further, ...]
    skills: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Skill:
    """``further`` is its subject's. ``pix`` is 0 for a retired skill."""

    id: int
    key: str
    level: int
    statement: str
    hint: str
    tube: int
    competence: int
    lesson: "Lesson | None"
    further: tuple[Further, ...]
    pix: Fraction
    is_active: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    id: int
    key: str
    title: str
    minutes: int
    body: str


@dataclass(frozen=True, slots=True)
class Challenge:
    """One revision. ``is_playable``: current, not withdrawn, its generator is the one that was loaded."""

    id: int
    key: str
    revision: int
    kind: str
    is_doing: bool
    skill: int
    is_playable: bool
    is_withdrawn: bool
    digest: str
    body: Mapping[str, Any] = field(repr=False)

    @property
    def timer(self) -> int | None:
        return self.body.get("timer")


@dataclass(frozen=True, eq=False, repr=False)
class Content:
    """Everything that can be asked, and everything that was. Raises KeyError on an unknown id.

    ``bank``: with the labels for difficulties; see ``bank_for``.
    """

    release_id: int | None
    areas: tuple[Area, ...]
    competences: Mapping[int, Competence]
    tubes: Mapping[int, Tube]
    skills: Mapping[int, Skill]
    lessons_by_key: Mapping[str, Lesson]
    challenges: Mapping[int, Challenge]
    bank: ItemBank
    skills_by_key: Mapping[str, Skill]
    competences_by_code: Mapping[str, Competence]

    def __post_init__(self) -> None:
        # One cache a content: it goes with it, and ids cannot mix.
        object.__setattr__(self, "_build", lru_cache(maxsize=INSTANCES_KEPT)(self._instance))
        object.__setattr__(self, "_calibrated", lru_cache(maxsize=BANKS_KEPT)(self._with_difficulties))

    def bank_for(self, version: int) -> ItemBank:
        """The bank as a test of this version of the difficulties sees it: one query, the first time in a process.

        Raises BankVersion.DoesNotExist.
        """
        return self.bank if version == LABELS else self._calibrated(version)  # type: ignore[attr-defined]

    def instance(self, challenge_id: int, seed: int) -> Instance:
        """What a pupil sees; see ``Instance.is_faithful`` for an old one that can no longer be made."""
        challenge = self.challenges[challenge_id]
        return self._build(challenge_id, seed if "generator" in challenge.body else 0)  # type: ignore[attr-defined]

    def marking(self, challenge_id: int, seed: int) -> MarkingKey:
        """What is accepted. Raises VariantError when the instance can no longer be made."""
        return self.instance(challenge_id, seed).marking()

    def is_playable(self, challenge_id: int | None) -> bool:
        """False for a question in hand that must be drawn again."""
        challenge = self.challenges.get(challenge_id or 0)
        return challenge is not None and challenge.is_playable

    def target_of_competence(self, competence_id: int) -> list[int]:
        """Ids of the active skills of a competence."""
        competence = self.competences.get(competence_id)
        return sorted(skill for tube in competence.tubes for skill in self.tubes[tube].skills) if competence else []

    def active_target(self, skill_ids: Iterable[int]) -> list[int]:
        """Those of these skills that can still be asked, in a stable order."""
        return sorted({skill for skill in skill_ids if self.bank.has_skill(skill)})

    def tubes_of_target(self, skill_ids: Iterable[int]) -> list[Tube]:
        """The subjects of a target, in the order of the framework."""
        wanted = {self.skills[skill].tube for skill in skill_ids if skill in self.skills}
        return sorted((self.tubes[tube] for tube in wanted), key=self._place)

    def competences_of_target(self, skill_ids: Iterable[int]) -> list[Competence]:
        wanted = {self.skills[skill].competence for skill in skill_ids if skill in self.skills}
        return sorted((self.competences[competence] for competence in wanted), key=lambda item: item.code)

    def skill(self, skill_id: int) -> Skill:
        return self.skills[skill_id]

    def _place(self, tube: Tube) -> tuple[str, str]:
        return self.competences[tube.competence].code, tube.key

    def _with_difficulties(self, version: int) -> ItemBank:
        return with_difficulties(self.bank, models.BankVersion.objects.get(pk=version))

    def _instance(self, challenge_id: int, seed: int) -> Instance:
        challenge = self.challenges[challenge_id]
        origin = Origin(challenge.kind, seed, referential_root(), challenge.key, challenge.id, challenge.skill)
        try:
            return build_instance(challenge.body, origin)
        except VariantError:
            return build_faded(challenge.body, origin)


# --- The cache of the process -----------------------------------------------------------------------------------------

_lock = threading.Lock()
_held: Content | None = None


def latest_release_subquery() -> Subquery:
    """Annotate it on the row that the request fetches first: ``.annotate(latest_release=latest_release_subquery())``."""
    return Subquery(_latest_release()[:1])


def current() -> Content:
    """The content of the latest release, at the price of one query."""
    return get(_latest_release().first())


def get(release_id: int | None) -> Content:
    """The content of this release, which the caller has just read as the latest one. No query if it is in memory."""
    global _held
    held = _held
    # Without any release nothing was ever loaded, and nothing is kept: the first load must be seen.
    if held is not None and release_id is not None and held.release_id == release_id:
        return held
    with _lock:
        if _held is None or release_id is None or _held.release_id != release_id:
            _held = _load()
        return _held


def forget() -> None:
    """What is in memory is read again when next asked for."""
    global _held
    with _lock:
        _held = None


def _latest_release() -> QuerySet[models.ReferentialRelease, int]:
    return models.ReferentialRelease.objects.order_by("-id").values_list("id", flat=True)


def _load() -> Content:
    """Seven statements, whatever the size."""
    # Read first: rows of a later release are then read again at the next request, never kept under an older number.
    release_id = _latest_release().first()
    areas = list(models.Area.objects.order_by("code"))
    competences = list(models.Competence.objects.order_by("code"))
    tubes = list(models.Tube.objects.order_by("key"))
    skills = list(models.Skill.objects.order_by("level", "key"))
    lessons = list(models.Lesson.objects.all())
    challenges = list(models.Challenge.objects.order_by("id"))

    competence_of = {tube.pk: tube.competence_id for tube in tubes}
    active = [skill for skill in skills if skill.retired_at is None]
    pix = pix_values((skill.pk, competence_of[skill.tube_id], skill.level) for skill in active)
    held_lessons = {row.pk: Lesson(row.pk, row.key, row.title, row.minutes, row.body) for row in lessons}
    by_key = {lesson.key: lesson for lesson in held_lessons.values()}
    held_tubes = {tube.pk: _tube(tube, active, by_key) for tube in tubes}
    held_skills = {
        skill.pk: Skill(
            id=skill.pk,
            key=skill.key,
            level=skill.level,
            statement=skill.statement,
            hint=skill.hint,
            tube=skill.tube_id,
            competence=competence_of[skill.tube_id],
            lesson=held_lessons.get(skill.lesson_id or 0),
            further=held_tubes[skill.tube_id].further,
            pix=pix.get(skill.pk, Fraction(0)),
            is_active=skill.retired_at is None,
        )
        for skill in skills
    }
    area_of = {area.pk: area for area in areas}
    held_competences = {row.pk: _competence(row, area_of[row.area_id], held_tubes.values()) for row in competences}
    held_challenges = {row.pk: _challenge(row) for row in challenges}
    return Content(
        release_id=release_id,
        areas=tuple(
            Area(area.pk, area.code, area.name, tuple(c.pk for c in competences if c.area_id == area.pk))
            for area in areas
        ),
        competences=MappingProxyType(held_competences),
        tubes=MappingProxyType(held_tubes),
        skills=MappingProxyType(held_skills),
        lessons_by_key=MappingProxyType(by_key),
        challenges=MappingProxyType(held_challenges),
        bank=_bank(held_skills, held_challenges, release_id),
        skills_by_key=MappingProxyType({skill.key: skill for skill in held_skills.values()}),
        competences_by_code=MappingProxyType({row.code: row for row in held_competences.values()}),
    )


def _tube(row: models.Tube, active: Iterable[models.Skill], lessons: Mapping[str, Lesson]) -> Tube:
    return Tube(
        id=row.pk,
        key=row.key,
        name=row.name,
        description=row.description,
        competence=row.competence_id,
        further=tuple(_further(link, lessons) for link in row.further),
        skills=tuple(skill.pk for skill in active if skill.tube_id == row.pk),
    )


def _further(link: Mapping[str, Any], lessons: Mapping[str, Lesson]) -> Further:
    if "fiche" in link:
        lesson = lessons[link["fiche"]]
        return Further(lesson.title, lesson.minutes, "PixOrga", "fiche", lesson=lesson.key)
    return Further(link["title"], link["minutes"], link["source"], link["format"], address=link["url"])


def _competence(row: models.Competence, area: models.Area, tubes: Iterable[Tube]) -> Competence:
    return Competence(
        id=row.pk,
        code=row.code,
        name=row.name,
        description=row.description,
        area=area.pk,
        area_code=area.code,
        area_name=area.name,
        tubes=tuple(tube.id for tube in tubes if tube.competence == row.pk and tube.skills),
    )


def _challenge(row: models.Challenge) -> Challenge:
    current = row.retired_at is None and row.withdrawn_at is None
    return Challenge(
        id=row.pk,
        key=row.key,
        revision=row.revision,
        kind=row.kind,
        is_doing=row.is_doing,
        skill=row.skill_id,
        is_playable=current and is_on_disk(row.body, referential_root()),
        is_withdrawn=row.withdrawn_at is not None,
        digest=row.digest,
        body=MappingProxyType(row.body),
    )


def _bank(skills: Mapping[int, Skill], challenges: Mapping[int, Challenge], release_id: int | None) -> ItemBank:
    active = [skill for skill in skills.values() if skill.is_active]
    ids = {skill.id for skill in active}
    return ItemBank.build(
        (SkillItem(skill.id, skill.key, skill.tube, skill.competence, skill.level, skill.pix) for skill in active),
        (
            ChallengeItem(
                id=challenge.id,
                skill=challenge.skill,
                kind=challenge.kind,
                options=len(challenge.body.get("options", ())),
                timed=challenge.timer is not None,
                generated="generator" in challenge.body,
                playable=challenge.is_playable,
            )
            for challenge in challenges.values()
            if challenge.skill in ids
        ),
        version=str(release_id or 0),
    )
