"""Accounts."""

from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django import forms
from django.contrib import admin, messages
from django.contrib.auth import forms as auth_forms
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import localize
from django.views.decorators.http import require_http_methods

from organisations import actions, queries
from organisations.actions.erasure import LAST_SUPER_ADMIN
from organisations.admin.audit import audit
from organisations.admin.spaces import MembershipPanel
from organisations.admin.team import TEAM_PAGE, team_page
from organisations.enums import SUPER_ADMIN
from organisations.models import EntAccount, LegalAcceptance, User
from pixorga.admin_confirm import counted
from pixorga.admin_site import EMPTY, Admin, Panel, site, state_filter
from pixorga.ui.typography import french_spaces

IDLE_YEARS = (1, 2, 3, 5)


class EntAccountPanel(Panel):
    model = EntAccount
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
    """``actor`` is set by the page."""

    actor: User

    class Meta:
        model = User
        fields = ["first_name", "last_name", "email", "username", "is_active", "is_staff", "groups"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        leads = data.get("is_active") and data.get("is_staff")
        leads = leads and (self.instance.is_superuser or any(group.name == SUPER_ADMIN for group in data["groups"]))
        if not leads and queries.is_last_super_admin(self.instance):
            raise forms.ValidationError(french_spaces(LAST_SUPER_ADMIN))
        if self.instance.pk == self.actor.pk and not (data.get("is_active") and data.get("is_staff")):
            raise forms.ValidationError("Un autre super admin peut vous retirer votre accès, pas vous-même.")
        return data


class UserAddForm(auth_forms.AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "first_name", "last_name"]


class IdleFilter(admin.SimpleListFilter):
    """Accounts that nobody opened for so long, to be anonymised once a year; those of the team are left out."""

    title = "inactivité"
    parameter_name = "inactif"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(years), f"Depuis {counted(years, 'an')} au moins") for years in IDLE_YEARS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        if self.value() not in {str(years) for years in IDLE_YEARS}:
            return queryset
        return queryset & queries.idle_accounts(since=timezone.now() - relativedelta(years=int(self.value() or 0)))


@admin.register(User, site=site)
class UserAdmin(Admin, DjangoUserAdmin):
    form, add_form = UserChangeForm, UserAddForm
    list_display = ["full_name", "email", "username", "is_staff", "is_active", "joined_at", "last_login"]
    list_display_links = ["full_name", "email", "username"]
    list_filter = [
        "is_staff",
        "is_active",
        IdleFilter,
        state_filter(field="anonymised_at", title="identité", empty="Connue", filled="Anonymisée"),
        "groups",
    ]
    search_fields = ["search_key"]
    search_help_text = "Nom, adresse e-mail ou identifiant, avec ou sans accents ; ou le numéro du compte."
    ordering = ["search_key", "id"]
    filter_horizontal: list[str] = []  # three groups: boxes to tick, not a picker
    actions = page_acts = ["unblock"]
    fieldsets = [
        (None, {"fields": ["first_name", "last_name", "email", "username", "password", "blocked_until"]}),
        ("Dates", {"fields": ["joined_at", "last_login", "rules_seen_at", "last_organisation"]}),
        ("Anonymisation", {"classes": ["collapse"], "fields": ["anonymised_at", "anonymised_by"]}),
        ("Droits", {"fields": ["is_active", "is_staff", "is_superuser", "groups", "public_id"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "first_name", "last_name", "usable_password", "password1", "password2"]}),
    ]
    # A superuser is made by the command line only.
    readonly_fields = [
        *(
            "public_id",
            "joined_at",
            "last_login",
            "rules_seen_at",
            "last_organisation",
            "is_superuser",
            "blocked_until",
        ),
        *("anonymised_at", "anonymised_by"),
    ]
    inlines = [SpacesPanel, EntAccountPanel, AcceptancePanel]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

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
        if obj is not None and (obj.anonymised_at or (obj.is_superuser and not request.user.is_superuser)):
            return False
        return super().has_change_permission(request, obj)

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        page = path("equipe/", wrap(require_http_methods(["GET", "HEAD", "POST"])(team_page)), name=TEAM_PAGE)
        return [page, *super().get_urls()]

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.actor = request.user  # a class of this request only
        return form

    def offers(self, act: str, obj: User) -> bool:
        return obj.anonymised_at is None

    def has_unblock_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("organisations.change_loginfailure")

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        audit(
            request, "user.changed" if change else "user.added", obj, fields=sorted(form.changed_data if change else [])
        )

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            # A password chosen here is no longer one that serves once.
            User.objects.filter(pk=id).update(one_time_until=None)
            audit(request, "user.password-set", User.objects.get(pk=id))
        return response

    @admin.action(description="Débloquer la connexion", permissions=["unblock"])
    @transaction.atomic
    def unblock(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            actions.forget_failures_of(user)
            audit(request, "sign-in.unblocked", user)
        self.message_user(request, "Ces comptes peuvent essayer de se connecter de nouveau.", messages.SUCCESS)
