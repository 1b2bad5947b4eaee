"""What ends for good from the administration: said with numbers, done once, traced; and who may not."""

from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import Answer
from assessments.tests.factories import make_content
from campaigns.closing import anonymise_account, archive_organisation
from campaigns.models import Campaign, Participation
from campaigns.tests.factories import CampaignFactory, participation_in, pupil_of
from learners.models import IdentityEvent, Learner
from organisations.actions import ErasureRefused
from organisations.enums import Role
from organisations.models import AuditEvent, Invitation, LegalAcceptance, Membership, Organisation, User
from organisations.tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from pixorga.tests.admin_pages import account, act, address, browser, list_of, page_of, superuser
from pixorga.tests.admin_rows import add_rows
from results.models import SharedResult
from results.tests.factories import sent_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> Client:
    return superuser()


def staff(group: str) -> Client:
    user = account("membre", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return browser(user)


def confirm(client: Client, action: str, *rows: Model, **more: str) -> Any:
    data = {"action": action, "_selected_action": [row.pk for row in rows], "confirme": "oui", **more}
    return client.post(list_of(type(rows[0])), data, follow=True)


def text(response: Any) -> str:
    return response.content.decode().replace("\u00a0", " ")


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


# --- A space ------------------------------------------------------------------------------------------------------------
def test_archiving_a_space_says_what_it_ends_then_ends_it(boss: Client) -> None:
    rows = add_rows(1)
    space, campaign = rows[Organisation], rows[Campaign]
    Participation.objects.update(shared_at=None)
    asked = text(act(boss, "archive_spaces", space))
    for words in (
        "Archiver 1 espace ?",
        "Campagnes actives archivées : 1.",
        "ou envoyer leurs résultats : 1.",
        "Invitations en attente annulées : 1.",
        "Membres désactivés, qui n’entrent plus : 1.",
        "C’est définitif.",
    ):
        assert words in asked
    assert fresh(space).archived_at is None  # asking changes nothing
    assert "1 espace archivé." in text(confirm(boss, "archive_spaces", space))
    space = fresh(space)
    assert (space.archived_by.first_name, space.archived_at is not None) == ("chef", True)
    assert fresh(campaign).archived_by == space.archived_by
    assert Invitation.objects.get().cancelled_at is not None
    assert Membership.objects.get().disabled_at is not None
    event = AuditEvent.objects.get(verb="organisation.archived")
    assert (event.actor, event.organisation) == (space.archived_by, space)
    assert event.details == {"campaigns": 1, "invitations": 1, "members": 1}


def test_an_archived_space_is_final(boss: Client) -> None:
    space = OrganisationFactory(archived_at=timezone.now())
    assert "déjà archivé" in text(act(boss, "archive_spaces", space))
    assert "0 espace archivé." in text(confirm(boss, "archive_spaces", space))
    assert not AuditEvent.objects.filter(verb="organisation.archived").exists()
    assert boss.post(page_of(space), {"name": "Rouvert", "kind": "SCO"}).status_code == 403
    data = {"organisation": space.pk, "user": account("zoe").pk, "role": "member"}
    assert "archivé" in boss.post(address("admin:organisations_membership_add"), data).content.decode()


def test_other_spaces_stay_as_they_are() -> None:
    other = add_rows(2)
    gone = add_rows(1)[Organisation]
    archive_organisation(organisation=gone, actor=account("chef"), now=timezone.now())
    assert fresh(other[Organisation]).archived_at is None
    assert not fresh(other[Campaign]).is_archived
    assert fresh(other[Membership]).disabled_at is None


def test_members_no_longer_enter_and_pupils_no_longer_answer() -> None:
    membership = MembershipFactory()
    campaign = CampaignFactory(organisation=membership.organisation)
    orga = Client(SERVER_NAME="orga.localhost")
    orga.force_login(membership.user)
    assert orga.get("/campagnes").status_code == 200
    archive_organisation(organisation=membership.organisation, actor=account("chef"), now=timezone.now())
    assert orga.get("/campagnes").status_code == 403
    assert fresh(campaign).is_closed


# --- An account ---------------------------------------------------------------------------------------------------------
def everything_about() -> dict[type[Model], Any]:
    """A pupil with a roster line, an ENT, a sent result, and traces of every kind."""
    rows = add_rows(1)
    user = rows[User]
    user.username, user.last_login = "zoe.noeud1403", timezone.now()
    user.rules_seen_at = timezone.now()
    user.save()
    Organisation.objects.update(manages_learners=True)
    Invitation.objects.update(email=user.email)
    LogEntry.objects.update(object_repr="Zoé Nœud1")
    return rows


def test_anonymising_an_account(boss: Client) -> None:
    rows = everything_about()
    user, answers = rows[User], Answer.objects.count()
    asked = text(act(boss, "anonymise_accounts", user))
    for words in (
        "Anonymiser 1 compte ?",
        "Espaces quittés : 1.",
        "Lignes d’élèves dissociées : 1, dont 0 sans liste importée",
        "Participations non envoyées, supprimées : 0.",
        "Résultats déjà envoyés : 1.",
    ):
        assert words in asked
    assert fresh(user).email is not None
    assert "1 compte anonymisé." in text(confirm(boss, "anonymise_accounts", user))
    user = fresh(user)
    assert (user.first_name, user.last_name, user.email, user.username) == ("", "Compte anonymisé", None, None)
    assert (user.is_active, user.has_usable_password(), user.anonymised_by.first_name) == (False, False, "chef")
    assert not SocialAccount.objects.exists()
    assert not Membership.objects.active().exists()
    assert Learner.objects.get().user is None
    participation = Participation.objects.get()
    assert (participation.user, participation.assessment, participation.deleted_at) == (None, None, None)
    assert SharedResult.objects.count() == 1
    assert Answer.objects.filter(user=user).count() == answers == 1
    event = AuditEvent.objects.get(verb="user.anonymised")
    assert (event.target_id, event.details["learners"], event.details["participations"]) == (str(user.pk), 1, 1)


def test_nothing_in_the_database_names_the_account_any_more() -> None:
    """quality.md S19: every text column of every table is searched, that of the roster, which is the school's, aside."""
    rows = everything_about()
    Learner.objects.update(last_name="Autre", first_name="Nom", sort_key="autre nom", ine=None)
    user = rows[User]
    anonymise_account(user=user, actor=account("chef"), now=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
            "AND data_type IN ('character varying', 'text', 'jsonb')"
        )
        held = []
        for table, column in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ~* %s', ["zoé|nœud1|noeud1|compte1@|uid-1"]
            )
            if cursor.fetchone()[0]:
                held.append(f"{table}.{column}")
    assert held == []


def test_only_the_month_of_dates_is_kept() -> None:
    user = everything_about()[User]
    anonymise_account(user=user, actor=account("chef"), now=timezone.now())
    user, acceptance, membership = fresh(user), LegalAcceptance.objects.get(), Membership.objects.get()
    for moment in (user.joined_at, user.last_login, user.rules_seen_at, acceptance.accepted_at, membership.created_at):
        local = timezone.localtime(moment)
        assert (local.day, local.hour, local.minute, local.second) == (1, 0, 0, 0)


def test_a_line_that_only_copied_the_account_loses_its_name() -> None:
    """Without a roster the school's line is the account's own names: it would keep what was to be forgotten."""
    make_content()
    campaign = CampaignFactory(external_id_label="Numéro")
    learner = pupil_of(campaign, first_name="Zoé", last_name="Nœud")
    participation = participation_in(campaign, learner)
    Participation.objects.update(external_id="zoe-noeud")
    anonymise_account(user=learner.user, actor=account("chef"), now=timezone.now())
    learner = fresh(learner)
    assert (str(learner).strip(), learner.sort_key) == ("Élève anonymisé", "eleve anonymise")
    assert fresh(participation).external_id == ""


def test_an_imported_line_keeps_the_name_that_its_school_wrote() -> None:
    rows = everything_about()
    anonymise_account(user=rows[User], actor=account("chef"), now=timezone.now())
    learner = Learner.objects.get()
    assert (learner.last_name, learner.ine, learner.user) == ("Nœud", "INE1", None)
    assert not IdentityEvent.objects.filter(user=rows[User]).exists()


def test_a_pupil_who_had_not_sent_may_start_again() -> None:
    make_content()
    campaign = CampaignFactory(organisation__manages_learners=True)
    learner = pupil_of(campaign)
    first = participation_in(campaign, learner)
    anonymise_account(user=learner.user, actor=account("chef"), now=timezone.now())
    assert fresh(first).deleted_at is not None
    learner = fresh(learner)
    learner.user = UserFactory(email=None)
    learner.save()
    again = participation_in(campaign, learner)
    assert (again.pk != first.pk, again.deleted_at) == (True, None)


def test_the_school_still_reads_what_was_sent() -> None:
    make_content()
    membership = MembershipFactory(role=Role.ADMIN, organisation__manages_learners=True)
    campaign = CampaignFactory(organisation=membership.organisation)
    learner = pupil_of(campaign, first_name="Zoé", last_name="Nœudpapillon")
    Learner.objects.filter(pk=learner.pk).update(ine="123456789AB")
    sent = sent_in(campaign, learner)
    anonymise_account(user=learner.user, actor=account("chef"), now=timezone.now())
    orga = Client(SERVER_NAME="orga.localhost")
    orga.force_login(membership.user)
    base = f"/campagnes/{campaign.code}"
    for page in (f"{base}/participants", f"{base}/participants/{sent.public_id}", f"{base}/resultats"):
        assert orga.get(page).status_code == 200
    assert "Nœudpapillon" in orga.get(f"{base}/participants/{sent.public_id}").content.decode()
    assert "Nœudpapillon" in b"".join(orga.get(f"{base}/export.csv").streaming_content).decode()


def test_open_sessions_end_and_nobody_enters(boss: Client) -> None:
    membership = MembershipFactory()
    orga = Client(SERVER_NAME="orga.localhost")
    orga.force_login(membership.user)
    assert orga.get("/campagnes").status_code == 200
    confirm(boss, "anonymise_accounts", membership.user)
    assert orga.get("/campagnes").status_code == 302
    assert boss.post(page_of(membership.user), {"first_name": "Zoé"}).status_code == 403


def test_the_database_refuses_an_anonymised_account_that_enters(boss: Client) -> None:
    user = everything_about()[User]
    confirm(boss, "anonymise_accounts", user)
    for change in ({"email": "a@exemple.fr"}, {"is_active": True}, {"first_name": "Zoé"}, {"is_staff": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.filter(pk=user.pk).update(**change)


@pytest.mark.parametrize("who", ["oneself", "superuser", "lone administrator", "done"])
def test_accounts_that_are_not_anonymised(who: str) -> None:
    user = account("chef", is_staff=True)
    user.groups.add(Group.objects.get(name="super admin"))
    if who == "oneself":
        target, words = user, "son propre compte"
    elif who == "superuser":
        target, words = account("maitre", is_staff=True, is_superuser=True), "superutilisateur"
    elif who == "done":
        target, words = UserFactory(), "déjà anonymisé"
        anonymise_account(user=target, actor=user, now=timezone.now())
    else:
        member = MembershipFactory(role=Role.ADMIN)
        MembershipFactory(organisation=member.organisation)
        target, words = member.user, "seul administrateur"
    before = fresh(target)
    for send in (act, confirm):
        assert words in text(send(browser(user), "anonymise_accounts", target))
    after = fresh(target)
    assert (after.email, after.is_active, after.last_name) == (before.email, before.is_active, before.last_name)
    assert AuditEvent.objects.filter(verb="user.anonymised").count() == (who == "done")


def test_the_last_super_admin_stays() -> None:
    """Whoever asks: here somebody whose right did not come from the group."""
    last = account("chef", is_staff=True)
    last.groups.add(Group.objects.get(name="super admin"))
    with pytest.raises(ErasureRefused, match="dernier super admin"):
        anonymise_account(user=last, actor=account("autre", is_staff=True), now=timezone.now())
    assert fresh(last).is_active
    second = account("second", is_staff=True)
    second.groups.add(Group.objects.get(name="super admin"))
    anonymise_account(user=last, actor=second, now=timezone.now())
    assert not fresh(last).is_active


def test_one_refusal_leaves_the_others_done(boss: Client) -> None:
    users = [UserFactory(), UserFactory()]
    chief = User.objects.get(is_superuser=True)
    shown = text(confirm(boss, "anonymise_accounts", *users, chief))
    assert "2 comptes anonymisés." in shown
    assert "son propre compte" in shown
    assert User.objects.exclude(anonymised_at=None).count() == 2


# --- Who may ------------------------------------------------------------------------------------------------------------
ACTS = {
    "archive_spaces": (Organisation, {"super admin", "métier"}),
    "anonymise_accounts": (User, {"super admin"}),
    "delete_on_request": (Participation, {"super admin", "métier"}),
    "dissociate": (Learner, {"super admin"}),
    "anonymise_learners": (Learner, {"super admin"}),
    "delete_learners": (Learner, {"super admin"}),
}


def traces() -> int:
    return AuditEvent.objects.count()


@pytest.mark.parametrize("action", ACTS)
@pytest.mark.parametrize("who", ["super admin", "métier", "support"])
def test_which_group_may(action: str, who: str) -> None:
    model, allowed = ACTS[action]
    rows = add_rows(1)
    if action == "delete_learners":
        Participation.objects.all().delete()
    client, before = staff(who), traces()
    offered = f'value="{action}"' in client.get(list_of(model)).content.decode()
    button = f'value="{action}"' in client.get(page_of(rows[model])).content.decode()
    confirm(client, action, rows[model], reason="school")  # posted straight, without the question
    assert (offered, button, traces() > before) == (who in allowed,) * 3


@pytest.mark.parametrize("action", ACTS)
@pytest.mark.parametrize("who", ["anonymous", "teacher", "pupil"])
def test_who_is_not_staff_does_nothing(action: str, who: str) -> None:
    model, _ = ACTS[action]
    rows = add_rows(1)
    user = None
    if who == "teacher":
        user = MembershipFactory(role=Role.ADMIN, organisation=rows[Organisation]).user
    elif who == "pupil":
        user = rows[User]
    before = traces()
    data = {"action": action, "_selected_action": [rows[model].pk], "confirme": "oui", "reason": "school"}
    response = browser(user).post(list_of(model), data)
    assert response.status_code == 302
    assert response.url.startswith(("/login/?next=", "/connexion?next="))
    assert traces() == before


def test_a_get_never_acts(boss: Client) -> None:
    rows = add_rows(1)
    for action, (model, _) in ACTS.items():
        query = {"action": action, "_selected_action": rows[model].pk, "confirme": "oui", "reason": "school"}
        boss.get(list_of(model), query)
    assert AuditEvent.objects.filter(actor__first_name="chef").count() == 0


def test_too_many_rows_at_once_change_nothing(boss: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pixorga.admin_confirm.MOST_AT_ONCE", 2)
    users = [UserFactory() for _ in range(3)]
    assert "Choisissez 2 lignes au plus à la fois" in text(confirm(boss, "anonymise_accounts", *users))
    assert not User.objects.exclude(anonymised_at=None).exists()


# --- What the questions cost --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("action", [action for action in ACTS if action != "anonymise_accounts"])
def test_a_question_costs_the_same_for_one_row_and_three(boss: Client, action: str) -> None:
    model, _ = ACTS[action]
    rows = [add_rows(n)[model] for n in (1, 2, 3)]
    act(boss, action, rows[0])
    counts = []
    for chosen in (rows[:1], rows):
        with CaptureQueriesContext(connection) as captured:
            act(boss, action, *chosen)
        counts.append(len(captured))
    assert counts[0] == counts[1]
