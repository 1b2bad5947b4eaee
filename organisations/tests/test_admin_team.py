"""The team of PixOrga, the ways in through an ENT, and the journal of what they did."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organisations import actions
from organisations.admin.acts import ACTS, FAMILIES
from organisations.enums import Role, StaffGroup
from organisations.models import AuditEvent, EntAccount, Organisation, User
from organisations.tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from pixorga.tests.admin_pages import account, act, address, browser, found, list_of, page_of, superuser

pytestmark = pytest.mark.django_db

TEAM = address("admin:organisations_user_team")


@pytest.fixture
def boss() -> Client:
    return superuser()


def member(name: str, group: str) -> User:
    user = account(name, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


def groups_of(user: User) -> list[str]:
    return sorted(User.objects.get(pk=user.pk).groups.values_list("name", flat=True))


def text(response: Any) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("verb", flat=True))


# --- The team -----------------------------------------------------------------------------------------------------------
def test_the_page_says_who_is_in_which_group_and_what_it_may(boss: Client) -> None:
    member("zoe", "métier")
    account("bob", is_staff=True)
    page = text(boss.get(TEAM))
    rows = {row.split("</a>")[0].split(">")[-1]: row for row in page.split("<tr>")}
    assert "Métier</td>" in rows["zoe"]
    assert "Aucun : ne voit rien" in rows["bob"]
    assert "Vous" in rows["chef"]
    rights = {name: [re.sub(r"<.*", "", cell) for cell in row.split("<td>")[1:]] for name, row in rows.items() if name}
    assert rights["Utilisateurs"] == [
        "lit, ajoute, modifie ; débloquer la connexion, anonymiser",
        "lit ; débloquer la connexion",
        "lit",
    ]
    assert rights["Participations"] == ["lit ; supprimer sur demande"] * 2 + ["lit"]
    # Whatever the page, support only reads; «oui» is this one, «–» those that make or archive campaigns.
    assert {row[2].strip() for row in rights.values() if len(row) == 3} == {"lit", "lit ; exporter (.csv)", "oui", "–"}
    assert rights["Équipe PixOrga"][2] == "oui"
    assert rights["Créer par fichier"][2] == "–"


def test_somebody_enters_changes_group_and_leaves(boss: Client) -> None:
    user = account("zoe")
    boss.post(TEAM, {"acte": "entrer", "email": "ZOE@exemple.fr", "group": "support"})
    assert groups_of(user) == ["support"]
    client = browser(User.objects.get(pk=user.pk))
    assert client.get(list_of(Organisation)).status_code == 200
    boss.post(TEAM, {"acte": "changer", "compte": user.pk, "groupe": "métier"})
    assert groups_of(user) == ["métier"]
    shown = text(boss.post(TEAM, {"acte": "retirer", "compte": user.pk}, follow=True))
    assert "Zoe n’a plus accès à l’administration." in shown
    assert (groups_of(user), User.objects.get(pk=user.pk).is_staff) == ([], False)
    assert client.get(list_of(Organisation)).status_code == 302  # at once
    assert verbs() == ["staff.added", "staff.changed", "staff.removed"]
    assert AuditEvent.objects.filter(verb="staff.changed").get().details == {"group": "métier"}


@pytest.mark.parametrize(
    "data, words",
    [
        ({"email": "", "group": "support"}, "Donnez une adresse e-mail."),
        ({"email": "personne@exemple.fr", "group": "support"}, "Aucun compte n’a cette adresse."),
        ({"email": "chef@exemple.fr", "group": "support"}, "déjà dans l’équipe"),
        ({"email": "zoe@exemple.fr", "group": "maître"}, "Choisissez un groupe."),
    ],
)
def test_who_cannot_enter(boss: Client, data: dict[str, str], words: str) -> None:
    user = account("zoe")
    page = text(boss.post(TEAM, {"acte": "entrer", **data}))
    assert words in page
    assert f'value="{data["email"]}"' in page or not data["email"]
    assert not User.objects.get(pk=user.pk).is_staff
    assert verbs() == []


@pytest.mark.parametrize("data", [{"acte": "changer", "groupe": "maître"}, {"acte": "bof"}, {}, {"acte": "changer"}])
def test_odd_requests_change_nothing(boss: Client, data: dict[str, str]) -> None:
    user = member("zoe", "métier")
    for key in (user.pk, "", "x", "9" * 30, account("bob").pk):
        assert boss.post(TEAM, {**data, "compte": key}, follow=True).status_code == 200
    assert (groups_of(user), verbs()) == (["métier"], [])


def test_nobody_changes_their_own_rights_nor_those_of_a_superuser() -> None:
    lead, master = member("lead", "super admin"), account("maitre", is_staff=True, is_superuser=True)
    client = browser(lead)
    for target in (lead, master):
        for data in ({"acte": "retirer"}, {"acte": "changer", "groupe": "support"}):
            client.post(TEAM, {**data, "compte": target.pk})
        assert User.objects.get(pk=target.pk).is_staff
    assert (groups_of(lead), groups_of(master), verbs()) == (["super admin"], [], [])


def test_the_last_super_admin_stays() -> None:
    last, other = member("lead", "super admin"), account("autre", is_staff=True)
    for refused in (
        lambda: actions.dismiss_staff(user=last, actor=other),
        lambda: actions.set_staff_group(user=last, group=StaffGroup.SUPPORT, actor=other),
    ):
        with pytest.raises(actions.StaffRefused, match="dernier super admin"):
            refused()
    assert groups_of(last) == ["super admin"]


@pytest.mark.parametrize("change", [{"is_active": ""}, {"is_staff": ""}])
def test_the_page_of_an_account_keeps_the_same_rules(change: dict[str, str]) -> None:
    lead = member("lead", "super admin")
    group = Group.objects.get(name="super admin").pk
    data = {"first_name": "lead", "email": "lead@exemple.fr", "is_active": "on", "is_staff": "on", "groups": [group]}
    page = browser(lead).post(page_of(lead), {**data, **change})
    assert "dernier super admin" in page.context["adminform"].errors["__all__"][0]
    member("second", "super admin")
    page = browser(lead).post(page_of(lead), {**data, **change})
    assert "pas vous-même" in page.context["adminform"].errors["__all__"][0]
    assert browser(lead).post(page_of(lead), data).status_code == 302


@pytest.mark.parametrize(
    "who, sees, manages",
    [("super admin", 200, True), ("métier", 200, False), ("support", 200, False), ("", 403, False)],
)
def test_which_group_may(who: str, sees: int, manages: bool) -> None:
    user = account("membre", is_staff=True)
    if who:
        user.groups.add(Group.objects.get(name=who))
    client, other = browser(user), account("zoe")
    page = client.get(TEAM)
    assert page.status_code == sees
    assert ("Faire entrer" in page.content.decode()) is manages
    posted = client.post(TEAM, {"acte": "entrer", "email": "zoe@exemple.fr", "group": "super admin"})
    assert posted.status_code == (302 if manages else 403)
    assert User.objects.get(pk=other.pk).is_staff is manages


@pytest.mark.parametrize("who", ["anonymous", "teacher"])
def test_who_is_not_staff_reaches_the_door_only(who: str) -> None:
    client = browser(MembershipFactory(role=Role.ADMIN).user if who == "teacher" else None)
    for response in (client.get(TEAM), client.post(TEAM, {"acte": "entrer", "email": "a@b.fr", "group": "support"})):
        assert response.status_code == 302
        assert response.url.startswith(("/login/?next=", "/connexion?next="))


def test_the_page_costs_the_same_for_one_person_and_three(boss: Client) -> None:
    counts = []
    boss.get(TEAM)
    for name in ("un", "deux", "trois"):
        member(name, "support")
        with CaptureQueriesContext(connection) as captured:
            boss.get(TEAM)
        counts.append(len(captured))
    assert len(set(counts)) == 1
    assert counts[0] <= 8


# --- Ways in through an ENT ---------------------------------------------------------------------------------------------
def identity(user: User, uid: str) -> EntAccount:
    return EntAccount.objects.create(user=user, provider="gar", uid=uid)


def confirm(client: Client, action: str, *rows: EntAccount, **more: object) -> Any:
    data = {"action": action, "_selected_action": [row.pk for row in rows], "confirme": "oui", **more}
    return client.post(list_of(EntAccount), data, follow=True)


def test_an_identity_moves_to_another_account(boss: Client) -> None:
    old, new = UserFactory(email=None), UserFactory(email=None)
    moved, dropped = identity(old, "uid-ancien"), identity(new, "uid-perdu")
    asked = text(act(boss, "move", moved))
    assert "aucun autre moyen de se connecter" in asked
    assert "uid-ancien" not in asked
    assert confirm(boss, "move", moved, account=str(new.pk)).status_code == 200
    assert list(EntAccount.objects.values_list("uid", "user_id")) == [("uid-ancien", new.pk)]
    assert not EntAccount.objects.filter(pk=dropped.pk).exists()
    event = AuditEvent.objects.get(verb="identity.moved")
    assert (event.target_id, event.details) == (str(old.pk), {"provider": "gar", "to": new.pk})


def test_where_an_identity_cannot_go(boss: Client) -> None:
    moved = identity(UserFactory(), "uid")
    gone = UserFactory(is_active=False)
    staff = account("membre", is_staff=True)
    for key, words in (
        ("", "Donnez le numéro"),
        ("zoe", "Aucun compte n’a ce numéro."),
        ("999999999", "Aucun compte n’a ce numéro."),
        (str(gone.pk), "désactivé ou anonymisé"),
        (str(staff.pk), "n’entre pas par un ENT"),
        (str(moved.user_id), "ouvre déjà ce compte"),
    ):
        assert words in text(confirm(boss, "move", moved, account=key))
    assert EntAccount.objects.get().user_id == moved.user_id
    assert verbs() == []


def test_an_identity_is_removed_after_a_question(boss: Client) -> None:
    removed, kept = identity(UserFactory(email=None), "uid-1"), identity(UserFactory(), "uid-2")
    assert "Comptes où plus personne ne pourra entrer : 1." in text(act(boss, "remove", removed))
    assert EntAccount.objects.count() == 2
    confirm(boss, "remove", removed)
    assert list(EntAccount.objects.all()) == [kept]
    assert verbs() == ["identity.removed"]


@pytest.mark.parametrize("group", ["métier", "support"])
def test_identities_are_moved_by_super_admins_only(group: str) -> None:
    client, moved = browser(member("membre", group)), identity(UserFactory(), "uid")
    other = UserFactory()
    assert 'value="move"' not in client.get(list_of(EntAccount)).content.decode()
    for action in ("move", "remove"):
        confirm(client, action, moved, account=str(other.pk))
    assert EntAccount.objects.get().user_id == moved.user_id


# --- The journal --------------------------------------------------------------------------------------------------------
def test_every_act_of_the_code_has_a_french_name() -> None:
    """A new verb is to be named in organisations/admin/acts.py, and to belong to one of the families of its filter."""
    written: set[str] = set()
    for app in ("organisations", "learners", "assessments", "campaigns", "results"):
        for path in Path(settings.BASE_DIR, app).rglob("*.py"):
            if not {"tests", "migrations"} & set(path.parts) and path.name != "acts.py":
                written |= set(re.findall(r'"([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)"', _acts_of(path.read_text())))
    assert {
        "campaign.archived",
        "user.anonymised",
        "staff.added",
        "invitation.sent",
    } <= written  # the search finds some
    assert sorted(written - ACTS.keys()) == []
    prefixes = tuple(prefix for family in FAMILIES.values() for prefix in family)
    assert [verb for verb in ACTS if not verb.startswith(prefixes)] == []


def _acts_of(source: str) -> str:
    """The lines that name an act: a verb, or the argument of what records it."""
    lines = source.splitlines()
    near = {
        n + step for n, line in enumerate(lines) if re.search(r"verb\b|audit\(|CREATED =", line) for step in (0, 1, 2)
    }
    return "\n".join(lines[n] for n in sorted(near) if n < len(lines))


@pytest.fixture
def journal(boss: Client) -> list[AuditEvent]:
    chief, zoe = User.objects.get(), UserFactory(first_name="Zoé", last_name="Nœud")
    school = OrganisationFactory(name="Lycée Élysée")
    rows = [
        {
            "verb": "campaign.archived",
            "actor": zoe,
            "organisation": school,
            "target_type": "campaign",
            "target_id": "12",
        },
        {"verb": "user.anonymised", "actor": chief, "target_type": "user", "target_id": "34", "details": {"spaces": 2}},
        {"verb": "challenge.withdrawn", "actor": None, "target_type": "challenge", "target_id": "12"},
    ]
    return [AuditEvent.objects.create(**row) for row in rows]


def test_acts_are_read_in_french(boss: Client, journal: list[AuditEvent]) -> None:
    page = text(boss.get(list_of(AuditEvent)))
    for words in ("Campagne archivée", "Compte anonymisé", "Campagne n° 12", "Utilisateur n° 34"):
        assert words in page
    assert "campaign.archived" not in page
    assert "espaces quittés" in text(boss.get(page_of(journal[1])))


@pytest.mark.parametrize(
    "query, rows",
    [
        ({"q": "archivée"}, [0]),
        ({"q": "ANONYMISE compte"}, [1]),
        ({"q": "noeud"}, [0]),
        ({"q": "campaign.archived"}, [0]),
        ({"sorte": "comptes et equipe"}, [1]),
        ({"sorte": "referentiel"}, [2]),
        ({"sorte": "bof"}, [2, 1, 0]),
        ({"qui": "zoé nœud"}, [0]),
        ({"objet": "12"}, [2, 0]),
        ({"objet": "12", "sorte": "campagnes et resultats"}, [0]),
        ({"etablissement": "elysee"}, [0]),
    ],
)
def test_acts_are_found(boss: Client, journal: list[AuditEvent], query: dict[str, str], rows: list[int]) -> None:
    assert found(boss, AuditEvent, **query) == [journal[n] for n in rows]


def test_nobody_writes_in_the_journal(boss: Client, journal: list[AuditEvent]) -> None:
    event = journal[0]
    assert boss.post(page_of(event), {"verb": "rien"}).status_code == 403
    assert boss.post(address("admin:organisations_auditevent_add"), {}).status_code == 403
    assert boss.post(address("admin:organisations_auditevent_delete", event.pk), {"post": "yes"}).status_code == 403
    boss.post(list_of(AuditEvent), {"action": "delete_selected", "_selected_action": event.pk, "post": "yes"})
    assert AuditEvent.objects.count() == 3


def test_a_space_made_or_changed_and_a_password_given_leave_a_trace(boss: Client) -> None:
    boss.post(address("admin:organisations_organisation_add"), {"name": "Lycée", "kind": "SCO"})
    space = Organisation.objects.get()
    boss.post(page_of(space), {"name": "Lycée neuf", "kind": "SCO"})
    user = account("zoe")
    data = {"password1": "violet tambour 84", "password2": "violet tambour 84", "usable_password": "true"}
    boss.post(address("admin:auth_user_password_change", user.pk), {**data, "set-password": "1"})
    assert verbs() == ["organisation.added", "organisation.changed", "user.password-set"]
