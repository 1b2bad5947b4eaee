"""What the declared identity providers must look like, checked at start: allauth ignores a misspelt key in silence."""

import re
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from learners.saml import ADVANCED_FIXED, ADVANCED_FREE, ATTRIBUTES

NAME = re.compile(r"[-a-zA-Z0-9_]{1,40}")  # what an address and the column of the events hold


def check_providers(**kwargs: Any) -> list[CheckMessage]:
    errors: list[CheckMessage] = []

    def error(number: int, message: str) -> None:
        errors.append(Error(message, id=f"learners.E{number:03}"))

    for app in settings.SOCIALACCOUNT_PROVIDERS["saml"]["APPS"]:
        where, options = f"Fournisseur d’identité {app['client_id']} :", app["settings"]
        for key, value in options["advanced"].items():
            if key not in ADVANCED_FIXED.keys() | ADVANCED_FREE.keys():
                error(1, f"{where} la clé advanced.{key} n’existe pas.")
            elif key in ADVANCED_FIXED and value != ADVANCED_FIXED[key]:
                error(2, f"{where} advanced.{key} doit valoir {ADVANCED_FIXED[key]}.")
        for key in options["attributes"].keys() - ATTRIBUTES.keys():
            error(3, f"{where} attributes.{key} n’existe pas.")
        if (
            options["advanced"].get("authn_request_signed")
            and not {"private_key", "x509cert"} <= options["advanced"].keys()
        ):
            error(4, f"{where} pour signer les demandes, il faut advanced.private_key et advanced.x509cert.")
        if not all(NAME.fullmatch(app[key]) for key in ("client_id", "provider_id")):
            error(5, f"{where} slug et provider_id sont faits de 1 à 40 lettres, chiffres, - ou _.")
        if not options["profiles"] or not 0 < options["session_hours"] <= 24:
            error(6, f"{where} profiles ne peut pas être vide, et session_hours va de 1 à 24.")
    return errors
