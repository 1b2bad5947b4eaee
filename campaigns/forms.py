"""What people type about campaigns."""

import json
from typing import Any

from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from assessments.enums import Preset
from campaigns.enums import ProfileKind
from campaigns.lengths import PURPOSE, durations_of
from campaigns.models import Campaign, TargetProfile
from campaigns.queries import CODE_LENGTH, campaign_by_code, clean_code, offered_profiles
from organisations.models import Organisation

# The only strategy that measures its precision, and so lets a teacher choose it.
PRECISE_STRATEGY = "frontiere"


class CodeForm(forms.Form):
    """«Saisissez le code du parcours»: tolerant of case, spaces and dashes. ``campaign`` is what was found."""

    campaign: Campaign | None = None

    code = forms.CharField(
        label="Saisissez le code du parcours",
        max_length=40,
        help_text="Votre enseignant vous donne ce code\u00a0: six lettres et trois chiffres.",
        error_messages={"required": "Saisissez un code."},
        widget=forms.TextInput(
            attrs={
                "class": "input input-code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "placeholder": "ABCDEF234",
            }
        ),
    )

    def clean_code(self) -> str:
        typed = self.cleaned_data["code"]
        if len(clean_code(typed)) != CODE_LENGTH:
            raise forms.ValidationError(
                "Un code compte 9 caractères, par exemple ABCDEF234. Vérifiez-le ou demandez-le à l’organisateur.",
                code="format",
            )
        self.campaign = campaign_by_code(typed)
        if self.campaign is None:
            raise forms.ValidationError(
                "Ce code n’existe pas. Vérifiez-le ou demandez-le à l’organisateur du parcours.", code="unknown"
            )
        return self.campaign.code


class ExternalIdForm(forms.Form):
    """The identifier an organiser asks for."""

    external_id = forms.CharField(
        max_length=255, widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"})
    )

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["external_id"]
        field.label = label
        field.error_messages["required"] = (
            f"Renseignez ce champ\N{NO-BREAK SPACE}: «\N{NO-BREAK SPACE}{label}\N{NO-BREAK SPACE}»."
        )
        field.error_messages["max_length"] = "255 caractères au plus."


class ParagraphField(forms.CharField):
    """Text whose line ends count once, as the person who typed them sees them."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class ProfileField(forms.ModelChoiceField):
    """«Que souhaitez-vous tester ?»: competences first, then parcours, as in the guide."""

    def label_from_instance(self, profile: TargetProfile) -> str:
        return str(profile.competence) if profile.competence else profile.name


class ProfileSelect(forms.Select):
    """Each option carries the length of its test for each precision, so that the script can say it beside them."""

    lengths: dict[int, dict[str, Any]]

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        durations = durations_of(self.lengths.get(value, {}))
        if durations:
            option["attrs"]["data-lengths"] = json.dumps(
                {one.preset.value: one.sentence for one in durations}, ensure_ascii=False
            )
        return option


def preset_label(preset: Preset) -> SafeString:
    """«Standard : le bon équilibre», and the place where the script writes how long."""
    return format_html(
        '<b>{}</b> : {}<span class="hint" data-preset-length="{}"></span>',
        preset.label,
        PURPOSE[preset],
        preset.value,
    )


class CampaignTextForm(forms.Form):
    """What can be edited afterwards."""

    name = forms.CharField(
        label="Nom de la campagne",
        max_length=255,
        help_text="Visible seulement dans l’espace Orga. "
        "Par exemple\N{NO-BREAK SPACE}: votre nom, la classe, la compétence.",
        error_messages={
            "required": "Donnez un nom à la campagne.",
            "max_length": "Ce nom est trop long\N{NO-BREAK SPACE}: 255 caractères au plus.",
        },
    )
    title = forms.CharField(
        label="Titre du parcours",
        max_length=50,
        required=False,
        help_text="Vos élèves lisent ce titre en haut de chaque question.",
        error_messages={"max_length": "Ce titre est trop long\N{NO-BREAK SPACE}: 50 caractères au plus."},
    )
    landing_text = ParagraphField(
        label="Texte de la page d’accueil",
        max_length=350,
        required=False,
        help_text="Vous pouvez mettre en gras avec **deux étoiles**.",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": "Ce texte est trop long\N{NO-BREAK SPACE}: 350 caractères au plus."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "title", "landing_text"):
            # A browser would cut a pasted text in silence: say that it is too long, and keep it.
            self.fields[name].widget.attrs.pop("maxlength", None)


class CampaignForm(CampaignTextForm):
    """«Création d’une campagne»."""

    profile = ProfileField(
        label="Que souhaitez-vous tester\N{NO-BREAK SPACE}?",
        queryset=TargetProfile.objects.none(),
        empty_label="Choisir une compétence ou un parcours",
        widget=ProfileSelect,
        error_messages={
            "required": "Choisissez une compétence ou un parcours dans la liste.",
            "invalid_choice": "Choisissez une compétence ou un parcours dans la liste.",
        },
    )
    preset = forms.ChoiceField(
        label="Précision du test",
        choices=[(preset.value, preset_label(preset)) for preset in Preset],
        initial=Preset.STANDARD.value,
        widget=forms.RadioSelect,
        help_text="Plus le test est précis, plus il pose de questions. "
        "Le descriptif de chaque parcours donne le nombre de questions et la durée.",
        required=False,
        error_messages={"invalid_choice": "Choisissez une précision."},
    )
    asks_id = forms.TypedChoiceField(
        label="Souhaitez-vous demander un identifiant\N{NO-BREAK SPACE}?",
        choices=[("non", "Non"), ("oui", "Oui")],
        coerce=lambda value: value == "oui",
        initial="non",
        widget=forms.RadioSelect,
        help_text="Laissez «\N{NO-BREAK SPACE}Non\N{NO-BREAK SPACE}» dans un établissement scolaire\N{NO-BREAK SPACE}: "
        "vos élèves sont déjà reconnus.",
        error_messages={"required": "Choisissez Non ou Oui.", "invalid_choice": "Choisissez Non ou Oui."},
    )
    external_id_label = forms.CharField(
        label="Libellé de l’identifiant",
        max_length=255,
        required=False,
        help_text="Par exemple\N{NO-BREAK SPACE}: numéro d’étudiant. "
        "Ne demandez jamais de numéro de sécurité sociale ni de donnée sensible.",
        error_messages={"max_length": "Ce libellé est trop long\N{NO-BREAK SPACE}: 255 caractères au plus."},
    )

    field_order = ["name", "profile", "preset", "asks_id", "external_id_label", "title", "landing_text"]

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        profiles = offered_profiles(organisation)
        field: Any = self.fields["profile"]
        field.queryset = profiles
        found = list(profiles)
        field.widget.lengths = {one.pk: one.lengths for one in found}
        if settings.STRATEGY != PRECISE_STRATEGY:
            del self.fields["preset"]
        groups = [
            (
                title,
                [(one.pk, field.label_from_instance(one)) for one in found if one.kind == kind],
            )
            for title, kind in (("Compétences", ProfileKind.COMPETENCE), ("Parcours", ProfileKind.COURSE))
        ]
        field.choices = [("", field.empty_label), *((title, rows) for title, rows in groups if rows)]
        external_id_label: Any = self.fields["external_id_label"]
        external_id_label.is_asked = True  # with «Oui» it is: never «Facultatif»

    def clean_preset(self) -> str:
        """A page opened before this question existed has not asked it."""
        return self.cleaned_data["preset"] or Preset.STANDARD.value

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.pop("asks_id", False):
            if not data.get("external_id_label") and "external_id_label" not in self.errors:
                self.add_error("external_id_label", "Précisez le libellé de l’identifiant.")
        else:
            data["external_id_label"] = ""
        return data
