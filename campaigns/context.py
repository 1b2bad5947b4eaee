"""The yellow banner of the pupils' pages: a course to resume, or results to send."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from campaigns.queries import participation_to_resume


def resume(request: HttpRequest) -> dict[str, Any]:
    """``resume_banner``: read only by the pages that show it, so the question page pays nothing."""
    if getattr(request, "space", "") != "app":
        return {}

    def banner() -> dict[str, str]:
        if not request.user.is_authenticated:
            return {}
        participation = participation_to_resume(request.user)
        if participation is None:
            return {}
        code = participation.campaign.code
        if participation.completed_at:
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
