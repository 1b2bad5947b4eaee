"""``manage.py simulate_assessment``: one synthetic pupil, step by step, with the reasons of the engine. Writes nothing."""

import random
from argparse import ArgumentParser
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from assessments import content
from assessments.bank_versions import is_calibrated, latest_version
from assessments.engine import End, Evidence, ItemBank, Outcome, SkillItem, Task, strategies
from assessments.engine.frontier import alpha_of
from assessments.engine.frontier.bank import noise
from assessments.enums import Preset
from assessments.story import ENDS, Step, Verdict, steps_of, verdicts_of

SPREAD_OF_SUBJECTS = 0.9


@dataclass(frozen=True)
class Pupil:
    """Masters the skills of a subject up to ``levels[tube]``; slips and guesses as the bank says."""

    levels: dict[int, float]
    chance: random.Random

    @classmethod
    def drawn(cls, level: float, bank: ItemBank, seed: int) -> "Pupil":
        chance = random.Random(seed)
        tubes = sorted({skill.tube for skill in bank.skills})
        return cls({tube: chance.gauss(level, SPREAD_OF_SUBJECTS) for tube in tubes}, chance)

    def masters(self, skill: SkillItem) -> bool:
        return skill.level <= self.levels[skill.tube]

    def answer(self, bank: ItemBank, skill: int, challenge: int) -> Outcome:
        believed = noise(bank.find_challenge(challenge))
        right = 1 - believed.slip if self.masters(bank.skill(skill)) else believed.guess
        return Outcome.RIGHT if self.chance.random() < right else Outcome.WRONG


class Command(BaseCommand):
    help = "Fait passer un test à un élève simulé et dit pourquoi chaque question, pourquoi chaque statut."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--competence", default="1.1", help="code d’une compétence, ou «tout» (1.1 par défaut)")
        parser.add_argument("--niveau", type=float, default=3.5, help="niveau de l’élève, de 0 à 8 (3,5 par défaut)")
        parser.add_argument("--graine", type=int, default=1, help="même graine, même élève et mêmes questions")
        parser.add_argument("--precision", choices=Preset.values, default=Preset.STANDARD.value)
        parser.add_argument("--strategie", choices=sorted(strategies), default=settings.STRATEGY)

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = content.current()
        target = _target(options["competence"], loaded)
        version = latest_version()
        bank, strategy = loaded.bank_for(version), strategies[options["strategie"]]
        alpha = alpha_of(
            options["precision"],
            calibrated=is_calibrated(bank, target),
            tubes=len(loaded.tubes_of_target(target)),
        )
        task = Task(frozenset(target), levels_open=settings.LEVELS_OPEN, alpha=alpha)
        pupil = Pupil.drawn(options["niveau"], bank, options["graine"])
        evidence: list[Evidence] = []
        while True:
            question = strategy.next_question(bank, task, evidence, seed=options["graine"])
            if isinstance(question, End):
                break
            result = pupil.answer(bank, question.skill, question.challenge)
            evidence.append(Evidence(question.skill, question.challenge, result, len(evidence) + 1, seed=question.seed))
            self._step(
                steps_of([(len(evidence), question.skill, result.value, question.trace)], loaded)[0], pupil, bank
            )
        outcome = strategy.outcome(bank, task, evidence)
        self.stdout.write(f"\nFin : {ENDS[question.reason]}, après {len(evidence)} questions.\n")
        verdicts = verdicts_of(outcome, task, evidence, version, loaded)
        for verdict in verdicts:
            self._verdict(verdict, pupil.masters(bank.skill(verdict.skill.id)))
        right = sum(v.validated == pupil.masters(bank.skill(v.skill.id)) for v in verdicts)
        truly = sum(pupil.masters(bank.skill(v.skill.id)) for v in verdicts)
        self.stdout.write(
            f"\nMaîtrise : {outcome.validated} acquis validés sur {outcome.evaluated} (l’élève en maîtrise {truly}). "
            f"Statuts exacts : {right} sur {len(verdicts)}."
        )
        if outcome.interval:
            low, high = (round(100 * bound) for bound in outcome.interval)
            self.stdout.write(f"Intervalle à 90 % : environ {low} à {high} %.")

    def _step(self, step: Step, pupil: Pupil, bank: ItemBank) -> None:
        knows = "maîtrisé" if pupil.masters(bank.skill(step.skill.id)) else "non maîtrisé"
        self.stdout.write(f"{step.seq:3}. @{step.skill.key} ({knows}) : {step.result.lower()}")
        self.stdout.write(f"     {step.why}")

    def _verdict(self, verdict: Verdict, knows: bool) -> None:
        mark = "validé" if verdict.validated else "non validé"
        doubt = "" if verdict.probability is None else f", {verdict.probability} %"
        wrong = "" if verdict.validated == knows else "  ← faux"
        self.stdout.write(f"@{verdict.skill.key} : {mark}{doubt}. {verdict.because}{wrong}")


def _target(code: str, loaded: content.Content) -> list[int]:
    if code == "tout":
        return sorted(skill.id for skill in loaded.bank.skills)
    competence = loaded.competences_by_code.get(code)
    target = loaded.target_of_competence(competence.id) if competence else []
    if not target:
        raise CommandError(f"La compétence «{code}» n’a pas d’acquis : chargez le référentiel (load_referential).")
    return target
