"""Ways in that a teacher gives to a pupil: a user name, a password that serves once; and what the pupil makes of them."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from learners.actions.deadlocks import retried_on_deadlock
from learners.actions.roster import attach
from learners.models import Learner
from learners.perms import password_refusal, username_refusal
from learners.queries import free_username, stamp_of, with_account_facts
from organisations.actions import change_password, forget_failures_of, record_act
from organisations.models import Organisation, User

# Long enough for a class that comes once a week, holidays included; then whoever finds the paper finds nothing.
ONE_TIME_DAYS = 30
# Neither vowels nor what is taken for something else on paper: l, 1, i, o, 0. Without vowels no word is ever made.
LETTERS, DIGITS = "bcdfghjkmnpqrstvwxz", "23456789"
TRIES_FOR_A_NAME = 5


class AccountRefused(Exception):
    """Nothing was given; why, in words for the teacher."""


@dataclass(frozen=True)
class Given:
    """What to hand to a pupil. ``password`` is empty when their own still serves; ``refusal`` says why nothing was given."""

    learner: Learner
    username: str = ""
    password: str = ""
    refusal: str = ""


def new_one_time_password() -> str:
    """«kbt-472-rmz»: 34 bits, read aloud and typed without mistake; the delays of the log-in do the rest."""

    def draw(signs: str) -> str:
        return "".join(secrets.choice(signs) for _ in range(3))

    return f"{draw(LETTERS)}-{draw(DIGITS)}-{draw(LETTERS)}"


def _locked(learner: Learner) -> Learner:
    """The line and its account, locked in that order, with what the rules ask about them."""
    Learner.objects.select_for_update(of=("self",), no_key=True).get(pk=learner.pk)
    if learner.user_id is not None:
        User.objects.select_for_update(of=("self",), no_key=True).get(pk=learner.user_id)
    return with_account_facts(Learner.objects.active()).get(pk=learner.pk)


@retried_on_deadlock
@transaction.atomic
def give_one_time_password(*, learner: Learner, actor: User, now: datetime, seen: str | None = None) -> Given:
    """A new password that serves once, in place of the pupil's. Whoever waited after failures may try again at once.

    ``seen`` is ``stamp_of`` the account as the teacher saw it: a page sent twice gives one password. AccountRefused.
    """
    learner = _locked(learner)
    refusal = password_refusal(learner)
    if not refusal and seen is not None and seen != stamp_of(learner.user):
        refusal = (
            "Le mot de passe de cet élève vient d’être changé : rien n’a été donné cette fois. "
            "Si le nouveau est perdu, donnez-en un autre."
        )
    if refusal:
        raise AccountRefused(refusal)
    password = _set_one_time_password(learner.user, now)
    record_act(actor=actor, verb="learner.password", target=learner, organisation_id=learner.organisation_id)
    return Given(learner, learner.user.username, password)


def _set_one_time_password(user: User, now: datetime) -> str:
    password = new_one_time_password()
    user.set_password(password)
    user.one_time_until = now + timedelta(days=ONE_TIME_DAYS)
    user.save(update_fields=["password", "one_time_until"])
    forget_failures_of(user)
    return password


@retried_on_deadlock
@transaction.atomic
def give_username(*, learner: Learner, actor: User, now: datetime) -> Given:
    """A user name made of the pupil's names and birthday, with a one-time password unless the account has one of its own.

    A pupil without account gets one. AccountRefused.
    """
    learner = _locked(learner)
    refusal = username_refusal(learner)
    if refusal:
        raise AccountRefused(refusal)
    user = learner.user or User(first_name=learner.first_name[:100], last_name=learner.display_last_name[:100])
    if user.pk is None:
        user.set_unusable_password()
    save_with_username(user, learner)
    if learner.user is None:
        attach(learner=learner, user=user, now=now, code="TEACHER")
    password = "" if user.has_usable_password() else _set_one_time_password(user, now)
    record_act(actor=actor, verb="learner.username", target=learner, organisation_id=learner.organisation_id)
    return Given(learner, user.username or "", password)


def save_with_username(user: User, learner: Learner) -> None:
    """Two pupils who would have the same name at the same instant get two."""
    for attempt in range(TRIES_FOR_A_NAME):
        user.username = free_username(learner)
        try:
            with transaction.atomic():
                user.save()
        except IntegrityError:
            if attempt == TRIES_FOR_A_NAME - 1:
                raise
        else:
            return


@retried_on_deadlock
@transaction.atomic
def give_ways_in(
    *, organisation: Organisation, public_ids: Sequence[UUID] | Iterable[UUID], actor: User, now: datetime
) -> list[Given]:
    """For each of these pupils, in the order of the list: a new one-time password, and a user name to who has none."""
    found = Learner.objects.active().filter(organisation=organisation, public_id__in=list(public_ids))
    return [_give(learner, actor, now) for learner in found.order_by("class_name", "sort_key", "pk")]


def _give(learner: Learner, actor: User, now: datetime) -> Given:
    try:
        if learner.user is not None and learner.user.username:
            return give_one_time_password(learner=learner, actor=actor, now=now)
        return give_username(learner=learner, actor=actor, now=now)
    except AccountRefused as refused:
        return Given(learner, refusal=str(refused))


@transaction.atomic
def unblock_account(*, learner: Learner, actor: User) -> bool:
    """Whoever waited after failures may try again at once; False for a pupil without account."""
    if learner.user is None:
        return False
    forget_failures_of(learner.user)
    record_act(actor=actor, verb="learner.unblocked", target=learner, organisation_id=learner.organisation_id)
    return True


@transaction.atomic
def choose_password(*, user: User, stamp: str, password: str) -> bool:
    """The pupil's own password in place of the one-time one; False if that one is no longer theirs (``stamp_of``)."""
    user = User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    if user.one_time_until is None or stamp_of(user) != stamp:
        return False
    change_password(user=user, password=password)
    return True
