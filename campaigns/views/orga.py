"""The teachers' side of campaigns: list, creation, details, edition, archive."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns.actions import archive_campaign, create_campaign, unarchive_campaign, update_campaign
from campaigns.enums import ParticipationStatus
from campaigns.forms import PRECISE_STRATEGY, CampaignForm, CampaignTextForm
from campaigns.lengths import Duration, durations_of
from campaigns.models import Campaign, TargetProfile
from campaigns.perms import may_edit_campaign
from campaigns.queries import offered_profiles, profile_content
from pixorga.spaces import space_url
from pixorga.ui.lists import page_of, sort_of

COLUMNS = {
    "nom": ["sort_key", "id"],
    "auteur": ["creator__search_key", "sort_key", "id"],
    "date": ["created_at", "id"],
    "participants": ["participants", "sort_key", "id"],
    "recus": ["received", "sort_key", "id"],
}


@require_GET
def campaign_list(request: HttpRequest) -> HttpResponse:
    campaigns = request.organisation.campaigns
    active, archived = campaigns.active().count(), campaigns.archived().count()
    if not active and not archived:
        return render(request, "orga/campaigns/empty.html")
    is_archive, words, mine = "archivees" in request.GET, request.GET.get("q", ""), request.GET.get("par") == "moi"
    rows = campaigns.archived() if is_archive else campaigns.active()
    rows = rows.matching(words)
    if mine:
        rows = rows.filter(creator=request.user)
    sort, order = sort_of(request=request, columns=COLUMNS, default="nom")
    rows = rows.with_counts().select_related("creator", "profile", "profile__competence__area").order_by(*order)
    context = {
        "page": page_of(request=request, rows=rows, size=25),
        "sort": sort,
        "active": active,
        "archived": archived,
        "is_archive": is_archive,
        "words": words,
        "mine": mine,
    }
    return render(request, "orga/campaigns/list.html", context)


@require_http_methods(["GET", "POST"])
def campaign_create(request: HttpRequest) -> HttpResponse:
    form = CampaignForm(request.POST or None, organisation=request.organisation)
    here = str(request.membership.pk)
    if request.method == "POST" and request.POST.get("espace", here) != here:
        form.add_error(
            None,
            "Vous avez changé d’espace dans un autre onglet\N{NO-BREAK SPACE}: "
            f"vous êtes dans «\N{NO-BREAK SPACE}{request.organisation.name}\N{NO-BREAK SPACE}». "
            "Si c’est bien là que vous voulez créer cette campagne, validez de nouveau.",
        )
    if request.method == "POST" and form.is_valid():
        campaign = create_campaign(
            organisation=request.organisation, creator=request.user, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, f"La campagne est créée. Donnez le code {campaign.code} à vos élèves.")
        return redirect("campaign_detail", code=campaign.code)
    context = {"form": form, "profiles": offered_profiles(request.organisation)}
    return render(request, "orga/campaigns/create.html", context, status=422 if form.errors else 200)


def campaign_or_404(request: HttpRequest, code: str) -> Campaign:
    """A campaign of this space with its counts; anybody else's does not exist."""
    return get_object_or_404(
        request.organisation.campaigns.with_counts().select_related("profile", "profile__competence__area", "creator"),
        code=code,
    )


def frame_of(request: HttpRequest, campaign: Campaign, tab: str) -> dict[str, Any]:
    """What the head of every page of a campaign shows."""
    return {"campaign": campaign, "tab": tab, "may_edit": may_edit_campaign(request.membership, campaign)}


@require_GET
def campaign_detail(request: HttpRequest, code: str) -> HttpResponse:
    campaign = campaign_or_404(request, code)
    context = {
        **frame_of(request, campaign, "details"),
        "direct_link": space_url("app", "campaign_landing", code=campaign.code),
        "duration": next((one for one in _durations(campaign.profile) if one.preset == campaign.preset), None),
    }
    return render(request, "orga/campaigns/detail.html", context)


@require_GET
def campaign_code(request: HttpRequest, code: str) -> HttpResponse:
    """The code alone, large: to project in the room, or to print and pin up."""
    campaign = campaign_or_404(request, code)
    return render(request, "orga/campaigns/code.html", {"campaign": campaign, "app": space_url("app", "code_entry")})


def _editable(request: HttpRequest, code: str) -> Campaign:
    campaign = campaign_or_404(request, code)
    if not may_edit_campaign(request.membership, campaign):
        raise PermissionDenied("Seuls l’auteur de la campagne et les administrateurs de l’espace peuvent la modifier.")
    return campaign


@require_http_methods(["GET", "POST"])
def campaign_edit(request: HttpRequest, code: str) -> HttpResponse:
    campaign = _editable(request, code)
    initial = {"name": campaign.name, "title": campaign.title, "landing_text": campaign.landing_text}
    form = CampaignTextForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        update_campaign(campaign=campaign, **form.cleaned_data)
        messages.success(request, "Les modifications sont enregistrées.")
        return redirect("campaign_detail", code=campaign.code)
    context = {"form": form, "campaign": campaign}
    return render(request, "orga/campaigns/edit.html", context, status=422 if form.errors else 200)


@require_POST
def campaign_archive(request: HttpRequest, code: str) -> HttpResponse:
    """At once where nobody loses anything; else, what would be stopped is said first."""
    campaign = _editable(request, code)
    if not campaign.is_archived:
        live = campaign.participations.live()
        running, waiting = (
            live.with_status(status).count() for status in (ParticipationStatus.STARTED, ParticipationStatus.TO_SHARE)
        )
        if (running or waiting) and "confirme" not in request.POST:
            context = {"campaign": campaign, "running": running, "waiting": waiting}
            return render(request, "orga/campaigns/archive.html", context)
        archive_campaign(campaign=campaign, actor=request.user, now=timezone.now())
    messages.success(request, "La campagne est archivée\N{NO-BREAK SPACE}: elle ne peut plus être jouée.")
    return redirect("campaign_detail", code=campaign.code)


@require_POST
def campaign_unarchive(request: HttpRequest, code: str) -> HttpResponse:
    campaign = _editable(request, code)
    if campaign.is_archived:
        unarchive_campaign(campaign=campaign, actor=request.user, now=timezone.now())
    messages.success(request, "La campagne est de nouveau active.")
    return redirect("campaign_detail", code=campaign.code)


@require_GET
def campaign_profile(request: HttpRequest, key: str) -> HttpResponse:
    """The readable description of a competence or of a parcours (settled.md 18)."""
    profile = get_object_or_404(offered_profiles(request.organisation), key=key)
    context = {"profile": profile, "competences": profile_content(profile), "durations": _durations(profile)}
    return render(request, "orga/campaigns/profile.html", context)


def _durations(profile: TargetProfile) -> list[Duration]:
    return durations_of(profile.lengths) if settings.STRATEGY == PRECISE_STRATEGY else []
