"""Campaigns: their words, their codes, and the pages that make or archive many at once."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.validators import RegexValidator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from campaigns import actions
from campaigns.admin.bulk import BulkPages
from campaigns.admin.profiles import count_of
from campaigns.closing import swap_codes
from campaigns.forms import ParagraphField
from campaigns.models import Campaign, Participation
from campaigns.queries import clean_code
from organisations.admin import audit
from pixorga.admin_confirm import Question, ask, is_confirmed
from pixorga.admin_site import Admin, SchoolFilter, site, state_filter


class CampaignForm(forms.ModelForm):  # type: ignore[type-arg]
    code = forms.CharField(
        label="Code",
        max_length=40,
        help_text="9 lettres majuscules ou chiffres. L’ancien code ne mènera plus à rien.",
        error_messages={"required": "Un code compte 9 caractères."},
    )
    landing_text = ParagraphField(
        label="Texte de la page d’accueil",
        max_length=350,
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 5}),
    )

    class Meta:
        model = Campaign
        fields = ["name", "code", "title", "landing_text"]

    def clean_code(self) -> str:
        code = clean_code(self.cleaned_data["code"])
        RegexValidator(r"^[A-Z0-9]{9}$", "Un code compte 9 lettres ou chiffres, par exemple ABCDEF234.")(code)
        return code


@admin.register(Campaign, site=site)
class CampaignAdmin(BulkPages, Admin):
    form = CampaignForm
    list_display = ["name", "code", "organisation", "profile", "participant_count", "created_at", "archived_at"]
    list_select_related = ["organisation", "profile"]
    list_filter = [
        state_filter(field="archived_at", title="état", empty="Active", filled="Archivée"),
        SchoolFilter,
        "preset",
        "created_at",
    ]
    search_fields = ["sort_key", "=code", "organisation__sort_key", "organisation__uai"]
    search_help_text = "Nom, code, nom ou UAI de l’établissement."
    fieldsets = [
        (None, {"fields": ["name", "code", "organisation", "creator", "created_at", "archived_at", "archived_by"]}),
        ("Ce que lisent les élèves", {"fields": ["title", "landing_text"]}),
        ("Réglages", {"fields": ["profile", "preset", "external_id_label"]}),
        ("Participations", {"fields": ["participation_link"]}),
    ]
    readonly_fields = [
        *("organisation", "creator", "created_at", "archived_at", "archived_by"),
        *("profile", "preset", "external_id_label", "participation_link"),
    ]
    actions = ["archive", "unarchive", "swap"]
    page_acts = ["archive", "unarchive"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Campaign]:
        live = Participation.objects.live()
        return (
            super()
            .get_queryset(request)
            .annotate(
                participants=count_of(live, "campaign"), received=count_of(live.exclude(shared_at=None), "campaign")
            )
        )

    @admin.display(description="participants")
    def participant_count(self, campaign: Any) -> int:
        return campaign.participants

    @admin.display(description="participations")
    def participation_link(self, campaign: Any) -> SafeString:
        address = f"{reverse('admin:campaigns_participation_changelist')}?campaign__id__exact={campaign.pk}"
        people = f"{campaign.participants} participant{pluralize(campaign.participants)}"
        sent = f"{campaign.received} envoi{pluralize(campaign.received)} de résultats"
        return format_html('<a href="{}">{}, {}</a>', address, people, sent)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # teachers make them, or a file: BulkPages

    def offers(self, act: str, obj: Campaign) -> bool:
        return obj.is_archived == (act == "unarchive")

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Campaign, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "code" in form.changed_data:
            codes = {"before": form.initial["code"], "after": obj.code}
            audit(request, "campaign.code-changed", obj, organisation_id=obj.organisation_id, **codes)
        texts = sorted(set(form.changed_data) - {"code"})
        if texts:
            audit(request, "campaign.changed", obj, organisation_id=obj.organisation_id, fields=texts)

    @admin.action(description="Archiver", permissions=["change"])
    @transaction.atomic
    def archive(self, request: HttpRequest, queryset: QuerySet[Campaign]) -> None:
        for campaign in queryset.filter(archived_at=None):
            actions.archive_campaign(campaign=campaign, actor=request.user, now=timezone.now())
        self.message_user(request, "Ces campagnes sont archivées.", messages.SUCCESS)

    @admin.action(description="Désarchiver", permissions=["change"])
    @transaction.atomic
    def unarchive(self, request: HttpRequest, queryset: QuerySet[Campaign]) -> None:
        for campaign in queryset.exclude(archived_at=None):
            actions.unarchive_campaign(campaign=campaign, actor=request.user, now=timezone.now())
        self.message_user(request, "Ces campagnes sont de nouveau actives.", messages.SUCCESS)

    @admin.action(description="Échanger les codes de deux campagnes…", permissions=["change"])
    def swap(self, request: HttpRequest, queryset: QuerySet[Campaign]) -> HttpResponse | None:
        """The paper that pupils hold bears the code of another campaign: it is the campaign that changes."""
        rows = list(queryset.select_related("organisation").order_by("pk")[:3])
        if len(rows) != 2:
            self.message_user(request, "Choisissez exactement deux campagnes.", messages.ERROR)
            return None
        first, second = rows
        if not is_confirmed(request):
            return ask(self, request, _swapping(first, second), "swap")
        swap_codes(first=first, second=second, actor=request.user)
        self.message_user(request, "Les codes sont échangés.", messages.SUCCESS)
        return None


def _swapping(first: Campaign, second: Campaign) -> Question:
    return Question(
        title="Échanger les codes de ces deux campagnes ?",
        button="Échanger",
        rows=[first, second],
        effects=[
            f"« {first} » ({first.organisation}) : {first.code} devient {second.code}.",
            f"« {second} » ({second.organisation}) : {second.code} devient {first.code}.",
            "Les élèves qui ont déjà commencé gardent leur participation, et la retrouvent avec le nouveau code.",
        ],
        is_final=False,
    )
