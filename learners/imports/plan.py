"""What a file would change in a school's roster: pure comparison, shown at the rehearsal and written at the confirmation.

A line is a pupil of the roster by the INE first. Those left on both sides are the same pupil if the names and the birth date
are (an INE that was corrected, or that a table does not give), one to one; last, a pupil known by the account of an ENT alone,
before there was a roster, is told by the names, if a single line and a single pupil bear them.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from learners.enums import Sex
from learners.imports.rows import FIELDS, Row, identity
from learners.matching import bare
from learners.models import Learner

# What says who somebody is: an account is attached to these.
IDENTITY = {"last_name", "first_name", "birth_date"}
# What nobody looks for in a list of names: told on one line.
MINOR = {"sex", "status", "mef"}
MANY_GONE = 0.3


@dataclass(frozen=True, slots=True)
class Change:
    name: str
    old: Any
    new: Any

    @property
    def label(self) -> str:
        return FIELDS[self.name]

    @property
    def shown_old(self) -> str:
        return _shown(self.name, self.old)

    @property
    def shown_new(self) -> str:
        return _shown(self.name, self.new)


def _shown(name: str, value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m}/{value.year}"
    return str(Sex(value).label if name == "sex" and value else value or "—")


@dataclass(frozen=True, slots=True)
class Changed:
    """A pupil of the roster whom the file says otherwise, or brings back."""

    learner: Learner
    row: Row
    changes: tuple[Change, ...]
    returns: bool
    account: int | None = None

    @property
    def main_changes(self) -> list[Change]:
        return [change for change in self.changes if change.name not in MINOR]

    @property
    def minor_changes(self) -> list[Change]:
        return [change for change in self.changes if change.name in MINOR]

    @property
    def asks_care(self) -> bool:
        """An account is attached, and the name or the birth date changes: is it still the same person?"""
        return self.learner.user_id is not None and any(change.name in IDENTITY for change in self.changes)


@dataclass(frozen=True, slots=True)
class Added:
    row: Row
    account: int | None = None


@dataclass
class Plan:
    """``account`` is that of the same pupil in another school, to attach here too."""

    added: list[Added] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    disabled: list[Learner] = field(default_factory=list)
    unchanged: int = 0
    active_before: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.disabled)

    @property
    def returning(self) -> int:
        return sum(one.returns for one in self.changed)

    @property
    def linked(self) -> int:
        return sum(one.account is not None for one in (*self.added, *self.changed))

    @property
    def loses_many(self) -> bool:
        """So many pupils leave that the file may hold one class only."""
        return len(self.disabled) > max(5, MANY_GONE * self.active_before)

    def digest(self) -> str:
        """Two plans that would write the same have the same: what was shown is what is written."""
        content = [
            [[one.row.said(), one.account] for one in self.added],
            [
                [
                    one.learner.pk,
                    [[change.name, change.old, change.new] for change in one.changes],
                    one.returns,
                    one.account,
                ]
                for one in self.changed
            ],
            [learner.pk for learner in self.disabled],
        ]
        return hashlib.sha256(json.dumps(content, default=str, sort_keys=True).encode()).hexdigest()


def match(rows: Sequence[Row], roster: Sequence[Learner], *, from_ent: set[int]) -> dict[int, Learner]:
    """Line of the file -> the same pupil in the roster. ``from_ent``: the accounts opened by an ENT."""
    by_ine = {learner.ine.upper(): learner for learner in roster if learner.ine}
    found = {row.line: by_ine[row.ine] for row in rows if row.ine in by_ine}

    taken = {learner.pk for learner in found.values()}
    left = [learner for learner in roster if learner.pk not in taken]
    waiting = [row for row in rows if row.line not in found]
    found |= _pairs(
        ((identity(row), row) for row in waiting),
        (
            ((bare(learner.last_name), bare(learner.first_name), learner.birth_date), learner)
            for learner in left
            if learner.birth_date
        ),
    )

    # Names alone prove nothing but where the school's own ENT gave them, and where no other line bears them.
    by_account = [learner for learner in left if _is_account_only(learner) and learner.user_id in from_ent]
    if by_account:
        borne = _grouped(((bare(name), bare(row.first_name)), row) for row in rows for name in _last_names(row))
        alone = {key: same for key, same in borne.items() if len({row.line for row in same}) == 1}
        found |= _pairs(
            ((key, same[0]) for key, same in alone.items() if same[0].line not in found),
            (((bare(one.last_name), bare(one.first_name)), one) for one in by_account),
        )
    return found


def _is_account_only(learner: Learner) -> bool:
    return not learner.ine and not learner.birth_date and not learner.disabled_at


def _last_names(row: Row) -> set[str]:
    return {name for name in (row.last_name, row.usage_name) if name}


def _grouped(keyed: Iterable[tuple[Hashable, Any]]) -> dict[Hashable, list[Any]]:
    groups: dict[Hashable, list[Any]] = defaultdict(list)
    for key, one in keyed:
        groups[key].append(one)
    return groups


def _pairs(rows: Iterable[tuple[Hashable, Row]], learners: Iterable[tuple[Hashable, Learner]]) -> dict[int, Learner]:
    """One row and one pupil of the same key are the same person; whoever is still in the list goes before who left."""
    known, pairs = _grouped(learners), {}
    for key, same in _grouped(rows).items():
        candidates = known.get(key, [])
        candidates = [one for one in candidates if not one.disabled_at] or candidates
        if len(same) == len(candidates) == 1:
            pairs[same[0].line] = candidates[0]
    # Under both its names, a line must not take two pupils, nor two lines one.
    times = Counter(learner.pk for learner in pairs.values())
    return {line: learner for line, learner in pairs.items() if times[learner.pk] == 1}


def build_plan(
    *,
    rows: Sequence[Row],
    roster: Sequence[Learner],
    keeps_absent: bool,
    from_ent: set[int],
    accounts: Mapping[str, int],
) -> Plan:
    """``accounts``: INE -> the account of that pupil in another school, already checked (queries.accounts_elsewhere)."""
    same = match(rows, roster, from_ent=from_ent)
    plan = Plan(active_before=sum(not learner.disabled_at for learner in roster))
    for row in rows:
        learner = same.get(row.line)
        account = accounts.get(row.ine or "") if learner is None or learner.user_id is None else None
        if learner is None:
            plan.added.append(Added(row, account))
            continue
        changes = tuple(
            Change(name, old, new) for name, new in row.said().items() if (old := getattr(learner, name) or "") != new
        )
        returns = learner.disabled_at is not None
        if changes or returns or account is not None:
            plan.changed.append(Changed(learner, row, changes, returns, account))
        else:
            plan.unchanged += 1
    if not keeps_absent:
        kept = {learner.pk for learner in same.values()}
        plan.disabled = [one for one in roster if one.pk not in kept and not one.disabled_at]
    plan.added.sort(key=lambda one: (one.row.class_name or "", bare(one.row.display_last_name), one.row.line))
    plan.changed.sort(key=lambda one: (one.learner.sort_key, one.learner.pk))
    plan.disabled.sort(key=lambda one: (one.sort_key, one.pk))
    return plan
