"""The roster's import, for the administrators of a space: a file, its rehearsal, the confirmation."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from learners.enums import ImportStatus
from learners.forms import RosterForm
from learners.imports.apply import (
    REHEARSAL_KEPT,
    NotToConfirm,
    RosterChanged,
    abandon_import,
    confirm_import,
    plan_of,
    rehearse_import,
)
from learners.imports.messages import LARGEST_FILE
from learners.imports.reading import Upload
from learners.imports.tabular import FORMATS, template
from learners.imports.undo import NotToUndo, may_be_undone, undo_import, undo_of, undo_until
from learners.models import LearnerImport
from learners.perms import may_manage_roster
from learners.queries import last_import
from pixorga.limits import large_body

# Of each list of the rehearsal; the counts stay true.
ROWS_SHOWN = 1000
# What surrounds the file in the form.
ENVELOPE = 256 * 1024
GONE = "Cette vérification n’est plus disponible\N{NO-BREAK SPACE}: choisissez de nouveau le fichier."


def check_administrator(request: HttpRequest) -> None:
    """A space without roster has no such page; a member does not manage it."""
    if not request.organisation.manages_learners:
        raise Http404
    if not may_manage_roster(request.membership):
        raise PermissionDenied("Seuls les administrateurs de l’espace gèrent la liste des élèves.")


# A little more than the largest file, so that one a little too large is told so beside its field.
@large_body(LARGEST_FILE + 4 * 1024 * 1024 + ENVELOPE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def roster_import(request: HttpRequest) -> HttpResponse:
    check_administrator(request)
    organisation = request.organisation
    is_sent = request.method == "POST"
    form = RosterForm(request.POST if is_sent else None, request.FILES if is_sent else None, organisation=organisation)
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        kept = rehearse_import(
            organisation=organisation,
            author=request.user,
            upload=Upload(name=file.name, size=file.size, content=file.file),
            keeps_absent=form.cleaned_data["keeps_absent"],
            now=timezone.now(),
        )
        if kept.format:
            return redirect("learner_import_detail", public_id=kept.public_id)
        form.add_error("file", f"{kept.errors[0]['reason']} {kept.errors[0]['mend']}")
    sent = request.FILES.get("file") if is_sent else None
    context = {
        "form": form,
        "last_import": last_import(organisation),
        # The browser forgets which file it was.
        "error_title": f"«\N{NO-BREAK SPACE}{sent.name}\N{NO-BREAK SPACE}» ne peut pas être importé."
        if sent
        else "Aucun fichier n’est arrivé.",
    }
    return render(request, "orga/learners/import.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def roster_template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty file to fill, with the titles of its columns."""
    check_administrator(request)
    chosen = next(one for one in FORMATS if one.name == kind)
    name = f"modele-eleves{'-agricole' if kind == 'fregata' else ''}.csv"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse("".join(template(chosen)), content_type="text/csv; charset=utf-8", headers=headers)


def _import_or_404(request: HttpRequest, public_id: uuid.UUID) -> LearnerImport:
    check_administrator(request)
    kept = get_object_or_404(request.organisation.learner_imports.select_related("author"), public_id=public_id)
    kept.organisation = request.organisation
    return kept


@never_cache
@require_safe
def roster_import_detail(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The rehearsal, what is wrong, or what was written: wherever this import stands."""
    kept = _import_or_404(request, public_id)
    if kept.status in (ImportStatus.CONFIRMED, ImportStatus.UNDONE):
        until = undo_until(kept) if may_be_undone(kept, now=timezone.now()) else None
        return render(request, "orga/learners/import_done.html", {"kept": kept, "undo_until": until})
    if kept.status == ImportStatus.REFUSED and kept.errors and kept.format:
        return render(request, "orga/learners/import_refused.html", {"kept": kept, **_refusals(kept)})
    if kept.status != ImportStatus.REHEARSED or timezone.now() - kept.created_at > REHEARSAL_KEPT:
        messages.warning(request, GONE)
        return redirect("learner_import")
    plan = plan_of(kept)
    context = {
        "kept": kept,
        "plan": plan,
        "digest": plan.digest(),
        "changed_count": len(plan.changed) - plan.returning,
        "cautions": sum(one.asks_care for one in plan.changed),
        "shown": ROWS_SHOWN,
        "skipped": kept.counters.get("skipped_list", []),
    }
    return render(request, "orga/learners/import_rehearsal.html", context)


def _refusals(kept: LearnerImport) -> dict[str, Any]:
    """Problems by pupil, in the order of the file."""
    pupils: dict[int, dict[str, Any]] = {}
    for one in kept.errors:
        pupils.setdefault(one["line"], {**one, "problems": []})["problems"].append(one)
    return {
        "pupils": list(pupils.values()),
        "refused": kept.counters["refused"],
        "right": kept.counters["read"] - kept.counters["refused"],
    }


@require_POST
def roster_import_confirm(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    kept = _import_or_404(request, public_id)
    try:
        confirm_import(kept=kept, actor=request.user, digest=request.POST.get("digest", ""), now=timezone.now())
    except RosterChanged:
        messages.warning(
            request,
            "La liste des élèves a changé depuis la vérification\N{NO-BREAK SPACE}: rien n’a été enregistré. "
            "Relisez ce qui changerait maintenant, puis confirmez.",
        )
    except NotToConfirm:
        messages.warning(request, GONE)
        return redirect("learner_import")
    return redirect("learner_import_detail", public_id=public_id)


@require_POST
def roster_import_abandon(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    kept = _import_or_404(request, public_id)
    if kept.status not in (ImportStatus.CONFIRMED, ImportStatus.UNDONE):
        abandon_import(kept=kept)
        messages.info(request, "L’import est abandonné\N{NO-BREAK SPACE}: la liste n’a pas changé.")
    return redirect("learner_list")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def roster_import_undo(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """For a day, the last import may be taken back: what that would do, then the act."""
    kept = _import_or_404(request, public_id)
    done = redirect("learner_import_detail", public_id=public_id)
    if kept.status == ImportStatus.UNDONE:
        return done
    try:
        if not may_be_undone(kept, now=timezone.now()):
            raise NotToUndo
        if request.method == "POST":
            undo_import(kept=kept, actor=request.user, now=timezone.now())
            return done
    except NotToUndo:
        messages.warning(
            request,
            "Cet import ne peut plus être annulé\N{NO-BREAK SPACE}: il a plus d’un jour, ou la liste a changé depuis. "
            "Importez un fichier juste pour la corriger.",
        )
        return done
    context = {"kept": kept, "undo": undo_of(kept), "undo_until": undo_until(kept), "shown": ROWS_SHOWN}
    return render(request, "orga/learners/import_undo.html", context)
