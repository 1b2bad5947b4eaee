"""A crowd of simulated pupils, so that the calibration of the difficulties can be tried without waiting for a year.

They answer by rules that no engine knows: an ability, a level of their own in each subject, questions whose true difficulty
is not quite their label, slips and lucky guesses (the world ``w_real`` of docs/engine.md).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from assessments import content
from assessments.engine import Kind
from campaigns.actions import create_campaign
from campaigns.models import Campaign, TargetProfile
from learners.models import Learner
from organisations.enums import Role
from organisations.models import Membership, Organisation, User
from results.demo.play import Reply, take_part

# The space is recognised by this number, which no school has.
UAI, NAME = "9990001X", "Élèves simulés"
TEACHER = "simulateur@pixorga.example"
MEAN, SD_PUPIL, SD_SUBJECT = 3.3, 1.68, 0.9
SD_TUBE, SD_SKILL = 0.8, 0.4
GUESS = {Kind.QCU: 0.27, Kind.QCM: 0.08}
SLIP = {Kind.QCU: 0.05, Kind.QCM: 0.10}
OTHER_GUESS, OTHER_SLIP = 0.02, 0.12
# Four pupils in ten skip, six times in ten, what they would get wrong.
SHARE_OF_SKIPPERS, SKIPS = 0.4, 0.6
# The crowd arrives one after the other, within the month in which an answer keeps its full weight.
EVERY = timedelta(minutes=25)


def simulate(*, count: int, seed: int, profile: TargetProfile, now: datetime) -> Iterator[int]:
    """Add so many pupils, who each play one test to its end; yields how many have. Later calls add others."""
    organisation, teacher = _space()
    campaign = create_campaign(
        organisation=organisation, creator=teacher, name=f"Simulation du {now:%d/%m/%Y}", profile=profile, now=now
    )
    truth = true_difficulties(content.current())
    already = organisation.learners.count()
    for number in range(already + 1, already + count + 1):
        with transaction.atomic():
            _play(campaign, number, Random(f"{seed} {number}"), truth, now - (already + count - number) * EVERY)
        yield number - already


def clear() -> int:
    """Forget them all, with their answers; returns how many they were."""
    with transaction.atomic():
        organisation = Organisation.objects.filter(uai=UAI).first()
        if organisation is None:
            return 0
        users = list(organisation.learners.values_list("user_id", flat=True))
        organisation.delete()
        User.objects.filter(pk__in=users).delete()
        User.objects.filter(email=TEACHER).delete()
        return len(users)


def true_difficulties(loaded: content.Content) -> dict[int, float]:
    """By skill id: the same in every simulation, whatever its seed."""
    found = {}
    for tube in loaded.tubes.values():
        dice = Random(f"difficulté {tube.key}")
        shift = dice.gauss(0, SD_TUBE)
        levels = [loaded.skill(skill).level for skill in tube.skills]
        found.update(zip(tube.skills, sorted(level + shift + dice.gauss(0, SD_SKILL) for level in levels), strict=True))
    return found


def _space() -> tuple[Organisation, User]:
    organisation, _ = Organisation.objects.get_or_create(uai=UAI, defaults={"name": NAME})
    teacher = User.objects.filter(email=TEACHER).first() or User.objects.create_user(
        TEACHER, None, first_name="Simulateur", last_name="PixOrga"
    )
    Membership.objects.get_or_create(
        organisation=organisation, user=teacher, disabled_at=None, defaults={"role": Role.ADMIN}
    )
    return organisation, teacher


def _play(campaign: Campaign, number: int, dice: Random, truth: dict[int, float], start: datetime) -> None:
    name = f"Simulation n° {number}"
    user = User.objects.create_user(None, None, first_name="Élève", last_name=name)
    learner = Learner.objects.create(
        organisation=campaign.organisation, user=user, last_name=name, first_name="Élève", class_name="SIMULÉE"
    )
    ability = dice.gauss(MEAN, SD_PUPIL)
    levels: dict[int, float] = {}
    skips = dice.random() < SHARE_OF_SKIPPERS

    def reply(challenge: content.Challenge, skill: content.Skill) -> Reply:
        if skill.tube not in levels:
            levels[skill.tube] = ability + dice.gauss(0, SD_SUBJECT)
        masters = truth[skill.id] <= levels[skill.tube]
        kind = Kind(challenge.kind)
        chance = 1 - SLIP.get(kind, OTHER_SLIP) if masters else GUESS.get(kind, OTHER_GUESS)
        if dice.random() < chance:
            return Reply.RIGHT
        return Reply.SKIP if skips and dice.random() < SKIPS else Reply.WRONG

    take_part(campaign=campaign, learner=learner, reply=reply, dice=dice, start=start)
