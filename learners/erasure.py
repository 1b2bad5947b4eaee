"""Pupils whose account, or whose own name, is to be forgotten."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet

from learners.actions import dissociate_account
from learners.models import IdentityEvent, Learner, ReconciliationAttempt
from organisations.actions import record_act
from organisations.models import User

ERASED_PUPIL = "Élève anonymisé"
# A line that nobody imported: the school has no roster, and knew its pupil by the names of the account (settled.md 16).
BORN_OF_AN_ACCOUNT = Q(organisation__manages_learners=False, ine=None, birth_date=None)


def lines_born_of(users: Iterable[User]) -> QuerySet[Learner]:
    return Learner.objects.filter(BORN_OF_AN_ACCOUNT, user__in=list(users))


@transaction.atomic
def forget_account(*, user: User, now: datetime) -> int:
    """Detach the account from every line of a roster; how many. Lines that only copied its names lose them.

    The rosters keep the names that schools wrote: those are not the account's.
    """
    born = set(lines_born_of([user]).values_list("pk", flat=True))
    lines = list(Learner.objects.select_for_update(of=("self",), no_key=True).filter(user=user).order_by("pk"))
    # Not one trace a line, as when a teacher dissociates: it would tell for ever whose account this was.
    Learner.objects.filter(pk__in=[line.pk for line in lines]).update(user=None)
    for line in lines:
        if line.pk in born:
            _wipe(line, now)
    # Nor does the journal keep it, nor by what sign the ENT knew the person.
    IdentityEvent.objects.filter(user=user).update(user=None, uid_digest="")
    ReconciliationAttempt.objects.filter(user=user).delete()
    return len(lines)


@transaction.atomic
def wipe_line(*, learner: Learner, actor: User, now: datetime) -> None:
    """``campaigns.closing.anonymise_learner`` wipes what campaigns hold first."""
    dissociate_account(learner=learner, actor=actor, now=now)
    IdentityEvent.objects.filter(learner=learner).update(learner=None, uid_digest="")
    _wipe(learner, now)
    record_act(actor=actor, verb="learner.anonymised", target=learner, organisation_id=learner.organisation_id)


@transaction.atomic
def delete_line(*, learner: Learner, actor: User) -> None:
    """Participations would go with it: ``campaigns.closing.delete_learner`` checks that there is none."""
    record_act(actor=actor, verb="learner.deleted", target=learner, organisation_id=learner.organisation_id)
    _forget_in_journal(learner)
    learner.delete()


def _wipe(learner: Learner, now: datetime) -> None:
    line = Learner.objects.select_for_update(of=("self",), no_key=True).get(pk=learner.pk)
    line.last_name, line.first_name = ERASED_PUPIL, ""
    line.usage_name = line.second_name = line.third_name = line.sex = line.status = line.mef = line.class_name = ""
    line.ine = line.birth_date = None
    line.disabled_at = line.disabled_at or now
    line.save()
    _forget_in_journal(line)


def _forget_in_journal(learner: Learner) -> None:
    kind = ContentType.objects.get_for_model(Learner)
    LogEntry.objects.filter(content_type=kind, object_id=str(learner.pk)).update(object_repr=ERASED_PUPIL)
