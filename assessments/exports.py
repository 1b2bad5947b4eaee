"""Problem reports as CSV, for whoever mends the questions: what was said and which question was seen, never who said it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When
from django.utils import timezone

from assessments.models import Answer, ProblemReport
from pixorga.ui.csv import Cell, lines

CHUNK = 500
HEADERS = ["Signalé le", "Épreuve", "Révision", "Acquis", "Niveau", "Sujet", "État", "Graine", "Aperçu", "Commentaire"]


def seeds_seen(reports: QuerySet[ProblemReport]) -> QuerySet[Any]:
    """Each with ``seed_seen``: of the question in hand, else of the answer it got; None once the test is gone."""
    answers = Answer.objects.filter(assessment=OuterRef("assessment"), challenge=OuterRef("challenge"))
    answered = Subquery(answers.order_by("-seq").values("challenge_seed")[:1])
    held = When(assessment__challenge=F("challenge"), then=F("assessment__challenge_seed"))
    return reports.annotate(seed_seen=Case(held, default=answered))


def export_reports(reports: QuerySet[ProblemReport], preview: Any) -> Iterator[str]:
    """``preview(challenge id, seed)`` is the address of the question as it was seen."""
    rows = seeds_seen(reports).select_related("challenge__skill").defer("challenge__body").iterator(chunk_size=CHUNK)
    return lines(HEADERS, (_line(report, preview) for report in rows))


def _line(report: Any, preview: Any) -> list[Cell]:
    challenge, seed = report.challenge, report.seed_seen
    return [
        timezone.localdate(report.created_at),
        challenge.key,
        challenge.revision,
        challenge.skill.key,
        challenge.skill.level,
        report.get_category_display(),
        report.get_state_display(),
        seed,
        preview(challenge.pk, 1 if seed is None else seed),
        report.comment,
    ]
