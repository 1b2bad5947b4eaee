"""The words of the engine: what goes in (bank, task, evidence) and what comes out (question, end, outcome).

Nothing here knows Django, a clock or a file. Every class is immutable; ids are the caller's integers.
Sources: original-rules.md §1–§3, settled.md 1–14.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

MAX_LEVEL = 8


class Kind(StrEnum):
    """Kinds of challenges (referential.md §2)."""

    QCU = "QCU"
    QCM = "QCM"
    QROC = "QROC"
    QROCM_IND = "QROCM-ind"
    QROCM_DEP = "QROCM-dep"
    ORDRE = "ORDRE"


class Outcome(StrEnum):
    """What an answer came to. Only RIGHT validates a skill; LATE is a right answer after the time limit."""

    RIGHT = "right"
    WRONG = "wrong"
    SKIPPED = "skipped"
    LATE = "late"


class Source(StrEnum):
    """Where a status comes from: the skill itself was asked, or another skill of its tube was."""

    DIRECT = "direct"
    INFERRED = "inferred"


class EndReason(StrEnum):
    """Why no question follows. The last three are for strategies that measure their precision."""

    ALL_TESTED = "all-skills-tested"
    TOO_HARD_OR_UNPLAYABLE = "remaining-skills-too-hard-or-not-playable"
    RETRY_DONE = "retry-done"
    PRECISION_REACHED = "precision-reached"
    CAP_REACHED = "cap-reached"
    NOTHING_LEFT = "nothing-left-to-ask"


@dataclass(frozen=True, slots=True)
class SkillItem:
    """A skill (acquis). ``level`` is 1..8, ``pix`` is exact (see ``scoring.pix_values``).

    ``difficulty``: calibrated, on the scale of levels; None = as its level says.
    """

    id: int
    key: str
    tube: int
    competence: int
    level: int
    pix: Fraction
    difficulty: float | None = None


@dataclass(frozen=True, slots=True)
class ChallengeItem:
    """A challenge (épreuve) of one skill. ``options``: number of choices, 0 for open kinds.

    ``playable`` is False for a retired challenge, kept so that old evidence still names something. ``slip`` = P(wrong |
    mastered) and ``guess`` = P(right | not mastered): calibrated, None = as its format says. ``median_seconds``: usual
    time of an answer, None = unknown.
    """

    id: int
    skill: int
    kind: str
    options: int = 0
    timed: bool = False
    generated: bool = False
    playable: bool = True
    slip: float | None = None
    guess: float | None = None
    median_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Population:
    """What answers taught of the pupils of a bank, whichever the question.

    ``scale_weights``: share of those whose subjects go together tightly, loosely … not at all, summing to 1. ``skips``:
    P(skip | mastered), P(skip | not mastered). See ``frontier.model.Prior``.
    """

    scale_weights: tuple[float, ...]
    skips: tuple[float, float]


class UnknownItem(KeyError):
    """A skill, challenge or tube id that the bank does not hold."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class ItemBank:
    """The whole active referential, read-only, with lookups in constant time.

    Raises ValueError on duplicate ids, a level outside 1..8, a challenge without its skill or a tube that
    spans two competences. Order of construction never matters: everything is sorted. ``population``: calibrated, None =
    as the strategy believes.
    """

    skills: tuple[SkillItem, ...]
    challenges: tuple[ChallengeItem, ...]
    version: str = ""
    population: Population | None = None
    _skills: dict[int, SkillItem] = field(init=False, repr=False)
    _challenges: dict[int, ChallengeItem] = field(init=False, repr=False)
    _tubes: dict[int, tuple[SkillItem, ...]] = field(init=False, repr=False)
    _of_skill: dict[int, tuple[ChallengeItem, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        skills = tuple(sorted(self.skills, key=lambda s: s.id))
        challenges = tuple(sorted(self.challenges, key=lambda c: c.id))
        by_id = {s.id: s for s in skills}
        if len(by_id) != len(skills) or len({c.id for c in challenges}) != len(challenges):
            raise ValueError("Two skills or two challenges share an id.")
        tubes: dict[int, list[SkillItem]] = {}
        for skill in skills:
            if not 1 <= skill.level <= MAX_LEVEL:
                raise ValueError(f"Skill {skill.key}: level {skill.level} is outside 1..{MAX_LEVEL}.")
            tubes.setdefault(skill.tube, []).append(skill)
        for tube, members in tubes.items():
            if len({s.competence for s in members}) > 1:
                raise ValueError(f"Tube {tube} spans two competences.")
        of_skill: dict[int, list[ChallengeItem]] = {s.id: [] for s in skills}
        for challenge in challenges:
            if challenge.skill not in by_id:
                raise ValueError(f"Challenge {challenge.id} names the unknown skill {challenge.skill}.")
            of_skill[challenge.skill].append(challenge)
        put = object.__setattr__
        put(self, "skills", skills)
        put(self, "challenges", challenges)
        put(self, "_skills", by_id)
        put(self, "_challenges", {c.id: c for c in challenges})
        put(self, "_tubes", {t: tuple(sorted(m, key=lambda s: (s.level, s.id))) for t, m in tubes.items()})
        put(self, "_of_skill", {s: tuple(c) for s, c in of_skill.items()})

    @classmethod
    def build(
        cls,
        skills: Iterable[SkillItem],
        challenges: Iterable[ChallengeItem],
        version: str = "",
        population: Population | None = None,
    ) -> ItemBank:
        """The same as the constructor, from any iterables."""
        return cls(tuple(skills), tuple(challenges), version, population)

    def skill(self, skill_id: int) -> SkillItem:
        """Raises UnknownItem."""
        try:
            return self._skills[skill_id]
        except KeyError:
            raise UnknownItem(f"skill {skill_id}") from None

    def has_skill(self, skill_id: int) -> bool:
        return skill_id in self._skills

    def find_challenge(self, challenge_id: int) -> ChallengeItem | None:
        return self._challenges.get(challenge_id)

    def challenges_of(self, skill_id: int) -> tuple[ChallengeItem, ...]:
        """Every challenge of the skill, retired ones too, by id; empty when there is none."""
        return self._of_skill.get(skill_id, ())

    def tube(self, tube_id: int) -> tuple[SkillItem, ...]:
        """Every active skill of the tube, by level. Raises UnknownItem."""
        try:
            return self._tubes[tube_id]
        except KeyError:
            raise UnknownItem(f"tube {tube_id}") from None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One answer of the pupil.

    own         given in the assessment at hand
    weight      λ of an earlier answer, 1.0 for an own one; 0.0 = put aside (competence reset, broken question):
                it then only says that the challenge has been seen
    age_days    age of an earlier answer when this assessment was created, 0.0 for an own one
    seq         order inside its assessment
    seed        seed of the variant shown, 0 without generator
    assessment  any number shared by the earlier answers of one assessment, so that they are read together; None:
                an assessment of its own. Not read for own answers
    retry       given in a «Je retente»: it never takes away what was validated elsewhere
    seconds     time spent, None if unknown: a wrong answer given at once says less
    control     answer to a control question (settled.md 10): it says that the challenge has been seen, nothing more;
                its weight is 0
    """

    skill: int
    challenge: int
    outcome: Outcome
    seq: int
    own: bool = True
    weight: float = 1.0
    age_days: float = 0.0
    seed: int = 0
    assessment: int | None = None
    retry: bool = False
    seconds: float | None = None
    control: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """What an assessment must find out.

    target         skill ids of the parcours (snapshot)
    retry          this assessment is a «Je retente» (settled.md 4)
    retry_skills   skills to ask once more in it: see ``knowledge.failed_skills``
    kept           skills shown validated by the result that the retry starts from; never lost
    timed_allowed  False: timed challenges are not offered to this pupil
    levels_open    highest level a competence can show (LEVELS_OPEN; the published vectors use 5)
    alpha          accepted share of misclassified skills, for strategies that measure it; None = their default
    explore        the bank is still being calibrated: spread the questions a little more (engine.md §7)
    control_every  one control question in so many; 0 = none (settled.md 10)
    """

    target: frozenset[int]
    retry: bool = False
    retry_skills: frozenset[int] = frozenset()
    kept: frozenset[int] = frozenset()
    timed_allowed: bool = True
    levels_open: int = MAX_LEVEL
    alpha: float | None = None
    explore: bool = False
    control_every: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """The next question. ``seed`` is 0 unless the challenge is generated; ``trace`` can be stored as JSON.

    ``progress``: share of the test done so far, 0..1, below 1. ``control``: asked to check the engine, not counted.
    """

    skill: int
    challenge: int
    seed: int
    candidates: tuple[int, ...]
    predicted_level: float
    progress: float
    trace: Mapping[str, object] = field(default_factory=dict)
    control: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """No question follows."""

    reason: EndReason
    trace: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SkillStatus:
    """``tested`` is False only in an outcome, for a target skill never reached: not validated («Non testé»).

    ``isolated``: the last answer on the skill itself says the contrary of ``validated``: one answer does not decide.
    """

    validated: bool
    source: Source
    tested: bool = True
    isolated: bool = False


@dataclass(frozen=True, slots=True)
class CompetenceOutcome:
    """Target skills of one competence. ``pix`` is exact; ``pix_shown`` and ``level`` are floored and capped.

    ``toward_next``: pix gained above the current level, 0..7, 0 at the highest open level.
    """

    competence: int
    validated: int
    evaluated: int
    tested: int
    pix: Fraction
    pix_shown: int
    level: int
    toward_next: int


@dataclass(frozen=True, slots=True)
class AssessmentOutcome:
    """The result. ``statuses`` holds every target skill; ``mastery`` = validated / evaluated (0 if no target).

    For strategies that measure it, else empty and None: ``probabilities`` that each target skill is mastered,
    ``interval`` of 90 % around the share of target skills mastered (0..1), ``expected_error`` (share of statuses wrong).
    """

    statuses: Mapping[int, SkillStatus]
    validated: int
    evaluated: int
    tested: int
    mastery: Fraction
    competences: tuple[CompetenceOutcome, ...]
    pix_shown: int
    probabilities: Mapping[int, float] = field(default_factory=dict)
    interval: tuple[float, float] | None = None
    expected_error: float | None = None


@dataclass(frozen=True, slots=True)
class CompetenceProfile:
    """One competence of a pupil's profile; ``started`` is False («non commencé», 0 pix) without direct answer."""

    competence: int
    started: bool
    pix: Fraction
    pix_shown: int
    level: int
    toward_next: int


@dataclass(frozen=True, slots=True)
class Profile:
    """All the competences of the bank by id, the total shown, and whether five of them reach level 1."""

    competences: tuple[CompetenceProfile, ...]
    pix_shown: int
    certifiable: bool


class Strategy(Protocol):
    """How questions are chosen and skills decided. Pure: same arguments, same answer; list order is ignored."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def next_question(self, bank: ItemBank, task: Task, evidence: Sequence[Evidence], *, seed: int) -> Question | End:
        """The question in hand, constant until an own answer is added. Raises UnknownItem on a foreign target."""
        ...

    def statuses(self, bank: ItemBank, task: Task, evidence: Sequence[Evidence]) -> Mapping[int, SkillStatus]:
        """Status of the target skills reached so far; the others are absent."""
        ...

    def outcome(self, bank: ItemBank, task: Task, evidence: Sequence[Evidence]) -> AssessmentOutcome:
        """The result as it would stand if the test stopped now."""
        ...
