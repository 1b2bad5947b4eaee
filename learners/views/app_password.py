"""A one-time password that a teacher gave: another is chosen before anything else (A-05)."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from learners.actions import choose_password
from learners.forms import ChosenPasswordForm
from learners.queries import stamp_of
from organisations.models import User
from organisations.queries import account_of_link

KEY = "new_password"  # in the session: whose pair was right, and when
PAGE_LASTS = timedelta(minutes=15)


def ask_new_password(request: HttpRequest, user: User, *, after: str) -> HttpResponse:
    """Nobody is signed in yet. ``after`` is where they were going, already known to be ours."""
    request.session.flush()  # whoever was here before, on a shared computer
    request.session[KEY] = {
        "user": str(user.public_id),
        "stamp": stamp_of(user),
        "at": timezone.now().timestamp(),
        "after": after,
    }
    return redirect("new_password")


def _waiting(request: HttpRequest) -> User | None:
    """Whose password is to be chosen here; None once that has been done, or too late."""
    kept = request.session.get(KEY)
    if kept is None or timezone.now().timestamp() - kept["at"] > PAGE_LASTS.total_seconds():
        return None
    user = account_of_link(UUID(kept["user"]))
    right = user is not None and user.one_time_until is not None and stamp_of(user) == kept["stamp"]
    return user if right else None


@sensitive_post_parameters()
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest) -> HttpResponse:
    user = _waiting(request)
    if user is None:
        return _start_again(request)
    form = ChosenPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        kept = request.session.pop(KEY)
        if not choose_password(user=user, stamp=kept["stamp"], password=form.cleaned_data["new_password1"]):
            return _start_again(request)
        user.refresh_from_db()
        login(request, user)
        messages.success(
            request, "Votre mot de passe est choisi. Retenez-le\N{NO-BREAK SPACE}: il servira à chaque fois."
        )
        return HttpResponseRedirect(kept["after"])
    context = {"form": form, "owner": user}
    return render(request, "app/learners/new_password.html", context, status=422 if form.errors else 200)


def _start_again(request: HttpRequest) -> HttpResponse:
    request.session.pop(KEY, None)
    if request.user.is_authenticated:
        return redirect("home")
    messages.error(
        request,
        "Cette page a expiré. Recommencez\N{NO-BREAK SPACE}: connectez-vous avec le mot de passe donné par votre enseignant.",
    )
    return redirect("login")
