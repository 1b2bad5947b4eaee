"""The writes of an import: the rehearsal is kept, then confirmed once, in one transaction."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from learners.enums import IdentityEventKind, ImportStatus
from learners.imports.messages import RosterRefused
from learners.imports.plan import Plan, build_plan
from learners.imports.reading import Upload, read_roster
from learners.imports.rows import Row
from learners.imports.undo import WRITTEN_AT_ONCE, journal, write_learners
from learners.models import IdentityEvent, Learner, LearnerImport, LearnerImportQuerySet
from learners.queries import accounts_elsewhere, accounts_from_ent
from organisations.actions import record_act
from organisations.models import Organisation, User

# As long as somebody may be reading the rehearsal; then its pupils are forgotten.
REHEARSAL_KEPT = timedelta(hours=24)
# The file is to be mended: more than this is the same mistake on every line. The count stays true.
PROBLEMS_KEPT, SKIPPED_KEPT = 1000, 200


class RosterChanged(Exception):
    """The list is no longer what the rehearsal was made with: nothing was written, it must be read again."""


class NotToConfirm(Exception):
    """This import was refused, given up or forgotten."""


def rehearse_import(
    *, organisation: Organisation, author: User, upload: Upload, keeps_absent: bool, now: datetime
) -> LearnerImport:
    """Read a file and keep what it says until it is confirmed; the list does not change.

    A file that cannot be read is kept too, without any pupil, as REFUSED with one error that has a ``code``: support looks
    for it. The author's earlier rehearsals are given up.
    """
    kept = LearnerImport(
        organisation=organisation,
        author=author,
        file_name=upload.name.replace("\x00", "")[-255:],
        sha256=upload.sha256(),
        keeps_absent=keeps_absent,
        created_at=now,
    )
    try:
        reading = read_roster(upload, uai=organisation.uai, today=timezone.localdate(now))
    except RosterRefused as refused:
        kept.status, kept.errors = ImportStatus.REFUSED, [refused.as_json()]
    else:
        kept.format, kept.encoding = reading.format, reading.encoding
        lines = {one.line for one in reading.problems}
        kept.counters = {
            "read": len(reading.rows) + len(lines - {row.line for row in reading.rows}),
            "refused": len(lines),
            "skipped": len(reading.skipped),
            "skipped_list": [one.as_json() for one in reading.skipped[:SKIPPED_KEPT]],
        }
        kept.status = ImportStatus.REFUSED if lines else ImportStatus.REHEARSED
        if lines:
            kept.errors = [one.as_json() for one in reading.problems[:PROBLEMS_KEPT]]
        else:
            kept.rows = [row.as_json() for row in reading.rows]
    # Reading takes seconds at worst: not inside a transaction.
    with transaction.atomic():
        _forget(organisation.learner_imports.with_pupils().filter(author=author))
        kept.save(force_insert=True)
    return kept


def plan_of(kept: LearnerImport, *, lock: bool = False) -> Plan:
    """What confirming would write now. Four statements at most, whatever the number of pupils."""
    rows = [Row.from_json(stored) for stored in kept.rows]
    roster = kept.organisation.learners.order_by("pk")
    if lock:
        roster = roster.select_for_update(of=("self",), no_key=True)
    learners = list(roster)
    attached = {learner.ine for learner in learners if learner.user_id is not None}
    wanting = [(row.ine, row.birth_date) for row in rows if row.ine and row.ine not in attached]
    unproven = [one.user_id for one in learners if one.user_id and not one.ine and not one.birth_date]
    return build_plan(
        rows=rows,
        roster=learners,
        keeps_absent=kept.keeps_absent,
        from_ent=accounts_from_ent(unproven) if unproven else set(),
        accounts=accounts_elsewhere(kept.organisation, wanting) if wanting else {},
    )


@transaction.atomic
def confirm_import(*, kept: LearnerImport, actor: User, digest: str, now: datetime) -> LearnerImport:
    """Write what was shown, and nothing else; confirming again changes nothing.

    Raises RosterChanged if the plan is no longer the one of ``digest``, and NotToConfirm.
    """
    # Two imports of a school pass one after the other.
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=kept.organisation_id)
    kept = LearnerImport.objects.select_related("organisation").get(pk=kept.pk)
    if kept.status == ImportStatus.CONFIRMED:
        return kept
    if kept.status != ImportStatus.REHEARSED or now - kept.created_at > REHEARSAL_KEPT:
        raise NotToConfirm
    plan = plan_of(kept, lock=True)
    if plan.digest() != digest:
        raise RosterChanged
    overwritten = journal(plan)
    added = _write(plan, kept.organisation, now)
    kept.counters = {
        "added": len(plan.added),
        "changed": len(plan.changed) - plan.returning,
        "returned": plan.returning,
        "disabled": len(plan.disabled),
        "unchanged": plan.unchanged,
        "linked": plan.linked,
        "skipped": kept.counters.get("skipped", 0),
    }
    kept.status, kept.confirmed_at, kept.rows = ImportStatus.CONFIRMED, now, []
    kept.author, kept.undo = actor, overwritten | {"added": [learner.pk for learner in added]}
    kept.save(update_fields=["status", "confirmed_at", "rows", "counters", "author", "undo"])
    record_act(
        actor=actor,
        verb="learners.imported",
        target=kept,
        organisation_id=kept.organisation_id,
        format=kept.format,
        **kept.counters,
    )
    return kept


def _write(plan: Plan, organisation: Organisation, now: datetime) -> list[Learner]:
    """A few statements, whatever the number of pupils. Returns those who are new."""
    added = [
        Learner(organisation=organisation, user_id=one.account, created_at=now, **one.row.said()) for one in plan.added
    ]
    changed = []
    for one in plan.changed:
        for change in one.changes:
            setattr(one.learner, change.name, change.new)
        one.learner.disabled_at = None
        if one.account is not None:
            one.learner.user_id = one.account
        changed.append(one.learner)
    for learner in added:
        learner.fold_names()
    Learner.objects.bulk_create(added, batch_size=WRITTEN_AT_ONCE)
    write_learners(changed)
    if plan.disabled:
        Learner.objects.filter(pk__in=[learner.pk for learner in plan.disabled]).update(disabled_at=now)
    linked = [learner for learner in added if learner.user_id is not None]
    linked += [one.learner for one in plan.changed if one.account is not None]
    IdentityEvent.objects.bulk_create(
        IdentityEvent(
            at=now,
            kind=IdentityEventKind.LINKED,
            code="IMPORT",
            user_id=learner.user_id,
            learner=learner,
            organisation=organisation,
        )
        for learner in linked
    )
    return added


def abandon_import(*, kept: LearnerImport) -> None:
    """Forget the pupils of a rehearsal that nobody wants."""
    _forget(LearnerImport.objects.with_pupils().filter(pk=kept.pk))


def forget_old_rehearsals(*, now: datetime) -> int:
    """Those that nobody confirmed within a day; how many."""
    return _forget(LearnerImport.objects.with_pupils().filter(created_at__lt=now - REHEARSAL_KEPT))


def _forget(imports: LearnerImportQuerySet) -> int:
    refused = imports.filter(status=ImportStatus.REFUSED).update(errors=[], counters={})
    given_up = imports.filter(status=ImportStatus.REHEARSED)
    return refused + given_up.update(status=ImportStatus.ABANDONED, rows=[], counters={})
