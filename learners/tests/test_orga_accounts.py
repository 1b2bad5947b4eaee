"""«Gérer le compte» (O-95) and the ticked pupils (O-96): who may, what is never given, what is given once."""

import csv
import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from learners.actions.accounts import new_one_time_password
from learners.enums import IdentityEventKind
from learners.models import IdentityEvent, Learner
from learners.tests.factories import LearnerFactory, PupilFactory, SchoolFactory, arrival, from_ent
from organisations.actions import FAILURES_BEFORE_DELAY, record_failure
from organisations.enums import Role
from organisations.models import AuditEvent, LoginFailure, Membership, User
from organisations.tests.factories import PASSWORD, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
BORN = date(2011, 3, 14)
ACTS = ("mot-de-passe", "identifiant", "debloquer")


@pytest.fixture
def membership() -> Membership:
    return MembershipFactory(organisation__manages_learners=True)


@pytest.fixture
def teacher(orga_client: Client, membership: Membership) -> Client:
    orga_client.force_login(membership.user)
    return orga_client


@pytest.fixture
def zoe(membership: Membership) -> Learner:
    user = PupilFactory(username="zoe.fictive1403")
    return LearnerFactory(organisation=membership.organisation, user=user, birth_date=BORN)


def page_of(learner: Learner, act: str = "compte") -> str:
    return f"/eleves/{learner.public_id}/{act}"


def text_of(response: Any) -> str:
    html = response.content.decode().partition("<main")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html.replace("&nbsp;", " "))).replace("\N{NO-BREAK SPACE}", " ")


def give(client: Client, learner: Learner) -> Any:
    stamp = client.get(page_of(learner)).context["stamp"]
    return client.post(page_of(learner, "mot-de-passe"), {"etat": stamp})


# --- Who may -----------------------------------------------------------------------------------------------------------------
def test_who_may(orga_client: Client, membership: Membership, zoe: Learner) -> None:
    before = zoe.user.password
    assert orga_client.get(page_of(zoe)).status_code == 302
    for stranger in (
        MembershipFactory(role=Role.ADMIN, organisation__manages_learners=True),
        MembershipFactory(role=Role.ADMIN),
    ):
        orga_client.force_login(stranger.user)
        statuses = [orga_client.get(page_of(zoe)).status_code]
        statuses += [orga_client.post(page_of(zoe, act)).status_code for act in ACTS]
        orga_client.post("/eleves/comptes", {"eleve": [zoe.public_id], "confirmer": "oui"})
        assert statuses == [404] * 4
    zoe.user.refresh_from_db()
    assert zoe.user.password == before
    orga_client.force_login(membership.user)  # a mere member
    assert orga_client.get(page_of(zoe)).status_code == 200


def test_a_space_without_list_has_no_such_page(teacher: Client, membership: Membership, zoe: Learner) -> None:
    membership.organisation.manages_learners = False
    membership.organisation.save()
    assert teacher.get(page_of(zoe)).status_code == 404
    assert teacher.post("/eleves/comptes", {"eleve": [zoe.public_id]}).status_code == 404


def test_a_pupil_who_left_is_no_longer_theirs(teacher: Client, zoe: Learner) -> None:
    Learner.objects.update(disabled_at=timezone.now())
    assert teacher.get(page_of(zoe)).status_code == 404
    assert teacher.post(page_of(zoe, "mot-de-passe")).status_code == 404


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_given_by_a_link(teacher: Client, zoe: Learner, act: str) -> None:
    assert teacher.get(page_of(zoe, act)).status_code == 405


# --- To whom nothing is given ------------------------------------------------------------------------------------------------
def of_the_ent() -> User:
    return arrival()


def by_mail() -> User:
    return PupilFactory(email="zoe@exemple.fr")


def of_a_member() -> User:
    return MembershipFactory(user__username="camille").user


def of_the_staff() -> User:
    return UserFactory(username="equipe", is_staff=True)


def closed() -> User:
    return PupilFactory(username="zoe", is_active=False)


REFUSED = [
    (of_the_ent, "Cet élève entre par son ENT : il n’a pas de mot de passe PixOrga."),
    (by_mail, "il choisit lui-même un nouveau mot de passe, avec « J’ai oublié mon mot de passe »."),
    (of_a_member, "Ce compte est aussi celui d’un membre de PixOrga : lui seul peut en changer le mot de passe."),
    (of_the_staff, "Ce compte est aussi celui d’un membre de PixOrga : lui seul peut en changer le mot de passe."),
    (closed, "Ce compte est désactivé : écrivez à l’équipe PixOrga."),
]


@pytest.mark.parametrize(("account", "why"), REFUSED)
def test_no_password(teacher: Client, membership: Membership, account: Any, why: str) -> None:
    learner = LearnerFactory(organisation=membership.organisation, user=account())
    before = learner.user.password
    page = teacher.get(page_of(learner))
    assert why in text_of(page)
    assert page_of(learner, "mot-de-passe") not in page.content.decode()
    refused = teacher.post(page_of(learner, "mot-de-passe"), {"etat": page.context["stamp"]}, follow=True)
    assert why in text_of(refused)
    learner.user.refresh_from_db()
    assert (learner.user.password, learner.user.one_time_until) == (before, None)
    assert not AuditEvent.objects.filter(verb="learner.password").exists()


def test_no_password_without_account(teacher: Client, membership: Membership) -> None:
    learner = LearnerFactory(organisation=membership.organisation)
    assert page_of(learner, "mot-de-passe") not in teacher.get(page_of(learner)).content.decode()
    refused = teacher.post(page_of(learner, "mot-de-passe"), {"etat": ""}, follow=True)
    assert "Cet élève n’a pas encore de compte." in text_of(refused)


@pytest.mark.parametrize("account", [of_a_member, of_the_staff, closed, lambda: PupilFactory(username="zoe.fictive")])
def test_no_user_name(teacher: Client, membership: Membership, account: Any) -> None:
    learner = LearnerFactory(organisation=membership.organisation, user=account())
    before = learner.user.username
    assert page_of(learner, "identifiant") not in teacher.get(page_of(learner)).content.decode()
    teacher.post(page_of(learner, "identifiant"))
    learner.user.refresh_from_db()
    assert learner.user.username == before


def test_an_ent_opens_the_account_by_itself(teacher: Client, membership: Membership) -> None:
    membership.organisation.identity_provider = "ent-demo"
    membership.organisation.save()
    learner = LearnerFactory(organisation=membership.organisation)
    why = "Le compte de cet élève s’ouvrira tout seul, à sa première visite depuis l’ENT."
    assert why in text_of(teacher.get(page_of(learner)))
    assert why in text_of(teacher.post(page_of(learner, "identifiant"), follow=True))
    learner.refresh_from_db()
    assert learner.user is None


# --- What is given -----------------------------------------------------------------------------------------------------------
def test_a_one_time_password_is_shown_once(teacher: Client, membership: Membership, zoe: Learner) -> None:
    shown = give(teacher, zoe)
    password = shown.context["given"].password
    assert password in text_of(shown)
    assert "il n’est affiché qu’une fois" in text_of(shown)
    assert "no-store" in shown["Cache-Control"]
    assert password not in teacher.get(page_of(zoe)).content.decode()
    user = User.objects.get(pk=zoe.user_id)
    assert user.check_password(password)
    assert timedelta(days=29) < user.one_time_until - timezone.now() <= timedelta(days=30)
    act = AuditEvent.objects.get(verb="learner.password")
    assert (act.actor, act.target_id, act.organisation, act.details) == (
        membership.user,
        str(zoe.pk),
        membership.organisation,
        {},
    )


def test_sent_twice_it_is_given_once(teacher: Client, zoe: Learner) -> None:
    stamp = teacher.get(page_of(zoe)).context["stamp"]
    first = teacher.post(page_of(zoe, "mot-de-passe"), {"etat": stamp}).context["given"].password
    again = teacher.post(page_of(zoe, "mot-de-passe"), {"etat": stamp}, follow=True)
    assert "vient d’être changé : rien n’a été donné cette fois" in text_of(again)
    assert User.objects.get(pk=zoe.user_id).check_password(first)


def test_it_ends_open_sessions_and_delays(teacher: Client, app_client: Client, zoe: Learner) -> None:
    app_client.force_login(zoe.user)
    for _ in range(FAILURES_BEFORE_DELAY):
        record_failure(identifier=zoe.user.username)
    give(teacher, zoe)
    assert app_client.get("/profil").status_code == 302
    assert not LoginFailure.objects.exists()


def test_a_one_time_password_is_read_without_mistake() -> None:
    drawn = {new_one_time_password() for _ in range(500)}
    assert len(drawn) == 500
    assert all(re.fullmatch(r"[b-df-hjkmnp-tv-xz]{3}-[2-9]{3}-[b-df-hjkmnp-tv-xz]{3}", one) for one in drawn)
    assert not set("".join(drawn)) & set("aeiouyl01")


def test_a_user_name_rescues_a_pupil_of_the_ent(teacher: Client, membership: Membership) -> None:
    learner = LearnerFactory(organisation=membership.organisation, user=arrival(), birth_date=BORN)
    given = teacher.post(page_of(learner, "identifiant")).context["given"]
    assert given.username == "zoe.fictive1403"
    user = User.objects.get(pk=learner.user_id)
    assert (user.username, user.check_password(given.password)) == ("zoe.fictive1403", True)
    assert user.one_time_until is not None
    assert AuditEvent.objects.get(verb="learner.username").target_id == str(learner.pk)


def test_a_user_name_beside_an_address_keeps_the_password(teacher: Client, membership: Membership) -> None:
    learner = LearnerFactory(organisation=membership.organisation, user=by_mail(), birth_date=BORN)
    shown = teacher.post(page_of(learner, "identifiant"))
    assert "garde son mot de passe actuel" in text_of(shown)
    user = User.objects.get(pk=learner.user_id)
    assert (user.username, user.one_time_until) == ("zoe.fictive1403", None)
    assert user.check_password(PASSWORD)


def test_a_pupil_without_account_gets_one(teacher: Client, membership: Membership) -> None:
    learner = LearnerFactory(
        organisation=membership.organisation, birth_date=BORN, first_name="Ana Sofía", usage_name="D’ESSAI"
    )
    given = teacher.post(page_of(learner, "identifiant")).context["given"]
    learner.refresh_from_db()
    assert given.username == learner.user.username == "anasofia.dessai1403"
    assert learner.user.full_name == "Ana Sofía D’ESSAI"
    event = IdentityEvent.objects.get()
    assert (event.kind, event.code, event.user) == (IdentityEventKind.LINKED, "TEACHER", learner.user)


@pytest.mark.parametrize(
    ("born", "expected"),
    [(BORN, ["zoe.fictive1403", "zoe.fictive1403-2", "zoe.fictive1403-3"]), (None, ["zoe.fictive"])],
)
def test_user_names_are_unique(teacher: Client, membership: Membership, born: date | None, expected: list[str]) -> None:
    made = []
    for _ in expected:
        learner = LearnerFactory(organisation=membership.organisation, birth_date=born)
        made.append(teacher.post(page_of(learner, "identifiant")).context["given"].username)
    assert made == expected


def test_unblock(teacher: Client, zoe: Learner) -> None:
    assert "Débloquer" not in text_of(teacher.get(page_of(zoe)))
    for _ in range(FAILURES_BEFORE_DELAY):
        record_failure(identifier=zoe.user.username)
    assert "Trop d’essais sans succès" in text_of(teacher.get(page_of(zoe)))
    assert "peut se connecter sans attendre" in text_of(teacher.post(page_of(zoe, "debloquer"), follow=True))
    assert not LoginFailure.objects.exists()
    assert AuditEvent.objects.get(verb="learner.unblocked").target_id == str(zoe.pk)


def test_only_administrators_may_dissociate(teacher: Client, membership: Membership, zoe: Learner) -> None:
    assert "Dissocier" not in text_of(teacher.get(page_of(zoe)))
    Membership.objects.filter(pk=membership.pk).update(role=Role.ADMIN)
    assert f'href="{page_of(zoe, "dissocier")}"' in teacher.get(page_of(zoe)).content.decode()


# --- Ticked pupils -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def some(membership: Membership, zoe: Learner) -> list[Learner]:
    school = membership.organisation
    return [
        zoe,
        LearnerFactory(organisation=school, last_name="=SOMME", first_name="Tom", birth_date=BORN, class_name="2NDE 2"),
        LearnerFactory(organisation=school, last_name="ZELE", user=from_ent(by_mail()), birth_date=BORN),
        LearnerFactory(organisation=school, last_name="MEMBRE", user=of_a_member(), birth_date=BORN),
    ]


def tick(client: Client, learners: list[Any], **more: str) -> Any:
    return client.post("/eleves/comptes", {"eleve": [getattr(one, "public_id", one) for one in learners], **more})


@pytest.mark.parametrize(
    ("ticked", "told"),
    [([], "Cochez d’abord les élèves"), (["x", ""], "Cochez d’abord"), (["many"], "Cochez 100 élèves au plus")],
)
def test_ticked_badly(teacher: Client, ticked: list[str], told: str) -> None:
    if ticked == ["many"]:
        ticked = [f"00000000-0000-4000-8000-{number:012}" for number in range(101)]
    response = tick(teacher, ticked)
    assert response["Location"] == "/eleves"
    assert told in text_of(teacher.get("/eleves"))


def test_first_what_would_be_given(teacher: Client, some: list[Learner]) -> None:
    before = list(User.objects.order_by("pk").values_list("pk", "username", "password"))
    foreign = LearnerFactory(user=PupilFactory(username="ailleurs"), last_name="DAILLEURS")
    shown = text_of(tick(teacher, [*some, foreign]))
    assert "Un identifiant et un mot de passe (2)" in shown
    assert "Un nouveau mot de passe (1)" in shown
    assert "MEMBRE Zoé – Ce compte est aussi celui d’un membre" in shown
    assert "DAILLEURS" not in shown
    assert list(User.objects.order_by("pk").values_list("pk", "username", "password"))[: len(before)] == before


def test_then_the_file(teacher: Client, some: list[Learner]) -> None:
    foreign = LearnerFactory(user=PupilFactory(username="ailleurs"), organisation=SchoolFactory())
    response = tick(teacher, [*some, foreign], confirmer="oui")
    assert response["Content-Disposition"].startswith('attachment; filename="identifiants-')
    assert "no-store" in response["Cache-Control"]
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Classe", "Nom", "Prénom", "Identifiant", "Mot de passe à usage unique", "Remarque"]
    assert [(row[0], row[1], row[3], bool(row[4])) for row in rows[1:]] == [
        ("2NDE 2", "'=SOMME", "tom.somme1403", True),
        ("2NDE1", "FICTIVE", "zoe.fictive1403", True),
        ("2NDE1", "MEMBRE", "", False),
        ("2NDE1", "ZELE", "zoe.zele1403", False),
    ]
    assert rows[3][5].startswith("Ce compte est aussi celui d’un membre")
    assert rows[4][5] == "Garde son mot de passe actuel"
    assert User.objects.get(username="tom.somme1403").check_password(rows[1][4])
    assert User.objects.get(username="ailleurs").one_time_until is None
    assert AuditEvent.objects.filter(verb__startswith="learner.").count() == 3


# --- Cost --------------------------------------------------------------------------------------------------------------------
def test_statements(teacher: Client, zoe: Learner, django_assert_num_queries: Any) -> None:
    teacher.get(page_of(zoe))
    # session, user, memberships; pupil with account, delay
    with django_assert_num_queries(5):
        teacher.get(page_of(zoe))


@pytest.mark.parametrize("count", [1, 3])
def test_statements_of_the_rehearsal(
    teacher: Client, membership: Membership, count: int, django_assert_num_queries: Any
) -> None:
    learners = [LearnerFactory(organisation=membership.organisation, user=PupilFactory()) for _ in range(count)]
    tick(teacher, learners)
    # session, user, memberships; pupils
    with django_assert_num_queries(4):
        tick(teacher, learners)
