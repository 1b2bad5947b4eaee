"""The team of PixOrga: who is in which group, and what each group may really do, read from the rights themselves."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst

from organisations import actions
from organisations.enums import StaffGroup
from organisations.models import User
from pixorga.admin_site import site

TEAM_PAGE = "organisations_user_team"
PURPOSE = {
    StaffGroup.SUPER_ADMIN: "Administre tout, et l’équipe elle-même : comptes, noms des élèves, textes légaux.",
    StaffGroup.WORK: "Suit les établissements : espaces, membres, profils cibles, campagnes, épreuves.",
    StaffGroup.SUPPORT: "Lit tout pour répondre aux établissements, et ne change rien.",
}


class EntryForm(forms.Form):
    """An account that exists, by its address: nobody enters the team by a new one that nobody knows."""

    email = forms.EmailField(
        label="Adresse e-mail du compte",
        error_messages={
            "required": "Donnez une adresse e-mail.",
            "invalid": "Saisissez une adresse e-mail, par exemple prenom.nom@exemple.fr.",
        },
    )
    group = forms.ChoiceField(
        label="Groupe",
        choices=[(group.value, group.label) for group in reversed(StaffGroup)],
        error_messages={"invalid_choice": "Choisissez un groupe."},
    )

    def clean_email(self) -> User:
        user = User.objects.filter(email=self.cleaned_data["email"].strip().lower()).first()
        if user is None:
            raise forms.ValidationError("Aucun compte n’a cette adresse. Créez-le d’abord : Utilisateurs, Ajouter.")
        if user.is_staff:
            raise forms.ValidationError("Cette personne est déjà dans l’équipe : changez son groupe dans la liste.")
        return user


# --- What a group may do ------------------------------------------------------------------------------------------------
class _Holder:
    """Somebody with the rights of a group and nothing else, for the pages to answer about."""

    pk = id = None
    is_active = is_staff = is_authenticated = True
    is_superuser = is_anonymous = False
    anonymised_at = None

    def __init__(self, rights: set[str]) -> None:
        self.rights = rights

    def has_perm(self, right: str, obj: Any = None) -> bool:
        return right in self.rights

    def has_perms(self, rights: Any, obj: Any = None) -> bool:
        return all(map(self.has_perm, rights))


@dataclass(frozen=True)
class Right:
    page: str
    address: str
    cells: list[str]  # one a group: «lit, modifie ; archiver, désarchiver»


def rights_table(groups: list[Group]) -> list[Right]:
    requests = [_request_of(group) for group in groups]
    rows = []
    for model, page in site._registry.items():
        name = capfirst(str(model._meta.verbose_name_plural))
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        rows.append(Right(name, address, [_cell(page, request) for request in requests]))
    for _, name, route, may in site.pages:
        rows.append(Right(name, reverse(f"admin:{route}"), ["oui" if may(request) else "" for request in requests]))
    return rows


def _request_of(group: Group) -> HttpRequest:
    request = HttpRequest()
    rights = {f"{right.content_type.app_label}.{right.codename}" for right in group.permissions.all()}
    request.user = _Holder(rights)  # type: ignore[assignment]
    return request


def _cell(page: Any, request: HttpRequest) -> str:
    verbs = [
        word
        for word, may in (
            ("lit", page.has_view_permission(request)),
            ("ajoute", page.has_add_permission(request)),
            ("modifie", page.has_change_permission(request)),
        )
        if may
    ]
    acts = [words.rstrip("…").lower() for _, _, words in page.get_actions(request).values()]
    return f"{', '.join(verbs)}{' ; ' if acts else ''}{', '.join(acts)}".replace(" ;", "\N{NO-BREAK SPACE};")


# --- The page -----------------------------------------------------------------------------------------------------------
def may_see(request: HttpRequest) -> bool:
    return request.user.has_perm("organisations.view_user")


def may_manage(request: HttpRequest) -> bool:
    # That of accounts: who may give somebody a password may as well give them a group.
    return request.user.has_perm("organisations.change_user")


def staff() -> QuerySet[User]:
    return User.objects.filter(is_staff=True).prefetch_related("groups").order_by("search_key", "id")


def team_page(request: HttpRequest) -> HttpResponse:
    if not may_see(request) or (request.method == "POST" and not may_manage(request)):
        raise PermissionDenied
    form = EntryForm()
    if request.method == "POST":
        form, done = _act(request)
        if done:
            return HttpResponseRedirect(reverse(f"admin:{TEAM_PAGE}"))
    groups = {group.name: group for group in Group.objects.prefetch_related("permissions__content_type")}
    known = [groups[name] for name in StaffGroup.values if name in groups]
    people = [
        {"user": user, "groups": [group.name for group in user.groups.all()], "is_self": user.pk == request.user.pk}
        for user in staff()
    ]
    context = {
        **site.each_context(request),
        "title": "Équipe PixOrga",
        "opts": User._meta,
        "people": people,
        "groups": [(StaffGroup(group.name).label, PURPOSE[StaffGroup(group.name)]) for group in known],
        "choices": [(group.value, group.label) for group in reversed(StaffGroup)],
        "rights": rights_table(known),
        "form": form,
        "may_manage": may_manage(request),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/organisations/team.html", context)


def _act(request: HttpRequest) -> tuple[EntryForm, bool]:
    """What a form of the page asks for; not done: the form of the entry, with what is wrong."""
    if request.POST.get("acte") == "entrer":
        form = EntryForm(request.POST)
        if not form.is_valid():
            return form, False
        user, group = form.cleaned_data["email"], StaffGroup(form.cleaned_data["group"])
        try:
            actions.set_staff_group(user=user, group=group, actor=request.user)
        except actions.StaffRefused as refusal:
            form.add_error("email", str(refusal))
            return form, False
        messages.success(request, f"{user} entre dans l’équipe\N{NO-BREAK SPACE}: {group.label.lower()}.")
        return form, True
    key = request.POST.get("compte", "")
    user = staff().filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) <= 18 else None
    if user is None:
        messages.error(request, "Cette personne n’est plus dans l’équipe.")
        return EntryForm(), True
    try:
        if request.POST.get("acte") == "retirer":
            if actions.dismiss_staff(user=user, actor=request.user):
                messages.success(request, f"{user} n’a plus accès à l’administration. Son compte reste.")
        elif request.POST.get("groupe") in StaffGroup.values:
            group = StaffGroup(request.POST["groupe"])
            if actions.set_staff_group(user=user, group=group, actor=request.user):
                messages.success(request, f"{user}\N{NO-BREAK SPACE}: {group.label.lower()}.")
        else:
            messages.error(request, "Choisissez un groupe.")
    except actions.StaffRefused as refusal:
        messages.error(request, str(refusal))
    return EntryForm(), True


site.add_page("organisations", "Équipe PixOrga", TEAM_PAGE, may_see)
