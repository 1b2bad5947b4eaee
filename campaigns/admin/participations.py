"""Who takes part in what, and the deletion that a school asks for."""

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString

from campaigns.closing import delete_participation
from campaigns.enums import DeletionReason
from campaigns.models import Participation
from learners.models import Learner
from organisations.models import User
from pixorga.admin_confirm import Question, ask, counted, is_confirmed, within_reach
from pixorga.admin_site import Panel, ReadOnlyAdmin, SchoolFilter, as_link, site, state_filter
from pixorga.ui.formats import percent


class ParticipationPanel(Panel):
    model = Participation
    verbose_name_plural = "participations"
    fields = ["campaign", "started_at", "completed_at", "shared_at", "deleted_at"]
    ordering = ["-started_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Participation]:
        return super().get_queryset(request).select_related("campaign", "learner")


class DeletionForm(forms.Form):
    reason = forms.ChoiceField(
        label="Motif",
        choices=[("", "Choisir un motif"), *DeletionReason.choices],
        error_messages={"required": "Choisissez un motif\N{NO-BREAK SPACE}: il est gardé avec l’acte."},
    )
    reference = forms.RegexField(
        r"^[0-9A-Za-z/#-]*$",
        label="Numéro de la demande (facultatif)",
        max_length=30,
        required=False,
        help_text="Lettres, chiffres et tirets\N{NO-BREAK SPACE}: jamais un nom ni une adresse.",
        error_messages={
            "invalid": "Un numéro seulement\N{NO-BREAK SPACE}: lettres, chiffres, tirets.",
            "max_length": "30 signes au plus.",
        },
    )


@admin.register(Participation, site=site)
class ParticipationAdmin(ReadOnlyAdmin):
    list_display = ["learner", "campaign", "organisation", "state", "percentage", "started_at", "shared_at"]
    list_select_related = ["learner", "campaign", "organisation"]
    list_filter = [
        SchoolFilter,
        state_filter(field="completed_at", title="test", empty="En cours", filled="Terminé"),
        state_filter(field="shared_at", title="résultats", empty="Pas envoyés", filled="Envoyés"),
        state_filter(field="deleted_at", title="état", empty="Comptée", filled="Supprimée"),
    ]
    search_fields = ["learner__sort_key", "campaign__sort_key", "=campaign__code"]
    search_help_text = "Nom de l’élève, nom ou code de la campagne."
    ordering = ["-id"]
    fields = [
        *("learner", "user", "campaign", "organisation", "external_id", "test", "state", "percentage", "answer_count"),
        *("started_at", "last_answer_at", "completed_at", "shared_at", "deleted_at", "public_id"),
    ]
    actions = page_acts = ["delete_on_request"]

    @admin.display(description="statut")
    def state(self, participation: Participation) -> str:
        return "Supprimée" if participation.deleted_at else participation.status.label

    @admin.display(description="avancement", ordering="progress")
    def percentage(self, participation: Participation) -> str:
        return percent(participation.progress * 100)

    @admin.display(description="test")
    def test(self, participation: Participation) -> SafeString:
        return as_link(participation.assessment)

    # --- The deletion -------------------------------------------------------------------------------------------------
    def has_erase_permission(self, request: HttpRequest) -> bool:
        # Django's own page of deletion stays closed (Admin.has_delete_permission): nothing leaves the database.
        return request.user.has_perm("campaigns.delete_participation")

    def offers(self, act: str, obj: Participation) -> bool:
        return obj.deleted_at is None

    @admin.action(description="Supprimer sur demande…", permissions=["erase"])
    def delete_on_request(self, request: HttpRequest, queryset: QuerySet[Participation]) -> HttpResponse | None:
        if not within_reach(self, request, queryset):
            return None
        rows = list(queryset.select_related("learner", "campaign").order_by("pk"))
        form = DeletionForm(request.POST if is_confirmed(request) else None)
        if not is_confirmed(request) or not form.is_valid():
            return ask(self, request, _deletion(rows, form), "delete_on_request")
        told = form.cleaned_data
        why = {"reason": DeletionReason(told["reason"]), "reference": told["reference"]}
        with transaction.atomic():
            done = [
                row
                for row in rows
                if delete_participation(participation=row, actor=request.user, now=timezone.now(), **why)
            ]
        words = counted(len(done), "participation supprimée", "participations supprimées")
        self.message_user(request, f"{words}.", messages.SUCCESS if done else messages.WARNING)
        return None


def _deletion(rows: list[Participation], form: DeletionForm) -> Question:
    there = [row for row in rows if row.deleted_at is None]
    sent = sum(row.shared_at is not None for row in there)
    return Question(
        title=f"Supprimer {counted(len(there), 'participation')} ?" if there else "Rien à supprimer",
        button="Supprimer",
        rows=there,
        effects=[
            "Les enseignants ne les voient plus : ni listes, ni résultats collectifs, ni exports.",
            f"Résultats envoyés parmi elles : {sent}.",
            "Les élèves peuvent recommencer avec le même code, tant que la campagne est active.",
        ],
        kept=[
            "Les réponses déjà données restent à l’élève : elles comptent dans son profil, et ne sont pas redemandées.",
            "La ligne reste visible ici, filtrée par « Supprimée », avec son motif dans les actes sensibles.",
        ],
        refused=[(row, "déjà supprimée.") for row in rows if row.deleted_at is not None],
        form=form,
    )


site.add_panel(User, ParticipationPanel)
site.add_panel(Learner, ParticipationPanel)
