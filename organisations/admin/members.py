"""Who is in a space, and who is invited."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from organisations import actions, queries
from organisations.actions import Sending
from organisations.admin.audit import audit
from organisations.enums import Role
from organisations.models import Invitation, Membership
from pixorga.admin_site import Admin, ReadOnlyAdmin, SchoolFilter, site, state_filter
from pixorga.ui.typography import french_spaces


class MembershipForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Membership
        fields = ["organisation", "user", "role", "disabled_at"]

    def clean(self) -> dict[str, Any]:
        """Django skips a constraint when the form may not change one of its columns."""
        data = super().clean() or self.cleaned_data
        whose = {name: data.get(name) or getattr(self.instance, name, None) for name in ("organisation", "user")}
        others = Membership.objects.filter(**whose, disabled_at=None).exclude(pk=self.instance.pk)
        if not self.instance.pk and whose["organisation"] and whose["organisation"].archived_at is not None:
            raise forms.ValidationError("Cet espace est archivé.")
        if whose["user"] and whose["user"].anonymised_at is not None and not data.get("disabled_at"):
            raise forms.ValidationError("Ce compte est anonymisé.")
        if all(whose.values()) and not data.get("disabled_at") and others.exists():
            raise forms.ValidationError("Cette personne est déjà membre de cet espace.")
        if self.instance.pk:
            stays_admin = data.get("role") == Role.ADMIN and not data.get("disabled_at")
            try:
                actions.check_administrators(member=self.instance, stays_admin=stays_admin)
            except actions.TeamRefused as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return data


@admin.register(Membership, site=site)
class MembershipAdmin(Admin):
    form = MembershipForm
    list_display = ["user", "organisation", "role", "created_at", "last_visit_on", "disabled_at"]
    list_select_related = ["user", "organisation"]
    list_filter = [
        "role",
        SchoolFilter,
        state_filter(field="disabled_at", title="état", empty="Membre", filled="Désactivé"),
    ]
    search_fields = ["user__search_key", "organisation__sort_key", "organisation__uai"]
    search_help_text = "Nom ou adresse e-mail de la personne, nom ou UAI de l’établissement."
    ordering = ["-id"]
    fields = ["organisation", "user", "role", "created_at", "last_visit_on", "disabled_at"]
    autocomplete_fields = ["organisation", "user"]

    def get_readonly_fields(self, request: HttpRequest, obj: Membership | None = None) -> list[str]:
        facts = ["created_at", "last_visit_on"]
        return [*facts, "organisation", "user"] if obj else [*facts, "disabled_at"]

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        audit(
            request,
            "membership.changed" if change else "membership.added",
            obj,
            organisation_id=obj.organisation_id,
            role=obj.role,
            disabled=obj.disabled_at is not None,
        )


class InvitationForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Invitation
        fields = ["organisation", "email", "role"]
        help_texts = {
            "email": "Un message avec un lien personnel y est envoyé dès l’enregistrement.",
            "role": french_spaces("Le tout premier membre d’un espace l’administre toujours."),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        organisation, email = data.get("organisation"), (data.get("email") or "").lower()
        if not organisation or not email:
            return data
        data["email"] = email
        if organisation.archived_at is not None:
            raise ValidationError("Cet espace est archivé.")
        if queries.members_among(organisation, [email]):
            raise ValidationError("Cette personne est déjà membre de cet espace.")
        if organisation.invitations.pending().filter(email=email).exists():
            raise ValidationError(
                french_spaces("Cette adresse a déjà été invitée : choisissez « Renvoyer » dans la liste.")
            )
        return data


@admin.register(Invitation, site=site)
class InvitationAdmin(ReadOnlyAdmin):
    form = InvitationForm
    list_display = ["email", "organisation", "role", "sent_at", "accepted_at", "cancelled_at"]
    list_select_related = ["organisation"]
    list_filter = [
        SchoolFilter,
        state_filter(field="accepted_at", title="acceptation", empty="Pas acceptée", filled="Acceptée"),
        state_filter(field="cancelled_at", title="annulation", empty="Valable", filled="Annulée"),
    ]
    search_fields = ["email", "organisation__sort_key"]
    ordering = ["-id"]
    autocomplete_fields = ["organisation"]
    actions = ["resend", "cancel"]

    def get_fields(self, request: HttpRequest, obj: Invitation | None = None) -> list[str]:
        if obj is None:
            return ["organisation", "email", "role"]
        # Not the digest of its link.
        return ["organisation", "email", "role", "invited_by", "created_at", "sent_at", "accepted_at", "cancelled_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("organisations.add_invitation")

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        return not lookup.startswith("token") and super().lookup_allowed(lookup, value, request)

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        obj.invited_by = request.user
        super().save_model(request, obj, form, change)

    def response_add(self, request: HttpRequest, obj: Invitation, post_url_continue: str | None = None) -> HttpResponse:
        """Sent once the row is saved, and said as it went: Django's own words would speak of the row only."""
        self._tell(request, actions.send_invitations(invitations=[obj], actor=request.user))
        page = "add" if "_addanother" in request.POST else "changelist"
        return HttpResponseRedirect(reverse(f"admin:organisations_invitation_{page}"))

    def has_resend_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("organisations.change_invitation")

    has_cancel_permission = has_resend_permission

    @admin.action(description="Renvoyer", permissions=["resend"])
    def resend(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        pending = queryset.pending().filter(organisation__archived_at=None)
        chosen, most = list(pending.order_by("id")[: self.list_per_page]), queryset.count()
        self._tell(request, actions.send_invitations(invitations=chosen, actor=request.user))
        if len(chosen) < most:
            self.message_user(
                request,
                "Les invitations acceptées, annulées ou d’un espace archivé ne se renvoient pas.",
                messages.WARNING,
            )

    @admin.action(description="Annuler", permissions=["cancel"])
    @transaction.atomic
    def cancel(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        done = [one for one in queryset if actions.cancel_invitation(invitation=one, actor=request.user)]
        if done:
            self.message_user(request, "Les liens de ces invitations ne sont plus valables.", messages.SUCCESS)
        else:
            self.message_user(request, "Ces invitations ont déjà été acceptées ou annulées.", messages.WARNING)

    def _tell(self, request: HttpRequest, outcome: Sending) -> None:
        if outcome.sent:
            what = "Invitation envoyée à" if len(outcome.sent) == 1 else "Invitations envoyées à"
            self.message_user(request, f"{what} {', '.join(outcome.sent)}.", messages.SUCCESS)
        for email, reason in outcome.failed:
            words = french_spaces(f"L’invitation de {email} n’a pas pu être envoyée : {reason}.")
            self.message_user(request, words, messages.ERROR)
