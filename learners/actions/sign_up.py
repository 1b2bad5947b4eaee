"""A pupil without ENT opens an account: found in the list of the school first (features.md A-04)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from learners.actions.accounts import save_with_username
from learners.actions.reconcile import has_left, locked_line, taken_code
from learners.actions.roster import attach
from learners.conflicts import ReconciliationRefused, masked
from learners.enums import IdentityEventKind
from learners.matching import bare
from learners.models import IdentityEvent, Learner
from learners.queries import account_elsewhere, free_username
from organisations.actions import record_failure
from organisations.enums import Attempt
from organisations.models import Organisation, User
from organisations.queries import blocked_until

# Nobody is signed in: tries are counted by name, then for the whole school, whose pupils share one address.
SCHOOL_TRIES, SCHOOL_WITHIN = 60, timedelta(minutes=15)


@dataclass(frozen=True)
class Found:
    """Who would get an account, and the user name that is free just now."""

    learner: Learner
    username: str


def find_pupil(
    *, organisation: Organisation, first_name: str, last_name: str, birth_date: date, now: datetime
) -> Found:
    """The pupil of these names without account. Raises ReconciliationRefused (S51 to S63, 404, 429), and counts it."""
    with transaction.atomic():
        refused = _why_not_tried(organisation, first_name, last_name, now)
        if refused is None:
            try:
                learner = _free_line(organisation, first_name, last_name, birth_date)
                return Found(learner, free_username(learner))
            except ReconciliationRefused as error:
                refused = error
            record_failure(identifier=_name_sought(organisation, first_name, last_name), purpose=Attempt.ROSTER)
            IdentityEvent.objects.create(
                at=now, kind=IdentityEventKind.REFUSED, code=refused.code, organisation=organisation
            )
    raise refused


def _why_not_tried(
    organisation: Organisation, first_name: str, last_name: str, now: datetime
) -> ReconciliationRefused | None:
    until = blocked_until(_name_sought(organisation, first_name, last_name), Attempt.ROSTER)
    if until is None:
        recent = IdentityEvent.objects.filter(
            organisation=organisation, kind=IdentityEventKind.REFUSED, user=None, at__gt=now - SCHOOL_WITHIN
        )
        last = list(recent.order_by("-at").values_list("at", flat=True)[:SCHOOL_TRIES])
        until = last[-1] + SCHOOL_WITHIN if len(last) == SCHOOL_TRIES else None
    return ReconciliationRefused("429", until=until, now=now) if until else None


def _name_sought(organisation: Organisation, first_name: str, last_name: str) -> str:
    return f"{organisation.pk} {bare(first_name)} {bare(last_name)}"


def _free_line(organisation: Organisation, first_name: str, last_name: str, birth_date: date) -> Learner:
    who: dict[str, Any] = {
        "organisation": organisation,
        "first_name": first_name,
        "last_name": last_name,
        "birth_date": birth_date,
    }
    learner = locked_line(**who)
    if learner is None:
        raise ReconciliationRefused("404-left" if has_left(**who) else "404-typed")
    for owner, prefix in ((learner.user, "S5"), (account_elsewhere(learner), "S6")):
        if owner is not None:
            account = masked(email=owner.email, username=owner.username)
            raise ReconciliationRefused(taken_code(owner, prefix=prefix), account=account)
    return learner


@transaction.atomic
def sign_up_pupil(
    *, organisation: Organisation, first_name: str, last_name: str, birth_date: date, password: str, now: datetime
) -> User:
    """The account of the pupil found, with the names of the list. ReconciliationRefused if somebody was faster."""
    learner = _free_line(organisation, first_name, last_name, birth_date)
    user = User(first_name=learner.first_name[:100], last_name=learner.display_last_name[:100])
    user.set_password(password)
    save_with_username(user, learner)
    attach(learner=learner, user=user, now=now, code="SIGNUP")
    return user
