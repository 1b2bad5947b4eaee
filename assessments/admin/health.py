"""How the challenges behave, and the versions of their difficulties: measured by commands, read here."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from assessments.admin.figures import alarm_of, difficulty_of, pupils_of, share_of, success_of
from assessments.bank_versions import population_of
from assessments.calibration import Verdict
from assessments.models import BankVersion, ChallengeHealth, Skill
from assessments.withdrawal import end_alarms, set_withdrawn
from organisations.admin import audit
from pixorga.admin_site import EMPTY, ReadOnlyAdmin, as_lines, as_link, site, state_filter
from pixorga.ui.formats import NBSP, decimal_fr, percent

# Fewer answers say nothing of a challenge.
ENOUGH = 20


def latest_difficulties() -> dict[str, list[float]]:
    """Skill id → [difficulty, error, level], of the version that new tests take. One query."""
    return BankVersion.objects.filter(accepted=True).order_by("-number").values_list("skills", flat=True).first() or {}


class HealthList(ChangeList):
    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        known = latest_difficulties()
        for health in self.result_list:
            health.learned = known.get(str(health.challenge.skill_id))


class SuccessFilter(admin.SimpleListFilter):
    title = "réussite"
    parameter_name = "reussite"
    RANGES = {"rare": (None, 0.1), "moyenne": (0.1, 0.95), "quasi": (0.95, None)}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("rare", f"Moins de 10{NBSP}%"),
            ("moyenne", f"De 10 à 95{NBSP}%"),
            ("quasi", f"Plus de 95{NBSP}%"),
            ("peu", f"Moins de {ENOUGH} réponses"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[ChallengeHealth]) -> QuerySet[ChallengeHealth]:
        if self.value() == "peu":
            return queryset.filter(answers__lt=ENOUGH)
        if self.value() not in self.RANGES:
            return queryset
        low, high = self.RANGES[self.value() or ""]
        share = queryset.filter(answers__gte=ENOUGH).annotate(success=share_of("right"))
        wanted = Q() if low is None else Q(success__gte=low)
        return share.filter(wanted if high is None else wanted & Q(success__lt=high))


class ReportedFilter(admin.SimpleListFilter):
    title = "signalements"
    parameter_name = "signalee"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("oui", "Signalée"), ("non", "Jamais signalée")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[ChallengeHealth]) -> QuerySet[ChallengeHealth]:
        if self.value() == "oui":
            return queryset.filter(reports__gt=0)
        return queryset.filter(reports=0) if self.value() == "non" else queryset


@admin.register(ChallengeHealth, site=site)
class ChallengeHealthAdmin(ReadOnlyAdmin):
    list_display = [
        *("challenge", "state", "alarm", "answers", "success", "skips", "duration", "level", "difficulty", "reports")
    ]
    list_select_related = ["challenge__skill"]
    list_filter = [
        state_filter(field="alarm_at", title="alarme", empty="Sans alarme", filled="En alarme"),
        SuccessFilter,
        ReportedFilter,
        state_filter(field="challenge__withdrawn_at", title="retrait", empty="Posée", filled="Retirée des tests"),
        state_filter(field="challenge__retired_at", title="révision", empty="Actuelle", filled="Remplacée"),
        "challenge__skill__tube__competence",
    ]
    search_fields = ["challenge__key", "challenge__skill__key", "challenge__skill__statement"]
    search_is_folded = False
    search_help_text = "Clé de l’épreuve ou de l’acquis, mots de l’énoncé. Les chiffres sont ceux de la dernière nuit."
    ordering = [F("alarm_at").desc(nulls_last=True), "challenge__key"]
    fieldsets = [
        (None, {"fields": ["page", "skill", "state", "updated_at"]}),
        ("Réponses", {"fields": ["answers", "success", "skips", "duration", "difficulty", "reports"]}),
        ("Dérive", {"fields": ["alarm", "alarm_at", "watched", "easier", "harder"]}),
    ]
    actions = ["restore", "end_alarm"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ChallengeHealth]:
        return super().get_queryset(request).defer("challenge__body")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return HealthList

    @admin.display(description="épreuve")
    def page(self, health: ChallengeHealth) -> SafeString:
        return as_link(health.challenge)

    @admin.display(description="acquis")
    def skill(self, health: ChallengeHealth) -> SafeString:
        return as_link(health.challenge.skill)

    @admin.display(description="niveau", ordering="challenge__skill__level")
    def level(self, health: ChallengeHealth) -> int:
        return health.challenge.skill.level

    @admin.display(description="réussite", ordering=share_of("right"))
    def success(self, health: ChallengeHealth) -> str:
        return success_of(health)

    @admin.display(description="passées", ordering=share_of("skipped"))
    def skips(self, health: ChallengeHealth) -> str:
        return percent(100 * health.skipped / health.answers) if health.answers else EMPTY

    @admin.display(description="durée", ordering="median_seconds")
    def duration(self, health: ChallengeHealth) -> str:
        return EMPTY if health.median_seconds is None else f"{decimal_fr(health.median_seconds, 0)}{NBSP}s"

    @admin.display(description="difficulté")
    def difficulty(self, health: ChallengeHealth) -> str:
        """Of its skill, as answers teach it; on the page of one row it is not there yet."""
        if not hasattr(health, "learned"):
            health.learned = latest_difficulties().get(str(health.challenge.skill_id))
        return difficulty_of(health.learned)

    @admin.display(description="alarme", ordering="alarm_at")
    def alarm(self, health: ChallengeHealth) -> str:
        return alarm_of(health)

    @admin.display(description="état", ordering="challenge__withdrawn_at")
    def state(self, health: ChallengeHealth) -> str:
        if health.challenge.retired_at:
            return "Remplacée"
        return "Retirée des tests" if health.challenge.withdrawn_at else "Posée"

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("assessments.change_challenge")

    @admin.action(description="Remettre dans les tests", permissions=["withdraw"])
    def restore(self, request: HttpRequest, queryset: QuerySet[ChallengeHealth]) -> None:
        chosen = list(queryset.values_list("pk", flat=True))
        count = len(set_withdrawn(challenges=chosen, withdrawn=False, actor=request.user, now=timezone.now()))
        self._say(request, count, "remise dans les tests", "remises dans les tests")

    @admin.action(description="Lever l’alarme", permissions=["withdraw"])
    def end_alarm(self, request: HttpRequest, queryset: QuerySet[ChallengeHealth]) -> None:
        count = end_alarms(challenges=list(queryset.values_list("pk", flat=True)), actor=request.user)
        self._say(request, count, "suivie de nouveau, sans alarme", "suivies de nouveau, sans alarme")

    def _say(self, request: HttpRequest, count: int, one: str, many: str) -> None:
        if not count:
            self.message_user(request, "Rien n’a changé.", messages.WARNING)
        else:
            self.message_user(
                request, f"Épreuve {one}." if count == 1 else f"{count} épreuves {many}.", messages.SUCCESS
            )


def _verdicts(version: BankVersion) -> list[Verdict]:
    return [Verdict(code, **figures) for code, figures in sorted(version.figures.items())]


@admin.register(BankVersion, site=site)
class BankVersionAdmin(ReadOnlyAdmin):
    list_display = ["number", "created_at", "release", "learned_from", "accepted"]
    list_select_related = ["release"]
    fields = ["number", "created_at", "release", "accepted", "measures", "pupils", "difficulties", "noise"]
    actions = ["set_aside", "use_again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[BankVersion]:
        return super().get_queryset(request).defer("skills", "challenges")

    @admin.display(description="compétences")
    def learned_from(self, version: BankVersion) -> str:
        return ", ".join(verdict.code for verdict in _verdicts(version) if verdict.is_better) or EMPTY

    @admin.display(description="mesures")
    def measures(self, version: BankVersion) -> SafeString:
        return as_lines(_verdicts(version))

    @admin.display(description="élèves")
    def pupils(self, version: BankVersion) -> SafeString:
        return as_lines(pupils_of(population_of(version)))

    @admin.display(description="difficultés")
    def difficulties(self, version: BankVersion) -> SafeString:
        """The furthest from their labels first: those are the ones to read again."""
        skills = Skill.objects.in_bulk([int(pk) for pk in version.skills])
        rows = sorted(
            ((skills[int(pk)], values) for pk, values in version.skills.items() if int(pk) in skills),
            key=lambda row: -abs(row[1][0] - row[1][2]),
        )
        lines = ((as_link(skill), level, difficulty_of([d, error])) for skill, (d, error, level) in rows)
        return format_html(
            "<table><thead><tr><th>Acquis</th><th>Niveau</th><th>Difficulté</th></tr></thead><tbody>{}</tbody></table>",
            format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td></tr>", lines),
        )

    @admin.display(description="étourderie et hasard mesurés")
    def noise(self, version: BankVersion) -> str:
        known = sum(slip is not None for slip, _, _ in version.challenges.values())
        return f"{known} épreuve{'s' if known > 1 else ''}, les autres selon leur genre"

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("assessments.change_bankversion")

    @admin.action(description="Ne plus utiliser pour les nouveaux tests", permissions=["decide"])
    def set_aside(self, request: HttpRequest, queryset: QuerySet[BankVersion]) -> None:
        self._decide(request, queryset, accepted=False)

    @admin.action(description="Utiliser de nouveau", permissions=["decide"])
    def use_again(self, request: HttpRequest, queryset: QuerySet[BankVersion]) -> None:
        self._decide(request, queryset, accepted=True)

    @transaction.atomic
    def _decide(self, request: HttpRequest, queryset: QuerySet[BankVersion], *, accepted: bool) -> None:
        for version in queryset.exclude(accepted=accepted).select_for_update(of=("self",)):
            version.accepted = accepted
            version.save(update_fields=["accepted"])
            audit(request, "bank-version.used" if accepted else "bank-version.set-aside", version)
        self.message_user(request, "Les tests déjà commencés gardent leur version.", messages.SUCCESS)
