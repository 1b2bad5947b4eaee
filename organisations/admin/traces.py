"""Texts that people accept, and what is kept of who did what."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst

from organisations import queries
from organisations.admin.audit import audit
from organisations.models import AuditEvent, LegalText, LoginFailure
from pixorga.admin_site import Admin, ReadOnlyAdmin, SchoolFilter, as_json, site


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
