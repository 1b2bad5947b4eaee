"""The link of an invitation: «J’ai déjà un compte», «Je m’inscris», or one button for who is signed in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from organisations import actions, queries
from organisations.enums import InvitationState
from organisations.forms import EmailSignInForm, SignUpForm
from organisations.middleware import SESSION_KEY, membership_not_required
from organisations.models import Invitation, LegalText, Membership, User
from organisations.views.sign_in import blocked_message, refused_message
from pixorga.ui.typography import french_spaces

SIGN_IN, SIGN_UP = "compte", "inscription"  # the two panels; also the prefixes of their fields


@membership_not_required
@login_not_required
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    invitation = queries.invitation_by_token(token)
    if invitation is None or invitation.state != InvitationState.OPEN:
        return _closed(request, invitation)
    if request.user.is_authenticated:
        return _join_signed_in(request, invitation)
    return _join_visitor(request, invitation)


def _closed(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    state = invitation.state if invitation else "unknown"
    context = {"state": state, "invitation": invitation}
    return render(request, "orga/organisations/join_closed.html", context, status=410 if invitation else 404)


def _join_signed_in(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Whatever their address: they hold the link, and they are told to which account the space will belong."""
    if request.method == "POST":
        return _accept(request, invitation, request.user)
    context = {
        "invitation": invitation,
        "is_member": queries.membership_in(invitation.organisation, request.user) is not None,
        "is_other": invitation.email != request.user.email,
    }
    return render(request, "orga/organisations/join_signed_in.html", context)


def _join_visitor(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    terms = queries.current_terms()
    asked = request.POST.get("panneau", "")
    sign_in = EmailSignInForm(
        request.POST if asked == SIGN_IN else None, prefix=SIGN_IN, initial={"identifier": invitation.email}
    )
    sign_up = SignUpForm(
        request.POST if asked == SIGN_UP else None,
        prefix=SIGN_UP,
        invited=invitation.email,
        asks_terms=terms is not None,
    )
    if asked == SIGN_IN and sign_in.is_valid():
        if user := _checked(request, sign_in):
            return _accept(request, invitation, user)
    elif asked == SIGN_UP and sign_up.is_valid():
        try:
            membership = _signed_up(request, invitation, sign_up.cleaned_data, terms)
        except actions.InvitationRefused as refusal:
            sign_up.add_error("email", str(refusal))
        else:
            return _welcome(request, membership) if membership else _closed(request, _again(invitation))
    context = {"invitation": invitation, "sign_in": sign_in, "sign_up": sign_up, "terms": terms}
    failed = sign_in.errors or sign_up.errors
    return render(request, "orga/organisations/join.html", context, status=422 if failed else 200)


def _checked(request: HttpRequest, form: EmailSignInForm) -> User | None:
    try:
        return actions.check_credentials(
            request=request,
            identifier=form.cleaned_data["identifier"],
            password=form.cleaned_data["password"],
        )
    except actions.SignInBlocked as error:
        form.add_error(None, blocked_message(error))
    except actions.SignInRefused as error:
        form.add_error(None, refused_message(form, error))
    return None


def _signed_up(
    request: HttpRequest, invitation: Invitation, data: dict[str, Any], terms: LegalText | None
) -> Membership | None:
    # A version published since the page was shown has not been read: the space will ask for it.
    is_read = terms is not None and request.POST.get("conditions") == str(terms.version)
    return actions.sign_up(
        invitation=invitation,
        first_name=data["first_name"],
        last_name=data["last_name"],
        password=data["password"],
        terms=terms if is_read else None,
    )


def _accept(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    membership = actions.accept_invitation(invitation=invitation, user=user)
    return _welcome(request, membership) if membership else _closed(request, _again(invitation))


def _again(invitation: Invitation) -> Invitation:
    """As somebody else has just left it."""
    invitation.refresh_from_db()
    return invitation


def _welcome(request: HttpRequest, membership: Membership) -> HttpResponse:
    if request.user != membership.user:
        login(request, membership.user, backend="organisations.backends.EmailOrUsernameBackend")
    request.session[SESSION_KEY] = membership.pk
    actions.remember_organisation(membership=membership)
    messages.success(request, french_spaces(f"Bienvenue dans l’espace « {membership.organisation.name} »."))
    return redirect("home")
