"""One row of every model of the administration, joined to each other: what its pages are tested on."""

from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone

from assessments import content
from assessments.enums import AnswerOutcome, AssessmentKind, ChallengeKind, ReportCategory
from assessments.models import (
    Answer,
    Area,
    Assessment,
    BankVersion,
    Challenge,
    ChallengeHealth,
    Competence,
    KnowledgeReset,
    Lesson,
    ProblemReport,
    ReferentialRelease,
    Skill,
    Tube,
)
from campaigns.enums import ProfileKind
from campaigns.models import Campaign, Participation, TargetProfile
from learners.enums import IdentityEventKind, ImportStatus
from learners.models import IdentityEvent, Learner, LearnerImport, ReconciliationAttempt
from organisations.enums import LegalKind
from organisations.models import (
    AuditEvent,
    EntAccount,
    Invitation,
    LegalAcceptance,
    LegalText,
    LoginFailure,
    Membership,
    Organisation,
    User,
)
from results.models import CompetenceResult, SharedResult

BODY = {
    "instruction": "Quelle est la couleur du ciel ?",
    "options": ["Vert", "Bleu", "Rouge"],
    "solution": 2,
    "explanation": "Le ciel est bleu.",
}


def add_rows(n: int, **given: Any) -> dict[type[Model], Any]:
    """A row of each model, by model; ``given`` replaces some of them: ``organisation=``, ``user=`` …"""
    now = timezone.now()
    made: dict[type[Model], Any] = {}

    def row(model: type[Model], **fields: Any) -> Any:
        name = model._meta.model_name
        made[model] = given[name] if name in given else model._default_manager.create(**fields)
        return made[model]

    organisation = row(Organisation, name=f"Collège n° {n}", uai=f"075000{n}A")
    user = row(User, email=f"compte{n}@exemple.fr", first_name="Zoé", last_name=f"Nœud{n}")
    row(Membership, organisation=organisation, user=user)
    row(Invitation, organisation=organisation, email=f"invite{n}@exemple.fr", invited_by=user)
    text = row(LegalText, kind=LegalKind.ORGA_TERMS, version=100 + n, body="Conditions.")
    row(LegalAcceptance, user=user, text=text)
    row(LoginFailure, identifier_digest=f"{n:064x}", failures=12)
    row(
        AuditEvent,
        actor=user,
        organisation=organisation,
        verb="campaign.archived",
        target_type="campaign",
        target_id=str(n),
    )
    row(EntAccount, user=user, provider="ent-demo", uid=f"uid-{n}")
    row(
        LogEntry,
        user=user,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        object_repr="Quelqu’un",
        action_flag=CHANGE,
        change_message="[]",
    )

    learner = row(
        Learner,
        organisation=organisation,
        user=user,
        last_name="Nœud",
        first_name="Zoé",
        class_name="2NDE1",
        ine=f"INE{n}",
    )
    row(
        LearnerImport,
        organisation=organisation,
        author=user,
        status=ImportStatus.CONFIRMED,
        file_name="eleves.csv",
        sha256="0" * 64,
        counters={"added": n},
    )
    row(IdentityEvent, kind=IdentityEventKind.SIGN_IN, user=user, learner=learner, organisation=organisation)
    row(ReconciliationAttempt, user=user, organisation=organisation, code="404")

    release = row(ReferentialRelease, digest=f"{n:064x}")
    area = row(Area, code=str(n), name=f"Domaine {n}")
    competence = row(Competence, area=area, code=f"{n}.1", name=f"Compétence {n}", description="…")
    tube = row(Tube, competence=competence, key=f"sujet{n}", name=f"Sujet {n}")
    lesson = row(Lesson, key=f"fiche{n}", title=f"Fiche {n}", minutes=3, body="## Titre")
    skill = row(Skill, tube=tube, key=f"sujet{n}-{n}", level=n, statement="Reconnaître une couleur", lesson=lesson)
    challenge = row(Challenge, skill=skill, key=f"couleur{n}", kind=ChallengeKind.QCU, body=BODY, digest=f"{n:064x}")
    if "challenge" not in given:  # one row a challenge
        row(ChallengeHealth, challenge=challenge, answers=40, right=30, skipped=4, median_seconds=31.5, alarm_at=now)
    row(
        BankVersion,
        number=n + 1,
        release=release,
        skills={str(skill.pk): [2.4, 0.3, n]},
        challenges={str(challenge.pk): [0.06, None, 31.5]},
        prior={"scale_weights": [0.3, 0.46, 0.16, 0.08], "skips": [0.04, 0.21]},
        figures={"1.1": {"learners": 60, "answers": 900, "held_out": 180, "before": -0.7, "after": -0.6}},
    )
    assessment = row(
        Assessment,
        user=user,
        kind=AssessmentKind.CAMPAIGN,
        target=[skill.pk],
        release=release,
        strategy="published",
        completed_at=now,
        outcome={"validated": 1},
    )
    row(
        Answer,
        assessment=assessment,
        user=user,
        seq=n,
        challenge=challenge,
        skill=skill,
        outcome=AnswerOutcome.RIGHT,
        response=2,
        trace={"pourquoi": "premier acquis", "predicted_level": 2, "filtres": {"acquis à évaluer": 3}},
    )
    row(KnowledgeReset, user=user, competence=competence)
    row(
        ProblemReport,
        user=user,
        challenge=challenge,
        assessment=assessment,
        category=ReportCategory.PICTURE,
        comment="L’image ne vient pas. " * 9,
    )

    profile = row(TargetProfile, key=f"profil{n}", kind=ProfileKind.COURSE, name=f"Profil {n}", is_public=False)
    profile.skills.add(skill)
    campaign = row(
        Campaign, organisation=organisation, code=f"ABCDEF23{n}", name=f"Rentrée été {n}", creator=user, profile=profile
    )
    participation = row(
        Participation,
        organisation=organisation,
        campaign=campaign,
        user=user,
        learner=learner,
        assessment=None if "assessment" in given else assessment,
        completed_at=now,
        shared_at=now,
    )
    result = row(
        SharedResult,
        participation=participation,
        organisation=organisation,
        campaign=campaign,
        validated=1,
        evaluated=2,
        skills={str(skill.pk): [1, "direct"]},
    )
    row(
        CompetenceResult,
        result=result,
        organisation=organisation,
        campaign=campaign,
        competence=competence,
        validated=1,
        evaluated=2,
    )
    content.forget()
    return made
