"""The figures of a measure, beside what quality.md §1 asks."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.classroom import Tally


@dataclass(frozen=True)
class Round:
    """``yardstick``: milliseconds of processor for a fixed loop, to compare machines and moments."""

    yardstick: float
    plain: Tally
    flat: Tally
    media: Tally
    alone: Tally
    calm: Tally

    @property
    def cost(self) -> float:
        """Milliseconds of processor for one answer, application and PostgreSQL."""
        return self.flat.each(self.flat.cpu.app + self.flat.cpu.postgres)

    @property
    def plain_cost(self) -> float:
        return self.plain.each(self.plain.cpu.app + self.plain.cpu.postgres)

    @property
    def tallies(self) -> tuple[Tally, ...]:
        return self.plain, self.flat, self.media, self.alone, self.calm


@dataclass(frozen=True)
class Kept:
    """What the database holds of what was acknowledged. ``extra``: kept without a page that said so."""

    acknowledged: int
    lost: int
    doubles: int
    extra: int
    wrong_counts: int


@dataclass
class Report:
    rounds: list[Round] = field(default_factory=list)
    kept: Kept = Kept(0, 0, 0, 0, 0)

    @property
    def errors(self) -> list[str]:
        return [error for one in self.rounds for tally in one.tallies for error in tally.errors]

    @property
    def is_sound(self) -> bool:
        """Nothing failed and nothing was lost; speed is for people to judge."""
        kept = self.kept
        return (
            not (self.errors or kept.lost or kept.doubles or kept.extra or kept.wrong_counts) and kept.acknowledged > 0
        )


@dataclass(frozen=True)
class Line:
    """``bar`` is the most allowed, or the least for a rate; ``goal`` is what we aim at."""

    title: str
    value: Callable[[Round], float]
    bar: float | None = None
    goal: float | None = None
    at_least: bool = False
    decimals: int = 0

    def verdict(self, value: float) -> str:
        sign = -1 if self.at_least else 1
        if self.goal is not None and sign * value <= sign * self.goal:
            return "objectif atteint"
        if self.bar is None:
            return "" if self.goal is None else "objectif manqué"
        return "tenu" if sign * value <= sign * self.bar else "PAS TENU"


SECTIONS: list[tuple[str, list[Line]]] = [
    (
        "Processeur pour une réponse, classe sans pause (ms)",
        [
            Line("application", lambda one: one.flat.each(one.flat.cpu.app), decimals=1),
            Line("PostgreSQL", lambda one: one.flat.each(one.flat.cpu.postgres), decimals=1),
            Line("application + PostgreSQL", lambda one: one.cost, bar=16, goal=11, decimals=1),
            Line("une page simple (/parcours)", lambda one: one.plain_cost, decimals=1),
            Line("rapport réponse / page simple", lambda one: one.cost / one.plain_cost, bar=3.5, decimals=2),
            Line(
                "avec les écrans et images des questions",
                lambda one: one.media.each(one.media.cpu.app + one.media.cpu.postgres),
                decimals=1,
            ),
            Line("le client de mesure, à part", lambda one: one.flat.each(one.flat.cpu.client), decimals=1),
        ],
    ),
    (
        "Classe sans pause",
        [
            Line("réponses par seconde", lambda one: one.flat.rate, bar=80, goal=130, at_least=True),
            Line("p50 (ms)", lambda one: one.flat.percentile(50)),
            Line("p95 (ms)", lambda one: one.flat.percentile(95), bar=600),
            Line("réponses par seconde, écrans et images", lambda one: one.media.rate),
            Line("requêtes par réponse", lambda one: one.flat.requests / max(1, len(one.flat.answers)), decimals=2),
        ],
    ),
    ("Un élève seul", [Line("p50 (ms)", lambda one: one.alone.percentile(50), goal=15)]),
    (
        "Classe qui réfléchit",
        [
            Line("réponses par seconde", lambda one: one.calm.rate, decimals=1),
            Line("p50 (ms)", lambda one: one.calm.percentile(50)),
            Line("p95 (ms)", lambda one: one.calm.percentile(95), bar=80),
            Line("p99 (ms)", lambda one: one.calm.percentile(99), bar=150),
            Line(
                "processeur par réponse (ms)",
                lambda one: one.calm.each(one.calm.cpu.app + one.calm.cpu.postgres),
                decimals=1,
            ),
        ],
    ),
    (
        "La machine, et ce qu'elle faisait d'autre (en processeurs occupés)",
        [
            Line("étalon : une boucle fixe (ms)", lambda one: one.yardstick, decimals=1),
            Line("pendant la classe sans pause", lambda one: one.flat.cpu.others / one.flat.seconds, decimals=2),
            Line("pendant la classe qui réfléchit", lambda one: one.calm.cpu.others / one.calm.seconds, decimals=2),
        ],
    ),
]
# Processors taken by other programs beyond which milliseconds say nothing.
BUSY = 0.2
COLUMNS = "{:<42} {:>9} {:>17} {:>9} {:>9}  {}"


def table(report: Report) -> str:
    rows = [COLUMNS.format("", "médiane", "de … à", "exigence", "objectif", "").rstrip()]
    for title, lines in SECTIONS:
        rows += ["", title]
        rows += [_row(line, [line.value(one) for one in report.rounds]) for line in lines]
    busy = statistics.median(tally.cpu.others / tally.seconds for one in report.rounds for tally in one.tallies)
    if busy > BUSY:
        rows += [
            "",
            f"MACHINE OCCUPÉE ({_text(busy, 1)} processeur pris par d'autres) : seuls les rapports se comparent.",
        ]
    return "\n".join([*rows, "", *_soundness(report)])


def _row(line: Line, values: list[float]) -> str:
    median = statistics.median(values)
    sign = "≥" if line.at_least else "≤"
    bounds = [f"{sign} {_text(bound)}" if bound is not None else "" for bound in (line.bar, line.goal)]
    spread = f"{_text(min(values), line.decimals)} … {_text(max(values), line.decimals)}"
    return COLUMNS.format(
        f"  {line.title}", _text(median, line.decimals), spread, *bounds, line.verdict(median)
    ).rstrip()


def _text(value: float, decimals: int | None = None) -> str:
    return (f"{value:g}" if decimals is None else f"{value:.{decimals}f}").replace(".", ",")


def _soundness(report: Report) -> list[str]:
    kept = report.kept
    rows = [
        "Ce qui est gardé",
        f"  réponses dont l'élève a reçu la suite : {kept.acknowledged} ; perdues : {kept.lost}",
        f"  en double : {kept.doubles} ; gardées sans être annoncées : {kept.extra} ; compteurs faux : {kept.wrong_counts}",
        f"  erreurs : {len(report.errors)}",
        *(f"    {error}" for error in sorted(set(report.errors))[:10]),
    ]
    return [*rows, "", "SAIN : rien de perdu, aucune erreur." if report.is_sound else "PAS SAIN : voir ci-dessus."]
