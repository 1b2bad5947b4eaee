"""Reads about campaigns that span models."""

import re
from typing import Any

from django.db.models import Count, Q, QuerySet

from assessments.models import Assessment
from campaigns.models import Campaign, Participation, TargetProfile
from organisations.models import Organisation, User
from pixorga.ui.text import fold

CODE_LENGTH = 9


def clean_code(typed: str) -> str:
    """«rnb-jdb 351» -> «RNBJDB351»: spaces, dashes, dots and case do not matter."""
    return re.sub(r"[^0-9A-Z]", "", fold(typed).upper())


def campaign_by_code(typed: str) -> Campaign | None:
    code = clean_code(typed)
    if len(code) != CODE_LENGTH:
        return None
    return Campaign.objects.select_related("organisation", "profile", "profile__competence").filter(code=code).first()


def participation_of(user: User, campaign: Campaign) -> Participation | None:
    return (
        Participation.objects.live()
        .select_related("assessment", "learner")
        .filter(campaign=campaign, user=user)
        .first()
    )


def participations_of(user: User) -> QuerySet[Participation]:
    """The courses of a pupil, the latest first, with what a list of them shows."""
    live = Participation.objects.live().filter(user=user)
    return live.select_related("campaign__profile", "campaign__organisation").order_by("-started_at", "-pk")


def participation_of_old_test(assessment: Assessment) -> Participation | None:
    """The participation of a test that one or several retries followed: they carried it along."""
    test: Assessment | None = assessment
    while test is not None:
        test = Assessment.objects.filter(retry_of=test).order_by("-id").first()
        found = (
            Participation.objects.select_related("campaign__profile", "campaign__organisation")
            .filter(assessment=test)
            .first()
            if test
            else None
        )
        if found:
            return found
    return None


def competence_test_to_resume(user: User) -> Assessment | None:
    """The latest stand-alone test of a competence that waits for its pupil."""
    return (
        Assessment.objects.filter(user=user, completed_at=None, competence__isnull=False)
        .select_related("competence")
        .defer("target", "trace")
        .order_by("-id")
        .first()
    )


def participation_to_resume(user: User) -> Participation | None:
    """The latest course that waits for its pupil: to finish, or to send."""
    return (
        Participation.objects.live()
        .filter(user=user, shared_at=None, learner__disabled_at=None)
        .filter(campaign__archived_at=None, campaign__organisation__archived_at=None)
        .select_related("campaign", "campaign__profile", "assessment")
        .order_by("-started_at", "-id")
        .first()
    )


def offered_profiles(organisation: Organisation) -> QuerySet[TargetProfile]:
    """What a teacher of this school can test: a profile without any skill yet is not offered."""
    return (
        TargetProfile.objects.for_organisation(organisation)
        .annotate(skill_count=Count("skills", filter=Q(skills__retired_at=None), distinct=True))
        .filter(skill_count__gt=0)
        .select_related("competence__area")
    )


def profile_content(profile: TargetProfile) -> list[dict[str, Any]]:
    """The skills of a profile as a teacher reads them: by competence, then by subject, in one statement."""
    skills = (
        profile.skills.filter(retired_at=None)
        .select_related("tube__competence__area")
        .order_by("tube__competence__code", "tube__name", "level")
    )
    competences: list[dict[str, Any]] = []
    for skill in skills:
        competence, tube = skill.tube.competence, skill.tube
        if not competences or competences[-1]["competence"] != competence:
            competences.append({"competence": competence, "tubes": [], "count": 0})
        tubes = competences[-1]["tubes"]
        if not tubes or tubes[-1]["tube"] != tube:
            tubes.append({"tube": tube, "skills": []})
        tubes[-1]["skills"].append(skill)
        competences[-1]["count"] += 1
    return competences
