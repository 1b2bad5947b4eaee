"""«Équipe»: who is in the space, who is invited, and what administrators do about it."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisations import actions, perms, queries
from organisations.enums import Role
from organisations.forms import MOST_ADDRESSES, InviteForm, RoleForm
from organisations.middleware import SESSION_KEY
from organisations.models import Invitation, Membership
from pixorga.spaces import ROOT, space_url
from pixorga.ui.lists import page_of, sort_of
from pixorga.ui.typography import french_spaces

COLUMNS = {
    "nom": ["user__search_key", "id"],
    "role": ["role", "user__search_key", "id"],
    "visite": ["last_visit_on", "user__search_key", "id"],
}
PAGE_SIZE = 50


@require_safe
def team(request: HttpRequest) -> HttpResponse:
    may_manage = perms.may_manage_team(request.membership)
    columns = COLUMNS if may_manage else {key: COLUMNS[key] for key in ("nom", "role")}
    sort, order = sort_of(request=request, columns=columns, default="nom")
    rows = queries.team_of(request.organisation).order_by(*order)
    context = {
        "page": page_of(request=request, rows=rows, size=PAGE_SIZE),
        "sort": sort,
        "may_manage": may_manage,
        "today": timezone.localdate(),
        "invitations": list(queries.pending_invitations(request.organisation)) if may_manage else [],
        "mails": _demo_mails(),
    }
    return render(request, "orga/organisations/team.html", context)


def _demo_mails() -> str:
    return space_url(ROOT, "mails") if settings.DEMO else ""


def _managing(request: HttpRequest) -> Membership:
    if not perms.may_manage_team(request.membership):
        raise PermissionDenied
    return request.membership


def _colleague(request: HttpRequest, public_id: UUID) -> Membership:
    """A member of this space by the public identifier of the account; a stranger does not exist."""
    return get_object_or_404(queries.team_of(request.organisation), user__public_id=public_id)


def _invitation(request: HttpRequest, public_id: UUID) -> Invitation:
    return get_object_or_404(request.organisation.invitations.select_related("organisation"), public_id=public_id)


# --- Invitations --------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    actor = _managing(request)
    form = InviteForm(request.POST if request.method == "POST" else None)
    here = str(actor.pk)
    if request.method == "POST" and request.POST.get("espace", here) != here:
        form.add_error(
            None,
            french_spaces(
                f"Vous avez changé d’espace dans un autre onglet : vous êtes dans « {request.organisation.name} ». "
                "Si c’est bien là que vous voulez inviter ces personnes, validez de nouveau."
            ),
        )
    if request.method == "POST" and form.is_valid():
        try:
            outcome = actions.invite_members(actor=actor, emails=form.cleaned_data["emails"])
        except actions.InvitationRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            if outcome.sent or outcome.failed:
                _tell(request, outcome)
                return redirect("team")
            for line in _already(outcome):
                form.add_error("emails", line)
    context = {"form": form, "days": settings.INVITATION_DAYS, "most": MOST_ADDRESSES}
    return render(request, "orga/organisations/invite.html", context, status=422 if form.errors else 200)


def _already(outcome: actions.Sending) -> list[str]:
    return [
        *(
            f"{email} a déjà été ajouté\N{NO-BREAK SPACE}: cette personne est membre de l’espace."
            for email in outcome.members
        ),
        *(
            french_spaces(
                f"{email} a déjà été invité. Pour lui envoyer un nouveau lien, choisissez « Renvoyer » dans la liste."
            )
            for email in outcome.invited
        ),
    ]


def _tell(request: HttpRequest, outcome: actions.Sending) -> None:
    if len(outcome.sent) == 1:
        messages.success(request, f"L’invitation est envoyée à {outcome.sent[0]}.")
    elif outcome.sent:
        messages.success(request, f"{len(outcome.sent)} invitations sont envoyées.")
    for line in _already(outcome):
        messages.warning(request, line)
    for email, reason in outcome.failed:
        messages.error(
            request,
            french_spaces(
                f"L’invitation de {email} n’a pas pu être envoyée : {reason}. Elle reste dans la liste, à renvoyer."
            ),
        )


@require_POST
def resend(request: HttpRequest, public_id: UUID) -> HttpResponse:
    actor = _managing(request)
    invitation = _invitation(request, public_id)
    try:
        actions.resend_invitation(invitation=invitation, actor=actor.user)
    except actions.InvitationRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Un nouveau lien est envoyé à {invitation.email}. Le précédent ne fonctionne plus.")
    return redirect("team")


@require_POST
def cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    actor = _managing(request)
    invitation = _invitation(request, public_id)
    if actions.cancel_invitation(invitation=invitation, actor=actor.user):
        messages.success(request, f"L’invitation de {invitation.email} est supprimée. Son lien ne fonctionne plus.")
    else:
        messages.error(request, "Cette invitation a déjà été acceptée ou supprimée.")
    return redirect("team")


# --- Members ------------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def role(request: HttpRequest, public_id: UUID) -> HttpResponse:
    actor = _managing(request)
    member = _colleague(request, public_id)
    form = RoleForm(request.POST if request.method == "POST" else None, initial={"role": member.role})
    if member.pk == actor.pk:
        messages.error(request, actions.OWN_ROLE)
        return redirect("team")
    if request.method == "POST" and form.is_valid():
        try:
            member = actions.change_role(actor=actor, member=member, role=Role(form.cleaned_data["role"]))
        except actions.TeamRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, f"{member.user} a le rôle «\N{NO-BREAK SPACE}{member.get_role_display()}\N{NO-BREAK SPACE}»."
            )
        return redirect("team")
    context = {"form": form, "member": member}
    return render(request, "orga/organisations/role.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    actor = _managing(request)
    member = _colleague(request, public_id)
    if member.pk == actor.pk:
        return redirect("team_leave")
    if request.method == "POST":
        try:
            actions.remove_member(actor=actor, member=member)
        except actions.TeamRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{member.user} ne fait plus partie de l’espace.")
        return redirect("team")
    return render(request, "orga/organisations/remove.html", {"member": member})


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        name = request.organisation.name
        try:
            actions.leave_space(member=request.membership)
        except actions.TeamRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("team")
        request.session.pop(SESSION_KEY, None)
        messages.success(request, french_spaces(f"Vous avez quitté l’espace « {name} »."))
        return redirect("home")
    return render(
        request, "orga/organisations/leave.html", {"is_last": queries.is_last_administrator(request.membership)}
    )
