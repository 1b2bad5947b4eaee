"""The daily command keeps what still serves."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from learners.enums import IdentityEventKind
from learners.models import ConsumedAssertion, IdentityEvent, ReconciliationAttempt
from organisations.models import Invitation, LoginFailure
from organisations.tests.factories import InvitationFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_clean_up_deletes_the_old_and_keeps_the_rest() -> None:
    now, user, school = timezone.now(), UserFactory(), OrganisationFactory()
    for age in (timedelta(0), timedelta(days=400)):
        ConsumedAssertion.objects.create(idp="gar", assertion_id=str(age), expires_at=now + timedelta(hours=1) - age)
        LoginFailure.objects.create(identifier_digest=str(age), last_failed_at=now - age)
        ReconciliationAttempt.objects.create(user=user, organisation=school, code="404", at=now - age)
        IdentityEvent.objects.create(kind=IdentityEventKind.SIGN_IN, at=now - age)
    call_command("clean_up", verbosity=0)
    models = (ConsumedAssertion, LoginFailure, ReconciliationAttempt, IdentityEvent)
    assert [model.objects.count() for model in models] == [1, 1, 1, 1]


def test_old_invitations_are_forgotten() -> None:
    now = timezone.now()
    old, recent, ancient = now - timedelta(days=91), now - timedelta(days=30), now - timedelta(days=366)
    for name, dates in {
        "cancelled-old": {"cancelled_at": old},
        "cancelled": {"cancelled_at": recent},
        "accepted-ancient": {"accepted_at": ancient},
        "accepted": {"accepted_at": old},
        "unanswered-ancient": {"sent_at": ancient},
        "unanswered": {"sent_at": old},
        "never-sent-ancient": {"created_at": ancient},
    }.items():
        InvitationFactory(email=f"{name}@lycee.example", **{"created_at": ancient, "sent_at": None, **dates})
    InvitationFactory(email="sent-again@lycee.example", created_at=ancient, sent_at=recent)
    call_command("clean_up", verbosity=0)
    kept = sorted(email.partition("@")[0] for email in Invitation.objects.values_list("email", flat=True))
    assert kept == ["accepted", "cancelled", "sent-again", "unanswered"]
