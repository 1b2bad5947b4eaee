"""What pupils sent, for the team: read, never changed."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from assessments.models import Skill
from pixorga.admin_site import EMPTY, Panel, ReadOnlyAdmin, SchoolFilter, site
from pixorga.ui.formats import percent
from results.frozen import DIRECT, INFERRED, UNTESTED, FrozenStatus, precision_of, status_of
from results.models import CompetenceResult, SharedResult

SOURCES = {DIRECT: "testé", INFERRED: "déduit", UNTESTED: "non testé"}


class CompetencePanel(Panel):
    model = CompetenceResult
    fields = ["competence", "validated", "evaluated", "level", "pix"]
    ordering = ["competence__code"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CompetenceResult]:
        return super().get_queryset(request).select_related("competence")


@admin.register(SharedResult, site=site)
class SharedResultAdmin(ReadOnlyAdmin):
    list_display = ["learner", "campaign", "organisation", "validated", "evaluated", "pix", "frozen_at"]
    list_select_related = ["participation__learner", "campaign", "organisation"]
    list_filter = [SchoolFilter, "frozen_at"]
    search_fields = ["participation__learner__sort_key", "campaign__sort_key", "=campaign__code"]
    search_help_text = "Nom de l’élève, nom ou code de la campagne."
    ordering = ["-id"]
    fields = [
        *("participation", "campaign", "organisation"),
        *("validated", "evaluated", "pix", "shown_precision", "frozen_at", "shown_skills"),
    ]
    inlines = [CompetencePanel]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SharedResult]:
        return super().get_queryset(request).defer("skills")

    @admin.display(description="élève", ordering="participation__learner__sort_key")
    def learner(self, result: SharedResult) -> Any:
        return result.participation.learner

    @admin.display(description="acquis")
    def shown_skills(self, result: SharedResult) -> SafeString:
        names = Skill.objects.in_bulk([int(key) for key in result.skills])
        rows = (
            (names.get(int(key), key), _told(status_of(frozen)))
            for key, frozen in sorted(result.skills.items(), key=lambda item: int(item[0]))
        )
        return format_html_join("", "<p>{} : {}</p>", rows)

    @admin.display(description="précision")
    def shown_precision(self, result: SharedResult) -> str:
        found = precision_of(result.interval)
        if found is None:
            return EMPTY
        return f"entre {percent(found.low)} et {percent(found.high)}, environ"


def _told(status: FrozenStatus) -> str:
    """«validé, déduit, probabilité de maîtrise 93 %»"""
    words = ["validé" if status.validated else "non validé", SOURCES.get(status.source, status.source)]
    if status.probability is not None:
        words.append(f"probabilité de maîtrise {percent(100 * status.probability)}")
    if status.is_contradicted:
        words.append("malgré une réponse isolée")
    return ", ".join(words)
