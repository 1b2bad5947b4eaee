"""«Pourquoi déduit ?»: what a status that was not tested rests on, as far as the frozen result itself can tell.

Nothing is computed again from the answers: the reasons come from the statuses and the sources of the other skills. Where
an answer outside the course may have counted, the words say no more than what is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assessments import content
from pixorga.ui.formats import NBSP
from results.frozen import DIRECT, INFERRED, FrozenStatus

# Names told one by one, before they are only counted.
MOST_NAMED = 3


class Basis(StrEnum):
    """Of one skill. HARDER and EASIER: a single tested skill of the subject is enough to explain it."""

    HARDER = "harder"  # a harder one is validated
    EASIER = "easier"  # an easier one is not
    SUBJECT = "subject"  # the tested skills of the subject
    SUBJECT_AND_OTHERS = "subject-and-others"  # and the level shown elsewhere


class TubeBasis(StrEnum):
    """Of the deduced skills of a subject where nothing was tested."""

    COMPETENCE = "competence"  # the other subjects of the competence
    COURSE = "course"  # the other competences of the course
    OUTSIDE = "outside"  # answers on the subject, on skills that are not in the course
    NOTHING = "nothing"  # no answer of the course


@dataclass(frozen=True, slots=True)
class Reason:
    """``level``: of the skill that explains it, for HARDER and EASIER."""

    basis: Basis
    level: int | None = None


@dataclass(frozen=True, slots=True)
class TubeReason:
    """``subjects``: the tested subjects of the competence, for COMPETENCE."""

    basis: TubeBasis
    subjects: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """«« A », « B » et « C »», or how many they are."""
        if len(self.subjects) > MOST_NAMED:
            return f"les {len(self.subjects)} autres sujets testés de cette compétence"
        *first, last = (f"«{NBSP}{name}{NBSP}»" for name in self.subjects)
        return f"{', '.join(first)} et {last}" if first else last


Statuses = Sequence[tuple[content.Skill, FrozenStatus]]


def reason_of(
    skill: content.Skill, status: FrozenStatus, subject: Statuses, *, tested_elsewhere: bool
) -> Reason | None:
    """``subject``: the statuses of its whole subject. None when it was not deduced, or when nothing there was tested."""
    tested = [(other, one) for other, one in subject if one.source == DIRECT]
    if status.source != INFERRED or not tested:
        return None
    # An answer that the others outweigh explains nothing.
    agree = [other.level for other, one in tested if one.validated == status.validated and not one.is_contradicted]
    if status.validated and (harder := [level for level in agree if level > skill.level]):
        return Reason(Basis.HARDER, min(harder))
    if not status.validated and (easier := [level for level in agree if level < skill.level]):
        return Reason(Basis.EASIER, max(easier))
    # The published strategy deduces inside a subject only; ours reads every subject together.
    weighed = tested_elsewhere and status.probability is not None
    return Reason(Basis.SUBJECT_AND_OTHERS if weighed else Basis.SUBJECT)


def tube_reason_of(subject: Statuses, *, tested_nearby: Sequence[str], tested_elsewhere: bool) -> TubeReason | None:
    """``tested_nearby``: names of the other subjects of the competence where something was tested.

    None when a skill of the subject was tested, or when none was deduced.
    """
    deduced = [one for _, one in subject if one.source == INFERRED]
    if not deduced or any(one.source == DIRECT for _, one in subject):
        return None
    if all(one.probability is None for one in deduced):
        return TubeReason(TubeBasis.OUTSIDE)
    if tested_nearby:
        return TubeReason(TubeBasis.COMPETENCE, tuple(tested_nearby))
    return TubeReason(TubeBasis.COURSE if tested_elsewhere else TubeBasis.NOTHING)
