"""Every rule and every conflict of the reconciliation, one line each, with the sentence a pupil reads (features.md A-20)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from learners.actions import ReconciliationRefused, find_pupil, reconcile
from learners.conflicts import CONFLICTS, Way, masked
from learners.models import Learner
from learners.tests.factories import LearnerFactory, PupilFactory, SchoolFactory, arrival, from_ent
from organisations.models import User
from organisations.tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db
BORN, INE = date(2011, 3, 14), "990000077ZA"
ZOE = {"first_name": "Zoé", "last_name": "FICTIVE"}


@dataclass
class World:
    """The list of a school, where Zoé is, and who asks to be Zoé."""

    zoe: Learner
    asks: User

    def ask(self, **typed: Any) -> Learner:
        given = {**ZOE, "birth_date": BORN, **typed}
        return reconcile(user=self.asks, organisation=self.zoe.organisation, now=timezone.now(), **given)


def world(asks: Callable[[], User], **zoe: Any) -> World:
    return World(zoe=LearnerFactory(birth_date=BORN, ine=INE, **zoe), asks=asks())


def with_name() -> User:
    """Signed in with a user name: the names are typed."""
    return PupilFactory(username="quelqu.un0101")


def served() -> User:
    """From an ENT, and known in another school: no longer blank."""
    user = arrival()
    LearnerFactory(user=user, birth_date=BORN, ine=INE)
    return user


def owner(by: str) -> User:
    if by == "1":
        return PupilFactory(email="zoe.f@exemple.fr")
    return PupilFactory(username="zoe.fictive1403") if by == "2" else from_ent(PupilFactory(password=None))


def here(by: str, asks: Callable[[], User]) -> World:
    return world(asks, user=owner(by))


def elsewhere(by: str, asks: Callable[[], User]) -> World:
    LearnerFactory(user=owner(by), birth_date=BORN, ine=INE)
    return world(asks)


# --- Matching: who is found ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("line", "typed"),
    [
        pytest.param({}, {}, id="exactly"),
        pytest.param({}, {"first_name": " zoe ", "last_name": "Fictive"}, id="case and accents"),
        pytest.param({"last_name": "D’ESSAI-TÉMOIN"}, {"last_name": "dessai temoin"}, id="punctuation"),
        pytest.param({"last_name": "CŒUR"}, {"last_name": "Coeur"}, id="ligature"),
        pytest.param({"second_name": "Anaïs"}, {"first_name": "Anais"}, id="second given name"),
        pytest.param({"third_name": "Inès"}, {"first_name": "Ines"}, id="third given name"),
        pytest.param({"usage_name": "BOUCHON"}, {"last_name": "Bouchon"}, id="preferred name"),
        pytest.param({"usage_name": "BOUCHON"}, {}, id="family name beside a preferred one"),
        pytest.param({}, {"last_name": "FICTIV"}, id="a quarter of mistakes at most"),
    ],
)
def test_found(line: dict[str, str], typed: dict[str, str]) -> None:
    one = world(with_name, **line)
    LearnerFactory(organisation=one.zoe.organisation, birth_date=BORN, first_name="Tom", last_name="AUTRE")
    assert one.ask(**typed) == one.zoe


def twins() -> World:
    """Two pupils whom the same mistake brings as near."""
    one = world(with_name, first_name="Louane")
    LearnerFactory(organisation=one.zoe.organisation, birth_date=BORN, first_name="Louana", last_name="FICTIVE")
    return one


def test_twins_are_told_apart_by_strict_names() -> None:
    one = twins()
    assert one.ask(first_name="Louane") == one.zoe


def left() -> World:
    return world(arrival, disabled_at=timezone.now())


def of_a_member() -> World:
    return world(lambda: MembershipFactory().user)


def another_here() -> World:
    one = world(arrival)
    LearnerFactory(organisation=one.zoe.organisation, user=one.asks, birth_date=date(2010, 1, 1), last_name="AUTRE")
    return one


def a_sister() -> World:
    one = world(arrival)
    LearnerFactory(user=one.asks, birth_date=date(2013, 1, 1), last_name="AUTRE")
    return one


def tired() -> World:
    one = world(with_name)
    for minutes in (14, 13, 12, 11, 10):
        with pytest.raises(ReconciliationRefused):
            reconcile(
                user=one.asks,
                organisation=one.zoe.organisation,
                birth_date=BORN + timedelta(days=1),
                now=timezone.now() - timedelta(minutes=minutes, seconds=30),
                **ZOE,
            )
    return one


HERE, ELSEWHERE = (
    "Vous avez déjà un compte dans cet établissement",
    "Vous avez déjà un compte, ouvert dans un autre établissement",
)
ENT_ELSEWHERE = "Vous avez déjà un compte, ouvert par l’ENT d’un autre établissement"
MAIL, NAME = "avec l’adresse e-mail z***@exemple.fr", "avec l’identifiant z***.f***3"
SIGN_IN_WITH = "Connectez-vous avec ce compte"
OR_ASK = "ou demandez à votre enseignant."
ONCE = "Connectez-vous une fois avec ce compte : ensuite, votre ENT l’ouvrira."
SHOW = "Montrez cette page à votre enseignant."
REGAIN = "Montrez cette page à un enseignant : il peut vous redonner accès."
UNKNOWN = "Nous ne vous trouvons pas dans la liste des élèves de cet établissement."
CHECK = f"{UNKNOWN} Vérifiez votre prénom, votre nom et votre date de naissance, {OR_ASK}"
GONE = (
    "Vous n’êtes plus dans la liste des élèves de cet établissement. "
    "Si c’est une erreur, demandez à votre enseignant de vous y remettre."
)
TEACHER = (
    "Les parcours de cet établissement sont réservés aux élèves de sa liste, et votre compte est celui d’un membre de "
    "l’espace Orga. Pour voir les questions, lisez la description du parcours dans votre espace."
)
BY_ENT = f"{HERE}, celui de votre ENT. Passez par votre ENT pour faire ce parcours."
OTHER_DAY = {"birth_date": BORN + timedelta(days=1)}
TWO_MAIL = f"Deux comptes ont déjà servi : celui-ci, et celui de z***@exemple.fr. {SHOW}"
TWO_NAME = f"Deux comptes ont déjà servi : celui-ci, et celui de z***.f***3. {SHOW}"
SOMEBODY_ELSE = "Un autre élève utilise déjà ce compte. Déconnectez-vous, puis connectez-vous avec le vôtre,"

# Who asks and whose line it is, what is typed, the code, the sentence, what the page offers.
LINES: list[tuple[Callable[[], World], dict[str, Any], str, str, Way]] = [
    (lambda: world(arrival), OTHER_DAY, "404", f"{UNKNOWN} Vérifiez votre date de naissance, {OR_ASK}", Way.RETRY),
    (lambda: world(with_name), {"first_name": "Yann"}, "404", CHECK, Way.RETRY),
    (twins, {"first_name": "Louan"}, "404", CHECK, Way.RETRY),
    (left, {}, "404", GONE, Way.NOTHING),
    (of_a_member, {"first_name": "Camille"}, "404", TEACHER, Way.NOTHING),
    (tired, {}, "429", f"Trop d’essais à la suite. Attendez une minute, puis recommencez, {OR_ASK}", Way.NOTHING),
    # An account of ours asks.
    (lambda: here("1", with_name), {}, "R31", f"{HERE}, {MAIL}. {SIGN_IN_WITH}, {OR_ASK}", Way.SIGN_IN),
    (lambda: here("2", with_name), {}, "R32", f"{HERE}, {NAME}. {SIGN_IN_WITH}, {OR_ASK}", Way.SIGN_IN),
    (lambda: here("3", with_name), {}, "R33", BY_ENT, Way.ENT),
    (lambda: elsewhere("1", with_name), {}, "R11", f"{ELSEWHERE} {MAIL}. {SIGN_IN_WITH}, {OR_ASK}", Way.SIGN_IN),
    (lambda: elsewhere("2", with_name), {}, "R12", f"{ELSEWHERE} {NAME}. {SIGN_IN_WITH}, {OR_ASK}", Way.SIGN_IN),
    (lambda: elsewhere("3", with_name), {}, "R13", f"{ENT_ELSEWHERE}. {REGAIN}", Way.NOTHING),
    # The ENT brings somebody new (R33 and R13 are no conflict then: test_takeover.py).
    (lambda: here("1", arrival), {}, "R31", f"{HERE}, {MAIL}. {ONCE}", Way.CONFIRM),
    (lambda: here("2", arrival), {}, "R32", f"{HERE}, {NAME}. {ONCE}", Way.CONFIRM),
    (lambda: elsewhere("1", arrival), {}, "R11", f"{ELSEWHERE} {MAIL}. {ONCE}", Way.CONFIRM),
    (lambda: elsewhere("2", arrival), {}, "R12", f"{ELSEWHERE} {NAME}. {ONCE}", Way.CONFIRM),
    # The ENT brings somebody who has done something under this account already.
    (lambda: here("1", served), {}, "R31", TWO_MAIL, Way.NOTHING),
    (lambda: here("2", served), {}, "R32", TWO_NAME, Way.NOTHING),
    (
        lambda: here("3", served),
        {},
        "R33",
        f"{HERE}, ouvert par votre ENT sous un autre identifiant. {SHOW}",
        Way.NOTHING,
    ),
    (lambda: elsewhere("1", served), {}, "R11", TWO_MAIL, Way.NOTHING),
    (lambda: elsewhere("2", served), {}, "R12", TWO_NAME, Way.NOTHING),
    (
        lambda: elsewhere("3", served),
        {},
        "R13",
        f"{ENT_ELSEWHERE}, et celui-ci a déjà servi aussi. {REGAIN}",
        Way.NOTHING,
    ),
    (
        another_here,
        {},
        "R70",
        "Ce compte est déjà celui d’un autre élève de cet établissement. Déconnectez-vous, puis recommencez avec votre compte.",
        Way.SIGN_OUT,
    ),
    (a_sister, {}, "R90", f"{SOMEBODY_ELSE} {OR_ASK}", Way.SIGN_OUT),
    (
        lambda: here("2", arrival),
        {"confirmed": PupilFactory},
        "R00",
        f"Ce compte n’est pas celui de cet élève. Connectez-vous avec z***.f***3, {OR_ASK}",
        Way.CONFIRM,
    ),
]


@pytest.mark.parametrize(("build", "typed", "code", "sentence", "way"), LINES)
def test_refused(build: Callable[[], World], typed: dict[str, Any], code: str, sentence: str, way: Way) -> None:
    one = build()
    before = Learner.objects.values_list("pk", "user").order_by("pk")
    kept, accounts = list(before), User.objects.count()
    given = {key: value() if callable(value) else value for key, value in typed.items()}
    with pytest.raises(ReconciliationRefused) as refused:
        one.ask(**given)
    told = refused.value
    assert (told.code, told.message.replace("\N{NO-BREAK SPACE}", " "), told.way) == (code, sentence, way)
    assert list(before.all()) == kept
    assert User.objects.count() == accounts + ("confirmed" in typed)


SIGN_UP: list[tuple[Callable[[], World], str, str]] = [
    (lambda: here("1", with_name), "S51", f"{HERE}, {MAIL}. {SIGN_IN_WITH}."),
    (lambda: here("2", with_name), "S52", f"{HERE}, {NAME}. {SIGN_IN_WITH}."),
    (lambda: here("3", with_name), "S53", BY_ENT),
    (lambda: elsewhere("1", with_name), "S61", f"{ELSEWHERE} {MAIL}. {SIGN_IN_WITH}."),
    (lambda: elsewhere("2", with_name), "S62", f"{ELSEWHERE} {NAME}. {SIGN_IN_WITH}."),
    (lambda: elsewhere("3", with_name), "S63", f"{ENT_ELSEWHERE}. {REGAIN}"),
    (left, "404", GONE),
]


@pytest.mark.parametrize(("build", "code", "sentence"), SIGN_UP)
def test_refused_to_sign_up(build: Callable[[], World], code: str, sentence: str) -> None:
    one = build()
    with pytest.raises(ReconciliationRefused) as refused:
        find_pupil(organisation=one.zoe.organisation, birth_date=BORN, now=timezone.now(), **ZOE)
    assert (refused.value.code, refused.value.message.replace("\N{NO-BREAK SPACE}", " ")) == (code, sentence)


def test_every_sentence_is_in_the_tables() -> None:
    told = {line[3].split("z***")[0] for line in LINES} | {line[2].split("z***")[0] for line in SIGN_UP}
    missing = [
        name
        for name, conflict in CONFLICTS.items()
        if not any(sentence.startswith(conflict.text.split("{")[0]) for sentence in told)
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("email", "username", "shown"),
    [
        ("zoe@exemple.fr", None, "z***@exemple.fr"),
        (None, "zoe.fictive1403", "z***.f***3"),
        (None, "zoe", "z***e"),
        (None, "zoe.fictive1403-2", "z***.f***2"),
    ],
)
def test_masked(email: str | None, username: str | None, shown: str) -> None:
    assert masked(email=email, username=username) == shown


# --- What is not a conflict ---------------------------------------------------------------------------------------------------
def test_a_school_without_roster_says_nothing_of_who_somebody_is() -> None:
    one = world(arrival)
    LearnerFactory(organisation=SchoolFactory(manages_learners=False), user=one.asks, birth_date=None, ine=None)
    assert one.ask() == one.zoe


def test_the_same_number_of_two_schools_is_not_a_national_one() -> None:
    LearnerFactory(user=owner("2"), birth_date=BORN, ine="12")
    one = world(arrival)
    Learner.objects.filter(pk=one.zoe.pk).update(ine="12")
    assert one.ask() == one.zoe
