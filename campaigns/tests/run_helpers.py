"""What the tests of the run share: a small referential, addresses, the form that a page posts."""

from django.urls import reverse

from assessments.models import Assessment
from assessments.tests.factories import make_content
from campaigns.models import Participation
from campaigns.tests.factories import CampaignFactory, participation_in

APP = "pixorga.urls.app"
RIGHT, WRONG = 3, 1


def page(name: str, participation: Participation, **more: object) -> str:
    return reverse(name, urlconf=APP, kwargs={"public_id": participation.assessment.public_id, **more})


def in_hand(participation: Participation) -> Assessment:
    return Assessment.objects.get(pk=participation.assessment_id)


def form(participation: Participation, answer: int | None = RIGHT, **more: object) -> dict[str, object]:
    """What the page of the question in hand posts; ``answer`` None is «Je passe»."""
    assessment = in_hand(participation)
    fields: dict[str, object] = {"seq": assessment.answer_count + 1, "challenge": assessment.challenge_id or 0}
    return {**fields, **({"passe": 1} if answer is None else {"reponse": answer, "valide": 1}), **more}


def started() -> Participation:
    """A pupil with the first of seventeen skills to answer."""
    make_content(
        {
            "moteur": [1, 2, 3, 4],
            "url": [1, 2, 3],
            "veille": [2, 4, 6],
            "wiki": [2, 5, 7],
            "page": [1, 3],
            "haut": [6, 8],
        }
    )
    return participation_in(CampaignFactory())
