"""Domains, competences, subjects, skills and lessons: they come from files, and are only read here."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from assessments.admin.challenges import StateColumn
from assessments.models import Area, Challenge, Competence, Lesson, ReferentialRelease, Skill, Tube
from assessments.templatetags.challenges import challenge_markdown
from pixorga.admin_site import Panel, ReadOnlyAdmin, as_json, site, state_filter


class ChallengePanel(StateColumn, Panel):
    """Every revision, the current ones first."""

    model = Challenge
    fields = ["key", "revision", "kind", "state"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Challenge]:
        return super().get_queryset(request).defer("body").order_by("-retired_at", "key", "-revision")


class SkillPanel(Panel):
    model = Skill
    fields = ["level", "key", "statement", "retired_at"]
    ordering = ["retired_at", "level"]


class TubePanel(Panel):
    model = Tube
    fields = ["key", "name"]


class CompetencePanel(Panel):
    model = Competence
    fields = ["code", "name"]


@admin.register(Area, site=site)
class AreaAdmin(ReadOnlyAdmin):
    list_display = ["code", "name"]
    inlines = [CompetencePanel]


@admin.register(Competence, site=site)
class CompetenceAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "area"]
    list_select_related = ["area"]
    list_filter = ["area"]
    inlines = [TubePanel]


@admin.register(Tube, site=site)
class TubeAdmin(ReadOnlyAdmin):
    list_display = ["name", "key", "competence"]
    list_select_related = ["competence"]
    list_filter = ["competence"]
    search_fields = ["name", "key"]
    search_is_folded = False
    fields = ["name", "key", "competence", "description", "links"]
    inlines = [SkillPanel]

    @admin.display(description="pour en apprendre davantage")
    def links(self, tube: Tube) -> SafeString:
        return as_json(tube.further)


@admin.register(Skill, site=site)
class SkillAdmin(ReadOnlyAdmin):
    list_display = ["key", "level", "statement", "competence", "retired_at"]
    list_select_related = ["tube__competence"]
    list_filter = [
        state_filter(field="retired_at", title="état", empty="Actuel", filled="Retiré"),
        "level",
        "tube__competence",
    ]
    search_fields = ["key", "statement", "tube__name"]
    search_is_folded = False
    inlines = [ChallengePanel]

    @admin.display(description="compétence", ordering="tube__competence__code")
    def competence(self, skill: Skill) -> Competence:
        return skill.tube.competence


@admin.register(Lesson, site=site)
class LessonAdmin(ReadOnlyAdmin):
    list_display = ["title", "key", "minutes", "retired_at"]
    list_filter = [state_filter(field="retired_at", title="état", empty="Actuelle", filled="Retirée")]
    search_fields = ["title", "key"]
    search_is_folded = False
    fields = ["title", "key", "minutes", "retired_at", "shown_body"]

    @admin.display(description="contenu")
    def shown_body(self, lesson: Lesson) -> SafeString:
        return format_html('<div class="lesson">{}</div>', challenge_markdown(lesson.body))


@admin.register(ReferentialRelease, site=site)
class ReferentialReleaseAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "loaded_at", "short_digest"]
    ordering = ["-id"]
    fields = ["loaded_at", "digest", "shown_summary"]

    @admin.display(description="empreinte")
    def short_digest(self, release: ReferentialRelease) -> str:
        return release.digest[:12]

    @admin.display(description="changements")
    def shown_summary(self, release: Any) -> SafeString:
        return as_json(release.summary)
