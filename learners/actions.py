"""Every write about pupils: attaching an account to a line of the roster, and detaching it."""

from datetime import date, datetime, timedelta

from django.db import transaction

from learners.enums import IdentityEventKind
from learners.matching import find
from learners.models import IdentityEvent, Learner, ReconciliationAttempt
from learners.queries import comes_from_ent
from organisations.actions import record_act
from organisations.models import Organisation, User

TRIES, TRIES_WITHIN = 5, timedelta(minutes=15)

ASK = "demandez à votre enseignant."
MESSAGES = {
    "404": (
        "Nous ne vous trouvons pas dans la liste des élèves de cet établissement. "
        f"Vérifiez votre date de naissance, ou {ASK}"
    ),
    "429": f"Trop d’essais à la suite. Attendez 15 minutes, puis recommencez, ou {ASK}",
    "R31": (
        "Vous avez déjà un compte avec une adresse e-mail dans cet établissement. "
        f"Connectez-vous avec ce compte, ou {ASK}"
    ),
    "R32": (
        f"Vous avez déjà un compte avec un identifiant dans cet établissement. Connectez-vous avec ce compte, ou {ASK}"
    ),
    "R33": (
        "Vous avez déjà un compte dans cet établissement, ouvert par votre ENT sous un autre identifiant. "
        "Montrez cette page à votre enseignant."
    ),
    "R11": (
        "Vous avez déjà un compte avec une adresse e-mail, ouvert dans un autre établissement. "
        f"Connectez-vous avec ce compte, ou {ASK}"
    ),
    "R12": (
        "Vous avez déjà un compte avec un identifiant, ouvert dans un autre établissement. "
        f"Connectez-vous avec ce compte, ou {ASK}"
    ),
    "R13": (
        "Vous avez déjà un compte, ouvert par l’ENT d’un autre établissement. Un enseignant peut vous redonner accès."
    ),
    "R70": (
        "Ce compte est déjà celui d’un autre élève de cet établissement. "
        "Déconnectez-vous, puis recommencez avec votre compte."
    ),
    "R90": (f"Un autre élève utilise déjà ce compte. Déconnectez-vous, puis connectez-vous avec le vôtre, ou {ASK}"),
}


class ReconciliationRefused(Exception):
    """Nobody was attached. ``code`` is what support knows, ``message`` what the pupil reads."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code, self.message = code, MESSAGES[code]


def reconcile(
    *, user: User, organisation: Organisation, first_name: str, last_name: str, birth_date: date, now: datetime
) -> Learner:
    """Attach an account to its line of the roster. Raises ReconciliationRefused, and counts the refusals."""
    with transaction.atomic():
        # The account is the lock: tries sent all at once are counted one by one.
        User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
        recent = ReconciliationAttempt.objects.filter(user=user, organisation=organisation, at__gt=now - TRIES_WITHIN)
        if recent.count() >= TRIES:
            raise ReconciliationRefused("429")
        try:
            return _attach(user, organisation, first_name, last_name, birth_date, now)
        except ReconciliationRefused as error:
            refused = error
        # What was attached is rolled back, and the refusal stays: it is raised once this is committed.
        ReconciliationAttempt.objects.create(user=user, organisation=organisation, code=refused.code, at=now)
        IdentityEvent.objects.create(
            at=now, kind=IdentityEventKind.REFUSED, code=refused.code, user=user, organisation=organisation
        )
    raise refused


@transaction.atomic
def _attach(
    user: User, organisation: Organisation, first_name: str, last_name: str, birth_date: date, now: datetime
) -> Learner:
    candidates = list(
        Learner.objects.active()
        .select_for_update(of=("self",), no_key=True)
        .filter(organisation=organisation, birth_date=birth_date)
        .order_by("pk")
    )
    learner = find(candidates, first_name=first_name, last_name=last_name)
    if learner is None:
        raise ReconciliationRefused("404")
    if learner.user_id == user.pk:
        return learner
    if learner.user_id is not None:
        raise ReconciliationRefused(_taken_code(learner.user, prefix="R3"))
    _leave_former_line(user, learner, now)
    _check_elsewhere(user, learner)
    learner.user = user
    learner.save(update_fields=["user"])
    IdentityEvent.objects.create(
        at=now, kind=IdentityEventKind.LINKED, user=user, learner=learner, organisation=organisation
    )
    return learner


def _leave_former_line(user: User, learner: Learner, now: datetime) -> None:
    """An account is one pupil in a school. The line of who left the list gives it back to the same pupil's new line."""
    former = Learner.objects.select_for_update(of=("self",), no_key=True).filter(
        organisation_id=learner.organisation_id, user=user
    )
    for line in former:
        if line.disabled_at is None or line.birth_date not in {None, learner.birth_date}:
            raise ReconciliationRefused("R70")
        _detach(line, now)


def _detach(learner: Learner, now: datetime) -> None:
    IdentityEvent.objects.create(
        at=now,
        kind=IdentityEventKind.UNLINKED,
        user_id=learner.user_id,
        learner=learner,
        organisation_id=learner.organisation_id,
    )
    learner.user = None
    learner.save(update_fields=["user"])


def _check_elsewhere(user: User, learner: Learner) -> None:
    """The same pupil under another account elsewhere, or another pupil behind this account."""
    if learner.ine:
        twin = (
            Learner.objects.filter(ine=learner.ine, user__isnull=False)
            .exclude(organisation_id=learner.organisation_id)
            .exclude(user=user)
            .select_related("user")
            .first()
        )
        if twin and twin.birth_date == learner.birth_date:
            raise ReconciliationRefused(_taken_code(twin.user, prefix="R1"))
    others = list(Learner.objects.filter(user=user).exclude(organisation_id=learner.organisation_id))
    if others and all(one.ine != learner.ine and one.birth_date != learner.birth_date for one in others):
        raise ReconciliationRefused("R90")


def _taken_code(user: User, *, prefix: str) -> str:
    if comes_from_ent(user):
        return f"{prefix}3"
    return f"{prefix}1" if user.email else f"{prefix}2"


@transaction.atomic
def dissociate_account(*, learner: Learner, actor: User, now: datetime) -> bool:
    """Detach the account of a pupil; False if there is none. Participations and results stay as they are.

    The pupil may attach an account again, this one or another.
    """
    locked = Learner.objects.select_for_update(of=("self",), no_key=True).get(pk=learner.pk)
    if locked.user_id is None:
        return False
    _detach(locked, now)
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
