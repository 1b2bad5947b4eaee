"""Many pupils and their answers, written as rows: what commands learn from."""

from datetime import datetime, timedelta
from random import Random

from assessments import content
from assessments.models import Answer, Assessment
from organisations.models import User

SLIP, GUESS = 0.06, 0.2


def crowd(
    loaded: content.Content,
    learners: int,
    *,
    now: datetime,
    shifts: dict[str, float] | None = None,
    questions: int = 8,
    seed: int = 1,
    competences: tuple[str, ...] = ("1.1",),
) -> list[User]:
    """Pupils with one finished test each, one hour apart, the last one just now. ``shifts``: by tube, of its difficulties."""
    dice = Random(seed)
    codes = {loaded.competences_by_code[code].id for code in competences}
    skills = [skill for skill in loaded.skills.values() if skill.is_active and skill.competence in codes]
    # Every PK is known before: three statements for the whole crowd.
    users = User.objects.bulk_create(User(first_name="Élève", last_name=f"N{seed}-{n}") for n in range(learners))
    tests = Assessment.objects.bulk_create(
        Assessment(
            user=user,
            kind="campaign",
            target=[skill.id for skill in skills],
            release_id=loaded.release_id,
            strategy="frontiere",
            created_at=now,
        )
        for user in users
    )
    answers = []
    for n, test in enumerate(tests):
        at = now - timedelta(hours=learners - 1 - n)
        ability = dice.gauss(3.5, 1.8)
        levels = {tube.id: ability + dice.gauss(0, 0.9) for tube in loaded.tubes.values()}
        for seq, skill in enumerate(dice.sample(skills, min(questions, len(skills))), 1):
            true = skill.level + (shifts or {}).get(loaded.tubes[skill.tube].key, 0.0)
            right = dice.random() < (1 - SLIP if levels[skill.tube] >= true else GUESS)
            challenge = dice.choice(loaded.bank.challenges_of(skill.id)).id
            answers.append(
                Answer(
                    assessment=test,
                    user_id=test.user_id,
                    seq=seq,
                    challenge_id=challenge,
                    skill_id=skill.id,
                    outcome="right" if right else "wrong",
                    answered_at=at,
                    seconds=dice.uniform(20, 60),
                )
            )
    Answer.objects.bulk_create(answers)
    return users
