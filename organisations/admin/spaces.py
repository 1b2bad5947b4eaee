"""Spaces, with their members and invitations beside them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.validators import RegexValidator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from organisations.actions import LogoRefused, draw_logo, set_logo
from organisations.actions.logo import LARGEST_FILE
from organisations.admin.audit import audit
from organisations.models import Invitation, Membership, Organisation
from pixorga.admin_site import Admin, Panel, TextFilter, site, state_filter


class MembershipPanel(Panel):
    model = Membership
    verbose_name_plural = "membres"
    fields = ["user", "role", "created_at", "last_visit_on", "disabled_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        rows = super().get_queryset(request).select_related("user", "organisation")
        return rows.order_by("organisation__sort_key", "disabled_at", "user__search_key")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("organisations.add_membership")


class InvitationPanel(Panel):
    model = Invitation
    fk_name = "organisation"
    fields = ["email", "role", "sent_at", "accepted_at", "cancelled_at"]
    ordering = ["-created_at"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("organisations.add_invitation")


class UaiFilter(TextFilter):
    title = "UAI"
    parameter_name = "uai"
    help_text = "Le début suffit : 075 pour Paris."

    def condition(self, typed: str) -> Q:
        return Q(uai__istartswith=typed)


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]
    uai = forms.CharField(
        label="UAI",
        max_length=8,
        required=False,
        empty_value=None,
        help_text="7 chiffres et une lettre.",
        validators=[
            RegexValidator(r"^[0-9]{7}[A-Za-z]$", "Un UAI compte 7 chiffres et une lettre, par exemple 0750001A.")
        ],
    )

    logo_file = forms.FileField(
        label="logo",
        required=False,
        help_text="PNG, JPEG, WebP ou GIF, 1 Mo au plus. Il est réduit à 320 × 160 pixels.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )
    logo_removed = forms.BooleanField(label="retirer le logo", required=False)

    class Meta:
        model = Organisation
        fields = [
            *(
                "name",
                "kind",
                "uai",
                "manages_learners",
                "identity_provider",
                "control_questions",
                "documentation_url",
                "dpo_name",
                "dpo_email",
            ),
        ]

    def clean_logo_file(self) -> bytes | None:
        """The picture as it will be kept."""
        sent = self.cleaned_data["logo_file"]
        if sent is None:
            return None
        try:
            return draw_logo(sent.read(LARGEST_FILE + 1))
        except LogoRefused as refused:
            raise forms.ValidationError(str(refused)) from None

    def clean_uai(self) -> str | None:
        typed = self.cleaned_data["uai"]
        return typed.upper() if typed else None


@admin.register(Organisation, site=site)
class OrganisationAdmin(Admin):
    form = OrganisationForm
    list_display = ["name", "kind", "uai", "manages_learners", "created_at", "archived_at"]
    list_filter = [
        "kind",
        UaiFilter,
        state_filter(field="archived_at", title="état", empty="Active", filled="Archivée"),
        "manages_learners",
    ]
    search_fields = ["sort_key", "uai"]
    search_help_text = "Nom ou UAI, avec ou sans accents."
    readonly_fields = ["created_at", "archived_at", "archived_by", "shown_logo"]
    fieldsets = [
        (None, {"fields": ["name", "kind", "uai", "created_at", "archived_at", "archived_by"]}),
        ("Élèves", {"fields": ["manages_learners", "identity_provider"]}),
        ("Tests", {"fields": ["control_questions"]}),
        ("RGPD", {"fields": ["dpo_name", "dpo_email"]}),
        ("Documentation", {"fields": ["documentation_url"]}),
        ("Logo", {"fields": ["shown_logo", "logo_file", "logo_removed"]}),
    ]
    inlines = [MembershipPanel, InvitationPanel]

    def has_change_permission(self, request: HttpRequest, obj: Organisation | None = None) -> bool:
        # Archiving is for good (``campaigns.closing``): the page is read, then.
        return not (obj and obj.archived_at) and super().has_change_permission(request, obj)

    @admin.display(description="logo actuel")
    def shown_logo(self, row: Organisation) -> str:
        if not row.logo_digest:
            return "Aucun"
        return format_html('<img src="{}" alt="Logo de {}">', reverse("logo", args=[row.logo_digest]), row.name)

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Organisation, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        verb = "organisation.changed" if change else "organisation.added"
        drawn = form.cleaned_data.get("logo_file")
        if drawn or form.cleaned_data.get("logo_removed"):
            set_logo(organisation=obj, content=drawn)
        audit(request, verb, obj, organisation_id=obj.pk, fields=sorted(form.changed_data if change else []))
