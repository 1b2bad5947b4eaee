"""Who an account is in a school: attached, detached, or known by its own names."""

from datetime import datetime

from django.db import transaction

from learners.enums import IdentityEventKind
from learners.models import IdentityEvent, Learner
from organisations.actions import record_act
from organisations.models import Organisation, User


def attach(*, learner: Learner, user: User, now: datetime, code: str = "") -> None:
    """Inside a transaction that has locked the line. ``code`` says how, where the pupil was not asked."""
    learner.user = user
    learner.save(update_fields=["user"])
    IdentityEvent.objects.create(
        at=now,
        kind=IdentityEventKind.LINKED,
        code=code,
        user=user,
        learner=learner,
        organisation_id=learner.organisation_id,
    )


def detach(*, learner: Learner, now: datetime) -> None:
    """Inside a transaction that has locked the line."""
    IdentityEvent.objects.create(
        at=now,
        kind=IdentityEventKind.UNLINKED,
        user_id=learner.user_id,
        learner=learner,
        organisation_id=learner.organisation_id,
    )
    learner.user = None
    learner.save(update_fields=["user"])


@transaction.atomic
def dissociate_account(*, learner: Learner, actor: User, now: datetime) -> bool:
    """Detach the account of a pupil; False if there is none. Participations and results stay as they are.

    The pupil may attach an account again, this one or another.
    """
    locked = Learner.objects.select_for_update(of=("self",), no_key=True).get(pk=learner.pk)
    if locked.user_id is None:
        return False
    detach(learner=locked, now=now)
    record_act(actor=actor, verb="learner.dissociated", target=locked, organisation_id=locked.organisation_id)
    return True


def learner_from_account(*, user: User, organisation: Organisation) -> Learner:
    """A school without roster knows its pupils by the names of their accounts (settled.md 16)."""
    learner, _ = Learner.objects.get_or_create(
        organisation=organisation,
        user=user,
        defaults={"first_name": user.first_name or "—", "last_name": user.last_name or str(user)},
    )
    return learner
