"""Public target profiles, as parcours.yaml declares them."""

from django.utils import timezone

from assessments.bank.load import Changes
from assessments.bank.schema import Referential
from assessments.models import Competence, Skill
from campaigns.enums import ProfileKind
from campaigns.models import TargetProfile

LABEL = "profil cible"


def sync_profiles(referential: Referential, changes: Changes) -> None:
    """Make the public profiles say what parcours.yaml says; call it in the transaction of the load, after it.

    The skills of a profile follow the file even when campaigns use it: each assessment froze its own target when it
    was created, and what was sent is frozen too, so only the pupils who start later meet the new skills. A profile that
    the file no longer holds becomes obsolete: its campaigns go on, new ones cannot take it. Profiles made by the team,
    for some schools or for all, are left alone.
    """
    active = list(Skill.objects.filter(retired_at=None).select_related("tube"))
    by_key = {skill.key: skill.pk for skill in active}
    competences = {competence.code: competence.pk for competence in Competence.objects.all()}
    rows = {row.key: row for row in TargetProfile.objects.prefetch_related("skills")}
    wanted = {spec.key for spec in referential.profiles}
    for spec in referential.profiles:
        competence = competences.get(spec.competence)
        if competence is not None:
            skills = {skill.pk for skill in active if skill.tube.competence_id == competence}
        else:
            skills = {by_key[key] for key in spec.skills}
        values = {
            "kind": ProfileKind.COMPETENCE if competence else ProfileKind.COURSE,
            "name": spec.name,
            "description": spec.description,
            "competence_id": competence,
            "is_public": True,
            "from_files": True,
            "obsolete_at": None,
        }
        row = rows.get(spec.key)
        if row is None:
            row = TargetProfile.objects.create(key=spec.key, **values)
            row.skills.set(skills)
            changes.add("added", LABEL, spec.key)
            continue
        differs = [name for name, value in values.items() if getattr(row, name) != value]
        held = {skill.pk for skill in row.skills.all()}
        if differs:
            for name in differs:
                setattr(row, name, values[name])
            row.save()
        if held != skills:
            row.skills.set(skills)
        if differs or held != skills:
            changes.add("changed", LABEL, spec.key)
    for key, row in rows.items():
        if key not in wanted and row.from_files and row.obsolete_at is None:
            row.obsolete_at = timezone.now()
            row.save()
            changes.add("retired", LABEL, key)
