"""Parity with the published strategy, at every step of every scenario (settled.md 13)."""

from __future__ import annotations

import json
from datetime import datetime
from fractions import Fraction
from typing import Any

import pytest

from assessments.engine import ChallengeItem, Evidence, ItemBank, Outcome, Question, SkillItem, Source, Task, percent
from assessments.engine.draw import offer, sightings
from assessments.engine.knowledge import Knowledge, as_statuses, created_by, forget_old_failures, replay
from assessments.engine.published import select
from assessments.engine.scoring import summarise

from .helpers import PUBLISHED, VECTORS

SCENARIOS: list[dict[str, Any]] = json.loads((VECTORS / "published-strategy.json").read_text("utf-8"))
TOLERANCE = 1e-9
UNDATED_AGE = 365.0


def key_of(skill: dict[str, Any]) -> str:
    return f"@{skill['tube']}{skill['level']}"


class Scenario:
    """One vector with our ids: skills 1…n in the order of the file, challenges 1…m."""

    def __init__(self, vector: dict[str, Any]) -> None:
        given = vector["input"]
        tubes = sorted({s["tube"] for s in given["skills"]})
        self.competences = sorted({s.get("competenceId", "comp") for s in given["skills"]})
        self.ids = {key_of(s): i for i, s in enumerate(given["skills"], start=1)}
        self.keys = {i: key for key, i in self.ids.items()}
        skills = [
            SkillItem(
                id=self.ids[key_of(s)],
                key=key_of(s),
                tube=tubes.index(s["tube"]),
                competence=self.competences.index(s.get("competenceId", "comp")),
                level=s["level"],
                pix=Fraction(str(s["pixValue"])),
            )
            for s in given["skills"]
        ]
        stored = given.get("challenges") or [{"skillId": key} for key in self.ids]
        challenges = [
            ChallengeItem(i, self.ids[c["skillId"]], "QROC", timed=bool(c.get("timer")))
            for i, c in enumerate(stored, start=1)
        ]
        self.bank = ItemBank.build(skills, challenges)
        self.task = Task(frozenset(self.ids.values()), levels_open=5)
        self.seed = given["seed"]
        self.start = self.earlier(given)

    def earlier(self, given: dict[str, Any]) -> dict[int, Knowledge]:
        known = {}
        for element in given.get("knowledgeElements", []):
            age = UNDATED_AGE
            if "createdAt" in element:
                created, at = (
                    datetime.fromisoformat(given["assessmentCreatedAt"]),
                    datetime.fromisoformat(element["createdAt"]),
                )
                age = (created - at).total_seconds() / 86400
            skill = self.ids[element["skillId"]]
            source = Source(element.get("source", "direct"))
            known[skill] = Knowledge(skill, element["status"] == "validated", source, own=False, age_days=age)
        return forget_old_failures(known) if given.get("retry") else known

    def words(self, elements: Any) -> list[str]:
        return [
            f"{self.keys[k.skill]}:{'validated' if k.validated else 'invalidated'}:{k.source.value}" for k in elements
        ]

    def answer(self, step: dict[str, Any], seq: int) -> Evidence:
        skill = self.ids[step["asked"]]
        outcome = Outcome.RIGHT if step["result"] == "ok" else Outcome.WRONG
        return Evidence(skill, self.bank.challenges_of(skill)[0].id, outcome, seq)


@pytest.mark.parametrize("vector", SCENARIOS, ids=[v["title"][:60] for v in SCENARIOS])
def test_every_step_is_the_published_one(vector: dict[str, Any]) -> None:
    scenario, expected = Scenario(vector), vector["expected"]
    bank, task = scenario.bank, scenario.task
    evidence: list[Evidence] = []
    previous_timed = False
    knowledge: dict[int, Knowledge] = {}
    for seq, step in enumerate([*expected["steps"], None], start=1):
        knowledge = replay(bank, task, evidence, start=scenario.start)
        seen = sightings(evidence)
        found = {skill: offer(bank, skill, seen) for skill in task.target}
        offers = {skill: choice for skill, choice in found.items() if choice is not None}
        selection = select(bank, task, knowledge, offers, first=seq == 1, previous_timed=previous_timed)
        if step is None:
            assert selection.candidates == ()
            break
        assert abs(selection.predicted_level - step["predictedLevel"]) < TOLERANCE
        assert {scenario.keys[s] for s in selection.candidates} == set(step["candidates"])
        answer = scenario.answer(step, seq)
        assessed = {k.skill for k in knowledge.values() if k.own}
        created = created_by(bank, task.target, answer.skill, answer.outcome is Outcome.RIGHT, assessed)
        assert sorted(scenario.words(created)) == sorted(step["created"])
        previous_timed = bank.challenges_of(answer.skill)[0].timed
        evidence.append(answer)

    assert sorted(scenario.words(knowledge.values())) == sorted(expected["finalKnowledgeElements"])
    all_tested = expected["endReason"] == "all-skills-tested"
    assert (task.target <= knowledge.keys()) is all_tested

    outcome = summarise(bank, task, as_statuses(knowledge))
    assert outcome.pix_shown == expected["score"]["total"]
    scores = {c["competenceId"]: c for c in expected["score"]["byCompetence"]}
    for competence in outcome.competences:
        name = scenario.competences[competence.competence]
        if name not in scores:
            assert competence.tested == 0
            continue
        score = scores.pop(name)
        assert abs(float(competence.pix) - score["exactlyEarnedPix"]) < TOLERANCE
        assert competence.pix_shown == score["earnedPix"]
        assert competence.level == score["level"]
        assert competence.toward_next == score["pixAheadForNextLevel"]
    assert not scores
    campaign = expected["campaign"]
    assert outcome.evaluated == campaign["totalSkills"]
    assert outcome.tested == campaign["testedSkills"]
    assert outcome.validated == campaign["validatedSkills"]
    assert abs(float(outcome.mastery) - campaign["masteryRate"]) < TOLERANCE
    assert percent(outcome.validated, outcome.evaluated) == campaign["masteryPercentage"]


PLAIN = [v for v in SCENARIOS if "knowledgeElements" not in v["input"]]


@pytest.mark.parametrize("vector", PLAIN, ids=[v["title"][:60] for v in PLAIN])
def test_the_public_strategy_follows_the_vectors(vector: dict[str, Any]) -> None:
    scenario, expected = Scenario(vector), vector["expected"]
    bank, task = scenario.bank, scenario.task
    evidence: list[Evidence] = []
    for seq, step in enumerate(expected["steps"], start=1):
        question = PUBLISHED.next_question(bank, task, evidence, seed=scenario.seed)
        assert isinstance(question, Question)
        assert {scenario.keys[s] for s in question.candidates} == set(step["candidates"])
        assert abs(question.predicted_level - step["predictedLevel"]) < TOLERANCE
        assert question.skill in question.candidates
        assert question.progress < 1
        evidence.append(scenario.answer(step, seq))
    end = PUBLISHED.next_question(bank, task, evidence, seed=scenario.seed)
    assert not isinstance(end, Question)
    assert end.reason.value == expected["endReason"]
    outcome = PUBLISHED.outcome(bank, task, evidence)
    assert outcome.validated == expected["campaign"]["validatedSkills"]
    assert len(PUBLISHED.statuses(bank, task, evidence)) == expected["campaign"]["testedSkills"]
