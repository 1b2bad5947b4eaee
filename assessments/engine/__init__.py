"""The engine of PixOrga: chooses questions, decides skills, scores, marks. Python and numpy: no Django, clock or file."""

from .draw import chronological, draw, variant_seed
from .frontier import FrontierStrategy
from .knowledge import failed_skills
from .marking import (
    SINGLE_FIELD,
    MarkingKey,
    MarkResult,
    Problem,
    ShapeProblem,
    check_answer_shape,
    judge,
    mark,
)
from .profile import profile
from .published import PublishedStrategy
from .scoring import level_of, percent, pix_shown, pix_values, summarise, toward_next
from .text import MAX_LENGTH, parse_number
from .types import (
    MAX_LEVEL,
    AssessmentOutcome,
    ChallengeItem,
    CompetenceOutcome,
    CompetenceProfile,
    End,
    EndReason,
    Evidence,
    ItemBank,
    Kind,
    Outcome,
    Population,
    Profile,
    Question,
    SkillItem,
    SkillStatus,
    Source,
    Strategy,
    Task,
    UnknownItem,
)

strategies: dict[str, Strategy] = {
    strategy.name: strategy for strategy in (FrontierStrategy(), PublishedStrategy(), PublishedStrategy(guarded=True))
}

__all__ = [
    "MAX_LENGTH",
    "MAX_LEVEL",
    "SINGLE_FIELD",
    "AssessmentOutcome",
    "ChallengeItem",
    "CompetenceOutcome",
    "CompetenceProfile",
    "End",
    "EndReason",
    "Evidence",
    "FrontierStrategy",
    "ItemBank",
    "Kind",
    "MarkResult",
    "MarkingKey",
    "Outcome",
    "Population",
    "Problem",
    "Profile",
    "PublishedStrategy",
    "Question",
    "ShapeProblem",
    "SkillItem",
    "SkillStatus",
    "Source",
    "Strategy",
    "Task",
    "UnknownItem",
    "check_answer_shape",
    "chronological",
    "draw",
    "failed_skills",
    "judge",
    "level_of",
    "mark",
    "parse_number",
    "percent",
    "pix_shown",
    "pix_values",
    "profile",
    "strategies",
    "summarise",
    "toward_next",
    "variant_seed",
]
