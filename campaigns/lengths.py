"""How long the test of a profile is, for each precision: what a teacher needs to know before choosing (settled.md 11)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assessments import content
from assessments.bank_versions import is_calibrated, latest_version
from assessments.engine import ChallengeItem
from assessments.engine.frontier import alpha_of, expected_length
from assessments.enums import Preset
from campaigns.models import TargetProfile

# Seconds on a question of each format, until enough answers tell better (ChallengeItem.median_seconds).
USUAL_SECONDS = {"QCU": 40.0, "QCM": 50.0, "ORDRE": 60.0, "QROC": 70.0}
OTHER_SECONDS = 80.0

# Raise it when what is measured changes: every profile is then measured again.
MEASURE = 3

PURPOSE = {
    Preset.EXPRESS: "pour se situer en peu de temps",
    Preset.STANDARD: "le bon équilibre, conseillé",
    Preset.CAREFUL: "un peu plus sûr, pour un bilan",
    Preset.THOROUGH: "le plus sûr, quand chaque acquis compte",
}


@dataclass(frozen=True, slots=True)
class Duration:
    """Four pupils out of five answer ``low`` to ``high`` questions. ``wrong_in``: one status out of so many may be wrong."""

    preset: Preset
    questions: int
    low: int
    high: int
    minutes: int
    wrong_in: int

    @property
    def purpose(self) -> str:
        return PURPOSE[self.preset]

    @property
    def sentence(self) -> str:
        plural = "s" if self.questions > 1 else ""
        minute = "s" if self.minutes > 1 else ""
        return (
            f"environ {self.questions}\N{NO-BREAK SPACE}question{plural} et "
            f"{self.minutes}\N{NO-BREAK SPACE}minute{minute}"
        )


def measured(target: frozenset[int], version: int, loaded: content.Content) -> dict[str, Any]:
    """What ``TargetProfile.lengths`` keeps: for each preset, the length of the test and the share of skills it leaves wrong.

    Simulated with the engine itself, on pupils drawn from its prior: a tenth of a second for a usual parcours.
    """
    bank = loaded.bank_for(version)
    if not target:
        return {}
    calibrated, tubes = is_calibrated(bank, target), len(loaded.tubes_of_target(target))
    found: dict[str, Any] = {}
    for preset in Preset:
        alpha = alpha_of(preset, calibrated=calibrated, tubes=tubes)
        length = expected_length(bank, target, alpha)
        found[preset.value] = {"mean": length.mean, "low": length.low, "high": length.high, "error": length.error}
    of_skills = [[c for c in bank.challenges_of(skill) if c.playable] for skill in target]
    times = [sum(map(seconds_of, challenges)) / len(challenges) for challenges in of_skills if challenges]
    found["seconds"] = sum(times) / len(times) if times else OTHER_SECONDS
    return found


def seconds_of(challenge: ChallengeItem) -> float:
    if challenge.median_seconds is not None:
        return challenge.median_seconds
    return USUAL_SECONDS.get(challenge.kind, OTHER_SECONDS)


def measure_profiles(profiles: Iterable[TargetProfile], loaded: content.Content) -> int:
    """Write the lengths of the profiles whose skills, questions or difficulties changed since; returns how many."""
    version, count = latest_version(), 0
    for profile in profiles:
        target = frozenset(loaded.active_target(profile.skills.values_list("pk", flat=True)))
        of = f"{MEASURE}/{loaded.release_id}.{version}.{len(target)}.{sum(target)}"
        if profile.lengths.get("of") == of:
            continue
        profile.lengths = {**measured(target, version, loaded), "of": of}
        profile.save(update_fields=["lengths"])
        count += 1
    return count


def durations_of(lengths: Mapping[str, Any]) -> list[Duration]:
    """From the shortest to the longest; empty for a profile never measured, or measured otherwise in an older version."""
    if not str(lengths.get("of", "")).startswith(f"{MEASURE}/"):
        return []
    return [
        Duration(
            preset=preset,
            questions=max(1, round(length["mean"])),
            low=length["low"],
            high=length["high"],
            # Five by five beyond a quarter of an hour: nobody times a class to the minute.
            minutes=_rounded(length["mean"] * lengths["seconds"] / 60),
            wrong_in=round(1 / max(length["error"], 0.01)),
        )
        for preset in Preset
        if (length := lengths.get(preset.value))
    ]


def _rounded(minutes: float) -> int:
    return max(1, round(minutes)) if minutes < 15 else 5 * round(minutes / 5)
