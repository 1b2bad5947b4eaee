"""The end of a course for its pupil: the result, and the sending of it."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments import content
from assessments.competences import standing_in_profile
from assessments.engine import percent
from assessments.models import Assessment
from campaigns.actions import CampaignClosed
from campaigns.models import Campaign, Participation
from campaigns.queries import participation_of
from campaigns.retry import (
    RetryRefused,
    finished_test,
    retry_opens_at,
    running_retry,
    skills_to_retry,
    start_retry,
)
from campaigns.views.app_entry import campaign_of_address, closed
from results.actions import NotCompleted, SharingRefused, share_results
from results.queries import result_of
from results.sheets import Sheet, sheet_of_outcome, sheet_of_result

# From which percentage a stand-alone test is told in which tone.
MOODS = [(75, "well"), (40, "fair"), (0, "start")]


@never_cache
@require_safe
def participation_result(request: HttpRequest, code: str) -> HttpResponse:
    """The pupil's result: to send, sent, or closed. Whoever has questions left is told so."""
    campaign, refusal = campaign_of_address(request, code)
    if campaign is None:
        return refusal
    participation = participation_of(request.user, campaign)
    if participation is None:
        return redirect("campaign_landing", code=campaign.code)
    participation.campaign = campaign
    frame = {"campaign": campaign, "course_title": campaign.shown_title, "participation": participation}
    loaded = content.current()
    sheet = _sheet(participation, loaded)
    if sheet is None:
        if campaign.is_closed:
            return closed(request, campaign)
        return render(request, "app/results/unfinished.html", frame)
    context = {
        **frame,
        "sheet": sheet,
        "is_closed": campaign.is_closed,
        "is_removed": participation.learner.disabled_at is not None,
        "reader": _reader(campaign),
        "retry": _retry(participation, loaded, timezone.now()),
        "before": None if participation.shared_at else _percent_before(participation.assessment),
        # Everything was known from earlier tests, so that nothing was asked.
        "nothing_asked": participation.answer_count == 0,
    }
    return render(request, "app/results/result.html", context)


def _sheet(participation: Participation, loaded: content.Content) -> Sheet | None:
    """What was sent if it was, else the end of the last test that ended; None before it."""
    if participation.shared_at:
        return sheet_of_result(result_of(participation), loaded)
    test = finished_test(participation)
    if participation.completed_at is None or test is None or test.outcome is None:
        return None
    return sheet_of_outcome(test.outcome, loaded)


@dataclass(frozen=True, slots=True)
class Retry:
    """«Envie d’améliorer vos résultats ?» ``opens_at`` is past once ``is_open``; ``running``: a retry to take up."""

    skills: int
    opens_at: datetime
    is_open: bool
    running: Assessment | None


def _retry(participation: Participation, loaded: content.Content, now: datetime) -> Retry | None:
    """None when there is nothing to try again, or when it is too late to."""
    opens = retry_opens_at(participation)
    closed_to = participation.shared_at or participation.campaign.is_closed or participation.learner.disabled_at
    if opens is None or closed_to:
        return None
    running = running_retry(participation)
    skills = len(running.retry_skills) if running else len(skills_to_retry(participation, loaded))
    if not skills:
        return None
    return Retry(
        skills=skills,
        opens_at=opens,
        is_open=opens <= now,
        running=running,
    )


def _percent_before(test: Assessment | None) -> int | None:
    """What the pupil had before a retry that is over."""
    before = test.retry_of.outcome if test and test.is_completed and test.retry_of else None
    return percent(before["validated"], before["evaluated"]) if before else None


@never_cache
@require_POST
def retry(request: HttpRequest, code: str) -> HttpResponse:
    """«Je retente». Clicking twice takes up the same test."""
    campaign, refusal = campaign_of_address(request, code)
    if campaign is None:
        return refusal
    participation = participation_of(request.user, campaign)
    if participation is None:
        return redirect("campaign_landing", code=campaign.code)
    try:
        test = start_retry(participation=participation, now=timezone.now())
    except CampaignClosed:
        return closed(request, campaign)
    except RetryRefused:
        messages.error(request, "Il n’est pas possible de retenter ce parcours pour le moment.")
        return redirect("participation_result", code=campaign.code)
    return redirect("question", public_id=test.public_id)


@never_cache
@require_safe
def competence_result(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The end of a stand-alone test of a competence: where it leads, in words that fit the outcome."""
    test = get_object_or_404(
        Assessment.objects.select_related("competence", "retry_of"),
        public_id=public_id,
        user=request.user,
        competence__isnull=False,
    )
    if not test.is_completed:
        return redirect("question", public_id=public_id)
    loaded = content.current()
    competence = loaded.competences[test.competence_id]
    sheet = sheet_of_outcome(test.outcome, loaded)
    context = {
        "assessment": test,
        "course_title": str(test.competence),
        "competence": competence,
        "sheet": sheet,
        "standing": standing_in_profile(request.user, competence, loaded),
        "before": _percent_before(test),
        "mood": next(mood for least, mood in MOODS if sheet.percent >= least),
        "nothing_asked": test.answer_count == 0,
    }
    return render(request, "app/results/competence.html", context)


def _reader(campaign: Campaign) -> str:
    """Who will read the result, in the pupil's words."""
    return "votre enseignant" if campaign.organisation.kind == "SCO" else "l’organisateur du parcours"


@never_cache
@require_POST
def share(request: HttpRequest, code: str) -> HttpResponse:
    """«J’envoie mes résultats». A double click sends once; the result page then says what became of it."""
    campaign, refusal = campaign_of_address(request, code)
    if campaign is None:
        return refusal
    participation = participation_of(request.user, campaign)
    if participation is None:
        return redirect("campaign_landing", code=campaign.code)
    try:
        share_results(participation=participation, now=timezone.now())
    except CampaignClosed:
        return closed(request, campaign)
    except NotCompleted:
        messages.info(request, "Il reste encore quelques questions avant de pouvoir envoyer vos résultats.")
    except SharingRefused:
        messages.error(request, "Vos résultats n’ont pas pu être envoyés : demandez à votre enseignant.")
    return redirect("participation_result", code=campaign.code)
