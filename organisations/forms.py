"""Input -> cleaned data. Nothing here writes."""

import re
from difflib import SequenceMatcher
from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator, validate_email

from organisations import queries
from organisations.enums import Role
from organisations.models import User
from pixorga.ui.text import fold
from pixorga.ui.typography import french_spaces

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


# --- One's own account ----------------------------------------------------------------------------------------------------
class NameField(forms.CharField):
    """A first or last name. It is written in the mails we send for its owner, who must not put a link there."""

    def __init__(self, *, label: str, autocomplete: str) -> None:
        what = label.lower()
        super().__init__(
            label=label,
            max_length=100,
            error_messages={
                "required": f"Votre {what} n’est pas renseigné.",
                "max_length": french_spaces(f"Votre {what} est trop long : 100 caractères au plus."),
            },
            validators=[
                RegexValidator(r"[/\\@:<>]", f"Ce {what} contient un signe qui n’a pas sa place.", inverse_match=True)
            ],
            widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}  # a browser would cut a pasted text in silence

    def clean(self, value: Any) -> str:
        return " ".join(super().clean(value).split())


class NamesForm(forms.Form):
    first_name = NameField(label="Prénom", autocomplete="given-name")
    last_name = NameField(label="Nom", autocomplete="family-name")


class OwnPasswordForm(NewPasswordForm):
    """The present password is checked by the action, which counts the failures."""

    old_password = PasswordField()

    field_order = ["old_password", "new_password1", "new_password2"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Mot de passe actuel"


class NewEmailForm(forms.Form):
    """Another address for one's account; the present password is checked by the action."""

    email = EmailField()
    password = PasswordField()

    def __init__(self, *args: Any, present: str | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.present = present
        self.fields["email"].label = "Nouvelle adresse e-mail"
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.fields["password"].label = "Mot de passe actuel"

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if email == self.present:
            raise ValidationError("C’est déjà votre adresse.")
        return email


# --- Coming in ------------------------------------------------------------------------------------------------------------
TAKEN = french_spaces(
    "Cette adresse e-mail est invalide ou déjà utilisée. Si c’est la vôtre, utilisez « J’ai déjà un compte »."
)


class SignUpForm(NamesForm):
    """«Je m’inscris», at the invited address: the link proves that it is theirs, another address would prove nothing."""

    email = EmailField()
    password = PasswordField()
    terms = forms.BooleanField(
        label="J’accepte les conditions d’utilisation",
        error_messages={"required": "Acceptez les conditions d’utilisation pour vous inscrire."},
    )

    def __init__(self, *args: Any, invited: str, asks_terms: bool, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"email": invited}, **kwargs})
        self.invited = invited
        self.fields["email"].widget.attrs["readonly"] = True
        self.fields["email"].help_text = "C’est l’adresse qui a reçu l’invitation. Elle sera votre identifiant."
        self.fields["password"].widget.attrs["autocomplete"] = "new-password"
        self.fields["password"].help_text = PASSWORD_HINT
        if not asks_terms:
            del self.fields["terms"]

    def clean_email(self) -> str:
        if self.cleaned_data["email"].lower() != self.invited or queries.has_account(self.invited):
            raise ValidationError(TAKEN)
        return self.invited

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if password := data.get("password"):
            user = User(email=self.invited, first_name=data.get("first_name", ""), last_name=data.get("last_name", ""))
            try:
                validate_password(password, user)
                if is_like_name(password, user):
                    raise ValidationError(LIKE_NAME)
            except ValidationError as error:
                self.add_error("password", error)
        return data


MOST_ADDRESSES = 30
ADDRESSES_SAID = 8
LONGEST_ADDRESS = 254  # of the columns
_QUOTED = re.compile(r'"[^"\n]*"')
_NAMED = re.compile(r"[^,;<>\n]*<([^<>]*)>")  # «Camille Ferrand <camille@exemple.fr>», as mail programs copy it
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")


def addresses_in(text: str) -> list[str]:
    """What stands between commas, semicolons, spaces and line ends, in lower case, each once, in order."""
    bare = _NAMED.sub(r" \1 ", _QUOTED.sub(" ", _INVISIBLE.sub("", text)))
    pieces = (piece.lower().removeprefix("mailto:").rstrip(".") for piece in re.split(r"[\s,;]+", bare))
    return list(dict.fromkeys(piece for piece in pieces if piece))


class InviteForm(forms.Form):
    """«Inviter un membre». ``cleaned_data["emails"]`` is a list."""

    emails = forms.CharField(
        label="Adresse(s) e-mail",
        max_length=20_000,
        help_text=french_spaces(
            "Plusieurs adresses ? Séparez-les par une virgule, un point-virgule, un espace ou un retour à la ligne."
        ),
        error_messages={
            "required": "Donnez au moins une adresse e-mail.",
            "max_length": french_spaces(f"C’est trop long : {MOST_ADDRESSES} adresses au plus à la fois."),
        },
        widget=forms.Textarea(
            attrs={"rows": 4, "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["emails"].widget.attrs.pop("maxlength", None)

    def clean_emails(self) -> list[str]:
        found = addresses_in(self.cleaned_data["emails"])
        if not found:
            raise ValidationError(self.fields["emails"].error_messages["required"])
        wrong = [address for address in found if not _is_address(address)]
        if wrong:
            said = [ValidationError(french_spaces(f"Format incorrect : {one}")) for one in wrong[:ADDRESSES_SAID]]
            if (more := len(wrong) - ADDRESSES_SAID) > 0:
                said.append(ValidationError(f"… et {more} autre{'s' if more > 1 else ''}."))
            raise ValidationError(said)
        if len(found) > MOST_ADDRESSES:
            raise ValidationError(
                french_spaces(f"Vous avez donné {len(found)} adresses : {MOST_ADDRESSES} au plus à la fois.")
            )
        return found


def _is_address(text: str) -> bool:
    if len(text) > LONGEST_ADDRESS:
        return False
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label="Rôle",
        choices=Role,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un rôle.", "invalid_choice": "Choisissez un rôle."},
    )
