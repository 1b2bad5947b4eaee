"""What the templates of a question need: addresses of its files, its texts as HTML, answers in words."""

from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from assessments.answers import correct_answer, shown_response, wrong_fields
from assessments.bank.variant import Instance
from assessments.media import MediaLinks, links_for_answering, links_for_preview
from pixorga.ui import markdown

register = template.Library()


@register.simple_tag(takes_context=True)
def media_links(context: Context, *, instance: Instance, seq: int | None = None) -> MediaLinks:
    """From ``assessment`` and ``seq`` of the context when a pupil answers, else the addresses of the team's preview."""
    assessment = context.get("assessment")
    if assessment is None:
        return links_for_preview(instance)
    return links_for_answering(instance, assessment=assessment.public_id, seq=seq or context["seq"])


# The texts of a question are the same for a whole class: Markdown is the dearest part of the page.
@lru_cache(maxsize=2048)
def _rendered(text: str) -> SafeString:
    return markdown.render(text, flavour="light")


@register.filter
def challenge_markdown(text: str) -> SafeString:
    return _rendered(text)


register.simple_tag(correct_answer)
register.simple_tag(shown_response)
register.simple_tag(wrong_fields)


@register.filter
def answered(choice: Any, value: str) -> bool:
    """Whether this value of a drop-down list is the one that was chosen."""
    return str(choice) == str(value)
