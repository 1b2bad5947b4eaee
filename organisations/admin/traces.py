"""Texts that people accept, and what is kept of who did what."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from organisations import queries
from organisations.admin.acts import ACTS, FAMILIES, act_name, shown_details
from organisations.admin.audit import audit
from organisations.models import AuditEvent, LegalText, LoginFailure
from pixorga.admin_site import Admin, ReadOnlyAdmin, SchoolFilter, TextFilter, as_facts, site
from pixorga.ui.formats import NBSP
from pixorga.ui.text import fold


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


class FamilyFilter(admin.SimpleListFilter):
    title = "sorte d’acte"
    parameter_name = "sorte"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(fold(name), name) for name in FAMILIES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
        for name, prefixes in FAMILIES.items():
            if self.value() == fold(name):
                return queryset.filter(_any(Q(verb__startswith=prefix) for prefix in prefixes))
        return queryset


class ActorFilter(TextFilter):
    title = "personne qui a agi"
    parameter_name = "qui"
    help_text = "Une partie du nom ou de l’adresse e-mail."

    def condition(self, typed: str) -> Q:
        return Q(*(("actor__search_key__contains", word) for word in fold(typed).split()))


class TargetFilter(TextFilter):
    title = "objet"
    parameter_name = "objet"
    help_text = "Le numéro de ce qui a changé : celui de sa page."

    def condition(self, typed: str) -> Q:
        return Q(target_id=typed)


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions, Q(pk__in=[]))


@admin.register(AuditEvent, site=site)
class AuditEventAdmin(ReadOnlyAdmin):
    """Who did what that matters: one page, nothing to type."""

    list_display = ["at", "actor", "act", "target", "organisation"]
    list_select_related = ["actor", "organisation"]
    list_filter = [FamilyFilter, ActorFilter, TargetFilter, SchoolFilter, "at"]
    search_fields = ["verb", "actor__search_key"]
    search_help_text = "Acte, par exemple « campagne archivée », ou personne."
    fields = ["at", "actor", "act", "target", "organisation", "all_details"]

    @admin.display(description="acte", ordering="verb")
    def act(self, event: AuditEvent) -> str:
        return act_name(event.verb)

    @admin.display(description="objet", ordering="target_type")
    def target(self, event: AuditEvent) -> SafeString:
        """«Campagne n° 12», a link while there is such a page; the row itself may be gone."""
        page = next((page for page in self.admin_site._registry if page._meta.model_name == event.target_type), None)
        if page is None:
            return format_html("{} {}", event.target_type, event.target_id)
        name = f"{capfirst(str(page._meta.verbose_name))} n°{NBSP}{event.target_id}"
        address = f"admin:{page._meta.app_label}_{page._meta.model_name}_change"
        return format_html('<a href="{}">{}</a>', reverse(address, args=[event.target_id]), name)

    @admin.display(description="détails")
    def all_details(self, event: AuditEvent) -> SafeString:
        return as_facts(shown_details(event.details))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[AuditEvent], search_term: str
    ) -> tuple[QuerySet[AuditEvent], bool]:
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        words = fold(search_term.replace("\x00", "")).split()
        verbs = [verb for verb, name in ACTS.items() if words and all(word in fold(name) for word in words)]
        return (found | queryset.filter(verb__in=verbs) if verbs else found), may_repeat


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
