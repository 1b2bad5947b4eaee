"""Accounts."""

from typing import Any
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django.contrib import admin, messages
from django.contrib.auth import forms as auth_forms
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import localize

from organisations import actions, queries
from organisations.admin.audit import audit
from organisations.admin.spaces import MembershipPanel
from organisations.models import LegalAcceptance, User
from pixorga.admin_site import EMPTY, Admin, Panel, site


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
    fields = ["organisation", "role", "created_at", "last_visit_on", "disabled_at"]


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
