"""«Mon compte» of a pupil (A-67): who, by which ways, the password, and what is kept."""

from allauth.socialaccount.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from learners.queries import lines_of, providers_of
from organisations.actions import change_names, change_password
from organisations.forms import NamesForm, OwnPasswordForm
from organisations.views.orga_account import is_present_password

NAMES, PASSWORD = "noms", "mot-de-passe"  # the forms of the page


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    user, asked = request.user, request.POST.get("formulaire", "")
    providers = providers_of(user)
    # A one-time password is replaced at the log-in, by who has it in hand.
    has_password = user.has_usable_password() and user.one_time_until is None
    initial = {"first_name": user.first_name, "last_name": user.last_name}
    names = None if providers else NamesForm(request.POST if asked == NAMES else None, initial=initial)
    password = OwnPasswordForm(user, request.POST if asked == PASSWORD else None) if has_password else None
    if names and names.is_bound and names.is_valid():
        change_names(user=user, **names.cleaned_data)
        messages.success(request, "Votre nom est enregistré.")
        return redirect("account")
    if (
        password
        and password.is_bound
        and password.is_valid()
        and is_present_password(request, user, password, "old_password")
    ):
        change_password(user=user, password=password.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        messages.success(request, "Votre mot de passe est changé. Vos autres connexions sont fermées.")
        return redirect("account")
    labels = {app.provider_id: app.name for app in get_adapter().list_apps(request)}
    context = {
        "names": names,
        "password": password,
        "providers": [labels.get(name, name) for name in providers],
        "lines": lines_of(user),
        "has_errors": bool((names and names.errors) or (password and password.errors)),
    }
    return render(request, "app/learners/account.html", context, status=422 if context["has_errors"] else 200)
