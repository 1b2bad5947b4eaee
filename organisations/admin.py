"""Spaces, accounts, texts and traces, for the team."""

from typing import Any
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth import forms as auth_forms
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.core.validators import RegexValidator
from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import localize
from django.utils.text import capfirst

from organisations import actions, queries
from organisations.models import (
    AuditEvent,
    Invitation,
    LegalAcceptance,
    LegalText,
    LoginFailure,
    Membership,
    Organisation,
    User,
)
from pixorga.admin_site import EMPTY, Admin, Panel, ReadOnlyAdmin, SchoolFilter, TextFilter, as_json, site, state_filter


def audit(request: HttpRequest, verb: str, target: Any, *, organisation_id: int | None = None, **details: Any) -> None:
    """One line of who did what from the administration; never a name nor an address in ``details``."""
    AuditEvent.objects.create(
        actor=request.user,
        verb=verb,
        target_type=target._meta.model_name,
        target_id=str(target.pk),
        organisation_id=organisation_id,
        details=details,
    )


# --- Spaces -------------------------------------------------------------------------------------------------------------
class MembershipPanel(Panel):
    model = Membership
    verbose_name_plural = "membres"
    fields = ["user", "role", "created_at", "disabled_at"]

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

    class Meta:
        model = Organisation
        fields = [
            *(
                "name",
                "kind",
                "uai",
                "manages_learners",
                "identity_provider",
                "documentation_url",
                "dpo_name",
                "dpo_email",
            ),
        ]

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
    readonly_fields = ["created_at", "archived_at"]
    fieldsets = [
        (None, {"fields": ["name", "kind", "uai", "created_at", "archived_at"]}),
        ("Élèves", {"fields": ["manages_learners", "identity_provider"]}),
        ("RGPD", {"fields": ["dpo_name", "dpo_email"]}),
        ("Documentation", {"fields": ["documentation_url"]}),
    ]
    inlines = [MembershipPanel, InvitationPanel]


# --- Accounts -----------------------------------------------------------------------------------------------------------
class SocialAccountPanel(Panel):
    model = SocialAccount
    verbose_name_plural = "connexions par un ENT"
    # Not the identifier itself: the journal of identities shows as much of it.
    fields = ["provider", "date_joined", "last_login"]


class AcceptancePanel(Panel):
    model = LegalAcceptance
    verbose_name_plural = "conditions acceptées"
    fields = ["text", "accepted_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[LegalAcceptance]:
        return super().get_queryset(request).select_related("text")


class SpacesPanel(MembershipPanel):
    verbose_name_plural = "espaces"
    fields = ["organisation", "role", "created_at", "disabled_at"]


class UserChangeForm(auth_forms.UserChangeForm):
    class Meta:
        model = User
        fields = ["first_name", "last_name", "email", "username", "is_active", "is_staff", "groups"]


class UserAddForm(auth_forms.AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "first_name", "last_name"]


@admin.register(User, site=site)
class UserAdmin(Admin, DjangoUserAdmin):
    form, add_form = UserChangeForm, UserAddForm
    list_display = ["full_name", "email", "username", "is_staff", "is_active", "joined_at", "last_login"]
    list_display_links = ["full_name", "email", "username"]
    list_filter = ["is_staff", "is_active", "groups"]
    search_fields = ["search_key"]
    search_help_text = "Nom, adresse e-mail ou identifiant, avec ou sans accents ; ou le numéro du compte."
    ordering = ["search_key", "id"]
    filter_horizontal = ["groups"]
    actions = ["unblock"]
    fieldsets = [
        (None, {"fields": ["first_name", "last_name", "email", "username", "password", "blocked_until"]}),
        ("Dates", {"fields": ["joined_at", "last_login", "rules_seen_at", "last_organisation"]}),
        ("Droits", {"fields": ["is_active", "is_staff", "is_superuser", "groups", "public_id"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "first_name", "last_name", "usable_password", "password1", "password2"]}),
    ]
    # A superuser is made by the command line only.
    readonly_fields = [
        *("public_id", "joined_at", "last_login", "rules_seen_at", "last_organisation", "is_superuser", "blocked_until")
    ]
    inlines = [SpacesPanel, SocialAccountPanel, AcceptancePanel]

    @admin.display(description="nom", ordering="search_key", empty_value=EMPTY)
    def full_name(self, user: User) -> str | None:
        return user.full_name or None

    @admin.display(description="connexion bloquée jusqu’au")
    def blocked_until(self, user: User) -> str:
        dates = [queries.blocked_until(identifier) for identifier in (user.email, user.username) if identifier]
        latest = max((date for date in dates if date), default=None)
        return localize(timezone.localtime(latest)) if latest else EMPTY

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[User], search_term: str
    ) -> tuple[QuerySet[User], bool]:
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        term = search_term.strip()
        if term.isascii() and term.isdigit() and len(term) <= 18:
            found |= queryset.filter(pk=int(term))
        try:
            found |= queryset.filter(public_id=UUID(term))
        except ValueError:
            pass  # a name, then
        return found, may_repeat

    def get_inlines(self, request: HttpRequest, obj: User | None) -> list[Any]:
        return list(self.inlines) if obj else []

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        # Or the team could give itself the password of a superuser.
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_unblock_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("organisations.change_loginfailure")

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        audit(
            request, "user.changed" if change else "user.added", obj, fields=sorted(form.changed_data if change else [])
        )

    @admin.action(description="Débloquer la connexion", permissions=["unblock"])
    @transaction.atomic
    def unblock(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            actions.forget_failures_of(user)
            audit(request, "sign-in.unblocked", user)
        self.message_user(request, "Ces comptes peuvent essayer de se connecter de nouveau.", messages.SUCCESS)


class MembershipForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Membership
        fields = ["organisation", "user", "role", "disabled_at"]

    def clean(self) -> dict[str, Any]:
        """Django skips a constraint when the form may not change one of its columns."""
        data = super().clean() or self.cleaned_data
        whose = {name: data.get(name) or getattr(self.instance, name, None) for name in ("organisation", "user")}
        others = Membership.objects.filter(**whose, disabled_at=None).exclude(pk=self.instance.pk)
        if all(whose.values()) and not data.get("disabled_at") and others.exists():
            raise forms.ValidationError("Cette personne est déjà membre de cet espace.")
        return data


@admin.register(Membership, site=site)
class MembershipAdmin(Admin):
    form = MembershipForm
    list_display = ["user", "organisation", "role", "created_at", "disabled_at"]
    list_select_related = ["user", "organisation"]
    list_filter = [
        "role",
        SchoolFilter,
        state_filter(field="disabled_at", title="état", empty="Membre", filled="Désactivé"),
    ]
    search_fields = ["user__search_key", "organisation__sort_key", "organisation__uai"]
    search_help_text = "Nom ou adresse e-mail de la personne, nom ou UAI de l’établissement."
    ordering = ["-id"]
    fields = ["organisation", "user", "role", "created_at", "disabled_at"]
    autocomplete_fields = ["organisation", "user"]

    def get_readonly_fields(self, request: HttpRequest, obj: Membership | None = None) -> list[str]:
        return ["created_at", "organisation", "user"] if obj else ["created_at", "disabled_at"]

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


@admin.register(Invitation, site=site)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = ["email", "organisation", "role", "sent_at", "accepted_at", "cancelled_at"]
    list_select_related = ["organisation"]
    list_filter = [
        SchoolFilter,
        state_filter(field="accepted_at", title="acceptation", empty="Pas acceptée", filled="Acceptée"),
        state_filter(field="cancelled_at", title="annulation", empty="Valable", filled="Annulée"),
    ]
    search_fields = ["email", "organisation__sort_key"]
    ordering = ["-id"]
    # Not the token: it is the way into the space.
    fields = ["organisation", "email", "role", "invited_by", "created_at", "sent_at", "accepted_at", "cancelled_at"]
    actions = ["cancel"]

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        return not lookup.startswith("token") and super().lookup_allowed(lookup, value, request)

    def has_cancel_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("organisations.change_invitation")

    @admin.action(description="Annuler", permissions=["cancel"])
    @transaction.atomic
    def cancel(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        pending = queryset.filter(accepted_at=None, cancelled_at=None).select_for_update(of=("self",))
        for invitation in pending:
            invitation.cancelled_at = timezone.now()
            invitation.save(update_fields=["cancelled_at"])
            audit(request, "invitation.cancelled", invitation, organisation_id=invitation.organisation_id)
        self.message_user(request, "Les liens de ces invitations ne sont plus valables.", messages.SUCCESS)


# --- Texts --------------------------------------------------------------------------------------------------------------
@admin.register(LegalText, site=site)
class LegalTextAdmin(Admin):
    list_display = ["kind", "version", "published_at"]
    list_filter = ["kind"]
    ordering = ["kind", "-version"]
    fields = ["kind", "version", "published_at", "body"]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        latest = LegalText.objects.aggregate(version=Max("version"))["version"] or 0
        return {"version": latest + 1, **super().get_changeform_initial_data(request)}

    def has_change_permission(self, request: HttpRequest, obj: LegalText | None = None) -> bool:
        # What people have accepted stays as they read it: a change is a new version.
        if obj is not None and obj.published_at <= timezone.now():
            return False
        return super().has_change_permission(request, obj)


# --- Traces -------------------------------------------------------------------------------------------------------------
@admin.register(AuditEvent, site=site)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor", "verb", "target_type", "target_id", "organisation"]
    list_select_related = ["actor", "organisation"]
    list_filter = [SchoolFilter, "at"]
    search_fields = ["verb", "target_type", "actor__search_key"]
    search_help_text = "Acte (campaign.archived), objet (campaign) ou personne."
    fields = ["at", "actor", "organisation", "verb", "target_type", "target_id", "all_details"]

    @admin.display(description="détails")
    def all_details(self, event: AuditEvent) -> str:
        return as_json(event.details)


@admin.register(LoginFailure, site=site)
class LoginFailureAdmin(ReadOnlyAdmin):
    list_display = ["short_digest", "failures", "last_failed_at", "blocked_until"]
    list_filter = ["last_failed_at"]
    search_fields = ["identifier_digest"]
    search_help_text = "L’adresse e-mail ou l’identifiant, tout entier : la base n’en garde qu’une empreinte."
    ordering = ["-last_failed_at", "-id"]
    actions = ["unblock"]

    @admin.display(description="empreinte", ordering="identifier_digest")
    def short_digest(self, failure: LoginFailure) -> str:
        return failure.identifier_digest[:8]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[LoginFailure], search_term: str
    ) -> tuple[QuerySet[LoginFailure], bool]:
        if not search_term.strip():
            return queryset, False
        return queryset.filter(identifier_digest__in=queries.digests_of(search_term)), False

    def has_unblock_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("organisations.change_loginfailure")

    @admin.action(description="Débloquer", permissions=["unblock"])
    @transaction.atomic
    def unblock(self, request: HttpRequest, queryset: QuerySet[LoginFailure]) -> None:
        for failure in queryset:
            audit(request, "sign-in.unblocked", failure, failures=failure.failures)
        queryset.delete()
        self.message_user(request, "Ces identifiants peuvent être essayés de nouveau.", messages.SUCCESS)


@admin.register(LogEntry, site=site)
class LogEntryAdmin(ReadOnlyAdmin):
    """What was typed in this administration."""

    list_display = ["action_time", "user", "content_type", "object_repr", "what"]
    list_select_related = ["user", "content_type"]
    list_filter = ["action_flag", "action_time"]
    search_fields = ["user__search_key"]
    search_help_text = "La personne qui a agi."
    fields = ["action_time", "user", "content_type", "object_id", "object_repr", "what"]

    @admin.display(description="changement")
    def what(self, entry: LogEntry) -> str:
        return capfirst(entry.get_change_message())
