"""Challenges: every revision, the preview as pupils see it, and the withdrawal of one that goes wrong."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from assessments import content
from assessments.admin.figures import alarm_of, success_of
from assessments.admin.revisions import differences
from assessments.answers import correct_answer
from assessments.engine import mark
from assessments.forms import AnswerForm
from assessments.models import Challenge, ProblemReport
from assessments.withdrawal import set_withdrawn
from pixorga.admin_site import EMPTY, Panel, ReadOnlyAdmin, as_json, as_link, site, state_filter

LARGEST_SEED = 2**48 - 1


class StateColumn:
    @admin.display(description="état")
    def state(self, challenge: Challenge) -> str:
        if challenge.retired_at:
            return "Remplacée"
        return "Retirée des tests" if challenge.withdrawn_at else "Posée"


class ReportPanel(Panel):
    model = ProblemReport
    fields = ["category", "comment", "state", "created_at"]


@admin.register(Challenge, site=site)
class ChallengeAdmin(StateColumn, ReadOnlyAdmin):
    change_form_template = "admin/assessments/challenge/change_form.html"
    list_display = ["key", "revision", "kind", "is_doing", "skill", "answered", "success", "state", "preview_link"]
    list_select_related = ["skill", "health"]
    list_filter = [
        state_filter(field="retired_at", title="révision", empty="Actuelle", filled="Remplacée"),
        state_filter(field="withdrawn_at", title="retrait", empty="Posée", filled="Retirée des tests"),
        "kind",
        "is_doing",
        "skill__tube__competence",
    ]
    search_fields = ["key", "skill__key", "skill__statement"]
    search_is_folded = False
    search_help_text = "Clé de l’épreuve ou de l’acquis, mots de l’énoncé de l’acquis."
    fields = [
        *("key", "revision", "other_revisions", "skill", "kind", "is_doing", "state", "health_link"),
        *("created_at", "retired_at", "withdrawn_at", "shown_body"),
    ]
    inlines = [ReportPanel]
    actions = ["withdraw", "restore"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Challenge]:
        return super().get_queryset(request).defer("body")

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/apercu/", wrap(require_safe(self.preview)), name="assessments_challenge_preview"),
            path(
                "<int:pk>/comparer/<int:other>/", wrap(require_safe(self.compare)), name="assessments_challenge_compare"
            ),
            path("<int:pk>/retrait/", wrap(require_POST(self.switch)), name="assessments_challenge_switch"),
            *super().get_urls(),
        ]

    # --- What the page says -------------------------------------------------------------------------------------------
    @admin.display(description="aperçu")
    def preview_link(self, challenge: Challenge) -> SafeString:
        address = reverse("admin:assessments_challenge_preview", args=[challenge.pk])
        return format_html('<a href="{}">Aperçu<span class="visually-hidden"> de {}</span></a>', address, challenge)

    @admin.display(description="réponses", ordering="health__answers")
    def answered(self, challenge: Challenge) -> int | str:
        return challenge.health.answers if hasattr(challenge, "health") else EMPTY

    @admin.display(description="réussite")
    def success(self, challenge: Challenge) -> str:
        return success_of(challenge.health) if hasattr(challenge, "health") else EMPTY

    @admin.display(description="santé")
    def health_link(self, challenge: Challenge) -> SafeString:
        if not hasattr(challenge, "health"):
            return SafeString(EMPTY)
        health = challenge.health
        said = f"{health.answers} réponses, {success_of(health)} de réussite"
        return as_link(health, f"{said}, alarme : {alarm_of(health).lower()}" if health.alarm_at else said)

    @admin.display(description="autres révisions")
    def other_revisions(self, challenge: Challenge) -> SafeString:
        others = Challenge.objects.filter(key=challenge.key).exclude(pk=challenge.pk).only("key", "revision")
        links = (
            (
                reverse("admin:assessments_challenge_change", args=[other.pk]),
                other,
                reverse("admin:assessments_challenge_compare", args=[challenge.pk, other.pk]),
                other,
            )
            for other in others
        )
        one = '<a href="{}">{}</a> (<a href="{}">comparer<span class="visually-hidden"> avec {}</span></a>)'
        return format_html_join(", ", one, links) or SafeString(EMPTY)

    @admin.display(description="contenu")
    def shown_body(self, challenge: Challenge) -> SafeString:
        return as_json(challenge.body)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {**(extra_context or {}), "may_withdraw": self.has_withdraw_permission(request)}
        return super().change_view(request, object_id, form_url, context)

    # --- The preview ----------------------------------------------------------------------------------------------------
    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The question as a pupil sees it; with an answer in the address, how it is marked. Nothing is stored."""
        challenge = get_object_or_404(Challenge.objects.select_related("skill"), pk=pk)
        if not self.has_view_permission(request, challenge):
            raise PermissionDenied
        typed = request.GET.get("graine", "")
        seed = min(int(typed), LARGEST_SEED) if typed.isascii() and typed.isdigit() and len(typed) <= 18 else 1
        loaded = content.current()
        if challenge.pk not in loaded.challenges:
            raise Http404
        instance = loaded.instance(challenge.pk, seed)
        skipped, tried = "passe" in request.GET, "valide" in request.GET
        form = AnswerForm(instance, request.GET if tried and not skipped else None)
        verdict = None
        if tried and form.is_valid() and instance.is_faithful:
            verdict = "right" if mark(instance.marking(), form.response).outcome_ok else "wrong"
        elif skipped:
            verdict = "skipped"
        context = {
            **self.admin_site.each_context(request),
            "challenge": challenge,
            "skill": loaded.skills.get(challenge.skill_id),
            "state": self.state(challenge),
            "instance": instance,
            "form": form,
            "seed": seed,
            "is_generated": "generator" in challenge.body,
            "verdict": verdict,
            "solution": correct_answer(instance),
        }
        request.current_app = self.admin_site.name
        return render(request, "admin/assessments/challenge/preview.html", context)

    def compare(self, request: HttpRequest, pk: int, other: int) -> HttpResponse:
        """Two revisions of one challenge, the older one first."""
        one, two = get_object_or_404(Challenge, pk=pk), get_object_or_404(Challenge, pk=other)
        if not self.has_view_permission(request, one):
            raise PermissionDenied
        if one.key != two.key or one.pk == two.pk:
            raise Http404
        before, after = sorted([one, two], key=lambda challenge: challenge.revision)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Comparer deux révisions de {one.key}",
            "before": before,
            "after": after,
            "differences": differences(before, after),
        }
        request.current_app = self.admin_site.name
        return render(request, "admin/assessments/challenge/compare.html", context)

    # --- The withdrawal -------------------------------------------------------------------------------------------------
    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        # The content of a challenge is never changed here: this right serves the withdrawal only.
        return request.user.has_perm("assessments.change_challenge")

    def switch(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The button of the page of a challenge."""
        if not self.has_withdraw_permission(request):
            raise PermissionDenied
        challenge = get_object_or_404(Challenge, pk=pk)
        self._set(request, Challenge.objects.filter(pk=pk), withdrawn=request.POST.get("acte") == "retirer")
        return HttpResponseRedirect(reverse("admin:assessments_challenge_change", args=[challenge.pk]))

    @admin.action(description="Retirer", permissions=["withdraw"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Challenge]) -> None:
        self._set(request, queryset, withdrawn=True)

    @admin.action(description="Remettre", permissions=["withdraw"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Challenge]) -> None:
        self._set(request, queryset, withdrawn=False)

    def _set(self, request: HttpRequest, queryset: QuerySet[Challenge], *, withdrawn: bool) -> None:
        chosen = list(queryset.values_list("pk", flat=True))
        count = len(set_withdrawn(challenges=chosen, withdrawn=withdrawn, actor=request.user, now=timezone.now()))
        word = "retirée" if withdrawn else "remise"
        effect = "Plus personne ne la verra." if withdrawn else "Elle peut être posée de nouveau."
        if not count:
            self.message_user(request, "Rien n’a changé.", messages.WARNING)
        elif count == 1:
            self.message_user(request, f"Épreuve {word}. {effect}", messages.SUCCESS)
        else:
            self.message_user(request, f"{count} épreuves {word}s.", messages.SUCCESS)
