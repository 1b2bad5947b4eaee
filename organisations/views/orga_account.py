"""«Mon compte»: one's names, address and password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from organisations import actions
from organisations.forms import NamesForm, NewEmailForm, OwnPasswordForm
from organisations.middleware import membership_not_required
from organisations.models import User
from organisations.views.sign_in import TRIES_ANNOUNCED, blocked_message, minutes_until
from pixorga.spaces import ROOT, space_url

NAMES, EMAIL, PASSWORD = "noms", "adresse", "mot-de-passe"  # the forms of the page


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    user, asked = request.user, request.POST.get("formulaire", "")
    initial = {"first_name": user.first_name, "last_name": user.last_name}
    # Without a password of ours nothing proves who is there.
    with_password = user.has_usable_password()
    names = NamesForm(request.POST if asked == NAMES else None, initial=initial)
    email = NewEmailForm(request.POST if asked == EMAIL and with_password else None, present=user.email, prefix=EMAIL)
    password = OwnPasswordForm(user, request.POST if asked == PASSWORD and with_password else None)
    if names.is_bound and names.is_valid():
        actions.change_names(user=user, **names.cleaned_data)
        messages.success(request, "Votre nom est enregistré.")
        return redirect("account")
    if (
        email.is_bound
        and email.is_valid()
        and is_present_password(request, user, email, "password")
        and _asked(request, email)
    ):
        return redirect("account")
    if password.is_bound and password.is_valid() and is_present_password(request, user, password, "old_password"):
        actions.change_password(user=user, password=password.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        messages.success(request, "Votre mot de passe est changé. Vos autres connexions sont fermées.")
        return redirect("account")
    context = {
        "names": names,
        "email": email,
        "password": password,
        "has_errors": bool(names.errors or email.errors or password.errors),
        "mails": space_url(ROOT, "mails") if settings.DEMO else "",
    }
    return render(request, "orga/organisations/account.html", context, status=422 if context["has_errors"] else 200)


def is_present_password(request: HttpRequest, user: User, form: Form, field: str) -> bool:
    """The present password; its failures count with those of the log-in, or a session left open would let one guess."""
    try:
        actions.check_credentials(
            request=request, identifier=user.email or user.username, password=form.cleaned_data[field]
        )
    except actions.SignInBlocked as error:
        form.add_error(field, blocked_message(error))
    except actions.SignInRefused as error:
        left = "un essai" if error.tries_left == 1 else f"{error.tries_left} essais"
        more = f" Il vous reste {left} avant une attente de 2 minutes." if error.tries_left <= TRIES_ANNOUNCED else ""
        form.add_error(field, f"Ce n’est pas votre mot de passe actuel.{more}")
    else:
        return True
    return False


def _asked(request: HttpRequest, form: NewEmailForm) -> bool:
    email = form.cleaned_data["email"]
    try:
        actions.ask_new_email(user=request.user, email=email)
    except actions.SignInBlocked as error:
        form.add_error("email", f"Trop de demandes. Il faut attendre {minutes_until(error.until)}.")
        return False
    messages.info(
        request,
        f"Si {email} n’est pas déjà l’adresse d’un compte, un message vient d’y être envoyé. "
        "Votre adresse changera quand vous ouvrirez son lien.",
    )
    return True


@membership_not_required
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def email_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail: one more button, because mail programs open links by themselves."""
    template = "account/email_confirm.html"
    if request.method == "POST":
        user = actions.confirm_new_email(token=token)
        if user is None:
            return render(request, template, status=410)
        messages.success(request, f"Votre adresse est changée. Connectez-vous désormais avec {user.email}.")
        return redirect("account" if request.user == user else "login")
    named = actions.new_email_of(token)
    if named is None:
        return render(request, template, status=410)
    return render(request, template, {"owner": named[0], "address": named[1]})
