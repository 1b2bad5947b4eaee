"""Target profiles, campaigns and participations, for the team."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.validators import RegexValidator
from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from assessments import content
from assessments.models import Skill
from campaigns import actions
from campaigns.enums import ProfileKind
from campaigns.forms import ParagraphField
from campaigns.lengths import measure_profiles
from campaigns.models import Campaign, Participation, TargetProfile
from campaigns.queries import clean_code
from learners.models import Learner
from organisations.admin import audit
from organisations.models import User
from pixorga.admin_site import Admin, Panel, ReadOnlyAdmin, SchoolFilter, as_link, site, state_filter
from pixorga.ui.formats import percent


# --- Target profiles ----------------------------------------------------------------------------------------------------
class SkillsField(forms.ModelMultipleChoiceField):
    """«1.1 Recherche, niveau 3 : …»: what the filter beside the list can find."""

    def label_from_instance(self, skill: Skill) -> str:
        return f"{skill.tube.competence.code} {skill.tube.name}, niveau {skill.level} : {skill.statement}"


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = TargetProfile
        fields = ["name", "key", "description", "obsolete_at", "skills", "organisations"]
        labels = {"organisations": "Établissements"}

    def clean_skills(self) -> Any:
        skills = self.cleaned_data["skills"]
        if not skills:
            raise forms.ValidationError("Choisissez au moins un acquis : un profil vide n’est proposé à personne.")
        return skills


@admin.register(TargetProfile, site=site)
class TargetProfileAdmin(Admin):
    """The public ones come from parcours.yaml, and the next load would undo what is typed here: they are only read."""

    form = ProfileForm
    list_display = ["name", "kind", "is_public", "skill_count", "campaign_count", "created_at", "obsolete_at"]
    list_filter = [
        "kind",
        "is_public",
        state_filter(field="obsolete_at", title="état", empty="Proposé", filled="Obsolète"),
    ]
    search_fields = ["sort_key", "key"]
    search_help_text = "Nom, avec ou sans accents."
    filter_horizontal = ["skills"]
    autocomplete_fields = ["organisations"]
    prepopulated_fields = {"key": ["name"]}
    actions = ["duplicate"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[TargetProfile]:
        return (
            super()
            .get_queryset(request)
            .annotate(
                skill_total=_count(TargetProfile.skills.through.objects, "targetprofile"),
                campaign_total=_count(Campaign.objects, "profile"),
            )
        )

    @admin.display(description="acquis")
    def skill_count(self, profile: Any) -> int:
        return profile.skill_total

    @admin.display(description="campagnes")
    def campaign_count(self, profile: Any) -> int:
        return profile.campaign_total

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "skills":
            kwargs["queryset"] = Skill.objects.filter(retired_at=None).select_related("tube__competence")
            kwargs["form_class"] = SkillsField
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: TargetProfile | None = None) -> bool:
        return not (obj and obj.is_public) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: TargetProfile | None = None) -> bool:
        # One by one: the deletion of a selection asks about no row in particular.
        unused = obj is not None and not obj.is_public and not obj.campaigns.exists()
        return unused and request.user.has_perm("campaigns.delete_targetprofile")

    def get_fieldsets(self, request: HttpRequest, obj: TargetProfile | None = None) -> Any:
        dates = ["kind", "is_public", "created_at", "obsolete_at"] if obj else []
        shared = "Les établissements qui peuvent choisir ce profil."
        return [
            (None, {"fields": ["name", "key", "description", *dates]}),
            ("Acquis", {"fields": ["skills"]}),
            ("Partage", {"fields": ["organisations"], "description": shared}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: TargetProfile | None = None) -> list[str]:
        if obj is None:
            return []
        fixed = ["key", "kind", "is_public", "created_at"]
        # Campaigns that run were made for what they test.
        return [*fixed, "skills"] if obj.campaign_total else fixed

    def get_prepopulated_fields(self, request: HttpRequest, obj: TargetProfile | None = None) -> dict[str, Any]:
        return {} if obj else dict(self.prepopulated_fields)

    def save_model(self, request: HttpRequest, obj: TargetProfile, form: Any, change: bool) -> None:
        if not change:
            obj.kind, obj.is_public = ProfileKind.COURSE, False
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        measure_profiles([form.instance], content.current())

    @admin.action(description="Dupliquer", permissions=["add"])
    @transaction.atomic
    def duplicate(self, request: HttpRequest, queryset: QuerySet[TargetProfile]) -> None:
        """For the team to adapt: a copy belongs to no school yet, and is never public."""
        for profile in queryset:
            skills = profile.skills.filter(retired_at=None)
            # The time makes the key unique; nobody reads it.
            copy = TargetProfile.objects.create(
                key=f"{profile.key[:60]}-{timezone.now():%Y%m%d%H%M%S%f}"[:80],
                kind=ProfileKind.COURSE,
                name=f"Copie de {profile.name}"[:150],
                description=profile.description,
                is_public=False,
                lengths=profile.lengths,
            )
            copy.skills.set(skills)
            self.log_addition(request, copy, "Copie.")
        self.message_user(request, "Copie faite : ouvrez-la pour la nommer et la partager.", messages.SUCCESS)


def _count(rows: Any, by: str) -> Coalesce:
    """How many ``rows`` point here. Beside each row shown, where a join would count those of the whole table first."""
    counted = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(total=Count("pk")).values("total")
    return Coalesce(Subquery(counted), 0)


# --- Campaigns ----------------------------------------------------------------------------------------------------------
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
class CampaignAdmin(Admin):
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
    actions = ["archive", "unarchive"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Campaign]:
        live = Participation.objects.live()
        return (
            super()
            .get_queryset(request)
            .annotate(participants=_count(live, "campaign"), received=_count(live.exclude(shared_at=None), "campaign"))
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
        return False  # teachers make them

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Campaign, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "code" in form.changed_data:
            codes = {"before": form.initial["code"], "after": obj.code}
            audit(request, "campaign.code-changed", obj, organisation_id=obj.organisation_id, **codes)

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


# --- Participations -----------------------------------------------------------------------------------------------------
class ParticipationPanel(Panel):
    model = Participation
    verbose_name_plural = "participations"
    fields = ["campaign", "started_at", "completed_at", "shared_at", "deleted_at"]
    ordering = ["-started_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Participation]:
        return super().get_queryset(request).select_related("campaign", "learner")


@admin.register(Participation, site=site)
class ParticipationAdmin(ReadOnlyAdmin):
    list_display = ["learner", "campaign", "organisation", "state", "percentage", "started_at", "shared_at"]
    list_select_related = ["learner", "campaign", "organisation"]
    list_filter = [
        SchoolFilter,
        state_filter(field="completed_at", title="test", empty="En cours", filled="Terminé"),
        state_filter(field="shared_at", title="résultats", empty="Pas envoyés", filled="Envoyés"),
        state_filter(field="deleted_at", title="état", empty="Comptée", filled="Supprimée"),
    ]
    search_fields = ["learner__sort_key", "campaign__sort_key", "=campaign__code"]
    search_help_text = "Nom de l’élève, nom ou code de la campagne."
    ordering = ["-id"]
    fields = [
        *("learner", "user", "campaign", "organisation", "external_id", "test", "state", "percentage", "answer_count"),
        *("started_at", "last_answer_at", "completed_at", "shared_at", "deleted_at", "public_id"),
    ]

    @admin.display(description="statut")
    def state(self, participation: Participation) -> str:
        return participation.status.label

    @admin.display(description="avancement", ordering="progress")
    def percentage(self, participation: Participation) -> str:
        return percent(participation.progress * 100)

    @admin.display(description="test")
    def test(self, participation: Participation) -> SafeString:
        return as_link(participation.assessment)


site.add_panel(User, ParticipationPanel)
site.add_panel(Learner, ParticipationPanel)
