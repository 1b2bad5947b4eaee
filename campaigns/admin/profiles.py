"""Target profiles: subjects and their highest level, then who may choose them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from assessments import content
from assessments.models import Skill, Tube
from campaigns.enums import ProfileKind
from campaigns.lengths import durations_of, measure_profiles
from campaigns.models import Campaign, TargetProfile
from campaigns.queries import profile_content
from organisations.admin import audit
from pixorga.admin_confirm import counted
from pixorga.admin_site import EMPTY, Admin, site, state_filter
from pixorga.ui.formats import NBSP
from pixorga.ui.typography import french_spaces


def count_of(rows: Any, by: str) -> Coalesce:
    """How many ``rows`` point here. Beside each row shown, where a join would count those of the whole table first."""
    totals = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(total=Count("pk")).values("total")
    return Coalesce(Subquery(totals), 0)


# --- The choice of what is tested ---------------------------------------------------------------------------------------
class SkillsField(forms.ModelMultipleChoiceField):
    """«1.1 Recherche, niveau 3 : …»: what the filter beside the list can find."""

    def label_from_instance(self, skill: Skill) -> str:
        return french_spaces(
            f"{skill.tube.competence.code} {skill.tube.name}, niveau {skill.level} : {skill.statement}"
        )


Subjects = dict[Tube, list[Skill]]


def every_subject() -> Subjects:
    """Tube -> its active skills, from the lowest level up. One query."""
    skills = Skill.objects.filter(retired_at=None).select_related("tube__competence")
    found: Subjects = {}
    for skill in skills.order_by("tube__competence__code", "tube__name", "tube_id", "level"):
        found.setdefault(skill.tube, []).append(skill)
    return found


def field_of(tube: Tube) -> str:
    return f"sujet_{tube.pk}"


def level_field(tube: Tube, skills: list[Skill]) -> forms.TypedChoiceField:
    choices = [
        (skill.level, f"jusqu’au niveau {skill.level} ({counted(rank, 'acquis', 'acquis')})")
        for rank, skill in enumerate(skills, 1)
    ]
    return forms.TypedChoiceField(
        label=tube.name, required=False, coerce=int, empty_value=0, choices=[("", EMPTY), *choices]
    )


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """``subjects`` is set by the page; each of them has its own field, the highest level that is tested."""

    subjects: Subjects = {}

    class Meta:
        model = TargetProfile
        fields = ["name", "key", "description", "is_public", "skills", "organisations"]
        labels = {"organisations": "Établissements", "skills": "Acquis"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "skills" in self.fields:
            held = {skill.pk for skill in self.initial.get("skills", [])}
            for tube, skills in self.subjects.items():
                whole = _levels_from_below(skills, held)
                if whole:
                    self.initial[field_of(tube)] = whole[-1].level
                    held -= {skill.pk for skill in whole}
            self.initial["skills"] = sorted(held)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "skills" not in self.fields or "skills" in self.errors:
            return data
        chosen = {skill.pk for skill in data["skills"]}
        for tube, skills in self.subjects.items():
            chosen |= {skill.pk for skill in skills if skill.level <= (data.get(field_of(tube)) or 0)}
        if not chosen:
            words = "Choisissez au moins un sujet ou un acquis : un profil vide n’est proposé à personne."
            raise forms.ValidationError(french_spaces(words))
        data["skills"] = Skill.objects.filter(pk__in=chosen)
        return data


def _levels_from_below(skills: list[Skill], held: set[int]) -> list[Skill]:
    """The skills of a subject that are all held, from the lowest level up to the first that is not."""
    whole: list[Skill] = []
    for skill in skills:
        if skill.pk not in held:
            break
        whole.append(skill)
    return whole


# --- The pages ----------------------------------------------------------------------------------------------------------
@admin.register(TargetProfile, site=site)
class TargetProfileAdmin(Admin):
    """Those of parcours.yaml are only read: the next load would undo what is typed here."""

    form = ProfileForm
    list_display = ["name", "kind", "is_public", "skill_count", "length", "campaign_count", "obsolete_at"]
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
    actions = page_acts = ["duplicate", "make_obsolete", "offer_again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[TargetProfile]:
        return (
            super()
            .get_queryset(request)
            .annotate(
                skill_total=count_of(TargetProfile.skills.through.objects, "targetprofile"),
                campaign_total=count_of(Campaign.objects, "profile"),
            )
        )

    @admin.display(description="acquis")
    def skill_count(self, profile: Any) -> int:
        return profile.skill_total

    @admin.display(description="campagnes")
    def campaign_count(self, profile: Any) -> int:
        return profile.campaign_total

    @admin.display(description="durée habituelle")
    def length(self, profile: TargetProfile) -> str:
        found = {one.preset.value: one for one in durations_of(profile.lengths)}
        usual = found.get("standard")
        return f"{counted(usual.questions, 'question')}, {usual.minutes}{NBSP}min" if usual else EMPTY

    @admin.display(description="durée")
    def every_length(self, profile: TargetProfile) -> SafeString:
        return as_pairs([(one.preset.label, one.sentence) for one in durations_of(profile.lengths)])

    @admin.display(description="sujets")
    def content(self, profile: TargetProfile) -> SafeString:
        """«1.1 Moteurs de recherche : niveaux 1, 2, 3», where nothing can be chosen any more."""
        return as_pairs(
            [
                (f"{part['competence'].code} {one['tube'].name}", f"niveaux {_levels(one['skills'])}")
                for part in profile_content(profile)
                for one in part["tubes"]
            ]
        )

    # --- What may be typed --------------------------------------------------------------------------------------------
    def has_change_permission(self, request: HttpRequest, obj: TargetProfile | None = None) -> bool:
        return not (obj and obj.from_files) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: TargetProfile | None = None) -> bool:
        # One by one: the deletion of a selection asks about no row in particular.
        unused = obj is not None and not obj.from_files and not obj.campaigns.exists()
        return unused and request.user.has_perm("campaigns.delete_targetprofile")

    def chooses_skills(self, request: HttpRequest, obj: Any) -> bool:
        """Not any more once campaigns use it: they were made for what it tests."""
        return obj is None or (self.has_change_permission(request, obj) and not obj.campaign_total)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if self.chooses_skills(request, obj):
            subjects = self._subjects(request)
            fields = {field_of(tube): level_field(tube, skills) for tube, skills in subjects.items()}
            kwargs["form"] = type("ProfileForm", (self.form,), {**fields, "subjects": subjects})
        return super().get_form(request, obj, change=change, **kwargs)

    def _subjects(self, request: Any) -> Subjects:
        """Read once a request: fieldsets and form are asked for several times."""
        if not hasattr(request, "subjects"):
            request.subjects = every_subject()
        return request.subjects

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "skills":
            kwargs["queryset"] = Skill.objects.filter(retired_at=None).select_related("tube__competence")
            kwargs["form_class"] = SkillsField
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: TargetProfile | None = None) -> Any:
        facts = ["kind", "created_at", "obsolete_at", "every_length"] if obj else []
        what = self._subject_fieldsets(request) if self.chooses_skills(request, obj) else []
        shared = french_spaces("Public : tous les établissements. Sinon, ceux de cette liste.")
        return [
            (None, {"fields": ["name", "key", "description", *facts]}),
            *(what or [("Acquis", {"fields": ["content"]})]),
            ("Partage", {"fields": ["is_public", "organisations"], "description": shared}),
        ]

    def _subject_fieldsets(self, request: HttpRequest) -> list[Any]:
        by_competence: dict[Any, list[str]] = {}
        for tube in self._subjects(request):
            by_competence.setdefault(tube.competence, []).append(field_of(tube))
        found: list[Any] = [(str(competence), {"fields": names}) for competence, names in by_competence.items()]
        if found:
            said = "Pour chaque sujet, le niveau le plus haut : tous les acquis jusqu’à lui sont testés."
            found[0][1]["description"] = french_spaces(said)
        said = "Ils s’ajoutent à ceux des sujets choisis plus haut."
        return [*found, ("Acquis en plus, un par un", {"fields": ["skills"], "description": said})]

    def get_readonly_fields(self, request: HttpRequest, obj: TargetProfile | None = None) -> list[str]:
        computed = ["every_length", "content"]
        return [*computed, "key", "kind", "created_at", "obsolete_at"] if obj else computed

    def get_prepopulated_fields(self, request: HttpRequest, obj: TargetProfile | None = None) -> dict[str, Any]:
        return {} if obj else dict(self.prepopulated_fields)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"is_public": False, **super().get_changeform_initial_data(request)}

    def offers(self, act: str, obj: TargetProfile) -> bool:
        return act == "duplicate" or (obj.obsolete_at is None) == (act == "make_obsolete")

    # --- What is written ----------------------------------------------------------------------------------------------
    def save_model(self, request: HttpRequest, obj: TargetProfile, form: Any, change: bool) -> None:
        if not change:
            obj.kind = ProfileKind.COURSE
        super().save_model(request, obj, form, change)
        audit(request, "profile.changed" if change else "profile.added", obj, key=obj.key, fields=_typed(form))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        measure_profiles([form.instance], content.current())

    def delete_model(self, request: HttpRequest, obj: TargetProfile) -> None:
        audit(request, "profile.deleted", obj, key=obj.key)
        super().delete_model(request, obj)

    @admin.action(description="Dupliquer", permissions=["add"])
    @transaction.atomic
    def duplicate(self, request: HttpRequest, queryset: QuerySet[TargetProfile]) -> None:
        """For the team to adapt: a copy belongs to no school yet, and is not public."""
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
            audit(request, "profile.added", copy, key=copy.key, copy_of=profile.key)
        words = french_spaces("Copie faite : ouvrez-la pour la nommer et la partager.")
        self.message_user(request, words, messages.SUCCESS)

    @admin.action(description="Rendre obsolète", permissions=["change"])
    def make_obsolete(self, request: HttpRequest, queryset: QuerySet[TargetProfile]) -> None:
        self._set_obsolete(request, queryset.filter(obsolete_at=None), obsolete=True)

    @admin.action(description="Proposer de nouveau", permissions=["change"])
    def offer_again(self, request: HttpRequest, queryset: QuerySet[TargetProfile]) -> None:
        self._set_obsolete(request, queryset.exclude(obsolete_at=None), obsolete=False)

    @transaction.atomic
    def _set_obsolete(self, request: HttpRequest, queryset: QuerySet[TargetProfile], *, obsolete: bool) -> None:
        # parcours.yaml says what becomes of its own.
        changed = list(queryset.filter(from_files=False))
        for profile in changed:
            profile.obsolete_at = timezone.now() if obsolete else None
            profile.save(update_fields=["obsolete_at"])
            audit(request, "profile.obsolete" if obsolete else "profile.offered", profile, key=profile.key)
        if not changed:
            words, level = "Rien n’a changé. Les profils de parcours.yaml suivent leur fichier.", messages.WARNING
        elif obsolete:
            words = french_spaces("Ces profils ne sont plus proposés ; les campagnes qui les utilisent continuent.")
            level = messages.SUCCESS
        else:
            words, level = "Ces profils sont de nouveau proposés.", messages.SUCCESS
        self.message_user(request, words, level)


def as_pairs(rows: list[tuple[str, str]]) -> SafeString:
    lines = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", rows)
    return format_html('<dl class="facts">{}</dl>', lines) if rows else SafeString(EMPTY)


def _levels(skills: list[Skill]) -> str:
    return ", ".join(str(skill.level) for skill in skills)


def _typed(form: Any) -> list[str]:
    """The fields that changed, those of the subjects under one name."""
    return sorted({"skills" if name.startswith("sujet_") else name for name in form.changed_data})
