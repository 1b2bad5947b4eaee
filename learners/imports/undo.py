"""Taking an import back, for a day: the list is put as it was, but for what happened to a pupil since.

What the import overwrote is kept beside it (``LearnerImport.undo``): the lines it added, the old values of those it changed,
those it disabled. A line that somebody changed or that a pupil took since is left alone, and told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from learners.actions.roster import detach
from learners.enums import ImportStatus
from learners.imports.plan import Plan
from learners.imports.rows import FIELDS
from learners.models import IdentityEvent, Learner, LearnerImport
from learners.queries import last_import
from organisations.actions import record_act
from organisations.models import Organisation, User

UNDO_KEPT = timedelta(hours=24)
WRITTEN_AT_ONCE = 1000


class NotToUndo(Exception):
    """Too late, undone already, or another import came after."""


@dataclass
class Undo:
    """What taking an import back would do now.

    removed   lines that the import added, and that nobody took
    restored  lines that it changed, with the values they had; ``gone`` are those among them that had left the list
    returned  lines that it had disabled
    kept      lines left as they are: changed since, or taken by a pupil
    """

    removed: list[Learner] = field(default_factory=list)
    restored: list[tuple[Learner, Mapping[str, Any]]] = field(default_factory=list)
    returned: list[Learner] = field(default_factory=list)
    kept: list[Learner] = field(default_factory=list)

    @property
    def gone(self) -> int:
        return sum(old["disabled_at"] is not None for _, old in self.restored)


def journal(plan: Plan) -> dict[str, Any]:
    """What the plan is about to overwrite, before it is written; ready for JSON."""
    return {
        "changed": {
            str(one.learner.pk): {
                "old": {change.name: _plain(change.old) for change in one.changes},
                "new": {change.name: _plain(change.new) for change in one.changes},
                "disabled_at": _plain(one.learner.disabled_at),
                "linked": one.account,
            }
            for one in plan.changed
        },
        "disabled": [learner.pk for learner in plan.disabled],
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def write_learners(changed: Iterable[Learner]) -> None:
    """«INSERT … ON CONFLICT (id) DO UPDATE»: one statement where bulk_update would write a CASE a cell."""
    lines = list(changed)
    for learner in lines:
        learner.fold_names()
    Learner.objects.bulk_create(
        lines,
        batch_size=WRITTEN_AT_ONCE,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*FIELDS, "user", "sort_key", "disabled_at"],
    )


def undo_until(kept: LearnerImport) -> datetime | None:
    """Until when this import may be taken back, if nothing comes after it; None for one that wrote nothing."""
    if kept.status != ImportStatus.CONFIRMED or kept.confirmed_at is None or not any(kept.undo.values()):
        return None
    return kept.confirmed_at + UNDO_KEPT


def may_be_undone(kept: LearnerImport, *, now: datetime) -> bool:
    until = undo_until(kept)
    return until is not None and now <= until and last_import(kept.organisation) == kept


def undo_of(kept: LearnerImport, *, lock: bool = False) -> Undo:
    """Three statements, whatever the number of pupils."""
    changed, added, disabled = kept.undo.get("changed", {}), kept.undo.get("added", []), kept.undo.get("disabled", [])
    lines = kept.organisation.learners.filter(pk__in=[*map(int, changed), *added, *disabled]).order_by("sort_key", "pk")
    if lock:
        lines = lines.order_by("pk").select_for_update(of=("self",), no_key=True)
    taken = set(IdentityEvent.objects.filter(learner__in=added).values_list("learner_id", flat=True))
    new, gone, undo = set(added), set(disabled), Undo()
    for learner in lines:
        if learner.pk in new:
            free = learner.user_id is None and learner.pk not in taken and learner.disabled_at is None
            (undo.removed if free else undo.kept).append(learner)
        elif learner.pk in gone:
            (undo.returned if learner.disabled_at == kept.confirmed_at else undo.kept).append(learner)
        else:
            old = _old_values(changed[str(learner.pk)])
            (undo.restored.append((learner, old)) if _is_as_left(learner, old) else undo.kept.append(learner))
    return undo


def _old_values(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "old": _read(stored["old"]),
        "new": _read(stored["new"]),
        "disabled_at": datetime.fromisoformat(stored["disabled_at"]) if stored["disabled_at"] else None,
        "linked": stored["linked"],
    }


def _read(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values from JSON; what the roster keeps as null is read as null."""
    read = dict(values)
    if "birth_date" in read:
        read["birth_date"] = date.fromisoformat(read["birth_date"]) if read["birth_date"] else None
    if "ine" in read:
        read["ine"] = read["ine"] or None
    return read


def _is_as_left(learner: Learner, old: Mapping[str, Any]) -> bool:
    """As the import left it; a line that it brought back may have been taken by its pupil meanwhile."""
    same = all(getattr(learner, name) == value for name, value in old["new"].items())
    taken = old["disabled_at"] is not None and learner.user_id not in (None, old["linked"])
    return same and learner.disabled_at is None and not taken


@transaction.atomic
def undo_import(*, kept: LearnerImport, actor: User, now: datetime) -> Undo:
    """Put the list as it was before this import, and forget what it was. Raises NotToUndo."""
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=kept.organisation_id)
    kept = LearnerImport.objects.select_related("organisation").get(pk=kept.pk)
    if not may_be_undone(kept, now=now):
        raise NotToUndo
    undo = undo_of(kept, lock=True)
    Learner.objects.filter(pk__in=[learner.pk for learner in undo.removed]).delete()
    for learner, old in undo.restored:
        if old["linked"] is not None and learner.user_id == old["linked"]:
            detach(learner=learner, now=now)
        for name, value in old["old"].items():
            setattr(learner, name, value)
        learner.disabled_at = old["disabled_at"]
    try:
        with transaction.atomic():
            write_learners(learner for learner, _ in undo.restored)
    except IntegrityError:  # an INE given back meanwhile to another line
        raise NotToUndo from None
    Learner.objects.filter(pk__in=[learner.pk for learner in undo.returned]).update(disabled_at=None)
    kept.status, kept.undo = ImportStatus.UNDONE, {}
    kept.save(update_fields=["status", "undo"])
    record_act(
        actor=actor,
        verb="learners.import_undone",
        target=kept,
        organisation_id=kept.organisation_id,
        removed=len(undo.removed),
        restored=len(undo.restored),
        returned=len(undo.returned),
        kept=len(undo.kept),
    )
    return undo


def forget_old_undos(*, now: datetime) -> int:
    """What an import overwrote is a school's pupils: forgotten once it can no longer be taken back; how many imports."""
    past = LearnerImport.objects.filter(confirmed_at__lt=now - UNDO_KEPT).exclude(undo={})
    return past.update(undo={})
