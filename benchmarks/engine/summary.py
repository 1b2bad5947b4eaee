"""From the figures of the jobs to ratios with their uncertainty, over contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from .contents import Floats
from .jobs import Figures, Job

# A returning learner must be measured as well as by the published test, but for so many points of accuracy.
AS_GOOD = 0.3
SLIP_CASES = (("competence", 0), ("competence", 1), ("parcours", None))


@dataclass(frozen=True, eq=False)
class Summary:
    """``rows``: (job, its figures); ``times``, ``determinism``: what is measured outside of the jobs."""

    rows: Sequence[tuple[Job, Figures]]
    times: dict[str, float] = field(default_factory=dict)
    determinism: dict[str, float] = field(default_factory=dict)

    def of(self, kind: str, world: str, what: str = "") -> list[Figures]:
        """Figures of every content; ``what`` restricts to one sort of job."""
        wanted = {what} if what else {"plain", "headline", "full", "tables"}
        return [f for job, f in self.rows if job.kind == kind and job.world == world and job.what in wanted]

    def values(self, kind: str, world: str, key: str, name: str, what: str = "") -> Floats:
        """One figure, content by content. Raises KeyError when it was not measured."""
        found = np.array([f[key][name] for f in self.of(kind, world, what)])
        if not len(found):
            raise KeyError(f"{what} {kind} {world}")
        return found

    def mean(self, kind: str, world: str, key: str, name: str, what: str = "") -> float:
        return float(self.values(kind, world, key, name, what).mean())

    def error_ratio(self, kind: str, world: str, key: str) -> float:
        """Misclassified skills over those of the published strategy."""
        ours, pix = (100 - self.mean(kind, world, k, "accuracy") for k in (key, "pix"))
        return ours / max(pix, 1e-9)

    def error_ratio_se(self, kind: str, world: str, key: str) -> float:
        """Its standard error, by leaving one content out."""
        ours, pix = (100 - self.values(kind, world, k, "accuracy") for k in (key, "pix"))
        return _jackknife((ours.sum() - ours) / np.maximum(pix.sum() - pix, 1e-9))

    def name_ratio(self, kind: str, world: str, key: str, name: str) -> float:
        return self.mean(kind, world, key, name) / max(self.mean(kind, world, "pix", name), 1e-9)

    def curve(self, kind: str, world: str, state: str, what: str = "") -> list[tuple[float, dict[str, float]]]:
        """(α, mean figures) of a sweep, from the shortest tests to the longest."""
        figures = self.of(kind, world, what)
        found = []
        for key in figures[0]:
            head, _, alpha = key.partition("|alpha ")
            if head == state and alpha:
                names = figures[0][key].keys() - {"covered", "covered_raw", "interval_width"}
                found.append((float(alpha), {n: float(np.mean([f[key][n] for f in figures])) for n in names}))
        return sorted(found, reverse=True, key=lambda point: point[0])

    def length_ratio(self, kind: str, world: str, state: str, name: str) -> float:
        """Mean questions needed, with its own stop, to be as good as the published strategy, over those of the latter.

        Linear interpolation along the sweep; NaN when it never gets there.
        """
        goal = self.mean(kind, world, "pix", name)
        needed = interpolated([figures for _, figures in self.curve(kind, world, state)], name, goal)
        return needed / self.mean(kind, world, "pix", "questions")

    def slip_ratio(self, state: str, name: str = "skills_lost", k: int = 1) -> float:
        """Mean of the three cases, over that of the published strategy (even contents, odd ones, parcours)."""
        return self.slip(state, name, k) / self.slip("pix", name, k)

    def slip(self, engine: str, name: str, k: int = 1) -> float:
        cases = []
        for kind, parity in SLIP_CASES:
            rows = [
                figures[f"{engine}|slip {k}"][name]
                for job, figures in self.rows
                if job.what == "slip" and job.kind == kind and parity in (None, job.content % 2)
            ]
            if rows:
                cases.append(np.mean(rows))
        return float(np.mean(cases))

    def return_ratio(self, kind: str, state: str, rule: str) -> float:
        """Questions needed to be as accurate as the published test taken afresh, less 0.3 point."""
        goal = self.mean(kind, "w_real", "pix", "accuracy", "return") - AS_GOOD
        curve = self.curve_of_return(kind, state, rule)
        return interpolated(curve, "accuracy", goal) / self.mean(kind, "w_real", "pix", "questions", "return")

    def curve_of_return(self, kind: str, state: str, rule: str) -> list[dict[str, float]]:
        return [f for _, f in self.curve_with(kind, "w_real", f"{state}|{rule}, alpha ", "return")]

    def curve_with(self, kind: str, world: str, prefix: str, what: str) -> list[tuple[float, dict[str, float]]]:
        figures = self.of(kind, world, what)
        keys = [key for key in figures[0] if key.startswith(prefix)]
        found = [
            (float(key[len(prefix) :]), {n: float(np.mean([f[key][n] for f in figures])) for n in figures[0][key]})
            for key in keys
        ]
        return sorted(found, reverse=True, key=lambda point: point[0])


def interpolated(curve: Sequence[dict[str, float]], name: str, goal: float) -> float:
    """Mean questions at which ``name`` first reaches ``goal``; NaN if it never does.

    ``curve``: figures by growing length. An error is reached from above, an accuracy from below.
    """
    sign = 1 if name.startswith("accuracy") else -1
    before: dict[str, float] | None = None
    for point in curve:
        gap = sign * (point[name] - goal)
        if gap >= 0:
            if before is None:
                return point["questions"]
            missing = sign * (goal - before[name])
            share = missing / (missing + gap) if missing + gap > 0 else 1.0
            return before["questions"] + share * (point["questions"] - before["questions"])
        before = point
    return float("nan")


def _jackknife(left_out: Floats) -> float:
    n = len(left_out)
    return float(np.sqrt((n - 1) / n * ((left_out - left_out.mean()) ** 2).sum())) if n > 1 else float("nan")
