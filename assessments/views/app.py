"""What a pupil knows: the profile, one competence, the certification tab; and the help page."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assessments import content
from assessments.engine import CompetenceProfile, Evidence, Outcome, Profile, profile, strategies
from assessments.queries import evidence_of_user

PIX_PER_LEVEL = 8
LEVELS_TO_CERTIFY = 5


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
    strategy = strategies[settings.STRATEGY]
    return profile(loaded.bank, evidence, settings.LEVELS_OPEN, strategy), evidence


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
    return render(
        request,
        "app/assessments/competence.html",
        {"card": card, "subjects": lessons_to_read(competence, evidence, loaded)},
    )


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
    """Certifiable or not, and what is missing."""
    loaded = content.current()
    found, _ = _profile_of(request, loaded)
    reached = sum(row.level >= 1 for row in found.competences)
    context = {"certifiable": found.certifiable, "reached": reached, "needed": LEVELS_TO_CERTIFY}
    return render(request, "app/assessments/certification.html", context)


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "app/assessments/help.html")
