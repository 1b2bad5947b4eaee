"""Ways in through an ENT: which account each opens; moved or taken away for support."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from organisations import actions
from organisations.models import EntAccount, User
from pixorga.admin_confirm import Question, ask, counted, is_confirmed, within_reach
from pixorga.admin_site import ReadOnlyAdmin, as_link, site
from pixorga.ui.typography import french_spaces


class DestinationForm(forms.Form):
    account = forms.CharField(
        label="Numéro du compte qui reçoit cette connexion",
        max_length=18,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text="Celui de l’adresse de sa page : /organisations/user/12/ est le compte n° 12.",
        error_messages={"required": "Donnez le numéro d’un compte."},
    )

    def clean_account(self) -> User:
        typed = self.cleaned_data["account"].strip()
        user = User.objects.filter(pk=int(typed)).first() if typed.isascii() and typed.isdigit() else None
        if user is None:
            raise forms.ValidationError("Aucun compte n’a ce numéro.")
        return user


@admin.register(EntAccount, site=site)
class EntAccountAdmin(ReadOnlyAdmin):
    list_display = ["account", "provider", "date_joined", "last_login"]
    list_display_links = ["provider"]
    list_select_related = ["user"]
    list_filter = ["provider", "last_login"]
    search_fields = ["user__search_key"]
    search_help_text = "Nom du compte."
    ordering = ["-id"]
    # Not the identifier itself: the journal of identities shows as much of it as support needs.
    fields = ["account", "provider", "date_joined", "last_login"]
    actions = page_acts = ["move", "remove"]

    @admin.display(description="compte", ordering="user__search_key")
    def account(self, identity: EntAccount) -> SafeString:
        return as_link(identity.user)

    def has_switch_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("organisations.change_user")

    @admin.action(description="Déplacer vers un autre compte…", permissions=["switch"])
    def move(self, request: HttpRequest, queryset: QuerySet[EntAccount]) -> HttpResponse | None:
        rows = list(queryset.select_related("user")[:2])
        if len(rows) != 1:
            self.message_user(request, "Choisissez une seule connexion.", messages.ERROR)
            return None
        form = DestinationForm(request.POST if is_confirmed(request) else None)
        if is_confirmed(request) and form.is_valid():
            try:
                actions.move_identity(identity=rows[0], to=form.cleaned_data["account"], actor=request.user)
            except actions.IdentityRefused as refusal:
                form.add_error("account", str(refusal))
            else:
                self.message_user(request, "Connexion déplacée.", messages.SUCCESS)
                return None
        return ask(self, request, _moving(rows[0], form), "move")

    @admin.action(description="Retirer…", permissions=["switch"])
    def remove(self, request: HttpRequest, queryset: QuerySet[EntAccount]) -> HttpResponse | None:
        if not within_reach(self, request, queryset):
            return None
        rows = list(queryset.select_related("user").order_by("pk"))
        if not is_confirmed(request):
            return ask(self, request, _removing(rows), "remove")
        with transaction.atomic():
            for row in rows:
                actions.remove_identity(identity=row, actor=request.user)
        self.message_user(request, french_spaces(f"Connexions retirées : {len(rows)}."), messages.SUCCESS)
        return None


def _ways_left(user: User) -> str:
    ways = [name for name, value in (("adresse e-mail", user.email), ("identifiant", user.username)) if value]
    return " et ".join(ways) if ways and user.has_usable_password() else "aucun autre moyen de se connecter"


def _moving(identity: EntAccount, form: DestinationForm) -> Question:
    return Question(
        title="Déplacer cette connexion vers un autre compte ?",
        button="Déplacer",
        rows=[identity],
        effects=[
            f"À la prochaine visite par l’ENT ({identity.provider}), cette personne entre dans l’autre compte.",
            "La connexion que cet autre compte aurait déjà par le même ENT est retirée.",
            f"Il reste à « {identity.user} » : {_ways_left(identity.user)}.",
        ],
        kept=["Les réponses, les participations et les élèves rattachés ne changent pas de compte."],
        is_final=False,
        form=form,
    )


def _removing(rows: list[Any]) -> Question:
    stranded = sum(_ways_left(row.user).startswith("aucun") for row in rows)
    return Question(
        title=f"Retirer {counted(len(rows), 'connexion')} par un ENT ?",
        button="Retirer",
        rows=rows,
        effects=[
            "À la prochaine visite par l’ENT, cette personne reçoit un compte neuf.",
            f"Comptes où plus personne ne pourra entrer : {stranded}.",
        ],
        kept=["Les comptes, leurs réponses et leurs participations restent."],
    )
