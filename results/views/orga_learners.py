"""A pupil's account, for the administrators of a space."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learners.actions import dissociate_account
from learners.views.orga_imports import check_administrator
from results.queries import counts_of_learner, learners_listed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def learner_dissociate(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The consequences first; the button does it (O-97)."""
    check_administrator(request)
    learner = get_object_or_404(learners_listed(request.organisation), public_id=public_id)
    name = f"{learner.first_name} {learner.display_last_name}"
    if request.method == "POST":
        if dissociate_account(learner=learner, actor=request.user, now=timezone.now()):
            messages.success(request, f"Le compte de {name} est dissocié. Ses résultats sont conservés.")
        return redirect("learner_list")
    if learner.user is None:
        messages.info(request, f"Aucun compte n’est rattaché à {name}.")
        return redirect("learner_list")
    context = {"learner": learner, "participations": counts_of_learner(learner)}
    return render(request, "orga/results/learner_dissociate.html", context)
