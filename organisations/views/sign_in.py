"""Log-in, log-out and forgotten password, for every space: a space gives its own templates and its own form."""

from datetime import datetime
from math import ceil
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView, PasswordResetConfirmView, RedirectURLMixin
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from organisations import actions, queries
from organisations.forms import EmailSignInForm, NewPasswordForm, PasswordForgottenForm
from organisations.middleware import membership_not_required
from organisations.models import User
from pixorga.spaces import ROOT, space_url

TRIES_ANNOUNCED = 3  # from so many tries left, the page warns
SENT = "envoye"  # in the address of the page that says a mail is on its way
ASKED_KEY = "password_asked"  # in the session: the address typed


def minutes_until(until: datetime) -> str:
    minutes = max(1, ceil((until - timezone.now()).total_seconds() / 60))
    return "une minute" if minutes == 1 else f"{minutes} minutes"


def blocked_message(error: actions.SignInBlocked) -> str:
    wait = minutes_until(error.until)
    return f"Trop d’essais sans succès. Pour protéger ce compte, il faut attendre {wait} avant d’essayer de nouveau."


def expired_message(error: actions.OneTimePasswordExpired) -> str:
    day = timezone.localtime(error.until).strftime("%d/%m/%Y")
    return (
        f"Ce mot de passe à usage unique n’est plus valable depuis le {day}. Demandez-en un autre à votre enseignant."
    )


def refused_message(form: Form, error: actions.SignInRefused) -> str:
    if error.tries_left > TRIES_ANNOUNCED:
        return form.wrong_pair
    left = "un essai" if error.tries_left == 1 else f"{error.tries_left} essais"
    return f"{form.wrong_pair} Il vous reste {left} avant une attente de 2 minutes."


@method_decorator(
    [membership_not_required, login_not_required, sensitive_post_parameters(), csrf_protect, never_cache],
    name="dispatch",
)
class SignInView(RedirectURLMixin, FormView):  # type: ignore[type-arg]
    """``next`` is followed on the same host only (RedirectURLMixin); the session gets a new key (``login``)."""

    form_class = EmailSignInForm
    template_name = "orga/organisations/sign_in.html"
    next_page = "home"
    staff_only = False
    one_time = False  # a space that knows how to replace a one-time password says so

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if user.is_authenticated and (user.is_staff or not self.staff_only):
            return HttpResponseRedirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            user = actions.check_credentials(
                request=self.request,
                identifier=form.cleaned_data["identifier"],
                password=form.cleaned_data["password"],
                staff_only=self.staff_only,
                one_time=self.one_time,
            )
        except actions.SignInBlocked as error:
            form.add_error(None, blocked_message(error))
        except actions.SignInRefused as error:
            form.add_error(None, refused_message(form, error))
        except actions.OneTimePasswordExpired as error:
            form.add_error(None, expired_message(error))
        else:
            return self.enter(user)
        return self.form_invalid(form)

    def enter(self, user: User) -> HttpResponse:
        login(self.request, user)
        return HttpResponseRedirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, next=self.get_redirect_url())


@method_decorator([membership_not_required, login_not_required], name="dispatch")
class SignOutView(LogoutView):
    """By POST only; lands on the log-in page of the space."""

    http_method_names = ["post", "options"]


@method_decorator([membership_not_required, login_not_required, csrf_protect], name="dispatch")
class PasswordForgottenView(FormView):  # type: ignore[type-arg]
    form_class = PasswordForgottenForm
    template_name = "account/password_forgotten.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if SENT not in request.GET:
            return super().get(request, *args, **kwargs)
        context = {
            "email": request.session.get(ASKED_KEY, ""),
            "mails": space_url(ROOT, "mails") if settings.DEMO else "",
        }
        return render(request, "account/password_sent.html", context)

    def form_valid(self, form: Form) -> HttpResponse:
        email = form.cleaned_data["email"]
        actions.send_password_link(email=email, space=self.request.space)
        self.request.session[ASKED_KEY] = email  # not in the address, which stays in the history of the browser
        return HttpResponseRedirect(f"{self.request.path}?{SENT}")


@method_decorator([membership_not_required, login_not_required], name="dispatch")
class NewPasswordView(PasswordResetConfirmView):
    """The link of the mail: single use, 24 hours. Changing the password ends every session of the account."""

    form_class = NewPasswordForm
    template_name = "account/password_new.html"

    def get_user(self, uidb64: UUID) -> User | None:
        """By the public identifier: Django's own links hold the row's number."""
        return queries.account_of_link(uidb64)

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:
        self.user.one_time_until = None  # saved with the password
        response = super().form_valid(form)
        actions.forget_failures_of(self.user)
        messages.success(self.request, "Votre mot de passe est changé. Vous pouvez vous connecter.")
        return response

    def get_success_url(self) -> str:
        return resolve_url("login")
