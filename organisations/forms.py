"""Input -> cleaned data. Nothing here writes."""

from difflib import SequenceMatcher
from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.core.validators import MaxLengthValidator

from organisations.models import User
from pixorga.ui.text import fold

MISSING_EMAIL = "Votre adresse e-mail n’est pas renseignée."
WRONG_EMAIL = "Votre adresse e-mail n’est pas valide."
MISSING_PASSWORD = "Votre mot de passe n’est pas renseigné."  # noqa: S105
PASSWORD_HINT = "8 caractères au moins. Une suite de quelques mots est facile à retenir et difficile à deviner."  # noqa: S105
LIKE_NAME = "Ce mot de passe ressemble trop à votre nom ou à votre adresse e-mail."
LONGEST_PASSWORD = 4096  # hashing megabytes would be a way to keep the server busy

LIKENESS = 0.7  # the threshold of Django's own validator


def is_like_name(password: str, user: User) -> bool:
    """«camille.ferrand» of camille.ferrand@lycee.example.

    Django's validator compares with the whole address and with each of its words, never with what stands before «@»,
    and with the first and last names apart.
    """

    def letters(text: str) -> str:
        return "".join(filter(str.isalnum, fold(text)))

    names = {(user.email or "").partition("@")[0], user.full_name, f"{user.last_name} {user.first_name}"}
    typed = letters(password[:100])
    return any(name and SequenceMatcher(a=typed, b=name).ratio() >= LIKENESS for name in map(letters, names))


class EmailField(forms.EmailField):
    def __init__(self) -> None:
        super().__init__(
            label="Adresse e-mail",
            error_messages={"required": MISSING_EMAIL, "invalid": WRONG_EMAIL},
            widget=forms.EmailInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        )


class PasswordField(forms.CharField):
    def __init__(self) -> None:
        super().__init__(
            label="Mot de passe",
            strip=False,
            max_length=LONGEST_PASSWORD,
            error_messages={"required": MISSING_PASSWORD},
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )


class EmailSignInForm(forms.Form):
    """Teachers and administrators: by e-mail."""

    identifier = EmailField()
    password = PasswordField()

    wrong_pair = "L’adresse e-mail ou le mot de passe que vous avez saisi est incorrect."


class SignInForm(forms.Form):
    """Pupils without ENT: by e-mail or by user name."""

    identifier = forms.CharField(
        label="Adresse e-mail ou identifiant",
        max_length=254,
        error_messages={"required": "Votre adresse e-mail ou votre identifiant n’est pas renseigné."},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = PasswordField()

    wrong_pair = (
        "L’adresse e-mail, l’identifiant ou le mot de passe que vous avez saisi est incorrect. "
        "Si vous avez oublié votre mot de passe, demandez de l’aide à votre enseignant."
    )


class PasswordForgottenForm(forms.Form):
    email = EmailField()


class NewPasswordForm(SetPasswordForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        first, second = self.fields["new_password1"], self.fields["new_password2"]
        first.label, first.help_text = "Nouveau mot de passe", PASSWORD_HINT
        second.label, second.help_text = "Le même, pour vérifier", ""
        first.validators.append(MaxLengthValidator(LONGEST_PASSWORD))  # or it could not be typed at the next log-in
        first.error_messages["required"] = second.error_messages["required"] = MISSING_PASSWORD
        self.error_messages = {**self.error_messages, "password_mismatch": "Les deux mots de passe sont différents."}

    def validate_password_for_user(self, user: Any, password_field_name: str = "") -> None:
        """«Trop court», «trop courant»: said beside the password itself, not beside its copy."""
        super().validate_password_for_user(user, "new_password1")
        if is_like_name(self.cleaned_data.get("new_password1") or "", user):
            self.add_error("new_password1", LIKE_NAME)
