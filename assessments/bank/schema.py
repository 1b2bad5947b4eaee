"""What a referential holds once read: immutable, valid, in the order of the files."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


def digest_of(content: object) -> str:
    """A stable hash of JSON-able content, whatever the order of the keys."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class AreaSpec:
    code: str
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class CompetenceSpec:
    code: str
    area: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class ChallengeSpec:
    """``body`` is what is stored in ``Challenge.body``; see ``challenge.read_challenge``."""

    key: str
    kind: str
    is_doing: bool
    body: Mapping[str, Any]
    file: str
    line: int

    @property
    def digest(self) -> str:
        return digest_of({"kind": self.kind, "doing": self.is_doing, "body": self.body})


@dataclass(frozen=True, slots=True)
class SkillSpec:
    level: int
    key: str
    statement: str
    presupposes: str
    hint: str
    lesson: str
    challenges: tuple[ChallengeSpec, ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class TubeSpec:
    key: str
    competence: str
    name: str
    description: str
    further: tuple[Mapping[str, Any], ...]
    skills: tuple[SkillSpec, ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class LessonSpec:
    key: str
    title: str
    minutes: int
    body: str
    competence: str
    file: str


@dataclass(frozen=True, slots=True)
class ProfileSpec:
    """A public target profile. A parcours names its skills; a competence takes all of its own."""

    key: str
    name: str
    description: str
    competence: str
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Referential:
    areas: tuple[AreaSpec, ...]
    competences: tuple[CompetenceSpec, ...]
    tubes: tuple[TubeSpec, ...]
    lessons: tuple[LessonSpec, ...]
    profiles: tuple[ProfileSpec, ...]
    digest: str
    orphans: tuple[str, ...] = field(default=())
    """Assets, screens, generators and lessons that nothing names."""

    @property
    def skills(self) -> tuple[SkillSpec, ...]:
        return tuple(skill for tube in self.tubes for skill in tube.skills)

    @property
    def challenges(self) -> tuple[ChallengeSpec, ...]:
        return tuple(challenge for skill in self.skills for challenge in skill.challenges)
