"""What allauth asks us: which providers exist, who a response speaks of, what an account opened by an ENT looks like.

Everything that refuses raises EntRefused, which allauth lets through up to learners.views.app.
"""

import re
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from onelogin.saml2.auth import OneLogin_Saml2_Auth

from learners.assertions import Assertion, request_data, toolkit_settings
from learners.refusals import EntRefused
from learners.saml import ATTRIBUTES
from organisations.models import Organisation, User
from pixorga.spaces import is_local_path

UID = re.compile(r"[\x21-\x7e]{8,191}")  # visible ASCII; 191 is what allauth's column holds
NAME_LENGTH = 100


def known_schools(uais: list[str]) -> list[Organisation]:
    return list(Organisation.objects.active().filter(uai__in=[uai.upper() for uai in uais]))


class EntProvider(SAMLProvider):
    """One GAR or ENT. Its identifier is the IDO, never the NameID, which is another one at each sign-in."""

    def values(self, assertion: Assertion, key: str) -> list[str]:
        names = {**ATTRIBUTES, **self.app.settings["attributes"]}
        return [value for value in assertion.attributes.get(names[key], []) if value.strip()]

    def extract_uid(self, data: Assertion) -> str:
        uids = self.values(data, "uid")
        if len(uids) != 1 or not UID.fullmatch(uids[0]):
            raise EntRefused("G02", detail=f"{len(uids)} identifiers, of lengths {[len(uid) for uid in uids]}")
        return uids[0]

    def extract_extra_data(self, data: Assertion) -> dict[str, list[str]]:
        """Nothing but what a teacher's support question needs, under GAR's names whatever the provider's."""
        kept = ("school", "profile", "division", "last_name", "first_name")
        return {ATTRIBUTES[key]: self.values(data, key) for key in kept}

    def extract_common_fields(self, data: Assertion) -> dict[str, str]:
        fields = {key: self.values(data, key)[:1] for key in ("first_name", "last_name")}
        if not all(fields.values()):
            raise EntRefused("G12", uid=self.extract_uid(data))
        return {key: value[0].strip()[:NAME_LENGTH] for key, value in fields.items()}

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """To the provider, with a (signed) request; where to go afterwards stays in the session, under its number."""
        auth = OneLogin_Saml2_Auth(request_data(self.app), toolkit_settings(self.app))
        url = auth.login(return_to="")
        self.stash_redirect_state(request, process, next_url, data, state_id=auth.get_last_request_id(), **kwargs)
        return HttpResponseRedirect(url)


def provider_of(organisation: Organisation) -> SocialApp | None:
    """The ENT that this school's pupils come by, if the school names one that is declared here."""
    name = organisation.identity_provider
    apps = SocialAccountAdapter().list_apps(None, provider=name) if name else []
    return apps[0] if apps else None


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def list_apps(
        self, request: HttpRequest | None, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The settings only: a row in the database must not be able to declare who may sign pupils in."""
        apps = [SocialApp(provider=EntProvider.id, **app) for app in settings.SOCIALACCOUNT_PROVIDERS["saml"]["APPS"]]
        return [
            app
            for app in apps
            if (not provider or provider in {app.provider, app.provider_id})
            and (not client_id or client_id == app.client_id)
        ]

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, str]) -> User:
        user: User = sociallogin.user
        user.first_name, user.last_name = data["first_name"], data["last_name"]
        user.email = user.username = None  # allauth's "" would be the same for two pupils
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Our rules, once we know whether this identity is known. The refusal undoes what lookup() has just saved."""
        account, policy = sociallogin.account, sociallogin.provider.app.settings
        allowed = {profile.casefold() for profile in policy["profiles"]}
        if not allowed & {profile.casefold() for profile in account.extra_data["PRO"]}:
            raise EntRefused("G10", uid=account.uid)
        if sociallogin.is_existing:
            if not sociallogin.user.is_active:
                raise EntRefused("G13", uid=account.uid)
        elif not known_schools(account.extra_data["UAI"]):
            raise EntRefused("G11", uid=account.uid, school=", ".join(account.extra_data["UAI"])[:100])

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """Two first sign-ins of one pupil at the same instant make one account."""
        try:
            with transaction.atomic():
                return super().save_user(request, sociallogin, form)
        except IntegrityError:
            account = SocialAccount.objects.select_related("user").get(
                provider=sociallogin.account.provider, uid=sociallogin.account.uid
            )
            sociallogin.account, sociallogin.user = account, account.user
            return account.user


class AccountAdapter(DefaultAccountAdapter):
    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """None of allauth's messages: they would put the pupil's name in a cookie, for a page that shows it anyway."""

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        raise EntRefused("G13")

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url) and is_local_path(url)
