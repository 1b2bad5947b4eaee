"""«Équipe»: who may do what, roles, removals, departures, and two administrators at the same instant."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.test import Client
from django.utils import timezone

from organisations import actions
from organisations.enums import Role
from organisations.middleware import SESSION_KEY
from organisations.models import AuditEvent, Invitation, Membership
from organisations.tests.factories import (
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    disable,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return OrganisationFactory(name="Lycée Pix")


@pytest.fixture
def admin(school):
    return MembershipFactory(organisation=school, role=Role.ADMIN, user__last_name="Garance")


@pytest.fixture
def member(school):
    return MembershipFactory(organisation=school, user__last_name="Libellot")


def enter(membership):
    client = Client(SERVER_NAME="orga.localhost")
    client.force_login(membership.user)
    return client


def said(client):
    return [str(message) for message in client.get("/equipe").context["messages"]]


def verbs():
    return list(AuditEvent.objects.order_by("id").values_list("verb", flat=True))


# --- Who may ------------------------------------------------------------------------------------------------------------
# (name, method, address made of the objects, data, what the administrator gets)
ACTS = [
    ("see", "get", lambda m, i: "/equipe", {}, 200),
    ("invite-form", "get", lambda m, i: "/equipe/inviter", {}, 200),
    ("invite", "post", lambda m, i: "/equipe/inviter", {"emails": "nouveau@exemple.fr"}, 302),
    ("resend", "post", lambda m, i: f"/equipe/invitations/{i.public_id}/renvoyer", {}, 302),
    ("cancel", "post", lambda m, i: f"/equipe/invitations/{i.public_id}/supprimer", {}, 302),
    ("role-form", "get", lambda m, i: f"/equipe/{m.user.public_id}/role", {}, 200),
    ("role", "post", lambda m, i: f"/equipe/{m.user.public_id}/role", {"role": "admin"}, 302),
    ("remove-form", "get", lambda m, i: f"/equipe/{m.user.public_id}/retirer", {}, 200),
    ("remove", "post", lambda m, i: f"/equipe/{m.user.public_id}/retirer", {}, 302),
    ("leave-form", "get", lambda m, i: "/equipe/quitter", {}, 200),
    ("leave", "post", lambda m, i: "/equipe/quitter", {}, 302),
]
OF_AN_OBJECT = {"resend", "cancel", "role-form", "role", "remove-form", "remove"}
OPEN_TO_MEMBERS = {"see", "leave-form", "leave"}


@pytest.mark.parametrize("who", ["administrator", "member", "stranger", "anonymous"])
@pytest.mark.parametrize("name, method, address, data, allowed", ACTS, ids=[act[0] for act in ACTS])
def test_who_may(school, admin, member, mailoutbox, who, name, method, address, data, allowed):
    """The stranger administers another school."""
    invitation = InvitationFactory(organisation=school, sent_at=timezone.now() - timezone.timedelta(hours=1))
    MembershipFactory(organisation=school, role=Role.ADMIN)  # so that the first one may leave
    path = address(member, invitation)
    client = {
        "administrator": lambda: enter(admin),
        "member": lambda: enter(MembershipFactory(organisation=school)),
        "stranger": lambda: enter(MembershipFactory(role=Role.ADMIN)),
        "anonymous": lambda: Client(SERVER_NAME="orga.localhost"),
    }[who]()
    before = state_of(school)
    response = getattr(client, method)(path, data)
    if who == "anonymous":
        assert response["Location"].startswith("/connexion?next=")
    elif who == "stranger" and name in OF_AN_OBJECT:
        assert response.status_code == 404
    elif who == "member" and name not in OPEN_TO_MEMBERS:
        assert response.status_code == 403
    elif who == "stranger" and name == "leave":  # the last administrator of their own
        assert said(client) == [
            "Vous êtes le seul administrateur de cet espace. Donnez d’abord le rôle d’administrateur à un autre membre."
        ]
    else:
        assert response.status_code == allowed
    wrote = method == "post" and (who == "administrator" or (who == "member" and name == "leave"))
    assert (state_of(school) != before) is wrote
    assert bool(mailoutbox) is (
        name in {"invite", "resend"} and (who == "administrator" or (who, name) == ("stranger", "invite"))
    )


def state_of(school):
    return (
        list(school.memberships.order_by("id").values_list("id", "role", "disabled_at")),
        list(school.invitations.order_by("id").values_list("id", "token_digest", "cancelled_at")),
    )


@pytest.mark.parametrize("act", ["renvoyer", "supprimer"])
def test_acts_on_invitations_are_posts(admin, school, act):
    invitation = InvitationFactory(organisation=school)
    assert enter(admin).get(f"/equipe/invitations/{invitation.public_id}/{act}").status_code == 405


def test_a_member_sees_neither_invitations_nor_visits(school, member, admin):
    InvitationFactory(organisation=school, email="attendue@exemple.fr")
    page = enter(member).get("/equipe?tri=visite").content.decode()
    for hidden in ("attendue@exemple.fr", "Dernière visite", "Modifier le rôle", "Retirer", "Inviter un membre"):
        assert hidden not in page
    assert "Membre depuis le" in page
    assert "Quitter cet espace" in page


# --- The list -----------------------------------------------------------------------------------------------------------
def rows(client, query=""):
    return [(m.user.last_name, m.get_role_display()) for m in client.get(f"/equipe{query}").context["page"]]


def test_members_by_name_with_their_role(school, admin):
    MembershipFactory(organisation=school, user__last_name="Zola")
    MembershipFactory(organisation=school, user__last_name="Élan")
    disable(MembershipFactory(organisation=school, user__last_name="Parti"))
    MembershipFactory(user__last_name="Ailleurs")
    client = enter(admin)
    assert rows(client) == [("Élan", "Membre"), ("Garance", "Administrateur"), ("Zola", "Membre")]
    assert rows(client, "?tri=-nom")[0] == ("Zola", "Membre")
    assert rows(client, "?tri=role")[0] == ("Garance", "Administrateur")


@pytest.mark.parametrize("count", [1, 3])
def test_queries(school, admin, django_assert_num_queries, count):
    MembershipFactory.create_batch(count - 1, organisation=school)
    InvitationFactory.create_batch(count, organisation=school)
    client = enter(admin)
    with django_assert_num_queries(
        6
    ):  # session, user, memberships with organisation and terms, count, team, invitations
        page = client.get("/equipe").content.decode()
    assert f"Membres ({count})" in page
    assert f"Invitations ({count})" in page


def test_a_long_team_has_pages(school, admin):
    MembershipFactory.create_batch(50, organisation=school)
    client = enter(admin)
    assert len(rows(client)) == 50
    assert len(rows(client, "?page=2")) == 1


def test_names_are_inert(school, admin):
    MembershipFactory(organisation=school, user__last_name="<script>alert(1)</script>")
    assert "<script>alert" not in enter(admin).get("/equipe").content.decode()


def test_the_last_visit_is_a_day_written_once(school, admin, django_assert_num_queries, clock):
    newcomer = MembershipFactory(organisation=school, last_visit_on=None)
    assert "Pas encore venu(e)" in enter(admin).get("/equipe").content.decode()
    client = enter(newcomer)
    client.get("/documentation")
    newcomer.refresh_from_db()
    assert newcomer.last_visit_on == timezone.localdate()
    with django_assert_num_queries(3):  # session, user, memberships: nothing is written again
        client.get("/documentation")
    clock.forward(days=1)
    page = enter(admin).get("/equipe").content.decode()
    assert newcomer.last_visit_on.strftime("%d/%m/%Y") in page


def test_invitations_say_where_they_stand(school, admin, clock, settings):
    settings.INVITATION_DAYS = 30
    InvitationFactory(organisation=school, email="a@exemple.fr")
    InvitationFactory(organisation=school, email="b@exemple.fr", sent_at=None)
    InvitationFactory(organisation=school, email="c@exemple.fr", sent_at=timezone.now() - timezone.timedelta(days=31))
    InvitationFactory(organisation=school, email="d@exemple.fr", accepted_at=timezone.now())
    InvitationFactory(organisation=school, email="e@exemple.fr", cancelled_at=timezone.now())
    page = enter(admin).get("/equipe").content.decode()
    shown = page.split('id="invitations"')[1]
    assert [shown.index(text) for text in ("a@exemple.fr", "En attente", "b@exemple.fr", "Pas envoyée", "Expirée")] == (
        sorted(shown.index(text) for text in ("a@exemple.fr", "En attente", "b@exemple.fr", "Pas envoyée", "Expirée"))
    )
    assert "d@exemple.fr" not in page
    assert "e@exemple.fr" not in page


# --- Roles --------------------------------------------------------------------------------------------------------------
def test_a_role_is_given_and_taken(admin, member):
    client = enter(admin)
    path = f"/equipe/{member.user.public_id}/role"
    assert client.post(path, {"role": "admin"})["Location"] == "/equipe"
    assert said(client) == [f"{member.user} a le rôle «\xa0Administrateur\xa0»."]
    member.refresh_from_db()
    assert member.role == Role.ADMIN
    client.post(path, {"role": "member"})
    member.refresh_from_db()
    assert member.role == Role.MEMBER
    assert verbs() == ["membership.role", "membership.role"]
    assert AuditEvent.objects.first().organisation == admin.organisation


@pytest.mark.parametrize("data", [{}, {"role": ""}, {"role": "owner"}])
def test_a_made_up_role_is_refused(admin, member, data):
    response = enter(admin).post(f"/equipe/{member.user.public_id}/role", data)
    assert response.status_code == 422
    assert response.context["form"].errors == {"role": ["Choisissez un rôle."]}
    assert not AuditEvent.objects.exists()


def test_the_same_role_again_is_no_act(admin, member):
    enter(admin).post(f"/equipe/{member.user.public_id}/role", {"role": "member"})
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_changes_their_own_role(school, admin, method):
    MembershipFactory(organisation=school, role=Role.ADMIN)
    client = enter(admin)
    getattr(client, method)(f"/equipe/{admin.user.public_id}/role", {"role": "member"})
    assert said(client) == ["Vous ne pouvez pas modifier votre propre rôle. Un autre administrateur peut le faire."]
    admin.refresh_from_db()
    assert admin.role == Role.ADMIN
    assert "Modifier le rôle" in client.get("/equipe").content.decode()  # of the other one
    with pytest.raises(actions.TeamRefused):
        actions.change_role(actor=admin, member=admin, role=Role.MEMBER)


def test_who_has_left_has_no_role(admin, member):
    disable(member)
    assert enter(admin).post(f"/equipe/{member.user.public_id}/role", {"role": "admin"}).status_code == 404
    with pytest.raises(actions.TeamRefused, match="n’est plus membre"):
        actions.change_role(actor=admin, member=member, role=Role.ADMIN)


def test_who_was_an_administrator_when_the_page_was_shown(admin, member):
    """The row in hand says «admin», the base no longer does."""
    Membership.objects.filter(pk=admin.pk).update(role=Role.MEMBER)
    for act in (
        lambda: actions.change_role(actor=admin, member=member, role=Role.ADMIN),
        lambda: actions.remove_member(actor=admin, member=member),
        lambda: actions.invite_members(actor=admin, emails=["a@exemple.fr"]),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert not Invitation.objects.exists()


# --- Removal and departure ----------------------------------------------------------------------------------------------
def test_a_removed_member_is_out_at_the_next_request(admin, member):
    theirs, client = enter(member), enter(admin)
    assert theirs.get("/equipe").status_code == 200
    page = client.get(f"/equipe/{member.user.public_id}/retirer").content.decode()
    assert "Ses campagnes restent à la disposition de l’équipe" in page
    assert member.user.email in page
    client.post(f"/equipe/{member.user.public_id}/retirer")
    assert said(client) == [f"{member.user} ne fait plus partie de l’espace."]
    assert theirs.get("/equipe").status_code == 403
    assert verbs() == ["membership.removed"]
    assert client.post(f"/equipe/{member.user.public_id}/retirer").status_code == 404


def test_one_removes_oneself_by_leaving(admin, member):
    assert enter(admin).post(f"/equipe/{admin.user.public_id}/retirer")["Location"] == "/equipe/quitter"
    with pytest.raises(actions.TeamRefused, match="Quitter"):
        actions.remove_member(actor=admin, member=admin)


def test_a_member_leaves(admin, member):
    client = enter(member)
    assert "Vos campagnes restent" in client.get("/equipe/quitter").content.decode()
    assert client.post("/equipe/quitter")["Location"] == "/"
    response = client.get("/")
    assert response.status_code == 403
    assert "Vous avez quitté l’espace «\xa0Lycée Pix\xa0»." in response.content.decode()
    assert verbs() == ["membership.left"]


def test_one_lands_on_the_other_space(member):
    other = MembershipFactory(user=member.user, organisation__name="Zola")
    client = enter(member)
    client.post("/changer-d-espace", {"membership": member.pk})
    client.post("/equipe/quitter")
    assert SESSION_KEY not in client.session
    assert client.get("/documentation").wsgi_request.organisation == other.organisation


@pytest.mark.parametrize("alone", [True, False])
def test_the_last_administrator_stays(school, admin, alone):
    if not alone:
        MembershipFactory(organisation=school)
        disable(MembershipFactory(organisation=school, role=Role.ADMIN))
        MembershipFactory(role=Role.ADMIN)
    client = enter(admin)
    page = client.get("/equipe/quitter").content.decode()
    assert "vous ne pouvez pas le quitter" in page
    assert "btn-danger" not in page
    client.post("/equipe/quitter")
    admin.refresh_from_db()
    assert admin.disabled_at is None
    assert not AuditEvent.objects.exists()


def test_an_administrator_leaves_another_one_behind(school, admin):
    MembershipFactory(organisation=school, role=Role.ADMIN)
    enter(admin).post("/equipe/quitter")
    admin.refresh_from_db()
    assert admin.disabled_at is not None


def test_who_left_can_come_back(school, member):
    disable(member)
    token = InvitationFactory(organisation=school, email=member.user.email, token="retour").token_digest
    client = enter(member)
    assert token
    assert client.post("/rejoindre/retour")["Location"] == "/"
    assert school.memberships.active().filter(user=member.user).count() == 1


# --- At the same instant ------------------------------------------------------------------------------------------------
def together(*acts):
    """Run each in its own thread, at once; what each raised, or None."""
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait(timeout=10)
        try:
            act()
        except (PermissionDenied, actions.TeamRefused) as refusal:
            return type(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


RACES = {
    "demote": lambda one, other: actions.change_role(actor=one, member=other, role=Role.MEMBER),
    "remove": lambda one, other: actions.remove_member(actor=one, member=other),
    "leave": lambda one, other: actions.leave_space(member=one),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", RACES)
@pytest.mark.parametrize("attempt", range(5))
def test_two_administrators_at_the_same_instant(act, attempt):
    school = OrganisationFactory()
    one, other = MembershipFactory.create_batch(2, organisation=school, role=Role.ADMIN, accepted=False)
    outcomes = together(lambda: RACES[act](one, other), lambda: RACES[act](other, one))
    assert sorted(outcome is None for outcome in outcomes) == [False, True]
    assert school.memberships.active().filter(role=Role.ADMIN).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_leaves_while_the_other_is_demoted():
    """Whatever comes first, somebody still administers."""
    school = OrganisationFactory()
    one, other = MembershipFactory.create_batch(2, organisation=school, role=Role.ADMIN, accepted=False)
    together(
        lambda: actions.leave_space(member=one), lambda: actions.change_role(actor=one, member=other, role=Role.MEMBER)
    )
    assert school.memberships.active().filter(role=Role.ADMIN).exists()


def test_a_pupil_without_names_is_listed(school, admin):
    MembershipFactory(organisation=school, user=UserFactory(first_name="", last_name="", email="seul@exemple.fr"))
    assert "seul@exemple.fr" in enter(admin).get("/equipe").content.decode()
