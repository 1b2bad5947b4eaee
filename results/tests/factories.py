"""Tests that are over, sent or not, with the outcome that a test wants."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from assessments import content
from assessments.actions import freeze
from assessments.engine import SkillStatus, Task, summarise
from assessments.engine.types import Source
from campaigns.models import Campaign, Participation
from campaigns.tests.factories import participation_in
from learners.models import Learner
from organisations.tests.factories import UserFactory
from results.actions import share_results


def outcome_of(
    target: Iterable[int],
    validated: Iterable[str],
    *,
    inferred: Iterable[str] = (),
    untested: Iterable[str] = (),
    contradicted: Iterable[str] = (),
    interval: tuple[float, float] | None = None,
) -> dict[str, Any]:
    """The frozen end of a test, in the shape that the real one has. ``inferred`` says how some were decided.

    With ``interval``, in the shape of a strategy that measures its precision, the only one to know of ``contradicted``.
    """
    loaded = content.current()
    good, deduced, never, odd = set(validated), set(inferred), set(untested), set(contradicted)
    statuses = {}
    for skill in target:
        key = loaded.skills[skill].key
        if key not in never:
            source = Source.INFERRED if key in deduced else Source.DIRECT
            statuses[skill] = SkillStatus(key in good, source, isolated=key in odd)
    outcome = summarise(loaded.bank, Task(target=frozenset(target)), statuses)
    if interval:
        sure = {skill: 0.9333 if status.validated else 0.0667 for skill, status in outcome.statuses.items()}
        outcome = replace(outcome, probabilities=sure, interval=interval, expected_error=0.0667)
    return freeze(outcome, loaded)


def learner_in(campaign: Campaign, last_name: str, first_name: str = "Zoé", **more: Any) -> Learner:
    user = UserFactory(email=None, first_name=first_name, last_name=last_name)
    return Learner.objects.create(
        organisation=campaign.organisation, user=user, first_name=first_name, last_name=last_name, **more
    )


def finished_in(
    campaign: Campaign,
    learner: Learner | None = None,
    *,
    validated: Iterable[str] = (),
    at: datetime | None = None,
    **how: Any,
) -> Participation:
    """A test that is over, with these skills validated; nothing is sent."""
    participation = participation_in(campaign, learner)
    assessment = participation.assessment
    assessment.challenge = None
    assessment.completed_at = participation.completed_at = at or timezone.now()
    assessment.outcome = outcome_of(assessment.target, validated, **how)
    assessment.answer_count = participation.answer_count = 5
    assessment.save()
    participation.progress = 1.0
    participation.save()
    return participation


def sent_in(campaign: Campaign, learner: Learner | None = None, **more: Any) -> Participation:
    participation = finished_in(campaign, learner, **more)
    return share_results(participation=participation, now=more.get("at") or timezone.now())
