"""Dissociating an account (O-97): who may, what is lost, what stays."""

import re
from datetime import date, timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from campaigns.actions import ParticipationTaken, start_participation
from campaigns.models import Campaign
from campaigns.tests.factories import participation_in
from learners.actions import dissociate_account, reconcile
from learners.enums import IdentityEventKind
from learners.models import IdentityEvent, Learner
from learners.tests.factories import LearnerFactory, PupilFactory
from organisations.enums import Role
from organisations.models import AuditEvent, Membership
from organisations.tests.factories import MembershipFactory
from results.models import SharedResult
from results.tests.factories import sent_in

pytestmark = pytest.mark.django_db
BORN = date(2011, 3, 14)


@pytest.fixture
def administrator(teacher: Client, membership: Membership) -> Client:
    membership.role = Role.ADMIN
    membership.save()
    return teacher


@pytest.fixture
def learner(membership: Membership) -> Learner:
    user = PupilFactory()
    SocialAccount.objects.create(user=user, provider="ent-demo", uid="x")
    return LearnerFactory(organisation=membership.organisation, user=user, birth_date=BORN)


def page_of(learner: Learner) -> str:
    return f"/eleves/{learner.public_id}/dissocier"


def test_who_may(orga_client: Client, learner: Learner) -> None:
    found = {"nobody": orga_client.post(page_of(learner)).status_code}
    people = {
        "member": MembershipFactory(organisation=learner.organisation),
        "stranger": MembershipFactory(role=Role.ADMIN, organisation__manages_learners=True),
        "without roster": MembershipFactory(role=Role.ADMIN),
    }
    for who, membership in people.items():
        orga_client.force_login(membership.user)
        found[who] = (orga_client.get(page_of(learner)).status_code, orga_client.post(page_of(learner)).status_code)
    assert found == {"nobody": 302, "member": (403, 403), "stranger": (404, 404), "without roster": (404, 404)}
    learner.refresh_from_db()
    assert learner.user is not None


def test_a_pupil_who_left_is_not_in_the_list(administrator: Client, learner: Learner) -> None:
    Learner.objects.update(disabled_at=timezone.now())
    assert administrator.get(page_of(learner)).status_code == 404


def test_a_pupil_without_account(administrator: Client, learner: Learner) -> None:
    Learner.objects.update(user=None)
    assert "Aucun compte n’est rattaché" in administrator.get(page_of(learner), follow=True).content.decode()
    administrator.post(page_of(learner))
    assert AuditEvent.objects.filter(verb="learner.dissociated").count() == 0
    assert IdentityEvent.objects.count() == 0


def test_the_page_says_the_consequences_and_does_nothing(
    administrator: Client, learner: Learner, campaign: Campaign
) -> None:
    participation_in(campaign, learner)
    text = re.sub(r"<[^>]*>", " ", administrator.get(page_of(learner)).content.decode())
    text = re.sub(r"\s+", " ", text)
    assert "Dissocier le compte de Zoé FICTIVE" in text
    assert "Compte rattaché Zoé FICTIVE Connecté avec Médiacentre Participations 1, dont 0 envoyée" in text
    assert "restent au nom de Zoé FICTIVE" in text
    assert "pourra rattacher un compte" in text
    learner.refresh_from_db()
    assert learner.user is not None


def test_what_is_written(administrator: Client, membership: Membership, learner: Learner, campaign: Campaign) -> None:
    user = learner.user
    participation = sent_in(campaign, learner, validated=["moteur1"])
    before = SharedResult.objects.values().get()

    shown = administrator.post(page_of(learner), follow=True).content.decode()

    assert "Le compte de Zoé FICTIVE est dissocié. Ses résultats sont conservés." in shown
    learner.refresh_from_db()
    participation.refresh_from_db()
    assert (learner.user, learner.disabled_at) == (None, None)
    assert (participation.user, participation.learner, participation.deleted_at) == (user, learner, None)
    assert SharedResult.objects.values().get() == before
    event = IdentityEvent.objects.get()
    assert (event.kind, event.user, event.learner, event.organisation) == (
        IdentityEventKind.UNLINKED,
        user,
        learner,
        membership.organisation,
    )
    act = AuditEvent.objects.get(verb="learner.dissociated")
    assert (act.actor, act.target_id, act.organisation, act.details) == (
        membership.user,
        str(learner.pk),
        membership.organisation,
        {},
    )


def test_twice(administrator: Client, learner: Learner) -> None:
    for _ in range(2):
        assert administrator.post(page_of(learner)).status_code == 302
    assert AuditEvent.objects.filter(verb="learner.dissociated").count() == 1


def test_the_pupil_may_associate_again_and_go_on(membership: Membership, learner: Learner, campaign: Campaign) -> None:
    user, participation = learner.user, participation_in(campaign, learner)
    dissociate_account(learner=learner, actor=membership.user, now=timezone.now())
    again = reconcile(
        user=user,
        organisation=membership.organisation,
        first_name="Zoé",
        last_name="Fictive",
        birth_date=BORN,
        now=timezone.now() + timedelta(minutes=1),
    )
    assert again == learner
    assert start_participation(campaign=campaign, user=user, learner=again, now=timezone.now()) == participation


def test_another_account_does_not_take_over_what_was_begun(
    membership: Membership, learner: Learner, campaign: Campaign
) -> None:
    participation_in(campaign, learner)
    dissociate_account(learner=learner, actor=membership.user, now=timezone.now())
    other = PupilFactory()
    reconcile(
        user=other,
        organisation=membership.organisation,
        first_name="Zoé",
        last_name="Fictive",
        birth_date=BORN,
        now=timezone.now(),
    )
    with pytest.raises(ParticipationTaken):
        start_participation(campaign=campaign, user=other, learner=learner, now=timezone.now())


def test_statements(administrator: Client, learner: Learner, campaign: Campaign, django_assert_num_queries) -> None:
    participation_in(campaign, learner)
    administrator.get("/equipe")  # the visit of the day is noted once
    # session, user, memberships; pupil, participations
    with django_assert_num_queries(5):
        administrator.get(page_of(learner))
