"""«Un tout petit détail !»: from an account to its line of the list (sign-in-and-rosters.md §4, §5 and §7.3)."""

from datetime import date, datetime, timedelta

from django.db import transaction

from learners.actions.deadlocks import retried_on_deadlock
from learners.actions.roster import attach, detach
from learners.actions.takeover import take_over
from learners.conflicts import ReconciliationRefused, masked
from learners.enums import IdentityEventKind
from learners.matching import find
from learners.models import IdentityEvent, Learner, ReconciliationAttempt
from learners.queries import account_elsewhere, accounts_elsewhere, comes_from_ent, is_blank, may_be_taken_over
from organisations.models import Organisation, User
from organisations.queries import is_member

TRIES, TRIES_WITHIN = 5, timedelta(minutes=15)


class AccountGone(Exception):
    """The account was joined to another one meanwhile: a second click, whose browser is already signed in as that one."""


@retried_on_deadlock
def reconcile(
    *,
    user: User,
    organisation: Organisation,
    first_name: str,
    last_name: str,
    birth_date: date,
    now: datetime,
    confirmed: User | None = None,
) -> Learner:
    """Attach an account to its line of the roster. Raises ReconciliationRefused, and counts the refusals; AccountGone.

    ``confirmed`` is another account whose password the same person has just given. The account of the line that is
    returned may be another one than ``user``, which then no longer exists: whoever asked is to be signed in as it.
    """
    with transaction.atomic():
        # The account is the lock: tries sent all at once are counted one by one.
        if not User.objects.select_for_update(of=("self",), no_key=True).filter(pk=user.pk).exists():
            raise AccountGone
        _check_tries(user, organisation, now)
        try:
            return _reconcile(user, organisation, first_name, last_name, birth_date, now, confirmed)
        except ReconciliationRefused as error:
            refused = error
        # What was attached is rolled back, and the refusal stays: it is raised once this is committed.
        ReconciliationAttempt.objects.create(user=user, organisation=organisation, code=refused.code, at=now)
        IdentityEvent.objects.create(
            at=now, kind=IdentityEventKind.REFUSED, code=refused.code, user=user, organisation=organisation
        )
    raise refused


def _check_tries(user: User, organisation: Organisation, now: datetime) -> None:
    recent = ReconciliationAttempt.objects.filter(user=user, organisation=organisation, at__gt=now - TRIES_WITHIN)
    last = list(recent.order_by("-at").values_list("at", flat=True)[:TRIES])
    if len(last) == TRIES:
        raise ReconciliationRefused("429", until=last[-1] + TRIES_WITHIN, now=now)


def locked_line(*, organisation: Organisation, first_name: str, last_name: str, birth_date: date) -> Learner | None:
    """The one pupil of the list who bears these names and was born that day, locked."""
    candidates = (
        Learner.objects.active()
        .select_for_update(of=("self",), no_key=True)
        .filter(organisation=organisation, birth_date=birth_date)
        .order_by("pk")
    )
    return find(list(candidates), first_name=first_name, last_name=last_name)


def has_left(*, organisation: Organisation, first_name: str, last_name: str, birth_date: date) -> bool:
    """Whether somebody of these names, born that day, was in the list and is no longer."""
    former = Learner.objects.filter(organisation=organisation, birth_date=birth_date, disabled_at__isnull=False)
    return find(list(former.order_by("pk")), first_name=first_name, last_name=last_name) is not None


@transaction.atomic
def _reconcile(
    user: User,
    organisation: Organisation,
    first_name: str,
    last_name: str,
    birth_date: date,
    now: datetime,
    confirmed: User | None,
) -> Learner:
    who = {"organisation": organisation, "first_name": first_name, "last_name": last_name, "birth_date": birth_date}
    learner = locked_line(**who)
    if learner is None:
        raise ReconciliationRefused(_why_not_found(user, has_left(**who)))
    if learner.user_id == user.pk:
        return learner
    if learner.user is not None:
        _join(learner.user, user, learner, confirmed, "R3", now)
        return learner
    twin = account_elsewhere(learner, besides=user)
    if twin is not None:
        _join(twin, user, learner, confirmed, "R1", now)
        user = twin
    _leave_former_line(user, learner, now)
    _check_is_them(user, learner)
    attach(learner=learner, user=user, now=now)
    return learner


def _why_not_found(user: User, left: bool) -> str:
    if left:
        return "404-left"
    if comes_from_ent(user):
        return "404"
    return "404-member" if is_member(user) else "404-typed"


def _join(owner: User, user: User, learner: Learner, confirmed: User | None, prefix: str, now: datetime) -> None:
    """The pupil has an account already, ``owner``: make it the one that this ENT opens, or say what to do (§7.3)."""
    code = taken_code(owner, prefix=prefix)
    account = masked(email=owner.email, username=owner.username)
    if not comes_from_ent(user):
        raise ReconciliationRefused(code, account=account)
    if not is_blank(user):
        raise ReconciliationRefused(f"{code}-two", account=account)
    if code.endswith("3"):
        if not may_be_taken_over(owner):
            raise ReconciliationRefused(f"{code}-two")
    elif confirmed is None:
        raise ReconciliationRefused(f"{code}-ent", account=account)
    elif confirmed.pk != owner.pk:
        raise ReconciliationRefused("R00", account=account)
    take_over(account=owner, blank=user, learner=learner, now=now)
    if learner.user_id == owner.pk:
        learner.user = owner


def _leave_former_line(user: User, learner: Learner, now: datetime) -> None:
    """An account is one pupil in a school. The line of who left the list gives it back to the same pupil's new line."""
    former = Learner.objects.select_for_update(of=("self",), no_key=True).filter(
        organisation_id=learner.organisation_id, user=user
    )
    for line in former:
        if line.disabled_at is None or line.birth_date not in {None, learner.birth_date}:
            raise ReconciliationRefused("R70")
        detach(learner=line, now=now)


def _check_is_them(user: User, learner: Learner) -> None:
    """R90: whatever other schools know of this account says that it is somebody else's, a brother or a sister."""
    others = Learner.objects.filter(user=user).exclude(organisation_id=learner.organisation_id)
    # A school without roster knows neither: it says nothing.
    told = [one for one in others if one.birth_date is not None]
    if told and all(one.birth_date != learner.birth_date and one.ine != learner.ine for one in told):
        raise ReconciliationRefused("R90")


def taken_code(user: User, *, prefix: str) -> str:
    """«R31», «R32» or «R33»: how the account that has the line signs in."""
    if comes_from_ent(user):
        return f"{prefix}3"
    return f"{prefix}1" if user.email else f"{prefix}2"


@transaction.atomic
def attach_known(*, user: User, organisation: Organisation, now: datetime) -> Learner | None:
    """Attach, without asking anything, the account of a pupil whom another school knows by the same INE and birth date.

    None when nothing is sure: the pupil is then asked.
    """
    found = known_line(user, organisation)
    if found is None:
        return None
    learner = Learner.objects.select_for_update(of=("self",), no_key=True).get(pk=found.pk)
    # Again, now that nobody else can attach it.
    if learner.user_id is not None or known_line(user, organisation) != learner:
        return None
    attach(learner=learner, user=user, now=now, code="INE")
    return learner


def known_line(user: User, organisation: Organisation) -> Learner | None:
    """The free line of this school that ``attach_known`` would attach."""
    told = Learner.objects.filter(user=user, ine__isnull=False).exclude(organisation=organisation)
    lines = Learner.objects.active().filter(organisation=organisation, user=None, ine__in=told.values("ine"))
    for line in lines.order_by("pk"):
        if line.birth_date and accounts_elsewhere(organisation, [(line.ine, line.birth_date)]).get(line.ine) == user.pk:
            return line
    return None
