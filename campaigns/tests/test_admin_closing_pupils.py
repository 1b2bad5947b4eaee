"""Participations and pupils closed from the administration, and the yearly command for accounts nobody opens."""

from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from assessments.tests.factories import make_content
from campaigns.closing import delete_participation
from campaigns.enums import DeletionReason
from campaigns.models import Campaign, Participation
from campaigns.tests.factories import CampaignFactory, participation_in, pupil_of
from learners.models import Learner
from organisations.models import AuditEvent, User
from organisations.tests.factories import MembershipFactory, UserFactory
from pixorga.tests.admin_pages import account, act, found, list_of, superuser
from pixorga.tests.admin_rows import add_rows
from results.models import SharedResult

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> Client:
    return superuser()


def confirm(client: Client, action: str, *rows: Model, **more: str) -> Any:
    data = {"action": action, "_selected_action": [row.pk for row in rows], "confirme": "oui", **more}
    return client.post(list_of(type(rows[0])), data, follow=True)


def text(response: Any) -> str:
    return response.content.decode().replace("\u00a0", " ")


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


# --- A participation ----------------------------------------------------------------------------------------------------
def test_deleting_a_participation_asks_for_a_reason(boss: Client) -> None:
    participation = add_rows(1)[Participation]
    asked = text(act(boss, "delete_on_request", participation))
    assert "Supprimer 1 participation ?" in asked
    assert "Résultats envoyés parmi elles : 1." in asked
    for wrong in ({}, {"reason": "bof"}, {"reason": "school", "reference": "Zoé Nœud"}):
        shown = confirm(boss, "delete_on_request", participation, **wrong)
        assert "Rien n’a été fait" in text(shown)
        assert fresh(participation).deleted_at is None
    assert "Zoé Nœud" in text(shown)  # what was typed is kept
    confirm(boss, "delete_on_request", participation, reason="school", reference="2026-117")
    assert fresh(participation).deleted_at is not None
    event = AuditEvent.objects.get(verb="participation.deleted")
    assert event.details == {
        "campaign": participation.campaign_id,
        "reason": "school",
        "sent": True,
        "reference": "2026-117",
    }


def test_a_deleted_participation_is_deleted_once(boss: Client) -> None:
    participation = add_rows(1)[Participation]
    for _ in range(2):
        shown = confirm(boss, "delete_on_request", participation, reason="family")
    assert "0 participation supprimée." in text(shown)
    assert AuditEvent.objects.filter(verb="participation.deleted").count() == 1
    assert "déjà supprimée" in text(act(boss, "delete_on_request", participation))


def test_a_deleted_participation_is_neither_counted_nor_shown_and_the_pupil_starts_again() -> None:
    membership = MembershipFactory()
    make_content()
    campaign = CampaignFactory(organisation=membership.organisation, creator=membership.user)
    learner = pupil_of(campaign, first_name="Zoé", last_name="Nœudpapillon")
    participation = participation_in(campaign, learner)
    orga = Client(SERVER_NAME="orga.localhost")
    orga.force_login(membership.user)
    assert "Nœudpapillon" in orga.get(f"/campagnes/{campaign.code}/participants").content.decode()
    delete_participation(
        participation=participation, actor=account("chef"), now=timezone.now(), reason=DeletionReason.OTHER_ACCOUNT
    )
    assert "Nœudpapillon" not in orga.get(f"/campagnes/{campaign.code}/participants").content.decode()
    assert Campaign.objects.with_counts().get(pk=campaign.pk).participants == 0
    assert participation_in(campaign, learner).pk != participation.pk


# --- Pupils -------------------------------------------------------------------------------------------------------------
def test_a_pupil_without_participation_is_deleted(boss: Client) -> None:
    busy = add_rows(1)[Learner]
    free = Learner.objects.create(organisation=busy.organisation, last_name="Durand", first_name="Bob")
    asked = text(act(boss, "delete_learners", busy, free))
    assert "Supprimer 1 élève ?" in asked
    assert "a participé à une campagne" in asked
    shown = text(confirm(boss, "delete_learners", busy, free))
    assert "1 élève supprimé." in shown
    assert "Gardés, car ils ont participé à une campagne : 1." in shown
    assert list(Learner.objects.all()) == [busy]
    assert Participation.objects.count() == 1
    event = AuditEvent.objects.get(verb="learner.deleted")
    assert (event.target_id, event.organisation) == (str(free.pk), busy.organisation)


def test_anonymising_a_pupil_keeps_what_was_sent(boss: Client) -> None:
    rows = add_rows(1)
    learner = rows[Learner]
    Learner.objects.update(birth_date=date(2011, 3, 14), second_name="Ada", mef="123", sex="F")
    Participation.objects.update(external_id="zoe-noeud")
    assert "Lignes qui perdent noms, INE" in text(act(boss, "anonymise_learners", learner))
    confirm(boss, "anonymise_learners", learner)
    learner = fresh(learner)
    assert (learner.last_name, learner.first_name, learner.second_name) == ("Élève anonymisé", "", "")
    assert (learner.ine, learner.birth_date, learner.user, learner.class_name) == (None, None, None, "")
    assert learner.disabled_at is not None
    assert Participation.objects.get().external_id == ""
    assert SharedResult.objects.count() == 1
    assert AuditEvent.objects.get(verb="learner.anonymised").organisation == learner.organisation


# --- Many accounts ------------------------------------------------------------------------------------------------------
def idle(years: float, **fields: Any) -> User:
    return UserFactory(last_login=timezone.now() - timedelta(days=366 * years), **fields)


def test_accounts_that_nobody_opens_are_found(boss: Client) -> None:
    old, never = idle(3.1), UserFactory(joined_at=timezone.now() - timedelta(days=1200))
    idle(1.5), idle(4, is_staff=True), UserFactory()
    assert set(found(boss, User, inactif="3")) == {old, never}
    assert len(found(boss, User, inactif="1")) == 3
    assert len(found(boss, User, inactif="bof")) == User.objects.count()


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("anonymise_accounts", *arguments, stdout=out)
    return out.getvalue()


def test_the_yearly_command_counts_then_does(boss: Client) -> None:
    old, recent = idle(3.1), idle(0.5)
    by = "--par=chef@exemple.fr"
    assert "Comptes à anonymiser : 1" in run("--inactifs-depuis=3", by)
    assert fresh(old).anonymised_at is None
    assert "Comptes anonymisés : 1. Refusés : 0." in run("--inactifs-depuis=3", by, "--faire")
    assert (fresh(old).anonymised_by.first_name, fresh(recent).anonymised_at) == ("chef", None)


def test_the_command_takes_a_list(boss: Client, tmp_path: Path) -> None:
    users = [UserFactory() for _ in range(3)]
    path = tmp_path / "comptes.txt"
    path.write_text(f"{users[0].pk}\n{users[2].pk}\n")
    run(f"--liste={path}", "--par=chef@exemple.fr", "--faire")
    assert [fresh(user).anonymised_at is not None for user in users] == [True, False, True]


@pytest.mark.parametrize(
    "arguments", [["--inactifs-depuis=3", "--par=prof@exemple.fr"], ["--inactifs-depuis=0", "--par=chef@exemple.fr"]]
)
def test_the_command_refuses(boss: Client, arguments: list[str]) -> None:
    account("prof")
    with pytest.raises(CommandError):
        run(*arguments, "--faire")


def test_the_command_refuses_a_list_of_anything_else(boss: Client, tmp_path: Path) -> None:
    path = tmp_path / "comptes.txt"
    path.write_text("12\nzoe@exemple.fr\n")
    with pytest.raises(CommandError, match="zoe@"):
        run(f"--liste={path}", "--par=chef@exemple.fr", "--faire")
