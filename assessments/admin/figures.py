"""The figures of a challenge in words, for the lists that show them."""

from typing import Any

from django.db.models import F, FloatField
from django.db.models.functions import Cast, NullIf

from assessments.models import ChallengeHealth
from pixorga.admin_site import EMPTY
from pixorga.ui.formats import NBSP, decimal_fr, percent


def share_of(column: str) -> Any:
    return Cast(F(column), FloatField()) / NullIf(Cast(F("answers"), FloatField()), 0.0)


def alarm_of(health: ChallengeHealth) -> str:
    if health.alarm_at is None:
        return EMPTY
    return "Trop réussie" if health.easier >= health.harder else "Trop ratée"


def success_of(health: ChallengeHealth) -> str:
    return percent(100 * health.right / health.answers) if health.answers else EMPTY


def difficulty_of(values: list[float] | None) -> str:
    """«4,2 ± 0,3», from what a version keeps of a skill."""
    if not values:
        return EMPTY
    # A minus sign, not a hyphen; and no line break inside.
    return f"{decimal_fr(values[0])}{NBSP}±{NBSP}{decimal_fr(values[1])}".replace("-", "−")
