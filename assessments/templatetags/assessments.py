"""What the templates of questions need beside the shared components."""

from dataclasses import dataclass

from django import template

from assessments.bank.variant import Instance
from assessments.forms import correct_answer, shown_response
from assessments.models import Answer

register = template.Library()


@dataclass(frozen=True)
class Correction:
    """Readable lines: what was answered, what was expected."""

    given: list[str]
    expected: list[str]


@register.simple_tag
def correction(*, instance: Instance, answer: Answer) -> Correction:
    return Correction(given=shown_response(instance, answer.response), expected=correct_answer(instance))
