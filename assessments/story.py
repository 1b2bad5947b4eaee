"""The story of a test, in words: why each question was asked, what each status rests on («pourquoi cette question ?»)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assessments import content
from assessments.engine import AssessmentOutcome, Evidence, Outcome, Source, Task, strategies
from assessments.engine.frontier import Explanation, Told, explanations
from assessments.enums import AnswerOutcome
from assessments.models import Assessment
from assessments.queries import evidence_for, task_of
from pixorga.ui.formats import decimal_fr

# Why a test ended (engine.EndReason, and assessments.actions.RESET).
ENDS = {
    "all-skills-tested": "tous les acquis ont été testés",
    "remaining-skills-too-hard-or-not-playable": "les acquis restants étaient trop difficiles, ou sans question",
    "retry-done": "nouvel essai terminé",
    "precision-reached": "la précision voulue est atteinte",
    "cap-reached": "le nombre maximal de questions est atteint",
    "nothing-left-to-ask": "plus aucune question à poser",
    "competence-reset": "la compétence a été remise à zéro",
}
RESULTS = {"right": "réussi", "wrong": "manqué", "skipped": "passé", "late": "trop tard"}


@dataclass(frozen=True, slots=True)
class Step:
    """One question. ``chances`` and ``believed`` (percentages before the answer) are None for the published strategy."""

    seq: int
    skill: content.Skill
    why: str
    chances: int | None
    believed: int | None
    result: str
    is_control: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """One target skill. ``probability`` (a percentage) is None for a strategy that does not measure it."""

    skill: content.Skill
    validated: bool
    tested: bool
    probability: int | None
    because: str


def steps_of(answers: Iterable[tuple[int, int, str, Mapping[str, Any]]], loaded: content.Content) -> list[Step]:
    """``answers``: (rank, skill id, outcome, trace)."""
    return [
        Step(
            seq=seq,
            skill=loaded.skills[skill],
            why=str(trace.get("pourquoi", "")),
            chances=_percentage(trace.get("pi")),
            believed=_percentage(trace.get("p")),
            result=AnswerOutcome(outcome).label,
            is_control=bool(trace.get("control")),
        )
        for seq, skill, outcome, trace in answers
    ]


def verdicts_of(
    outcome: AssessmentOutcome, task: Task, evidence: Sequence[Evidence], bank_version: int, loaded: content.Content
) -> list[Verdict]:
    """Every target skill with the reason of its status, by competence, subject and level."""
    reasons = explanations(loaded.bank_for(bank_version), task, evidence)
    found = []
    for skill_id, status in outcome.statuses.items():
        tested = status.source is Source.DIRECT
        found.append(
            Verdict(
                skill=loaded.skills[skill_id],
                validated=status.validated,
                tested=tested,
                probability=_percentage(outcome.probabilities.get(skill_id)),
                because=because(skill_id, reasons[skill_id], loaded, tested=tested, isolated=status.isolated),
            )
        )
    return sorted(found, key=lambda v: (loaded.competences[v.skill.competence].code, v.skill.tube, v.skill.level))


def verdicts_now(assessment: Assessment, loaded: content.Content, *, levels_open: int) -> list[Verdict]:
    """The statuses of a test as its answers make them now, the frozen ones where the test is over."""
    task = task_of(assessment, loaded, levels_open=levels_open)
    evidence = evidence_for(assessment, loaded, until=assessment.completed_at)
    bank = loaded.bank_for(assessment.bank_version)
    outcome = strategies[assessment.strategy].outcome(bank, task, evidence)
    frozen = (assessment.outcome or {}).get("skills", {})
    found = []
    for verdict in verdicts_of(outcome, task, evidence, assessment.bank_version, loaded):
        status = frozen.get(str(verdict.skill.id))
        if status is None:
            found.append(verdict)
            continue
        probability = _percentage(status[2]) if len(status) > 2 else None
        found.append(
            replace(verdict, validated=bool(status[0]), tested=status[1] == Source.DIRECT, probability=probability)
        )
    return found


def because(
    skill_id: int, reason: Explanation, loaded: content.Content, *, tested: bool, isolated: bool = False
) -> str:
    """«Testé : réussi» or «Déduit de @url2 réussi et @url5 manqué», in one sentence."""
    own = [told for told in reason.same_tube if told.skill == skill_id]
    others = [told for told in reason.same_tube if told.skill != skill_id]
    if tested:
        sentence = f"Testé : {_words(own[-1])}." if own else "Testé."
        # Only other answers on the subject can outweigh the one on the skill itself.
        return (
            f"{sentence} Une réponse isolée ne suffit pas contre {_listed(others, loaded)}." if isolated else sentence
        )
    level = decimal_fr(round(reason.ability, 1))
    if others:
        rest = "" if _implied(skill_id, reason, loaded) else f", et du niveau estimé dans la compétence ({level})"
        return f"Déduit, dans le même sujet, de {_listed(others, loaded)}{rest}."
    if reason.informed_by:
        plural = "s" if reason.informed_by > 1 else ""
        return f"Déduit du niveau estimé ({level}) d’après {reason.informed_by} réponse{plural} de la compétence."
    return f"Déduit du niveau estimé ({level}) d’après les autres compétences."


def _implied(skill_id: int, reason: Explanation, loaded: content.Content) -> bool:
    """Whether the order of the subject is enough: a harder skill was right, or an easier one was not."""
    level = loaded.skills[skill_id].level
    if reason.p >= 0.5:
        return any(told.outcome is Outcome.RIGHT and told.level > level for told in reason.same_tube)
    return any(told.outcome is not Outcome.RIGHT and told.level < level for told in reason.same_tube)


def _words(told: Told) -> str:
    result = RESULTS[told.outcome.value]
    return result if told.own else f"{result} dans un parcours précédent"


def _listed(answers: Sequence[Told], loaded: content.Content) -> str:
    parts = [f"@{loaded.skills[told.skill].key} {_words(told)}" for told in answers]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} et {parts[-1]}"


def _percentage(share: Any) -> int | None:
    return None if share is None else round(100 * float(share))
