"""The demonstration school: refused in production, made once, made of real actions, playable by a visitor."""

from collections import Counter
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.test import Client

from assessments import content
from assessments.engine import Outcome, judge
from assessments.models import Answer
from campaigns.models import Campaign, Participation
from demo_ent.people import PEOPLE, UAI
from learners.models import Learner
from organisations.enums import LegalKind
from organisations.models import LegalText, Membership, Organisation, User
from results import demo
from results.demo import accounts
from results.demo.people import FROM_ENT, INVENTED, NEIGHBOURS
from results.demo.play import right_answer, wrong_answer
from results.models import SharedResult

pytestmark = pytest.mark.django_db


def run() -> str:
    out = StringIO()
    call_command("load_demo_school", stdout=out)
    return out.getvalue()


def test_refused_outside_the_demonstration(settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="mode démonstration"):
        run()
    assert not Organisation.objects.exists()


def test_without_questions_it_says_what_to_do() -> None:
    with pytest.raises(CommandError, match="load_referential"):
        run()


def test_ids_of_the_roster_are_all_different() -> None:
    pupils = (*FROM_ENT, *INVENTED, *NEIGHBOURS)
    assert len({pupil.ine for pupil in pupils}) == len(pupils) == 33
    assert all(len(pupil.ine) == 11 and pupil.ine.startswith("99000") for pupil in pupils)


def test_the_demonstration_school(orga_client: Client, app_client: Client, django_assert_num_queries) -> None:
    """One test for all of it: the real questions and some three hundred answers take seconds."""
    call_command("load_referential", stdout=StringIO())
    loaded = content.current()
    for challenge in loaded.challenges:
        instance, key = loaded.instance(challenge, 7), loaded.marking(challenge, 7)
        assert judge(key, right_answer(instance)) is Outcome.RIGHT, instance.key
        assert judge(key, wrong_answer(instance)) is Outcome.WRONG, instance.key

    # A migration publishes them; tests that empty the tables take them away.
    LegalText.objects.get_or_create(kind=LegalKind.ORGA_TERMS, version=1, defaults={"body": "Conditions"})
    assert accounts.PASSWORD in run()
    with django_assert_num_queries(1):
        assert run() == "Le lycée de démonstration est déjà là.\n"

    lycee = Organisation.objects.get(uai=UAI)
    assert (lycee.name, lycee.kind, lycee.manages_learners, lycee.identity_provider) == (
        "Lycée Pix",
        "SCO",
        True,
        "ent-demo",
    )
    assert Counter(lycee.learners.values_list("class_name", flat=True)) == {"2NDE1": 15, "2NDE 2": 15}
    free = Learner.objects.filter(user=None, ine__in=[person.seed for person in PEOPLE])
    assert Counter(free.values_list("class_name", flat=True)) == {"2NDE1": 5, "2NDE 2": 5}

    counts = {
        one.name: (one.participants, one.received, one.is_archived)
        for one in Campaign.objects.with_counts().filter(organisation=lycee)
    }
    assert counts == {
        "Stéphane Libellot - Classe de 2nde3": (10, 4, False),
        "2NDE 2 — Esprit critique": (10, 8, False),
        "Rentrée — Recherche documentaire": (5, 3, True),
    }
    guide = Campaign.objects.get(code="RNBJDB351")
    assert Counter(one.status.value for one in guide.participations.all()) == {"shared": 4, "to-share": 3, "started": 3}
    for one in Participation.objects.select_related("assessment"):
        assert one.started_at <= one.last_answer_at
        assert one.shared_at is None or one.shared_at > one.completed_at
        assert one.answer_count == Answer.objects.filter(assessment=one.assessment).count()
    assert set(Answer.objects.values_list("outcome", flat=True)) == {"right", "wrong", "skipped"}
    shares = {round(100 * result.validated / result.evaluated) for result in SharedResult.objects.all()}
    assert min(shares) < 40
    assert max(shares) > 75

    for login in (accounts.TEACHER, accounts.ADMINISTRATOR, accounts.NEIGHBOUR, accounts.STAFF, accounts.PUPIL_BUSY):
        assert authenticate(None, username=login, password=accounts.PASSWORD), login
    assert not User.objects.filter(participations__isnull=False, rules_seen_at=None).exists()
    busy = User.objects.get(username=accounts.PUPIL_BUSY)
    app_client.force_login(busy)
    in_hand = Participation.objects.get(user=busy, completed_at=None).assessment.public_id
    assert app_client.get(f"/campagnes/{guide.code}/suite").url == f"/evaluations/{in_hand}"  # not by the rules
    administrator = User.objects.get(email=accounts.ADMINISTRATOR)
    assert Membership.objects.filter(user=administrator).count() == 2
    orga_client.force_login(User.objects.get(email=accounts.TEACHER))
    assert orga_client.get("/campagnes").url.startswith("/conditions")  # the first visit is still to be seen
    orga_client.force_login(administrator)
    assert orga_client.get("/campagnes").status_code == 200


def test_accounts_are_shown_as_four_words() -> None:
    rows = demo.demo_accounts()
    assert all(len(row) == 4 and all(row) for row in rows)
    assert ("Enseignant du Lycée Pix", "http://orga.localhost", accounts.TEACHER, accounts.PASSWORD) in rows
