"""The teachers' side of results: who takes part, what each pupil and the group sent, the file of it all, the roster."""

import uuid
from typing import Any

from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments import content
from assessments.engine import percent
from campaigns.enums import ParticipationStatus
from campaigns.models import ParticipationQuerySet
from campaigns.views.orga import campaign_or_404, frame_of
from learners.models import Learner
from learners.perms import may_manage_roster
from learners.queries import last_import
from pixorga.ui.lists import holding, page_of, sort_of
from results.actions import record_export
from results.collective import collective_of
from results.exports import export_results, file_name, profile_name
from results.queries import Folded, class_names, counts_by_class, learners_listed, not_started, with_mastery
from results.sheets import sheet_of_result

RESULT = "resultat"
PARTICIPANT_COLUMNS: dict[str, list[Any]] = {
    "nom": ["learner__sort_key", "id"],
    "prenom": ["first_key", "learner__sort_key", "id"],
    "classe": ["learner__class_name", "learner__sort_key", "id"],
    "identifiant": ["external_id", "learner__sort_key", "id"],
    RESULT: ["mastery", "learner__sort_key", "id"],
}
LEARNER_COLUMNS: dict[str, list[Any]] = {
    "nom": ["sort_key", "id"],
    "prenom": ["first_key", "sort_key", "id"],
    "naissance": ["birth_date", "sort_key", "id"],
    "classe": ["class_name", "sort_key", "id"],
}
# How the filter by class names those who have none.
NO_CLASS = "—"
# The filter for pupils of the roster without participation.
NOT_STARTED = "none"


def _asked(request: HttpRequest, name: str) -> str:
    """A filter of the query string; the database refuses NUL."""
    return request.GET.get(name, "").replace("\x00", "")


@never_cache
@require_safe
def participant_list(request: HttpRequest, code: str) -> HttpResponse:
    campaign = campaign_or_404(request, code)
    everyone = campaign.participations.live()
    by_class = counts_by_class(everyone)
    words, class_name, status = (_asked(request, name) for name in ("q", "classe", "statut"))
    has_roster = request.organisation.manages_learners
    context = {
        **frame_of(request, campaign, "participants"),
        "counts": {name: sum(one[name] for one in by_class) for name in ("received", "waiting", "busy")},
        "classes": _classes(request, by_class),
        "words": words,
        "class_name": class_name,
        "status": status,
        "statuses": [*ParticipationStatus.choices, *([(NOT_STARTED, "Pas commencé")] if has_roster else [])],
        "is_filtered": bool(words or class_name or status),
    }
    if has_roster:
        chosen = ("" if class_name == NO_CLASS else class_name) if class_name else None
        missing = not_started(campaign, class_name=chosen)
        if status == NOT_STARTED:
            return _not_started(request, context, missing.filter(holding(words, key="sort_key")))
        context["missing"] = missing.count()
    rows = everyone.filter(holding(words, key="learner__sort_key"))
    if class_name:
        rows = rows.filter(learner__class_name="" if class_name == NO_CLASS else class_name)
    if status in ParticipationStatus.values:
        rows = rows.with_status(ParticipationStatus(status))
    sort, order = sort_of(request=request, columns=PARTICIPANT_COLUMNS, default="nom")
    rows = _with_order(rows, sort, order).select_related("learner")
    page = page_of(request=request, rows=rows, size=10)
    for participation in page.object_list:
        participation.percent = (
            percent(participation.validated, participation.evaluated) if participation.shared_at else None
        )
    return render(request, "orga/results/participants.html", {**context, "page": page, "sort": sort})


def _classes(request: HttpRequest, by_class: list[dict[str, Any]]) -> list[str]:
    """Classes to filter by: those of the participants, and those of the roster, where nobody may have begun yet."""
    names = {one["class_name"] for one in by_class}
    if request.organisation.manages_learners:
        names.update(class_names(request.organisation))
    return [name or NO_CLASS for name in sorted(names)] if any(names) else []


def _not_started(request: HttpRequest, context: dict[str, Any], learners: QuerySet[Learner]) -> HttpResponse:
    """«Pas commencé»: lines of the roster in the place of participations."""
    columns = {name: order for name, order in LEARNER_COLUMNS.items() if name != "naissance"}
    sort, order = sort_of(request=request, columns=columns, default="nom")
    rows = learners.annotate(first_key=Folded("first_name")).order_by(*order)
    page = page_of(request=request, rows=rows, size=25)
    context = {**context, "page": page, "sort": sort, "missing": page.paginator.count}
    return render(request, "orga/results/not_started.html", context)


def _with_order(rows: ParticipationQuerySet, sort: str, order: list[str]) -> ParticipationQuerySet:
    rows = with_mastery(rows).annotate(first_key=Folded("learner__first_name"))
    if sort.removeprefix("-") != RESULT:
        return rows.order_by(*order)
    # Whoever has not sent comes last both ways, and by name: their order must tell nothing.
    mastery = F("mastery").desc(nulls_last=True) if sort.startswith("-") else F("mastery").asc(nulls_last=True)
    return rows.order_by(mastery, "learner__sort_key", "id")


@never_cache
@require_safe
def participant_detail(request: HttpRequest, code: str, public_id: uuid.UUID) -> HttpResponse:
    campaign = campaign_or_404(request, code)
    participation = get_object_or_404(
        campaign.participations.live().select_related("learner", "result"), public_id=public_id
    )
    # Before sending, nothing of the result is even read.
    sheet = sheet_of_result(participation.result, content.current()) if participation.shared_at else None
    # Below 100 % until the end, like what the pupil sees (settled.md 9).
    progress = 100 if participation.completed_at else min(99, int(participation.progress * 100))
    context = {
        **frame_of(request, campaign, "participants"),
        "participation": participation,
        "learner": participation.learner,
        "progress": progress,
        "sheet": sheet,
    }
    return render(request, "orga/results/participant.html", context)


@never_cache
@require_safe
def collective_results(request: HttpRequest, code: str) -> HttpResponse:
    campaign = campaign_or_404(request, code)
    context = {
        **frame_of(request, campaign, "collective"),
        "profile_name": profile_name(campaign),
        "group": collective_of(campaign, content.current()),
        "unsent": campaign.participants - campaign.received,
    }
    return render(request, "orga/results/collective.html", context)


@never_cache
@require_safe
def results_export(request: HttpRequest, code: str) -> HttpResponse | StreamingHttpResponse:
    campaign = campaign_or_404(request, code)
    campaign.organisation = request.organisation
    now = timezone.now()
    headers = {"Content-Disposition": content_disposition_header(True, file_name(campaign, now)) or "attachment"}
    if request.method == "HEAD":
        return HttpResponse(content_type="text/csv; charset=utf-8", headers=headers)
    record_export(campaign=campaign, actor=request.user, now=now)
    return StreamingHttpResponse(export_results(campaign), content_type="text/csv; charset=utf-8", headers=headers)


@never_cache
@require_safe
def learner_list(request: HttpRequest) -> HttpResponse:
    if not request.organisation.manages_learners:
        raise Http404
    words, class_name = _asked(request, "q"), _asked(request, "classe")
    rows = learners_listed(request.organisation).filter(holding(words, key="sort_key"))
    if class_name:
        rows = rows.filter(class_name="" if class_name == NO_CLASS else class_name)
    sort, order = sort_of(request=request, columns=LEARNER_COLUMNS, default="nom")
    context = {
        "page": page_of(request=request, rows=rows.annotate(first_key=Folded("first_name")).order_by(*order), size=25),
        "sort": sort,
        "classes": [name or NO_CLASS for name in class_names(request.organisation)],
        "words": words,
        "class_name": class_name,
        "is_filtered": bool(words or class_name),
        "last_import": last_import(request.organisation),
        "may_manage": may_manage_roster(request.membership),
    }
    return render(request, "orga/results/learners.html", context)
