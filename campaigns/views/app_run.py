"""The run: one question at a time, a checkpoint every five, answers and tutorials.

Post-redirect-get throughout: reload, back and double click never give a second answer.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments import content
from assessments.actions import report_problem, start_timer
from assessments.enums import device_of
from assessments.forms import AnswerForm, ReportForm
from assessments.models import Answer, Assessment
from assessments.queries import answers_of, assessments_in_hand
from campaigns.actions import CampaignClosed, ResultsSent, answer_question, renew_question
from campaigns.models import Participation
from campaigns.queries import participation_of_old_test
from campaigns.views.app_entry import closed
from learners.queries import allows_external_links

# A form sent again this soon is a double click: no need to say anything.
DOUBLE_CLICK = timedelta(seconds=10)


class IncompleteAnswer(Exception):
    """The form says nothing that can be marked."""


# Built once: composing this statement costs Django more than PostgreSQL takes to run it (docs/mesures.md).
_TO_SHOW = assessments_in_hand().select_related(
    "participation__campaign__profile", "participation__campaign__organisation", "competence"
)


def _assessment(request: HttpRequest, public_id: uuid.UUID) -> Assessment:
    try:
        assessment = _TO_SHOW.get(public_id=public_id, user=request.user)
    except Assessment.DoesNotExist:
        raise Http404 from None
    participation = getattr(assessment, "participation", None)
    if participation and participation.deleted_at:
        raise Http404
    return assessment


def _participation(assessment: Assessment) -> Participation | None:
    """The participation of a test; of one that a retry followed, that of its retry."""
    found: Participation | None = getattr(assessment, "participation", None)
    if found is None and assessment.competence_id is None:
        return participation_of_old_test(assessment)
    return found


def _campaign(assessment: Assessment) -> Any:
    participation = _participation(assessment)
    return participation.campaign if participation else None


def _frame(assessment: Assessment) -> dict[str, Any]:
    """What the frame of every page of the run shows."""
    campaign = _campaign(assessment)
    return {
        "assessment": assessment,
        "campaign": campaign,
        "course_title": campaign.shown_title if campaign else str(assessment.competence or ""),
    }


def shown_progress(progress: float) -> int:
    """0..99: 100 % is for the end of the test only (settled.md 9)."""
    return min(99, int(progress * 100))


def duration(seconds: int) -> str:
    """90 -> «1 min 30 s»."""
    minutes, rest = divmod(seconds, 60)
    return " ".join(([f"{minutes} min"] if minutes else []) + ([f"{rest} s"] if rest else []))


@never_cache
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    if request.method == "POST":
        return _answer(request, public_id)
    return _show(request, public_id)


def _show(request: HttpRequest, public_id: uuid.UUID, *, incomplete: bool = False) -> HttpResponse:
    assessment = _assessment(request, public_id)
    campaign = _campaign(assessment)
    if campaign and campaign.is_closed:
        return closed(request, campaign)
    if campaign and not assessment.is_completed and assessment.participation.shared_at:
        return _to_result(assessment)
    loaded = content.get(assessment.latest_release)
    if not assessment.is_completed and _is_outdated(assessment, loaded):
        renew_question(user=request.user, public_id=public_id, now=timezone.now())
        assessment = _assessment(request, public_id)
        loaded = content.get(assessment.latest_release)
    if assessment.is_completed:
        return redirect("checkpoint", public_id=public_id) if assessment.answer_count else _to_result(assessment)
    instance = loaded.instance(assessment.challenge_id, assessment.challenge_seed)
    position = assessment.answer_count % settings.CHECKPOINT_EVERY + 1
    context = {
        **_frame(assessment),
        "instance": instance,
        "seq": assessment.answer_count + 1,
        "position": position,
        "steps": range(1, settings.CHECKPOINT_EVERY + 1),
    }
    if instance.timer:
        if assessment.timer_started_at is None:
            context["timer_text"] = duration(instance.timer)
            return render(request, "app/campaigns/timed_warning.html", context)
        spent = (timezone.now() - assessment.timer_started_at).total_seconds()
        context["seconds_left"] = max(0, round(instance.timer - spent))
    form = AnswerForm(instance, request.POST if incomplete else None)
    if incomplete:
        form.is_valid()
    return render(request, "app/campaigns/question.html", {**context, "form": form}, status=422 if incomplete else 200)


def _is_outdated(assessment: Assessment, loaded: content.Content) -> bool:
    """A question in hand that can no longer be asked."""
    if assessment.answered_elsewhere or not loaded.is_playable(assessment.challenge_id):
        return True
    if loaded.instance(assessment.challenge_id, assessment.challenge_seed).is_faithful:
        return False
    # Its generator changed under this process: everything is read again, so that it is not drawn a second time.
    content.forget()
    return True


def _answer(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    skipped = "passe" in request.POST

    def read(instance: Any) -> Any:
        form = AnswerForm(instance, request.POST)
        if skipped:
            return None
        if not form.is_valid():
            raise IncompleteAnswer
        return form.response

    now = timezone.now()
    try:
        step = answer_question(
            user=request.user,
            public_id=public_id,
            seq=_integer(request.POST.get("seq")),
            challenge_id=_integer(request.POST.get("challenge")),
            read=read,
            skipped=skipped,
            now=now,
            device=device_of(request.headers.get("User-Agent", "")),
        )
    except Assessment.DoesNotExist:
        raise Http404 from None
    except CampaignClosed:
        return closed(request, _campaign(_assessment(request, public_id)))
    except ResultsSent:
        return _to_result(_assessment(request, public_id))
    except IncompleteAnswer:
        return _show(request, public_id, incomplete=True)
    assessment = step.assessment
    if step.recorded is None and not (assessment.shown_at and now - assessment.shown_at < DOUBLE_CLICK):
        messages.info(
            request, "Vous aviez déjà répondu à cette question : votre première réponse est gardée. Voici la suite."
        )
    if assessment.is_completed or (step.recorded and assessment.answer_count % settings.CHECKPOINT_EVERY == 0):
        return redirect("checkpoint", public_id=public_id)
    return redirect("question", public_id=public_id)


def _integer(text: str | None) -> int:
    """A posted number, or -1, which no question has."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else -1


def _to_result(assessment: Assessment) -> HttpResponse:
    campaign = _campaign(assessment)
    if campaign:
        return redirect("participation_result", code=campaign.code)
    return redirect("competence_result", public_id=assessment.public_id)


@never_cache
@require_POST
def timer(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The pupil has read the warning and starts a timed question."""
    assessment = _assessment(request, public_id)
    start_timer(assessment=assessment, seq=_integer(request.POST.get("seq")), now=timezone.now())
    return redirect("question", public_id=public_id)


@dataclass(frozen=True)
class ShownAnswer:
    """One line of «vos réponses»."""

    answer: Answer
    instance: Any
    number: int


def _shown(assessment: Assessment, loaded: content.Content, seqs: range) -> list[ShownAnswer]:
    return [
        ShownAnswer(answer, loaded.instance(answer.challenge_id, answer.challenge_seed), answer.seq)
        for answer in answers_of(assessment, seqs=seqs)
    ]


@never_cache
@require_GET
def checkpoint(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Progress, and the answers since the last checkpoint."""
    assessment = _assessment(request, public_id)
    if assessment.answer_count == 0:
        return redirect("question", public_id=public_id)
    every, last = settings.CHECKPOINT_EVERY, assessment.answer_count
    first = (last - 1) // every * every + 1
    context = {
        **_frame(assessment),
        "progress": 100 if assessment.is_completed else shown_progress(assessment.progress),
        "answers": _shown(assessment, content.get(assessment.latest_release), range(first, last + 1)),
    }
    return render(request, "app/campaigns/checkpoint.html", context)


@never_cache
@require_GET
def answer_detail(request: HttpRequest, public_id: uuid.UUID, seq: int) -> HttpResponse:
    """«Réponses et tutoriels» of one question already answered."""
    assessment = _assessment(request, public_id)
    loaded = content.get(assessment.latest_release)
    shown = _shown(assessment, loaded, range(seq, seq + 1))
    if not shown:
        raise Http404
    skill = loaded.skill(shown[0].answer.skill_id)
    own = skill.lesson.key if skill.lesson else None  # listed above the others
    outside = allows_external_links(request.session)
    further = [link for link in skill.further if (outside if link.external else link.lesson != own)]
    context = {**_frame(assessment), "shown": shown[0], "skill": skill, "further": further}
    return render(request, "app/campaigns/answer_detail.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """«Signaler un problème» about the question in hand."""
    assessment = _assessment(request, public_id)
    if assessment.challenge_id is None:
        return redirect("question", public_id=public_id)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        report_problem(
            user=request.user,
            assessment=assessment,
            challenge_id=assessment.challenge_id,
            now=timezone.now(),
            **form.cleaned_data,
        )
        messages.success(request, "Merci ! Votre signalement a bien été envoyé.")
        return redirect("question", public_id=public_id)
    context = {**_frame(assessment), "form": form}
    return render(request, "app/campaigns/report.html", context, status=422 if form.errors else 200)
