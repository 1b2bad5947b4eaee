"""What a group sent, in figures: averages, spread, and the subjects to work on first."""

from dataclasses import dataclass
from fractions import Fraction

from assessments import content
from assessments.engine import percent
from campaigns.models import Campaign
from results.queries import competence_sums, sent_figures, skill_sums

BANDS = 5
REVIEWED_FIRST = 5
# The chart's drawing surface, in its own units.
LEFT, RIGHT, TOP, BOTTOM = 34, 550, 40, 192
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums over so many pupils; the averages are exact fractions, rounded by the page."""

    validated: int
    evaluated: int
    pupils: int

    @property
    def mean_validated(self) -> Fraction:
        return Fraction(self.validated, self.pupils)

    @property
    def mean_evaluated(self) -> Fraction:
        return Fraction(self.evaluated, self.pupils)

    @property
    def percent(self) -> int:
        return percent(self.validated, self.evaluated)


@dataclass(frozen=True, slots=True)
class CompetenceFigures:
    competence: content.Competence
    figures: Figures


@dataclass(frozen=True, slots=True)
class TubeFigures:
    """``skills``: how many of the subject's skills the results hold."""

    tube: content.Tube
    area_code: str
    skills: int
    percent: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One band of the chart. Coordinates are in the chart's units."""

    label: str
    count: int
    is_tallest: bool
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def number_y(self) -> int:
        """Inside the bar, or above it where there is no room."""
        return self.y + 20 if self.height >= 28 else self.y - 6

    @property
    def is_inside(self) -> bool:
        return self.height >= 28


@dataclass(frozen=True, slots=True)
class Chart:
    bars: tuple[Bar, ...]
    lines: tuple[tuple[int, int], ...]  # (number of pupils, its height on the chart)
    mean: int
    mean_x: int

    @property
    def mean_text_x(self) -> int:
        return self.mean_x + 8 if self.mean <= 70 else self.mean_x - 8

    @property
    def mean_anchor(self) -> str:
        return "start" if self.mean <= 70 else "end"


@dataclass(frozen=True, slots=True)
class Collective:
    figures: Figures
    competences: tuple[CompetenceFigures, ...]
    chart: Chart
    tubes: tuple[TubeFigures, ...]  # the least mastered first

    @property
    def to_review(self) -> tuple[TubeFigures, ...]:
        return tuple(tube for tube in self.tubes if tube.percent < 100)[:REVIEWED_FIRST]


def collective_of(campaign: Campaign, loaded: content.Content) -> Collective | None:
    """The figures of a campaign in three statements, however many pupils; None when nobody has sent."""
    sent = sent_figures(campaign)
    if not sent:
        return None
    pupils = len(sent)
    figures = Figures(sum(one[0] for one in sent), sum(one[1] for one in sent), pupils)
    competences = tuple(
        CompetenceFigures(loaded.competences[pk], Figures(validated, evaluated, pupils))
        for pk, (validated, evaluated) in competence_sums(campaign).items()
    )
    return Collective(
        figures=figures,
        competences=tuple(sorted(competences, key=lambda one: one.competence.code)),
        chart=chart_of([percent(*one) for one in sent], mean=figures.percent),
        tubes=_tubes(skill_sums(campaign), loaded),
    )


def _tubes(sums: dict[int, tuple[int, int]], loaded: content.Content) -> tuple[TubeFigures, ...]:
    validated: dict[int, int] = {}
    held: dict[int, int] = {}
    skills: dict[int, int] = {}
    for skill, (good, count) in sums.items():
        tube = loaded.skills[skill].tube
        validated[tube] = validated.get(tube, 0) + good
        held[tube] = held.get(tube, 0) + count
        skills[tube] = skills.get(tube, 0) + 1
    rows = [
        TubeFigures(
            loaded.tubes[tube],
            loaded.competences[loaded.tubes[tube].competence].area_code,
            skills[tube],
            percent(validated[tube], held[tube]),
        )
        for tube in held
    ]
    return tuple(sorted(rows, key=lambda row: (Fraction(validated[row.tube.id], held[row.tube.id]), row.tube.key)))


def chart_of(percents: list[int], *, mean: int) -> Chart:
    """Five bands of twenty points; 20 % stands in «20–40 %», and 100 % in the last one."""
    counts = [0] * BANDS
    for value in percents:
        counts[min(value * BANDS // 100, BANDS - 1)] += 1
    step = next(step for step in STEPS if step * 4 >= max(counts) or step == STEPS[-1])
    top = -(-max(counts) // step) * step
    gap, width = 4, (RIGHT - LEFT - 4 * (BANDS - 1)) // BANDS

    def height(count: int) -> int:
        return round((BOTTOM - TOP) * count / top)

    bars = tuple(
        Bar(
            label=f"{100 // BANDS * band}–{100 // BANDS * (band + 1)}\u00a0%",
            count=count,
            is_tallest=count == max(counts),
            x=LEFT + band * (width + gap),
            y=BOTTOM - height(count),
            width=width,
            height=height(count),
        )
        for band, count in enumerate(counts)
    )
    return Chart(
        bars=bars,
        lines=tuple((number, BOTTOM - height(number)) for number in range(step, top + 1, step)),
        mean=mean,
        mean_x=LEFT + round((RIGHT - LEFT) * mean / 100),
    )
