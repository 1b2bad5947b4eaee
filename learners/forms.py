"""What a pupil types to say who they are; the file of a roster."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from learners.queries import comes_from_ent
from organisations.enums import OrganisationKind
from organisations.forms import NewPasswordForm
from organisations.models import Organisation, User


def _number(label: str, error: str, placeholder: str, length: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        max_value=10**length - 1,
        error_messages={"required": error, "invalid": error, "min_value": error, "max_value": error},
        widget=forms.TextInput(
            attrs={
                "class": "input input-date",
                "inputmode": "numeric",
                "maxlength": length,
                "placeholder": placeholder,
                "autocomplete": "off",
            }
        ),
    )


class IdentityForm(forms.Form):
    """«Un tout petit détail !»: the names of an ENT are locked, only the birth date is typed.

    ``cleaned_data`` then holds first_name, last_name and birth_date.
    """

    first_name = forms.CharField(
        label="Prénom", max_length=255, error_messages={"required": "Votre prénom n’est pas renseigné."}
    )
    last_name = forms.CharField(
        label="Nom", max_length=255, error_messages={"required": "Votre nom n’est pas renseigné."}
    )
    day = _number("Jour", "Le jour n’est pas valide.", "JJ", 2)
    month = _number("Mois", "Le mois n’est pas valide.", "MM", 2)
    year = _number("Année", "L’année n’est pas valide.", "AAAA", 4)

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        """Without ``user``, nobody is signed in: every name is typed."""
        super().__init__(*args, **kwargs)
        locked = user is not None and comes_from_ent(user)
        for name, autocomplete in (("first_name", "given-name"), ("last_name", "family-name")):
            field = self.fields[name]
            field.initial = getattr(user, name, "")
            field.disabled = locked
            field.widget.attrs |= {"class": "input", "autocomplete": autocomplete}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        day, month, year = (data.pop(name, None) for name in ("day", "month", "year"))
        # Each part that is wrong is told: pupils mend them all at once.
        if day is not None and not 1 <= day <= 31:
            self.add_error("day", "Le jour n’est pas valide.")
        if month is not None and not 1 <= month <= 12:
            self.add_error("month", "Le mois n’est pas valide.")
        if year is not None and year < 1000:
            self.add_error("year", "L’année s’écrit avec quatre chiffres.")
        elif year is not None and not 1900 <= year <= timezone.localdate().year:
            self.add_error("year", "L’année n’est pas valide.")
        if {"day", "month", "year"}.isdisjoint(self.errors):
            try:
                data["birth_date"] = date(year, month, day)
            except ValueError:
                self.add_error("day", "Le jour n’est pas valide.")
        return data


class ChosenPasswordForm(NewPasswordForm):
    """A password of one's own, in place of the one that a teacher gave."""

    def clean_new_password1(self) -> str:
        typed: str = self.cleaned_data["new_password1"]
        if self.user.check_password(typed):
            raise forms.ValidationError("Choisissez un autre mot de passe que celui qui vous a été donné.")
        return typed


REPLACE, ADD = "remplacer", "ajouter"


class RosterForm(forms.Form):
    """The file of a school's pupils. What it holds is read, and refused, later: it takes the school to judge it.

    ``cleaned_data`` holds ``file`` and ``keeps_absent``: whether pupils who are not in it stay.
    """

    file = forms.FileField(
        label="Fichier des élèves",
        allow_empty_file=True,
        help_text="L’export de SIECLE (.xml ou .zip), ou un fichier .csv. 20 Mo au plus.",
        error_messages={"required": "Choisissez un fichier.", "invalid": "Le fichier n’est pas arrivé : recommencez."},
        widget=forms.FileInput(attrs={"accept": ".xml,.zip,.csv", "class": "input-file"}),
    )
    absent = forms.ChoiceField(
        label="Que deviennent les élèves qui ne sont pas dans ce fichier\N{NO-BREAK SPACE}?",
        choices=[(REPLACE, "Ils sortent de la liste"), (ADD, "Ils restent dans la liste")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez l’un des deux.", "invalid_choice": "Choisissez l’un des deux."},
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A school's own tool gives the whole list each time; elsewhere lists come in pieces.
        if organisation.kind == OrganisationKind.SCHOOL:
            del self.fields["absent"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["keeps_absent"] = data.pop("absent", REPLACE) == ADD
        return data
