"""Tests, answers and reported problems: facts, with the trace of why each question was asked."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from assessments import content
from assessments.answers import correct_answer, shown_response
from assessments.bank.variant import Instance
from assessments.exports import export_reports, seeds_seen
from assessments.models import Answer, Assessment, KnowledgeReset, ProblemReport
from assessments.story import ENDS, steps_of, verdicts_now
from organisations.admin import audit
from organisations.models import User
from pixorga.admin_site import EMPTY, Admin, Panel, ReadOnlyAdmin, as_facts, as_json, as_lines, site, state_filter
from pixorga.spaces import space_url
from pixorga.ui.formats import NBSP, decimal_fr

# The engine's names for what it kept of its choice, where they are not French already.
TRACE = {
    "predicted_level": "niveau prévu",
    "candidates": "acquis possibles",
    "strategy": "stratégie",
    "release": "version du référentiel",
    "bank": "version des difficultés",
    "rule": "règle",
    "p": "probabilité de maîtrise",
    "pi": "chances de réussite",
    "information": "information attendue (nats)",
    "possible": "acquis encore possibles",
    "draw": "probabilité du tirage",
    "ability": "niveau estimé",
    "error": "part d’acquis encore mal classés",
    "alpha": "part acceptée",
    "touched": "sujets interrogés, sujets visés",
    "earlier": "réponses d’autres tests prises en compte",
    "explore": "difficultés pas encore mesurées",
    "control": "question de contrôle",
}


def shown_trace(trace: dict[str, Any]) -> SafeString:
    """The reason first: PostgreSQL keeps the keys in an order of its own."""
    names = sorted(trace, key=lambda name: (name != "pourquoi", isinstance(trace[name], dict), name))
    return as_facts({TRACE.get(name, name): trace[name] for name in names})


def preview_address(challenge_id: int, seed: int) -> str:
    return f"{reverse('admin:assessments_challenge_preview', args=[challenge_id])}?graine={seed}"


def preview_of(challenge_id: int, seed: int) -> SafeString:
    return format_html('<a href="{}">La question telle qu’elle a été posée</a>', preview_address(challenge_id, seed))


class DurationColumn:
    @admin.display(description="durée", ordering="seconds")
    def duration(self, answer: Answer) -> str:
        return EMPTY if answer.seconds is None else f"{decimal_fr(answer.seconds)}{NBSP}s"


class AnswerPanel(DurationColumn, Panel):
    model = Answer
    fields = ["seq", "skill", "challenge", "outcome", "duration", "answered_at"]
    ordering = ["seq"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Answer]:
        return super().get_queryset(request).select_related("skill", "challenge").defer("trace", "challenge__body")


class AssessmentPanel(Panel):
    model = Assessment
    verbose_name_plural = "tests"
    fields = ["kind", "created_at", "completed_at", "answer_count"]
    ordering = ["-created_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assessment]:
        return super().get_queryset(request).defer("target", "outcome", "trace")


@admin.register(ProblemReport, site=site)
class ProblemReportAdmin(Admin):
    """Only the state is typed here: what the pupil wrote stays as it was written."""

    list_display = ["created_at", "challenge", "category", "extract", "state", "seen"]
    list_select_related = ["challenge"]
    list_filter = ["state", "category", "challenge__kind", "challenge__skill__tube__competence", "created_at"]
    actions = ["export"]
    search_fields = ["challenge__key", "comment"]
    search_is_folded = False
    search_help_text = "Clé de l’épreuve, ou mots du commentaire."
    fields = ["state", "category", "comment", "challenge", "question", "user", "assessment", "created_at"]
    readonly_fields = ["category", "comment", "challenge", "question", "user", "assessment", "created_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProblemReport]:
        return seeds_seen(super().get_queryset(request)).defer("challenge__body")

    @admin.display(description="commentaire")
    def extract(self, report: ProblemReport) -> str:
        return report.comment if len(report.comment) <= 80 else f"{report.comment[:80]}…"

    @admin.display(description="aperçu")
    def question(self, report: Any) -> SafeString:
        """With the numbers that the pupil saw, while the test can still tell them."""
        return preview_of(report.challenge_id, 1 if report.seed_seen is None else report.seed_seen)

    @admin.display(description="aperçu")
    def seen(self, report: Any) -> SafeString:
        address = preview_address(report.challenge_id, 1 if report.seed_seen is None else report.seed_seen)
        words = '<a href="{}">La question<span class="visually-hidden"> de {}, signalée</span></a>'
        return format_html(words, address, report.challenge)

    @admin.action(description="Exporter (.csv)", permissions=["view"])
    def export(self, request: HttpRequest, queryset: QuerySet[ProblemReport]) -> StreamingHttpResponse:
        for report in queryset.order_by("pk")[:1]:  # one act for the file, whatever its length
            audit(request, "problem-reports.exported", report, rows=queryset.count())
        chosen = ProblemReport.objects.filter(pk__in=queryset.order_by().values("pk"))

        def preview(challenge_id: int, seed: int) -> str:
            # Not ``reverse``: when the file flows, the request and its addresses are over.
            page = space_url("admin", "admin:assessments_challenge_preview", challenge_id)
            return f"{page}?graine={seed}"

        response = StreamingHttpResponse(export_reports(chosen, preview), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="signalements.csv"'
        return response

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: ProblemReport, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        audit(request, "problem-report.changed", obj, state=obj.state)


@admin.register(Assessment, site=site)
class AssessmentAdmin(ReadOnlyAdmin):
    list_display = ["user", "kind", "preset", "answer_count", "created_at", "completed_at", "end_reason"]
    list_select_related = ["user"]
    list_filter = [
        "kind",
        "preset",
        state_filter(field="completed_at", title="état", empty="En cours", filled="Terminé"),
    ]
    search_fields = ["user__search_key"]
    search_help_text = "Nom de la personne."
    ordering = ["-id"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    *("user", "kind", "competence", "preset", "strategy", "release", "bank_version", "control_every"),
                    "created_at",
                    *("completed_at", "end", "answer_count", "public_id"),
                ]
            },
        ),
        ("Question en cours", {"fields": ["challenge", "question", "shown_at", "timer_started_at", "reason"]}),
        ("Pourquoi ces questions, pourquoi ces statuts", {"fields": ["story"]}),
        ("Cible et résultat", {"classes": ["collapse"], "fields": ["target_size", "shown_outcome"]}),
    ]
    inlines = [AnswerPanel]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assessment]:
        return super().get_queryset(request).defer("target", "outcome", "trace")

    @admin.display(description="aperçu")
    def question(self, assessment: Assessment) -> SafeString:
        held = assessment.challenge_id
        return preview_of(held, assessment.challenge_seed) if held else SafeString(EMPTY)

    @admin.display(description="pourquoi cette question")
    def reason(self, assessment: Assessment) -> SafeString:
        return shown_trace(assessment.trace)

    @admin.display(description="raison de la fin")
    def end(self, assessment: Assessment) -> str:
        return ENDS.get(assessment.end_reason, assessment.end_reason or EMPTY)

    @admin.display(description="déroulé")
    def story(self, assessment: Assessment) -> SafeString:
        """What a school is told when it asks: the questions in order, then what each status rests on."""
        loaded = content.current()
        answers = assessment.answers.order_by("seq").values_list("seq", "skill_id", "outcome", "trace")
        context = {
            "steps": steps_of(answers, loaded),
            "verdicts": verdicts_now(assessment, loaded, levels_open=settings.LEVELS_OPEN),
            "is_completed": assessment.is_completed,
        }
        return render_to_string("admin/assessments/story.html", context)

    @admin.display(description="acquis visés")
    def target_size(self, assessment: Assessment) -> int:
        return len(assessment.target)

    @admin.display(description="résultat figé")
    def shown_outcome(self, assessment: Assessment) -> SafeString:
        return as_json(assessment.outcome) if assessment.outcome else SafeString(EMPTY)


@admin.register(Answer, site=site)
class AnswerAdmin(DurationColumn, ReadOnlyAdmin):
    list_display = ["answered_at", "user", "challenge", "skill", "outcome", "duration"]
    list_select_related = ["user", "challenge", "skill"]
    list_filter = ["outcome", "challenge__kind", "device", "is_control"]
    search_fields = ["user__search_key", "=challenge__key", "=skill__key"]
    search_help_text = "Nom de la personne, ou clé entière d’une épreuve ou d’un acquis."
    ordering = ["-id"]
    fields = [
        *("user", "assessment", "seq", "skill", "challenge", "question", "challenge_seed", "outcome"),
        *("given", "expected", "shown_at", "answered_at", "duration", "device", "is_control", "is_reported", "reason"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Answer]:
        return super().get_queryset(request).defer("response", "trace", "challenge__body")

    @admin.display(description="aperçu")
    def question(self, answer: Answer) -> SafeString:
        return preview_of(answer.challenge_id, answer.challenge_seed)

    @admin.display(description="réponse donnée")
    def given(self, answer: Answer) -> SafeString:
        return as_lines(shown_response(_instance(answer), answer.response))

    @admin.display(description="bonne réponse")
    def expected(self, answer: Answer) -> SafeString:
        return as_lines(correct_answer(_instance(answer)))

    @admin.display(description="pourquoi cette question")
    def reason(self, answer: Answer) -> SafeString:
        return shown_trace(answer.trace)


def _instance(answer: Answer) -> Instance:
    return content.current().instance(answer.challenge_id, answer.challenge_seed)


@admin.register(KnowledgeReset, site=site)
class KnowledgeResetAdmin(ReadOnlyAdmin):
    list_display = ["user", "competence", "reset_at"]
    list_select_related = ["user", "competence"]
    list_filter = ["competence"]
    search_fields = ["user__search_key"]
    search_help_text = "Nom de la personne."
    ordering = ["-id"]


site.add_panel(User, AssessmentPanel)
