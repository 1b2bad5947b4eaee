"""Reads that join what was sent with who sent it."""

from collections.abc import Iterable
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    FloatField,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, JSONObject, Lower, NullIf

from campaigns.models import Campaign, Participation, ParticipationQuerySet
from learners.models import Learner
from organisations.models import Organisation
from pixorga.ui.text import fold
from results.models import CompetenceResult, SharedResult

# One letter for one letter, for the order of columns that have no folded twin (the database has no ICU).
_ACCENTED = "".join(chr(code) for code in range(0xC0, 0x180) if chr(code).isalpha())
_BARE = "".join((fold(letter) or " ")[0] for letter in _ACCENTED)


class Folded(Func):
    """A text without accents nor case, to sort by. «Œ» counts as «o»: near enough for an order."""

    function = "TRANSLATE"

    def __init__(self, name: str) -> None:
        super().__init__(Lower(name), Value(_ACCENTED), Value(_BARE), output_field=CharField())


def result_of(participation: Participation) -> SharedResult:
    return SharedResult.objects.get(participation=participation)


def with_mastery(participations: ParticipationQuerySet) -> ParticipationQuerySet:
    """``validated``, ``evaluated`` and their ratio ``mastery``, as sent.

    All None for everyone who has not sent, so that no order can tell more than the page.
    """
    sent = {name: Case(When(shared_at__isnull=False, then=F(f"result__{name}"))) for name in ("validated", "evaluated")}
    ratio = Cast(F("validated"), FloatField()) / NullIf(Cast(F("evaluated"), FloatField()), 0.0)
    return participations.annotate(**sent).annotate(mastery=ratio)


def counts_by_class(participations: ParticipationQuerySet) -> list[dict[str, Any]]:
    """For each class: ``class_name``, ``received``, ``waiting``, ``busy``, in one statement."""
    sent, completed = Q(shared_at__isnull=False), Q(completed_at__isnull=False)
    return list(
        participations.order_by()
        .values(class_name=F("learner__class_name"))
        .annotate(
            received=Count("pk", filter=sent),
            waiting=Count("pk", filter=completed & ~sent),
            busy=Count("pk", filter=~completed & ~sent),
        )
        .order_by("class_name")
    )


def not_started(campaign: Campaign, *, class_name: str | None = None) -> QuerySet[Learner]:
    """Pupils of the roster who have not begun: those of a class, else of every class that has begun.

    A campaign does not say whom it is for: the first pupil of a class tells that the class is concerned.
    """
    begun = campaign.participations.live()
    waiting = campaign.organisation.learners.active().exclude(pk__in=begun.values("learner"))
    if class_name is not None:
        return waiting.filter(class_name=class_name)
    return waiting.filter(class_name__in=begun.values("learner__class_name"))


def sent_figures(campaign: Campaign) -> list[tuple[int, int]]:
    """(validated, evaluated) of every result received."""
    return list(_received(campaign).values_list("validated", "evaluated"))


def competence_sums(campaign: Campaign) -> dict[int, tuple[int, int]]:
    """Competence id -> acquis validated and evaluated, summed over the results received."""
    rows = (
        CompetenceResult.objects.filter(result__in=_received(campaign))
        .values("competence_id")
        .annotate(validated=Sum("validated"), evaluated=Sum("evaluated"))
        .values_list("competence_id", "validated", "evaluated")
    )
    return {competence: (validated, evaluated) for competence, validated, evaluated in rows}


def skill_sums(campaign: Campaign) -> dict[int, tuple[int, int]]:
    """Skill id -> results received that validate it, results received that hold it.

    Raw, because the ORM cannot sum over the keys of a JSON object; one statement whatever the number of pupils.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT status.key, SUM((status.value ->> 0)::int), COUNT(*)
            FROM results_sharedresult sent
            JOIN campaigns_participation participation ON participation.id = sent.participation_id
            CROSS JOIN LATERAL jsonb_each(sent.skills) status
            WHERE sent.campaign_id = %s AND participation.deleted_at IS NULL AND participation.shared_at IS NOT NULL
            GROUP BY status.key
            """,
            [campaign.pk],
        )
        return {int(skill): (int(validated), int(held)) for skill, validated, held in cursor.fetchall()}


def _received(campaign: Campaign) -> QuerySet[SharedResult]:
    return SharedResult.objects.filter(campaign=campaign, participation__in=campaign.participations.shared())


def export_rows(participations: ParticipationQuerySet) -> QuerySet[Any, dict[str, Any]]:
    """One flat row a participation, with its frozen result if it was sent: all in one statement.

    ``competences`` is a list of {competence, validated, evaluated}; it and ``result__skills`` are empty before sending.
    """
    parts = CompetenceResult.objects.filter(result__participation=OuterRef("pk")).values(
        part=JSONObject(competence="competence_id", validated="validated", evaluated="evaluated")
    )
    return (
        participations.annotate(competences=ArraySubquery(parts))
        .order_by("learner__sort_key", "pk")
        .values(
            "external_id",
            "progress",
            "started_at",
            "completed_at",
            "shared_at",
            "learner__last_name",
            "learner__usage_name",
            "learner__first_name",
            "learner__class_name",
            "result__validated",
            "result__evaluated",
            "result__skills",
            "competences",
        )
    )


def target_skills(campaign: Campaign) -> set[int]:
    """Every skill a line of this campaign can speak of: those of its profile now, and those of the results received."""
    now = campaign.profile.skills.filter(retired_at=None).values_list("pk", flat=True)
    return {*now, *skill_sums(campaign)}


def learners_listed(organisation: Organisation) -> QuerySet[Learner]:
    """The pupils of a school, with ``from_ent``: their account was opened by the ENT."""
    return (
        organisation.learners.active()
        .select_related("user")
        .annotate(from_ent=Exists(SocialAccount.objects.filter(user=OuterRef("user"))))
    )


def class_names(organisation: Organisation) -> Iterable[str]:
    return organisation.learners.active().order_by("class_name").values_list("class_name", flat=True).distinct()


def counts_of_learner(learner: Learner) -> dict[str, int]:
    """How many participations a pupil has: ``all``, and ``sent`` among them."""
    live = learner.participations.live()
    return live.aggregate(all=Count("pk"), sent=Count("pk", filter=Q(shared_at__isnull=False)))
