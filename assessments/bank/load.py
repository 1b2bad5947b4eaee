"""From the files to the rows, in one transaction. Loading twice changes nothing.

A challenge is never changed in place, answered or not: when its content differs, a new revision replaces it and the old
one is retired, so that an answer always shows the question that was answered.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from assessments.bank import referential_root
from assessments.bank.reader import folder_digest, read_referential
from assessments.bank.schema import ChallengeSpec, LessonSpec, Referential, SkillSpec, TubeSpec
from assessments.models import Area, Challenge, Competence, Lesson, ReferentialRelease, Skill, Tube


@dataclass(slots=True)
class Changes:
    """Keys by kind of object («épreuve», «acquis» …), in French because it is printed as it stands."""

    added: dict[str, list[str]] = field(default_factory=dict)
    changed: dict[str, list[str]] = field(default_factory=dict)
    retired: dict[str, list[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.retired)

    def add(self, where: str, kind: str, key: str) -> None:
        getattr(self, where).setdefault(kind, []).append(key)

    def as_json(self) -> dict[str, dict[str, list[str]]]:
        return {"added": self.added, "changed": self.changed, "retired": self.retired}


@dataclass(frozen=True, slots=True)
class Loaded:
    """``changes`` is empty when the base was up to date."""

    changes: Changes
    skills: int
    challenges: int
    release: ReferentialRelease | None


def load_referential(
    root: Path | None = None, *, also: Callable[[Referential, Changes], None] | None = None, whole: bool = False
) -> Loaded:
    """Validate the files, then make the rows say the same. Raises ReferentialError before anything is written.

    ``also`` runs in the same transaction for what lives in other applications (target profiles). Nothing is read when
    no file has changed since the last load, unless ``whole``.
    """
    root = root or referential_root()
    digest = folder_digest(root) if root.is_dir() else ""
    latest = ReferentialRelease.objects.order_by("-id").first()
    if not whole and latest is not None and digest and latest.digest == digest:
        return _counted(Changes(), latest)
    referential = read_referential(root)
    with transaction.atomic():
        _lock()
        latest = ReferentialRelease.objects.order_by("-id").first()
        changes = Changes()
        _Loading(referential, changes).run()
        if also:
            also(referential, changes)
        if changes or latest is None:
            latest = ReferentialRelease.objects.create(digest=referential.digest, summary=changes.as_json())
        elif latest.digest != referential.digest:
            # A comment, a blind resolution: nothing that processes hold in memory.
            ReferentialRelease.objects.filter(pk=latest.pk).update(digest=referential.digest)
        return _counted(changes, latest)


def announce_change(summary: dict[str, object]) -> ReferentialRelease:
    """A new release for a change made without files (a challenge withdrawn by the team): processes reload the content."""
    with transaction.atomic():
        _lock()
        latest = ReferentialRelease.objects.order_by("-id").first()
        return ReferentialRelease.objects.create(digest=latest.digest if latest else "", summary=summary)


def _lock() -> None:
    """One load at a time, the first one too; readers are not stopped. Released at the end of the transaction."""
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(ReferentialRelease._meta.db_table)
        cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def _counted(changes: Changes, release: ReferentialRelease | None) -> Loaded:
    return Loaded(
        changes=changes,
        skills=Skill.objects.filter(retired_at=None).count(),
        challenges=Challenge.objects.filter(retired_at=None).count(),
        release=release,
    )


class _Loading:
    def __init__(self, referential: Referential, changes: Changes) -> None:
        self.referential, self.changes, self.now = referential, changes, timezone.now()

    def run(self) -> None:
        self._areas()
        self._competences()
        self._lessons()
        self._tubes()
        self._skills()
        self._challenges()

    def _upsert(
        self, model: type[models.Model], label: str, wanted: Iterable[tuple[str, dict[str, object]]], *, by: str = "key"
    ) -> dict[str, Any]:
        """Create what is missing, update what differs, retire what is gone when the model can; rows by key."""
        rows = {getattr(row, by): row for row in model.objects.all()}
        retires = any(column.name == "retired_at" for column in model._meta.get_fields())
        fresh, kept = [], set()
        for key, values in wanted:
            kept.add(key)
            row = rows.get(key)
            if row is None:
                row = rows[key] = model(**{by: key}, **values)
                fresh.append(row)
                self.changes.add("added", label, key)
                continue
            target = {**values, "retired_at": None} if retires else values
            differs = [name for name, value in target.items() if getattr(row, name) != value]
            if differs:
                self.changes.add("added" if "retired_at" in differs else "changed", label, key)
                for name in differs:
                    setattr(row, name, target[name])
                row.save(update_fields=differs)
        model.objects.bulk_create(fresh)
        if retires:
            for key, row in rows.items():
                if key not in kept and row.retired_at is None:
                    row.retired_at = self.now
                    row.save(update_fields=["retired_at"])
                    self.changes.add("retired", label, key)
        return rows

    def _areas(self) -> None:
        wanted = ((area.code, {"name": area.name}) for area in self.referential.areas)
        self.areas = self._upsert(Area, "domaine", wanted, by="code")

    def _competences(self) -> None:
        wanted = (
            (spec.code, {"area_id": self.areas[spec.area].pk, "name": spec.name, "description": spec.description})
            for spec in self.referential.competences
        )
        self.competences = self._upsert(Competence, "compétence", wanted, by="code")

    def _lessons(self) -> None:
        def values(spec: LessonSpec) -> dict[str, object]:
            return {"title": spec.title, "minutes": spec.minutes, "body": spec.body}

        self.lessons = self._upsert(Lesson, "fiche", ((spec.key, values(spec)) for spec in self.referential.lessons))

    def _tubes(self) -> None:
        def values(spec: TubeSpec) -> dict[str, object]:
            return {
                "competence_id": self.competences[spec.competence].pk,
                "name": spec.name,
                "description": spec.description,
                "further": [dict(link) for link in spec.further],
            }

        self.tubes = self._upsert(Tube, "sujet", ((spec.key, values(spec)) for spec in self.referential.tubes))

    def _skills(self) -> None:
        def values(tube: TubeSpec, spec: SkillSpec) -> dict[str, object]:
            return {
                "tube_id": self.tubes[tube.key].pk,
                "level": spec.level,
                "statement": spec.statement,
                "presupposes": spec.presupposes,
                "hint": spec.hint,
                "lesson_id": self.lessons[spec.lesson].pk,
            }

        wanted = ((skill.key, values(tube, skill)) for tube in self.referential.tubes for skill in tube.skills)
        self.skills = self._upsert(Skill, "acquis", wanted)

    def _challenges(self) -> None:
        latest: dict[str, Challenge] = {}
        for row in Challenge.objects.order_by("key", "revision").defer("body"):
            latest[row.key] = row
        fresh: list[Challenge] = []
        wanted = {spec.key: (skill, spec) for skill in self.referential.skills for spec in skill.challenges}
        for key, row in latest.items():
            gone = key not in wanted
            if row.retired_at is None and (gone or row.digest != wanted[key][1].digest):
                # Retired before its successor exists: one current revision a challenge.
                row.retired_at = self.now
                row.save(update_fields=["retired_at"])
                if gone:
                    self.changes.add("retired", "épreuve", key)
        for key, (skill, spec) in wanted.items():
            row = latest.get(key)
            if row is None:
                fresh.append(self._revision(skill, spec, 1))
                self.changes.add("added", "épreuve", key)
            elif row.digest != spec.digest:
                fresh.append(self._revision(skill, spec, row.revision + 1))
                self.changes.add("changed", "épreuve", key)
            elif row.retired_at is not None:
                row.retired_at = None
                row.save(update_fields=["retired_at"])
                self.changes.add("added", "épreuve", key)
        Challenge.objects.bulk_create(fresh, batch_size=200)

    def _revision(self, skill: SkillSpec, spec: ChallengeSpec, revision: int) -> Challenge:
        return Challenge(
            skill=self.skills[skill.key],
            key=spec.key,
            revision=revision,
            kind=spec.kind,
            is_doing=spec.is_doing,
            body=dict(spec.body),
            digest=spec.digest,
            created_at=self.now,
        )
