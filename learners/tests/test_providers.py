"""Declaring who may sign pupils in."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from learners.checks import check_providers
from learners.saml import provider_apps

GAR = (
    '{"slug": "gar", "label": "GAR", "idp": {"entity_id": "gar", "sso_url": "https://gar.exemple/", "x509cert": "x"}%s}'
)


def test_no_demonstration_ent_in_production() -> None:
    assert provider_apps(source="", demo=False) == []
    assert [app["client_id"] for app in provider_apps(source=f"[{GAR % ''}]", demo=False)] == ["gar"]


def test_a_provider_without_provider_id_has_its_slug() -> None:
    assert provider_apps(source=f"[{GAR % ''}]", demo=False)[0]["provider_id"] == "gar"


@pytest.mark.parametrize(
    "source",
    ["/nowhere.json", "[{]", "{}", '[{"slug": "gar"}]', f"[{GAR % ''}, {GAR % ''}]", "[" + GAR % ', "labl": 1' + "]"],
)
def test_an_unreadable_declaration_stops_the_start(source: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        provider_apps(source=source, demo=False)


@pytest.mark.parametrize(
    "extra, expected",
    [
        ("", []),
        (', "advanced": {"want_assertions_signed": true}', ["learners.E001"]),
        (', "advanced": {"strict": false}', ["learners.E002"]),
        (', "advanced": {"reject_idp_initiated_sso": false}', ["learners.E002"]),
        (', "attributes": {"mail": "P_MEL"}', ["learners.E003"]),
        (', "advanced": {"authn_request_signed": true}', ["learners.E004"]),
        (f', "provider_id": "{"g" * 41}"', ["learners.E005"]),
        (', "profiles": []', ["learners.E006"]),
        (', "session_hours": 200', ["learners.E006"]),
    ],
)
def test_the_declaration_is_checked(settings: Settings, extra: str, expected: list[str]) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {"saml": {"APPS": provider_apps(source=f"[{GAR % extra}]", demo=False)}}
    assert [error.id for error in check_providers()] == expected
