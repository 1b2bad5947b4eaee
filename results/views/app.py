"""The end of a course for its pupil: the result, and the sending of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments import content
from campaigns.actions import CampaignClosed
from campaigns.models import Campaign, Participation
from campaigns.queries import participation_of
from campaigns.views.app_entry import campaign_of_address, closed
from results.actions import NotCompleted, SharingRefused, share_results
from results.queries import result_of
from results.sheets import Sheet, sheet_of_outcome, sheet_of_result


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
    frame = {"campaign": campaign, "course_title": campaign.shown_title, "participation": participation}
    sheet = _sheet(participation)
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
        # Everything was known from earlier tests, so that nothing was asked.
        "nothing_asked": participation.assessment is not None and participation.assessment.answer_count == 0,
    }
    return render(request, "app/results/result.html", context)


def _sheet(participation: Participation) -> Sheet | None:
    """What was sent if it was, else the end of the test; None before it."""
    if participation.shared_at:
        return sheet_of_result(result_of(participation), content.current())
    if (
        participation.completed_at is None
        or participation.assessment is None
        or participation.assessment.outcome is None
    ):
        return None
    return sheet_of_outcome(participation.assessment.outcome, content.current())


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
