"""The figures of a challenge in words, for the lists that show them."""

from typing import Any

from django.db.models import F, FloatField
from django.db.models.functions import Cast, NullIf

from assessments.engine import Population
from assessments.models import ChallengeHealth
from pixorga.admin_site import EMPTY
from pixorga.ui.formats import NBSP, decimal_fr, percent

# From the tightest scale to the loosest.
COUPLINGS = ("très liés", "liés", "peu liés", "sans lien")


def share_of(column: str) -> Any:
    return Cast(F(column), FloatField()) / NullIf(Cast(F("answers"), FloatField()), 0.0)


def alarm_of(health: ChallengeHealth) -> str:
    if health.alarm_at is None:
        return EMPTY
    return "Trop réussie" if health.easier >= health.harder else "Trop ratée"


def success_of(health: ChallengeHealth) -> str:
    return percent(100 * health.right / health.answers) if health.answers else EMPTY


def pupils_of(population: Population | None) -> list[str]:
    """What a version knows of the pupils, a sentence a line: the first versions knew nothing of them."""
    if population is None:
        return ["Rien de mesuré : ce qui est cru avant toute réponse."]
    kinds = ", ".join(
        f"{name} {percent(100 * share)}" for name, share in zip(COUPLINGS, population.scale_weights, strict=True)
    )
    mastered, missed = (percent(100 * chance) for chance in population.skips)
    return [
        f"Sujets d’une même compétence, selon les élèves : {kinds}.",
        f"Question passée : {mastered} quand l’acquis est maîtrisé, {missed} quand il ne l’est pas.",
    ]


def difficulty_of(values: list[float] | None) -> str:
    """«4,2 ± 0,3», from what a version keeps of a skill."""
    if not values:
        return EMPTY
    # A minus sign, not a hyphen; and no line break inside.
    return f"{decimal_fr(values[0])}{NBSP}±{NBSP}{decimal_fr(values[1])}".replace("-", "−")
