"""Spaces, accounts and traces in the administration."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from organisations import actions, queries
from organisations.enums import LegalKind, OrganisationKind, Role
from organisations.models import AuditEvent, Invitation, LegalText, LoginFailure, Membership, Organisation, User
from pixorga.tests.admin_pages import PASSWORD, account, act, addition_to, address, browser, found, page_of, superuser

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "violet tambour 84"


@pytest.fixture
def boss() -> Client:
    return superuser()


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("verb", flat=True))


# --- Spaces -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("words", ["elysee", "ÉLYSÉE", "lycee élysée", "0750001a"])
def test_search_forgets_accents_and_case(boss: Client, words: str) -> None:
    wanted = Organisation.objects.create(name="Lycée Élysée", uai="0750001A")
    Organisation.objects.create(name="Collège Œillet", uai="0750002B")
    assert found(boss, Organisation, q=words) == [wanted]


def test_filters(boss: Client) -> None:
    school = Organisation.objects.create(name="Lycée", uai="0750001A")
    firm = Organisation.objects.create(name="Atelier", kind=OrganisationKind.PRO)
    gone = Organisation.objects.create(name="Zénith", uai="0330001A", archived_at=timezone.now())
    assert found(boss, Organisation, kind__exact="PRO") == [firm]
    assert found(boss, Organisation, uai="033") == [gone]
    assert found(boss, Organisation, etat_archived_at="oui") == [gone]
    assert found(boss, Organisation, etat_archived_at="non") == [firm, school]


@pytest.mark.parametrize("typed, kept", [("0750001a", "0750001A"), ("", None)])
def test_a_space_is_made(boss: Client, typed: str, kept: str | None) -> None:
    response = boss.post(addition_to(Organisation), {"name": "Lycée Élysée", "kind": "SCO", "uai": typed})
    assert response.status_code == 302
    made = Organisation.objects.get()
    assert (made.uai, made.sort_key) == (kept, "lycee elysee")


def test_a_wrong_uai_is_refused(boss: Client) -> None:
    response = boss.post(addition_to(Organisation), {"name": "Lycée", "kind": "SCO", "uai": "ABC"})
    assert response.context["adminform"].errors["uai"] == [
        "Un UAI compte 7 chiffres et une lettre, par exemple 0750001A."
    ]


def test_the_page_of_a_space_shows_its_people_and_saves_without_them(boss: Client) -> None:
    organisation = Organisation.objects.create(name="Lycée")
    Membership.objects.create(organisation=organisation, user=account("zoe"))
    Invitation.objects.create(organisation=organisation, email="bob@exemple.fr")
    page = boss.get(page_of(organisation)).content.decode()
    assert "zoe" in page
    assert "bob@exemple.fr" in page
    assert f"{addition_to(Membership)}?organisation={organisation.pk}" in page
    boss.post(page_of(organisation), {"name": "Lycée neuf", "kind": "SCO"})
    organisation.refresh_from_db()
    assert organisation.name == "Lycée neuf"


def test_members_are_added_changed_and_disabled_with_a_trace(boss: Client) -> None:
    organisation, user = Organisation.objects.create(name="Lycée"), account("zoe")
    boss.post(addition_to(Membership), {"organisation": organisation.pk, "user": user.pk, "role": "member"})
    membership = Membership.objects.get()
    boss.post(page_of(membership), {"role": "admin", "disabled_at_0": "22/11/2026", "disabled_at_1": "10:00"})
    membership.refresh_from_db()
    assert (membership.role, membership.disabled_at is not None) == (Role.ADMIN, True)
    assert verbs() == ["membership.added", "membership.changed"]


def test_nobody_is_twice_an_active_member(boss: Client) -> None:
    organisation, user = Organisation.objects.create(name="Lycée"), account("zoe")
    old = Membership.objects.create(organisation=organisation, user=user, disabled_at=timezone.now())
    Membership.objects.create(organisation=organisation, user=user)
    again = boss.post(page_of(old), {"role": "member", "disabled_at_0": "", "disabled_at_1": ""})
    assert again.context["adminform"].errors["__all__"] == ["Cette personne est déjà membre de cet espace."]
    added = boss.post(addition_to(Membership), {"organisation": organisation.pk, "user": user.pk, "role": "member"})
    assert added.status_code == 200
    assert Membership.objects.count() == 2


def test_an_invitation_is_cancelled_and_its_token_never_shown(boss: Client) -> None:
    organisation = Organisation.objects.create(name="Lycée")
    invitation = Invitation.objects.create(organisation=organisation, email="bob@exemple.fr")
    assert invitation.token_digest not in boss.get(page_of(invitation)).content.decode()
    act(boss, "cancel", invitation)
    invitation.refresh_from_db()
    assert invitation.cancelled_at is not None
    assert verbs() == ["invitation.cancelled"]
    assert boss.get(address("admin:organisations_invitation_changelist"), {"token__startswith": "a"}).status_code == 400


def test_staff_invites_and_the_mail_leaves(boss: Client, mailoutbox: list) -> None:
    organisation = Organisation.objects.create(name="Lycée")
    data = {"organisation": organisation.pk, "email": "Bob@Exemple.fr", "role": "admin"}
    page = boss.post(addition_to(Invitation), data, follow=True).content.decode()
    assert "Invitation envoyée à bob@exemple.fr." in page
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.invited_by.first_name) == ("bob@exemple.fr", "admin", "chef")
    assert mailoutbox[0].to == ["bob@exemple.fr"]
    assert verbs() == ["invitation.sent"]
    assert (
        f"{addition_to(Invitation)}?organisation={organisation.pk}" in boss.get(page_of(organisation)).content.decode()
    )


def test_who_cannot_be_invited(boss: Client, mailoutbox: list) -> None:
    organisation = Organisation.objects.create(name="Lycée")
    Membership.objects.create(organisation=organisation, user=account("zoe"))
    Invitation.objects.create(organisation=organisation, email="bob@exemple.fr")
    closed = Organisation.objects.create(name="Fermé", archived_at=timezone.now())
    for where, email, words in (
        (organisation, "ZOE@exemple.fr", "déjà membre"),
        (organisation, "BOB@exemple.fr", "déjà été invitée"),
        (closed, "a@exemple.fr", "archivé"),
    ):
        form = boss.post(addition_to(Invitation), {"organisation": where.pk, "email": email, "role": "member"})
        assert words in form.context["adminform"].errors["__all__"][0]
    wrong = boss.post(addition_to(Invitation), {"organisation": organisation.pk, "email": "bob@", "role": "member"})
    assert "email" in wrong.context["adminform"].errors
    assert not mailoutbox


def test_invitations_are_sent_again(boss: Client, mailoutbox: list) -> None:
    organisation = Organisation.objects.create(name="Lycée")
    rows = [Invitation.objects.create(organisation=organisation, email=f"{name}@exemple.fr") for name in "ab"]
    before = rows[0].token_digest
    Invitation.objects.filter(pk=rows[1].pk).update(accepted_at=timezone.now())
    page = act(boss, "resend", *rows).content.decode()
    assert "Invitation envoyée à a@exemple.fr." in page
    assert "ne se renvoient pas" in page
    rows[0].refresh_from_db()
    assert rows[0].token_digest != before
    assert [mail.to for mail in mailoutbox] == [["a@exemple.fr"]]
    assert "ont déjà été acceptées ou annulées" in act(boss, "cancel", rows[1]).content.decode()
    assert verbs() == ["invitation.sent"]


def test_members_keep_an_administrator(boss: Client) -> None:
    organisation = Organisation.objects.create(name="Lycée")
    admin = Membership.objects.create(organisation=organisation, user=account("zoe"), role=Role.ADMIN)
    other = Membership.objects.create(organisation=organisation, user=account("bob"))
    for data in ({"role": "member"}, {"role": "admin", "disabled_at_0": "22/11/2026", "disabled_at_1": "10:00"}):
        errors = boss.post(page_of(admin), data).context["adminform"].errors["__all__"]
        assert "le seul administrateur" in errors[0]
    boss.post(page_of(other), {"role": "admin"})
    boss.post(page_of(admin), {"role": "member"})
    admin.refresh_from_db()
    assert admin.role == Role.MEMBER


def test_the_only_member_may_be_disabled(boss: Client) -> None:
    only = Membership.objects.create(
        organisation=Organisation.objects.create(name="Lycée"), user=account("zoe"), role=Role.ADMIN
    )
    boss.post(page_of(only), {"role": "admin", "disabled_at_0": "22/11/2026", "disabled_at_1": "10:00"})
    only.refresh_from_db()
    assert only.disabled_at is not None


# --- Accounts -----------------------------------------------------------------------------------------------------------
def test_search_of_accounts(boss: Client) -> None:
    user = User.objects.create_user("zoe.noeud@exemple.fr", first_name="Zoé", last_name="Nœud")
    for words in ("noeud zoe", "NŒUD", "zoe.noeud@", str(user.public_id)):
        assert found(boss, User, q=words) == [user]
    assert user in found(boss, User, q=str(user.pk))
    assert found(boss, User, q="9" * 40) == []


def test_an_account_is_added_and_changed(boss: Client) -> None:
    data = {"email": "Zoe@Exemple.fr", "first_name": "Zoé", "usable_password": "true"}
    boss.post(addition_to(User), {**data, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    user = User.objects.get(email="zoe@exemple.fr")
    assert user.check_password(NEW_PASSWORD)
    boss.post(page_of(user), {"email": "zoe2@exemple.fr", "first_name": "Zoé", "is_active": "on", "is_superuser": "on"})
    user.refresh_from_db()
    assert (user.email, user.username, user.is_superuser) == ("zoe2@exemple.fr", None, False)
    assert verbs() == ["user.added", "user.changed"]
    assert AuditEvent.objects.latest("id").details == {"fields": ["email"]}


def test_a_new_password_ends_the_sessions(boss: Client) -> None:
    user = account("zoe", is_staff=True)
    other = browser(user)
    data = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD, "usable_password": "true", "set-password": "1"}
    boss.post(address("admin:auth_user_password_change", user.pk), data)
    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)
    assert other.get("/").status_code == 302


def block(identifier: str) -> None:
    for _ in range(actions.FAILURES_BEFORE_DELAY):
        actions.record_failure(identifier=identifier)


def test_an_account_is_unblocked(boss: Client) -> None:
    user = account("zoe")
    block("zoe@exemple.fr")
    assert "attendre" in _sign_in().content.decode()
    assert str(timezone.now().year) in str(boss.get(page_of(user)).content)
    act(boss, "unblock", user)
    assert queries.blocked_until("zoe@exemple.fr") is None
    assert verbs() == ["sign-in.unblocked"]
    assert _sign_in().status_code == 302


def _sign_in() -> object:
    orga = Client(SERVER_NAME="orga.localhost")
    return orga.post("/connexion", {"identifier": "zoe@exemple.fr", "password": PASSWORD})


def test_a_failure_is_found_by_what_was_typed_and_unblocked(boss: Client) -> None:
    block("zoe@exemple.fr")
    block("bob@exemple.fr")
    (failure,) = found(boss, LoginFailure, q=" ZOE@exemple.fr ")
    assert found(boss, LoginFailure, q="zoe") == []
    act(boss, "unblock", failure)
    assert queries.blocked_until("zoe@exemple.fr") is None
    assert queries.blocked_until("bob@exemple.fr") is not None
    event = AuditEvent.objects.get()
    assert (event.verb, event.details) == ("sign-in.unblocked", {"failures": 10})


# --- Texts --------------------------------------------------------------------------------------------------------------
def test_terms_that_are_published_no_longer_change(boss: Client) -> None:
    now = timezone.now()
    read = LegalText.objects.create(kind=LegalKind.ORGA_TERMS, version=50, body="Lu.", published_at=now)
    coming = LegalText.objects.create(
        kind=LegalKind.ORGA_TERMS, version=51, body="À venir.", published_at=now + timedelta(days=1)
    )
    assert 'name="_save"' not in boss.get(page_of(read)).content.decode()
    assert boss.post(page_of(read), {"body": "Autre."}).status_code == 403
    assert 'name="_save"' in boss.get(page_of(coming)).content.decode()
    assert boss.get(addition_to(LegalText)).context["adminform"].form["version"].value() == 52
