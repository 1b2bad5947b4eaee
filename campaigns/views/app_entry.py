"""From the code to the first question: code, landing page, identifier, rules of the game (settled.md 15).

Who the pupil is, is asked by app_identity.py; who is not signed in meets app_door.py.
"""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns.actions import (
    CampaignClosed,
    LearnerRemoved,
    ParticipationTaken,
    set_external_id,
    start_participation,
)
from campaigns.forms import CodeForm, ExternalIdForm
from campaigns.models import Campaign, Participation
from campaigns.queries import campaign_by_code, participation_of, participations_of
from campaigns.retry import running_retry
from learners.actions import attach_known, known_line, learner_from_account
from learners.queries import learner_of
from organisations.actions import mark_rules_seen
from organisations.models import Organisation, User

# Wrong codes in one session before each further try has to wait. Per session only: a whole school sits behind one
# address, and must never be blocked (quality.md S4). A right code forgets nothing: whoever guesses holds one.
# A pupil's years at school; beyond, the oldest are not listed.
MOST_COURSES = 100
MISSES_ALLOWED, MISS_DELAY = 20, timedelta(seconds=30)


@require_http_methods(["GET", "POST"])
def code_entry(request: HttpRequest) -> HttpResponse:
    """«Saisissez le code du parcours»."""
    form = CodeForm(request.POST or None)
    if request.method == "POST":
        if _must_wait(request):
            return _wait(request, form)
        if form.is_valid():
            return redirect("campaign_landing", code=form.cleaned_data["code"])
        if form.has_error("code", "unknown"):
            _count_miss(request)
    return render(request, "app/campaigns/code.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def my_courses(request: HttpRequest) -> HttpResponse:
    """Every course of this pupil: to go on, to send, or to read again."""
    return render(
        request, "app/campaigns/my_courses.html", {"participations": participations_of(request.user)[:MOST_COURSES]}
    )


def _must_wait(request: HttpRequest) -> bool:
    misses, last = request.session.get("code_misses", (0, 0))
    return misses >= MISSES_ALLOWED and timezone.now().timestamp() - last < MISS_DELAY.total_seconds()


def _count_miss(request: HttpRequest) -> None:
    misses, _ = request.session.get("code_misses", (0, 0))
    request.session["code_misses"] = (misses + 1, timezone.now().timestamp())


def _wait(request: HttpRequest, form: CodeForm) -> HttpResponse:
    form.errors["code"] = form.error_class(["Trop d’essais à la suite. Attendez 30 secondes, puis recommencez."])
    return render(request, "app/campaigns/code.html", {"form": form}, status=429)


def campaign_of_address(request: HttpRequest, code: str) -> tuple[Campaign | None, HttpResponse | None]:
    """The campaign behind the code of an address, or the page that says why not. Counts wrong ones, like the field."""
    if _must_wait(request):
        return None, _wait(request, CodeForm({"code": code}))
    campaign = campaign_by_code(code)
    if campaign is None:
        _count_miss(request)
        messages.error(request, "Ce code n’existe pas. Vérifiez-le ou demandez-le à l’organisateur du parcours.")
        return None, redirect("code_entry")
    return campaign, None


def enter(request: HttpRequest, code: str) -> tuple[Campaign | None, HttpResponse | None]:
    """The campaign behind a code that can still be played, or the page that says why not."""
    campaign, refusal = campaign_of_address(request, code)
    if campaign is not None and campaign.is_closed:
        return None, closed(request, campaign)
    return campaign, refusal


def closed(request: HttpRequest, campaign: Campaign | None = None) -> HttpResponse:
    return render(request, "app/campaigns/closed.html", {"campaign": campaign}, status=410)


def must_say_who(user: User, organisation: Organisation) -> bool:
    """Whether this pupil has yet to be found in the list of the school: once a school."""
    if not organisation.manages_learners or learner_of(user, organisation):
        return False
    return known_line(user, organisation) is None


@require_GET
def landing(request: HttpRequest, code: str) -> HttpResponse:
    """The teacher's title and text. Who already takes part goes on where they were."""
    campaign, refusal = enter(request, code)
    if campaign is None:
        return refusal
    if participation_of(request.user, campaign):
        return redirect("campaign_continue", code=campaign.code)
    if must_say_who(request.user, campaign.organisation):
        return redirect("campaign_identity", code=campaign.code)
    return render(request, "app/campaigns/landing.html", {"campaign": campaign})


@require_POST
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Leaving the landing page: the participation exists from here."""
    campaign, refusal = enter(request, code)
    if campaign is None:
        return refusal
    learner = learner_of(request.user, campaign.organisation)
    if learner is None and campaign.organisation.manages_learners:
        learner = attach_known(user=request.user, organisation=campaign.organisation, now=timezone.now())
        if learner is None:
            return redirect("campaign_identity", code=campaign.code)
    elif learner is None:
        learner = learner_from_account(user=request.user, organisation=campaign.organisation)
    try:
        start_participation(campaign=campaign, user=request.user, learner=learner, now=timezone.now())
    except CampaignClosed:
        return closed(request, campaign)
    except LearnerRemoved:
        messages.error(request, "Vous n’êtes plus dans la liste de cet établissement : demandez à votre enseignant.")
        return redirect("code_entry")
    except ParticipationTaken:
        return render(request, "app/campaigns/taken.html", {"campaign": campaign, "learner": learner}, status=409)
    return redirect("campaign_continue", code=campaign.code)


def _next_step(participation: Participation, campaign: Campaign, *, rules_seen: bool) -> HttpResponse:
    if campaign.external_id_label and not participation.external_id:
        return redirect("campaign_external_id", code=campaign.code)
    retry = None if participation.shared_at else running_retry(participation)
    if retry is not None:
        return redirect("question", public_id=retry.public_id)
    if participation.completed_at or participation.shared_at or participation.assessment is None:
        return redirect("participation_result", code=campaign.code)
    if not rules_seen:
        return redirect("campaign_rules", code=campaign.code)
    return redirect("question", public_id=participation.assessment.public_id)


@require_GET
def resume(request: HttpRequest, code: str) -> HttpResponse:
    """«Reprendre»: wherever this pupil stands in the campaign."""
    campaign, refusal = enter(request, code)
    if campaign is None:
        return refusal
    participation = participation_of(request.user, campaign)
    if participation is None:
        return redirect("campaign_landing", code=campaign.code)
    return _next_step(participation, campaign, rules_seen=request.user.rules_seen_at is not None)


@require_http_methods(["GET", "POST"])
def external_id(request: HttpRequest, code: str) -> HttpResponse:
    """The identifier the organiser asks for, if any."""
    campaign, refusal = enter(request, code)
    if campaign is None:
        return refusal
    participation = participation_of(request.user, campaign)
    if participation is None or not campaign.external_id_label or participation.external_id:
        return redirect("campaign_landing", code=campaign.code)
    form = ExternalIdForm(request.POST or None, label=campaign.external_id_label)
    if request.method == "POST" and form.is_valid():
        set_external_id(participation=participation, external_id=form.cleaned_data["external_id"])
        return redirect("campaign_continue", code=campaign.code)
    context = {"campaign": campaign, "form": form}
    return render(request, "app/campaigns/external_id.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest, code: str, page: int = 1) -> HttpResponse:
    """«Les règles du jeu», two pages, shown once per pupil ever."""
    campaign, refusal = enter(request, code)
    if campaign is None:
        return refusal
    if request.method == "POST":
        mark_rules_seen(user=request.user, now=timezone.now())
        return redirect("campaign_continue", code=campaign.code)
    if request.user.rules_seen_at:
        return redirect("campaign_continue", code=campaign.code)
    return render(request, "app/campaigns/rules.html", {"campaign": campaign, "page": 2 if page == 2 else 1})
