"""Single log-out: somebody leaves their ENT, which sends this browser here so that they leave PixOrga too.

SAML, HTTP-Redirect, signed requests only, and only for the providers that declare ``idp.slo_url``. The browser itself brings
the request, so the session to end is the one it holds: nothing of the provider's own sessions is kept.
"""

from datetime import timedelta
from urllib.parse import parse_qsl

from allauth.socialaccount.models import SocialApp
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from lxml import etree
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.constants import OneLogin_Saml2_Constants as constants

from learners.assertions import request_data, sls_url, toolkit_settings

# An old request would only end a session, but whoever kept one could end it at will.
FRESH_FOR = timedelta(minutes=10)


class LogoutRefused(Exception):
    """This is not a request of our provider, for us, now."""


def offers_single_logout(app: SocialApp) -> bool:
    return "slo_url" in app.settings["idp"]


def answer_logout(*, app: SocialApp, query: str) -> str:
    """The address that brings our answer to the provider, for the request in this raw query string. Or LogoutRefused."""
    fields = parse_qsl(query, keep_blank_values=True)
    values = dict(fields)
    # Said twice, one would be signed and the other read. And the toolkit accepts what bears no signature at all.
    if len(values) != len(fields) or not {"SAMLRequest", "SigAlg", "Signature"} <= values.keys():
        raise LogoutRefused("not one signed request")
    data = request_data(app, sls_url(app))
    # The signature covers the text as it was sent: encoding it again could differ by a letter's case.
    data |= {"get_data": values, "query_string": query, "validate_signature_from_qs": True}
    try:
        auth = OneLogin_Saml2_Auth(data, toolkit_settings(app))
        address = auth.process_slo(keep_local_session=True)
        problems = [*auth.get_errors(), *([auth.get_last_error_reason()] if auth.get_last_error_reason() else [])]
        xml = auth.get_last_request_xml()
        root = etree.fromstring(xml.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except Exception as error:  # hostile bytes: base64, XML and the signature each raise their own
        raise LogoutRefused(f"unreadable: {type(error).__name__}") from error
    if problems or address is None:
        raise LogoutRefused("; ".join(problems))
    _check(app, root)
    return str(address)


def _check(app: SocialApp, root: etree._Element) -> None:
    """What the toolkit checks only when it is there."""
    issuer = root.findtext(f"{{{constants.NS_SAML}}}Issuer")
    if issuer != str(app.settings["idp"]["entity_id"]):
        raise LogoutRefused("issuer")
    if root.get("Destination") != sls_url(app):
        raise LogoutRefused("destination")
    try:
        issued = parse_datetime(root.get("IssueInstant", ""))
    except ValueError:
        issued = None
    if issued is None or issued.tzinfo is None or abs(timezone.now() - issued) > FRESH_FOR:
        raise LogoutRefused("too old, or in the future")
