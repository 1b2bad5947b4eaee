"""Pictures, files and simulated screens of questions, and lessons.

A pupil gets those of the question in hand and of the questions already answered, of their own assessments only; anything
else is a 404. The same views serve the team's preview, in the administrators' space.
"""

import uuid
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from assessments import content
from assessments.answers import correct_answer
from assessments.bank.variant import Instance
from assessments.engine import mark
from assessments.forms import AnswerForm
from assessments.media import attachment_header, content_type, is_picture, read_file, shown_screen
from assessments.models import Answer, Assessment

CACHED = "private, max-age=3600"
CSP_FILE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
CSP_SCREEN = (
    "default-src 'none'; style-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; "
    "sandbox allow-same-origin"
)
# Names of the pages that lead to a lesson: the only ones it leads back to.
LESSON_OPENED_FROM = {"answer_detail", "checkpoint", "competence"}


# --- For a pupil --------------------------------------------------------------------------------------------------------


@require_safe
def question_file(request: HttpRequest, public_id: uuid.UUID, seq: int, name: str) -> HttpResponse:
    return _file(_instance(request, public_id, seq), name)


@require_safe
def question_image(request: HttpRequest, public_id: uuid.UUID, seq: int, name: str) -> HttpResponse:
    return _image(_instance(request, public_id, seq), name)


@require_safe
def question_screen(request: HttpRequest, public_id: uuid.UUID, seq: int, page: str) -> HttpResponse:
    return _screen(request, _instance(request, public_id, seq), page)


def _instance(request: HttpRequest, public_id: uuid.UUID, seq: int) -> Instance:
    """What this pupil was asked at this rank of this assessment of theirs."""
    assessment = (
        Assessment.objects.annotate(latest_release=content.latest_release_subquery())
        .only("answer_count", "challenge_id", "challenge_seed")
        .filter(public_id=public_id, user=request.user)
        .first()
    )
    if assessment is None:
        raise Http404
    if seq == assessment.answer_count + 1 and assessment.challenge_id is not None:
        asked = (assessment.challenge_id, assessment.challenge_seed)
    else:
        answers = Answer.objects.filter(assessment=assessment, seq=seq)
        found = answers.values_list("challenge_id", "challenge_seed").first()
        if found is None:
            raise Http404
        asked = found
    return content.get(assessment.latest_release).instance(*asked)


@require_safe
def lesson(request: HttpRequest, key: str) -> HttpResponse:
    """A short lesson of our own."""
    found = content.current().lessons_by_key.get(key)
    if found is None:
        raise Http404
    came_from = _came_from(request)
    context = {"lesson": found, "came_from": came_from, "back": came_from or reverse("profile")}
    return render(request, "app/assessments/lesson.html", context)


def _came_from(request: HttpRequest) -> str:
    """The page of ours that ``?retour=`` names, empty for anything else."""
    path = request.GET.get("retour", "")
    if not path.startswith("/") or not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return ""
    try:
        return path if resolve(path).url_name in LESSON_OPENED_FROM else ""
    except Resolver404:
        return ""


# --- For the team -------------------------------------------------------------------------------------------------------


def _staff(view: Any) -> Any:
    """For staff who may see questions, since a preview shows solutions; a 404 for the others, who need not know of it."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.user.is_staff and request.user.has_perm("assessments.view_challenge")):
            raise Http404
        return view(request, *args, **kwargs)

    return checked


def _previewed(challenge_id: int, seed: int) -> Instance:
    loaded = content.current()
    if challenge_id not in loaded.challenges:
        raise Http404
    return loaded.instance(challenge_id, seed)


@_staff
@require_safe
def preview(request: HttpRequest, challenge_id: int, seed: int) -> HttpResponse:
    """The question as a pupil sees it; with an answer in the query, how it is marked."""
    instance = _previewed(challenge_id, seed)
    tried = "valide" in request.GET
    form = AnswerForm(instance, request.GET if tried else None)
    verdict = None
    if tried and form.is_valid() and instance.is_faithful:
        verdict = mark(instance.marking(), form.response).outcome_ok
    context = {
        "instance": instance,
        "challenge": content.current().challenges[challenge_id],
        "form": form,
        "verdict": verdict,
        "solution": correct_answer(instance),
        "next_seed": seed + 1,
    }
    return render(request, "app/assessments/preview.html", context)


@_staff
@require_safe
def preview_file(request: HttpRequest, challenge_id: int, seed: int, name: str) -> HttpResponse:
    return _file(_previewed(challenge_id, seed), name)


@_staff
@require_safe
def preview_image(request: HttpRequest, challenge_id: int, seed: int, name: str) -> HttpResponse:
    return _image(_previewed(challenge_id, seed), name)


@_staff
@require_safe
def preview_screen(request: HttpRequest, challenge_id: int, seed: int, page: str) -> HttpResponse:
    return _screen(request, _previewed(challenge_id, seed), page)


# --- What is sent ---------------------------------------------------------------------------------------------------------


def _file(instance: Instance, name: str) -> HttpResponse:
    body = read_file(instance, name) if name in {item.file for item in instance.attachments} else None
    if body is None:
        raise Http404
    response = _bytes(body, name)
    response["Content-Disposition"] = attachment_header(name)
    return response


def _image(instance: Instance, name: str) -> HttpResponse:
    wanted = instance.illustration is not None and instance.illustration.file == name and is_picture(name)
    body = read_file(instance, name) if wanted else None
    if body is None:
        raise Http404
    return _bytes(body, name)


def _bytes(body: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        body,
        content_type=content_type(name),
        headers={
            "Cache-Control": CACHED,
            "Content-Security-Policy": CSP_FILE,
            "X-Content-Type-Options": "nosniff",
        },
    )


def _screen(request: HttpRequest, instance: Instance, page: str) -> HttpResponse:
    """One page of a simulated screen: a whole document that can run nothing, load nothing and send nothing.

    The sandbox keeps the origin: a browser sends no session cookie for a link followed in a frame of opaque origin, and
    every second page would be the log-in page. Without ``allow-scripts`` nothing can use that origin.
    """
    screen = instance.screen
    if screen is None or page not in screen.pages:
        raise Http404
    fragment = shown_screen(screen.pages[page])
    context = {"title": screen.title, "fragment": fragment}
    response = render(request, "app/assessments/screen.html", context)
    response["Content-Security-Policy"] = CSP_SCREEN
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = CACHED
    return response
