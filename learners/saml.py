"""The identity providers (GAR, ENT) that may sign pupils in. Imported by the settings: no model here.

``PIXORGA_SAML_PROVIDERS`` is a JSON list, or the path of a file holding one::

    [{"slug": "gar", "label": "GAR", "idp": {"entity_id": "…", "sso_url": "https://…", "x509cert_file": "/etc/…/gar.pem"},
      "advanced": {"authn_request_signed": true, "private_key_file": "…", "x509cert_file": "…"}}]

Each object may also hold: ``provider_id`` (the name its identities are kept under, the slug unless said; never change it),
``idp.slo_url`` (where the provider waits for our answer when it ends somebody's session: without it, single log-out is off),
``sp.entity_id`` (how the provider knows us; the address of our metadata unless said), ``attributes`` (the provider's names
of ATTRIBUTES), ``profiles`` (who is a pupil), ``session_hours``, ``external_links`` (false unless said: GAR forbids links to
the outside on the pages of its pupils). Every certificate or key ``x`` may be a file: ``x_file``.
"""

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import lazy

DEMO_SLUG = "ent-demo"

# What we read -> the name GAR gives it.
ATTRIBUTES = {
    "uid": "IDO",
    "first_name": "PRE",
    "last_name": "NOM",
    "school": "UAI",
    "profile": "PRO",
    "division": "DIV",
}
PROFILES = ["National_elv"]
SESSION_HOURS = 4  # school computers are shared

# The keys of ``advanced`` (allauth's names). The first ones are what makes a response trustworthy: never anything else.
ADVANCED_FIXED = {
    "strict": True,
    "want_assertion_signed": True,
    "reject_deprecated_algorithm": True,
    "reject_idp_initiated_sso": True,
    "want_name_id": False,
}
ADVANCED_FREE: dict[str, Any] = {
    "authn_request_signed": False,
    "want_message_signed": False,
    "want_assertion_encrypted": False,
    "name_id_format": "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
    "private_key": "",
    "x509cert": "",
    "x509cert_new": "",
}
REQUIRED = {"slug", "label", "idp"}
OPTIONAL = {"provider_id", "sp", "attributes", "profiles", "session_hours", "external_links", "advanced"}


def provider_apps(*, source: str, demo: bool) -> list[dict[str, Any]]:
    """allauth's ``SOCIALACCOUNT_PROVIDERS["saml"]["APPS"]``: the declared providers, and in demo mode the demonstration ENT."""
    apps = [_app(entry) for entry in _entries(source)]
    if demo:
        apps.append(_demo_app())
    for name in ("client_id", "provider_id"):
        values = [app[name] for app in apps]
        if len(set(values)) < len(values):
            raise ImproperlyConfigured(
                f"PIXORGA_SAML_PROVIDERS : deux fournisseurs ont le même nom ({', '.join(values)})."
            )
    return apps


def _entries(source: str) -> list[dict[str, Any]]:
    if not source.strip():
        return []
    try:
        text = source if source.lstrip().startswith("[") else Path(source).read_text(encoding="utf-8")
        entries = json.loads(text)
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"PIXORGA_SAML_PROVIDERS ne peut pas être lu : {error}") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ImproperlyConfigured("PIXORGA_SAML_PROVIDERS doit être une liste JSON d’objets.")
    return entries


def _app(entry: dict[str, Any]) -> dict[str, Any]:
    missing, unknown = REQUIRED - entry.keys(), entry.keys() - REQUIRED - OPTIONAL
    if missing or unknown:
        raise ImproperlyConfigured(
            f"PIXORGA_SAML_PROVIDERS : il manque {sorted(missing) or 'rien'}, et {sorted(unknown) or 'rien'} n’est pas connu."
        )
    settings: dict[str, Any] = {
        "idp": _with_files(entry["idp"]),
        "sp": entry.get("sp", {}),
        "advanced": _with_files(entry.get("advanced", {})),
        "attributes": {**ATTRIBUTES, **entry.get("attributes", {})},
        "profiles": entry.get("profiles", PROFILES),
        "session_hours": entry.get("session_hours", SESSION_HOURS),
        "external_links": entry.get("external_links", False),
    }
    needed = {"entity_id", "sso_url", "x509cert"} - settings["idp"].keys()
    if needed:
        raise ImproperlyConfigured(f"PIXORGA_SAML_PROVIDERS : idp de {entry['slug']} n’a pas {sorted(needed)}.")
    # Without its own provider_id, every provider would share one space of identifiers.
    provider_id = entry.get("provider_id") or entry["slug"]
    return {"client_id": entry["slug"], "provider_id": provider_id, "name": entry["label"], "settings": settings}


def _with_files(values: dict[str, Any]) -> dict[str, Any]:
    """Replace each «x_file» by the «x» it holds."""
    read = dict(values)
    for key in [key for key in values if key.endswith("_file")]:
        try:
            read[key.removesuffix("_file")] = Path(read.pop(key)).read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(f"PIXORGA_SAML_PROVIDERS : {key} ne peut pas être lu : {error}") from error
    return read


def _demo_app() -> dict[str, Any]:
    """The demonstration ENT. Its addresses and keys are looked up when used: its keys are made at the first sign-in."""

    def late(module: str, read: Callable[[Any], str]) -> Any:
        return lazy(lambda: read(import_module(module)), str)()

    entry = {
        "slug": DEMO_SLUG,
        "label": "ENT de démonstration",
        "external_links": True,
        "idp": {
            "entity_id": late("demo_ent.idp", lambda idp: idp.entity_id()),
            "sso_url": late("demo_ent.idp", lambda idp: idp.sso_url()),
            "slo_url": late("demo_ent.idp", lambda idp: idp.slo_url()),
            "x509cert": late("demo_ent.keys", lambda keys: keys.key_pair("idp").certificate),
        },
        "advanced": {
            "authn_request_signed": True,
            "private_key": late("demo_ent.keys", lambda keys: keys.key_pair("sp").private_key),
            "x509cert": late("demo_ent.keys", lambda keys: keys.key_pair("sp").certificate),
        },
    }
    return _app(entry)
