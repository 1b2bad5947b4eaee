"""``python -m benchmarks.school 30``: pupils signed in with a test in hand, as JSON. Run by benchmarks/site.py.

Nobody logs in over HTTP: a password costs more than several answers and is measured elsewhere.
"""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pixorga.settings")

PROFILE = "competence-1.1"
SCHOOL = "Collège des Mesures"


def main(count: int) -> None:
    import django

    django.setup()
    from django.utils import timezone

    from campaigns.actions import create_campaign
    from campaigns.models import Campaign, TargetProfile
    from organisations.models import Organisation, User

    now = timezone.now()
    school, _ = Organisation.objects.get_or_create(name=SCHOOL, defaults={"manages_learners": False})
    campaign = Campaign.objects.filter(organisation=school).first() or create_campaign(
        organisation=school,
        creator=User.objects.create_user("mesures@exemple.fr", first_name="Line", last_name="Aire"),
        name="Une classe répond",
        profile=TargetProfile.objects.get(key=PROFILE),
        now=now,
    )
    print(json.dumps([_pupil(campaign.pk, number) for number in range(count)]))


def _pupil(campaign_id: int, number: int) -> tuple[str, str]:
    """(session key, public id of the test)"""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import login
    from django.http import HttpRequest
    from django.utils import timezone

    from campaigns.actions import start_participation
    from campaigns.models import Campaign
    from learners.actions import learner_from_account
    from organisations.models import User

    campaign = Campaign.objects.select_related("organisation").get(pk=campaign_id)
    now = timezone.now()
    user = User.objects.create_user(first_name=f"Élève {number}", last_name="MESURE", rules_seen_at=now)
    learner = learner_from_account(user=user, organisation=campaign.organisation)
    participation = start_participation(campaign=campaign, user=user, learner=learner, now=now)
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.save()
    return request.session.session_key, str(participation.assessment.public_id)


if __name__ == "__main__":
    main(int(sys.argv[1]))
