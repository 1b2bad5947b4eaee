"""The yellow banner of the pupils' pages: a course to resume, or results to send."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from campaigns.queries import clean_code, competence_test_to_resume, participation_to_resume
from campaigns.retry import running_retry

# Steps of the entry of a campaign: its banner would lead to the page that shows it.
ENTRY_PAGES = {"campaign_landing", "campaign_identity", "campaign_external_id"}


def resume(request: HttpRequest) -> dict[str, Any]:
    """``resume_banner``: read only by the pages that show it, so the question page pays nothing."""
    if getattr(request, "space", "") != "app":
        return {}

    def banner() -> dict[str, str]:
        if not request.user.is_authenticated:
            return {}
        participation = participation_to_resume(request.user)
        if participation is None:
            test = competence_test_to_resume(request.user)
            if test is None:
                return {}
            return {
                "kind": "test",
                "title": str(test.competence),
                "url": reverse("question", kwargs={"public_id": test.public_id}),
            }
        code = participation.campaign.code
        if _is_entered(request, code):
            return {}
        if participation.completed_at and running_retry(participation) is None:
            return {
                "kind": "send",
                "title": participation.campaign.shown_title,
                "url": reverse("participation_result", kwargs={"code": code}),
            }
        return {
            "kind": "resume",
            "title": participation.campaign.shown_title,
            "url": reverse("campaign_continue", kwargs={"code": code}),
        }

    return {"resume_banner": SimpleLazyObject(banner)}


def _is_entered(request: HttpRequest, code: str) -> bool:
    """Whether the page is a step of the entry of this campaign."""
    match = request.resolver_match
    return match is not None and match.url_name in ENTRY_PAGES and clean_code(match.kwargs["code"]) == code
