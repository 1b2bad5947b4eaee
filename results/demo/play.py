"""Simulated pupils: they answer through the same actions as real ones, the same way each time."""

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum
from random import Random
from typing import Any

from assessments import content
from assessments.actions import redraw_question
from assessments.bank.variant import Instance
from assessments.engine import SINGLE_FIELD, Kind, MarkingKey
from assessments.models import Assessment
from campaigns.actions import answer_question, start_participation
from campaigns.models import Campaign, Participation
from learners.models import Learner
from organisations.actions import mark_rules_seen

# How sharply a pupil goes from «always right» below their level to «always wrong» above it.
STEEPNESS = 1.6
# Of the questions that they cannot answer, the share that they skip.
SKIPPED = 0.25
DONT_KNOW = "je ne sais pas"


class Reply(Enum):
    RIGHT, WRONG, SKIP = range(3)


def play(
    *, campaign: Campaign, learner: Learner, ability: float, start: datetime, questions: int | None = None
) -> Participation:
    """Take part in a campaign, to the end or for so many questions."""
    dice = Random(f"{campaign.name} {learner.last_name} {learner.first_name}")

    def reply(challenge: content.Challenge, skill: content.Skill) -> Reply:
        knows = dice.random() < 1 / (1 + math.exp(STEEPNESS * (skill.level - ability)))
        if knows:
            return Reply.RIGHT
        return Reply.SKIP if dice.random() < SKIPPED else Reply.WRONG

    return take_part(campaign=campaign, learner=learner, reply=reply, dice=dice, start=start, questions=questions)


def take_part(
    *,
    campaign: Campaign,
    learner: Learner,
    reply: Callable[[content.Challenge, content.Skill], Reply],
    dice: Random,
    start: datetime,
    questions: int | None = None,
) -> Participation:
    """The same for a pupil who answers as ``reply`` says of each question."""
    user = learner.user
    if user is None:
        raise ValueError("A pupil without account cannot play.")
    mark_rules_seen(user=user, now=start)  # they play: they have read them
    participation = start_participation(campaign=campaign, user=user, learner=learner, now=start)
    assessment = participation.assessment
    if assessment is None:
        raise ValueError("This participation has lost its test.")
    loaded, now = content.current(), start
    _seed(assessment, dice, loaded, start)
    while not assessment.is_completed and (questions is None or assessment.answer_count < questions):
        now += timedelta(seconds=dice.randint(20, 110))
        challenge = loaded.challenges[assessment.challenge_id or 0]
        given = reply(challenge, loaded.skill(challenge.skill))
        assessment = answer_question(
            user=user,
            public_id=assessment.public_id,
            seq=assessment.answer_count + 1,
            challenge_id=challenge.id,
            read=right_answer if given is Reply.RIGHT else wrong_answer,
            skipped=given is Reply.SKIP,
            now=now,
        ).assessment
    participation.refresh_from_db()
    return participation


def _seed(assessment: Assessment, dice: Random, loaded: content.Content, now: datetime) -> None:
    """Chance draws questions: with a known seed, the demonstration is the same everywhere."""
    assessment.seed = dice.getrandbits(48)
    assessment.save(update_fields=["seed"])
    if not assessment.is_completed:
        redraw_question(assessment=assessment, loaded=loaded, now=now)


def right_answer(instance: Instance) -> Any:
    """A response that is marked right, in the shape that the form would give."""
    key = instance.marking()
    kind = Kind(instance.kind)
    if kind is Kind.QCU:
        return key.solution
    if kind in (Kind.QCM, Kind.ORDRE):
        return list(key.solution)  # type: ignore[arg-type]
    if kind is Kind.QROC:
        return key.texts()[0]
    if kind is Kind.QROCM_IND:
        return {name: texts[0] for name, texts in key.groups().items()}
    return dict(zip(key.fields, (texts[0] for texts in key.groups().values()), strict=True))


def wrong_answer(instance: Instance) -> Any:
    """A response that is marked wrong, as somebody who does not know would give it."""
    key = instance.marking()
    kind = Kind(instance.kind)
    if kind is Kind.QCU:
        return next(rank for rank in range(1, len(instance.options) + 1) if rank != key.solution)
    if kind is Kind.QCM:
        right = set(key.solution)  # type: ignore[arg-type]
        return [rank for rank in range(1, len(instance.options) + 1) if rank not in right] or [1]
    if kind is Kind.ORDRE:
        return list(reversed(key.solution))  # type: ignore[arg-type]
    if kind is Kind.QROC:
        return _nonsense(key, SINGLE_FIELD)
    accepted = {text for texts in key.groups().values() for text in texts}
    return {
        field.key: next((text for text in field.options if text not in accepted), _nonsense(key, field.key))
        for field in instance.fields
    }


def _nonsense(key: MarkingKey, field: str) -> str:
    return "0" if key.formats.get(field) == "nombre" else DONT_KNOW
