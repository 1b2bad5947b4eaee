"""Pupils, rosters and identities, for the team."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString

from learners.actions import dissociate_account
from learners.models import IdentityEvent, Learner, LearnerImport, ReconciliationAttempt
from organisations.admin import audit
from organisations.models import User
from pixorga.admin_confirm import Question, ask, counted, is_confirmed, within_reach
from pixorga.admin_site import (
    Admin,
    Panel,
    ReadOnlyAdmin,
    SchoolFilter,
    TextFilter,
    as_facts,
    as_link,
    site,
    state_filter,
)

WORDS = {
    "read": "lus",
    "refused": "refusés",
    "added": "ajoutés",
    "changed": "modifiés",
    "returned": "de retour",
    "disabled": "désactivés",
    "unchanged": "inchangés",
    "linked": "comptes retrouvés",
    "skipped": "ignorés",
}


class LearnerPanel(Panel):
    """The lines of rosters that an account is attached to."""

    model = Learner
    verbose_name_plural = "élève dans"
    fields = ["organisation", "last_name", "first_name", "class_name", "disabled_at"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("organisation")


class ClassFilter(TextFilter):
    title = "classe"
    parameter_name = "classe"
    help_text = "Le nom entier, par exemple 2NDE1."

    def condition(self, typed: str) -> Q:
        # The database may know no case but that of ASCII letters.
        return Q(class_name__iexact=typed) | Q(class_name=typed.upper())


@admin.register(Learner, site=site)
class LearnerAdmin(Admin):
    list_display = ["last_name", "first_name", "class_name", "organisation", "ine", "account", "disabled_at"]
    list_display_links = ["last_name", "first_name"]
    list_select_related = ["organisation", "user"]
    list_filter = [
        SchoolFilter,
        ClassFilter,
        state_filter(field="user", title="compte", empty="Aucun compte", filled="Compte rattaché"),
        state_filter(field="disabled_at", title="état", empty="Dans la liste", filled="Désactivé"),
    ]
    search_fields = ["sort_key", "ine", "class_name"]
    search_help_text = "Nom, INE ou classe, avec ou sans accents."
    fieldsets = [
        (None, {"fields": ["organisation", "account", "class_name", "ine", "created_at", "disabled_at"]}),
        (
            "État civil",
            {"fields": ["last_name", "usage_name", "first_name", "second_name", "third_name", "birth_date", "sex"]},
        ),
        ("Scolarité", {"fields": ["status", "mef", "public_id"]}),
    ]
    readonly_fields = ["organisation", "account", "created_at", "disabled_at", "public_id"]
    actions = page_acts = ["dissociate"]

    @admin.display(description="compte", ordering="user_id")
    def account(self, learner: Learner) -> SafeString:
        return as_link(learner.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # a roster, or the first visit of an account, makes them

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Learner, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        fields = sorted(form.changed_data)
        audit(request, "learner.changed", obj, organisation_id=obj.organisation_id, fields=fields)

    def has_erase_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("learners.delete_learner")

    def offers(self, act: str, obj: Learner) -> bool:
        return act != "dissociate" or obj.user_id is not None

    @admin.action(description="Dissocier le compte…", permissions=["change"])
    def dissociate(self, request: HttpRequest, queryset: QuerySet[Learner]) -> HttpResponse | None:
        if not within_reach(self, request, queryset):
            return None
        rows = list(queryset.select_related("user", "organisation").order_by("pk"))
        if not is_confirmed(request):
            return ask(self, request, _dissociating(rows), "dissociate")
        with transaction.atomic():
            done = [row for row in rows if dissociate_account(learner=row, actor=request.user, now=timezone.now())]
        self.message_user(request, f"Comptes dissociés\N{NO-BREAK SPACE}: {len(done)}.", messages.SUCCESS)
        return None


def _dissociating(rows: list[Learner]) -> Question:
    attached = [row for row in rows if row.user_id is not None]
    return Question(
        title=f"Dissocier {counted(len(attached), 'compte')} ?" if attached else "Rien à dissocier",
        button="Dissocier",
        rows=attached,
        effects=[
            f"Comptes détachés de leur ligne d’élève : {len(attached)}.",
            "À sa prochaine visite, l’élève confirme de nouveau qui il est, avec ce compte ou un autre.",
        ],
        kept=["Les participations et les résultats envoyés restent.", "Le compte garde ce qu’il sait."],
        refused=[(row, "aucun compte rattaché.") for row in rows if row.user_id is None],
        is_final=False,
    )


@admin.register(LearnerImport, site=site)
class LearnerImportAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "organisation", "author", "file_name", "format", "status", "confirmed_at"]
    list_select_related = ["organisation", "author"]
    list_filter = ["status", "format", SchoolFilter]
    search_fields = ["organisation__sort_key", "organisation__uai"]
    # Not the rows: they are a whole school's pupils.
    fields = [
        *("organisation", "author", "status", "file_name", "format", "keeps_absent"),
        *("encoding", "sha256", "created_at", "confirmed_at", "shown_counters", "error_count", "refusal"),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("rows")

    @admin.display(description="compte rendu")
    def shown_counters(self, row: LearnerImport) -> SafeString:
        # «skipped_list» holds names.
        return as_facts({WORDS[key]: count for key, count in row.counters.items() if key in WORDS})

    @admin.display(description="élèves en erreur")
    def error_count(self, row: LearnerImport) -> int:
        return len({error["line"] for error in row.errors if "line" in error})

    @admin.display(description="fichier refusé")
    def refusal(self, row: LearnerImport) -> str:
        """Why nothing of it could be read; it names nobody."""
        return "" if row.format or not row.errors else str(row.errors[0].get("reason", ""))


@admin.register(IdentityEvent, site=site)
class IdentityEventAdmin(ReadOnlyAdmin):
    list_display = ["at", "kind", "code", "provider", "user", "learner", "organisation", "uid_digest"]
    list_select_related = ["user", "learner", "organisation"]
    list_filter = ["kind", SchoolFilter, "at"]
    search_fields = ["user__search_key", "learner__sort_key", "=uid_digest", "=code"]
    search_help_text = "Nom de la personne, code du refus, ou empreinte de l’identifiant donné par l’ENT."


@admin.register(ReconciliationAttempt, site=site)
class ReconciliationAttemptAdmin(ReadOnlyAdmin):
    list_display = ["at", "user", "organisation", "code"]
    list_select_related = ["user", "organisation"]
    list_filter = [SchoolFilter, "at"]
    search_fields = ["user__search_key", "=code"]
    search_help_text = "Nom de la personne, ou code du refus."
    ordering = ["-at", "-id"]


site.add_panel(User, LearnerPanel)
