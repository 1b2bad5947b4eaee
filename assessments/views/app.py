"""What a pupil knows: the profile, one competence, the certification tab."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments import content
from assessments.competences import (
    NotPossibleNow,
    profile_of,
    reset_competence,
    retry_competence,
    standing_of,
    start_competence_test,
)
from assessments.engine import CompetenceProfile, Evidence, Outcome, Profile
from assessments.engine.profile import CERTIFIABLE_COMPETENCES
from assessments.queries import evidence_of_user

PIX_PER_LEVEL = 8


@dataclass(frozen=True)
class Card:
    """One competence of the profile. ``level`` is None when nothing was answered («non commencé»)."""

    competence: content.Competence
    is_open: bool
    level: int | None
    pix: int
    toward_next: int

    @property
    def is_top(self) -> bool:
        return self.level == settings.LEVELS_OPEN

    @property
    def percent_to_next(self) -> int:
        return 0 if self.is_top else self.toward_next * 100 // PIX_PER_LEVEL

    @property
    def pix_to_next(self) -> int:
        return PIX_PER_LEVEL - self.toward_next

    @property
    def next_level(self) -> int:
        return (self.level or 0) + 1


def _profile_of(request: HttpRequest, loaded: content.Content) -> tuple[Profile, list[Evidence]]:
    evidence = evidence_of_user(request.user.pk, loaded)
    return profile_of(evidence, loaded), evidence


def _card(competence: content.Competence, known: dict[int, CompetenceProfile]) -> Card:
    row = known.get(competence.id)
    started = row is not None and row.started
    return Card(
        competence=competence,
        is_open=bool(competence.tubes),
        level=row.level if row and started else None,
        pix=row.pix_shown if row and started else 0,
        toward_next=row.toward_next if row and started else 0,
    )


@require_GET
def profile_page(request: HttpRequest) -> HttpResponse:
    """The hexagon and the sixteen cards."""
    loaded = content.current()
    found, _ = _profile_of(request, loaded)
    known = {row.competence: row for row in found.competences}
    areas: list[dict[str, Any]] = []
    for area in loaded.areas:
        cards = [_card(loaded.competences[one], known) for one in area.competences]
        areas.append(
            {
                "area": area,
                "cards": cards,
                "started": sum(card.level is not None for card in cards),
                "pix": sum(card.pix for card in cards),
                "tile_span": 5 - len(cards),
            }
        )
    context = {"areas": areas, "pix": found.pix_shown, "top": PIX_PER_LEVEL * 8 * len(loaded.competences)}
    return render(request, "app/assessments/profile.html", context)


@require_GET
def competence_page(request: HttpRequest, code: str) -> HttpResponse:
    """Level, pix, description, and the lessons of what was failed, by subject."""
    loaded = content.current()
    competence = loaded.competences_by_code.get(code)
    if competence is None:
        raise Http404
    found, evidence = _profile_of(request, loaded)
    card = _card(competence, {row.competence: row for row in found.competences})
    now, standing = timezone.now(), standing_of(request.user, competence, evidence, loaded)
    context = {
        "card": card,
        "subjects": lessons_to_read(competence, evidence, loaded),
        "standing": standing,
        "can_retry": standing.can_retry(now),
        "can_reset": standing.can_reset(now),
    }
    return render(request, "app/assessments/competence.html", context)


def _competence_or_404(code: str) -> content.Competence:
    competence = content.current().competences_by_code.get(code)
    if competence is None:
        raise Http404
    return competence


@never_cache
@require_POST
def competence_test(request: HttpRequest, code: str) -> HttpResponse:
    """«Commencer», «Reprendre» and «Retenter»: clicking twice takes up the same test."""
    competence = _competence_or_404(code)
    begin = retry_competence if "retenter" in request.POST else start_competence_test
    try:
        test = begin(user=request.user, competence=competence, now=timezone.now())
    except NotPossibleNow:
        messages.info(request, "Ce n’est pas possible pour le moment : voici où vous en êtes.")
        return redirect("competence", code=code)
    return redirect("question", public_id=test.public_id)


@never_cache
@require_http_methods(["GET", "POST"])
def competence_reset(request: HttpRequest, code: str) -> HttpResponse:
    """«Remettre à zéro», after a page that says what will be lost."""
    competence = _competence_or_404(code)
    if request.method == "POST":
        try:
            reset_competence(user=request.user, competence=competence, now=timezone.now())
        except NotPossibleNow:
            messages.info(request, "La remise à zéro n’est pas possible pour le moment.")
        else:
            messages.success(request, "La compétence est remise à zéro. Vous pouvez la recommencer.")
        return redirect("competence", code=code)
    loaded = content.current()
    found, evidence = _profile_of(request, loaded)
    standing = standing_of(request.user, competence, evidence, loaded)
    if not standing.can_reset(timezone.now()):
        return redirect("competence", code=code)
    card = _card(competence, {row.competence: row for row in found.competences})
    context = {"card": card, "standing": standing, "certifiable": found.certifiable}
    return render(request, "app/assessments/reset.html", context)


def lessons_to_read(
    competence: content.Competence, evidence: list[Evidence], loaded: content.Content
) -> list[dict[str, Any]]:
    """For each subject, the easiest skill whose latest direct answer was not right (original-rules.md §1)."""
    latest = {item.skill: item for item in evidence if item.weight > 0}
    subjects = []
    for tube_id in competence.tubes:
        tube = loaded.tubes[tube_id]
        failed = [skill for skill in tube.skills if skill in latest and latest[skill].outcome != Outcome.RIGHT]
        if failed:
            subjects.append({"tube": tube, "skill": loaded.skill(failed[0])})
    return sorted(subjects, key=lambda subject: subject["tube"].name)


@require_GET
def certification(request: HttpRequest) -> HttpResponse:
    """Certifiable or not, what is reached and what is missing."""
    loaded = content.current()
    found, _ = _profile_of(request, loaded)
    known = {row.competence: row for row in found.competences}
    cards = [_card(loaded.competences[one], known) for area in loaded.areas for one in area.competences]
    reached = [card for card in cards if card.level]
    opened = sum(card.is_open for card in cards)
    context = {
        "certifiable": found.certifiable,
        "needed": CERTIFIABLE_COMPETENCES,
        "missing": max(0, CERTIFIABLE_COMPETENCES - len(reached)),
        "steps": [number < len(reached) for number in range(CERTIFIABLE_COMPETENCES)],
        "reached": reached,
        "near": [card for card in cards if card.level == 0],
        "to_start": [card for card in cards if card.level is None and card.is_open],
        "opened": opened,
        "too_few": opened < CERTIFIABLE_COMPETENCES,
    }
    return render(request, "app/assessments/certification.html", context)
