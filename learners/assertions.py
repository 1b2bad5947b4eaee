"""Is this SAML response really from our provider, for us, now, and to a request of ours? Reads nothing but the message.

The toolkit checks the signature, the algorithms, the dates, the issuer and the schema; what it lets through (no audience at
all, a wrapper that disagrees with what is signed) is checked here. See docs/decisions.md.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialApp
from django.utils import timezone
from lxml import etree
from onelogin.saml2.constants import OneLogin_Saml2_Constants as constants
from onelogin.saml2.errors import OneLogin_Saml2_ValidationError as ValidationError
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from learners.refusals import EntRefused
from learners.saml import ADVANCED_FREE
from pixorga.spaces import space_url

METADATA_VALID_FOR = timedelta(days=3650)
LATE = {
    ValidationError.ASSERTION_TOO_EARLY,
    ValidationError.ASSERTION_EXPIRED,
    ValidationError.SESSION_EXPIRED,
    ValidationError.RESPONSE_EXPIRED,
}
INCOHERENT = {
    ValidationError.WRONG_INRESPONSETO,
    ValidationError.WRONG_SUBJECTCONFIRMATION,
    ValidationError.WRONG_DESTINATION,
}


@dataclass(frozen=True)
class Assertion:
    """What a verified assertion says. ``expires_at`` is the last instant at which it could be accepted."""

    assertion_id: str
    request_id: str
    expires_at: datetime
    attributes: dict[str, list[str]]

    def to_session(self) -> dict[str, Any]:
        return {**self.__dict__, "expires_at": self.expires_at.isoformat()}

    @classmethod
    def from_session(cls, data: dict[str, Any]) -> "Assertion":
        return cls(**{**data, "expires_at": datetime.fromisoformat(data["expires_at"])})


def acs_url(app: SocialApp) -> str:
    return space_url("app", "saml_acs", app.client_id)


def sls_url(app: SocialApp) -> str:
    return space_url("app", "saml_sls", app.client_id)


def our_entity_id(app: SocialApp) -> str:
    return str(app.settings.get("sp", {}).get("entity_id") or space_url("app", "saml_metadata", app.client_id))


def toolkit_settings(app: SocialApp) -> OneLogin_Saml2_Settings:
    """The toolkit's settings for one provider. What makes a response trustworthy is not configurable."""
    advanced = {**ADVANCED_FREE, **app.settings["advanced"]}
    idp = app.settings["idp"]
    return OneLogin_Saml2_Settings(
        {
            "strict": True,
            "security": {
                "authnRequestsSigned": advanced["authn_request_signed"],
                "logoutResponseSigned": advanced["authn_request_signed"],
                "signatureAlgorithm": constants.RSA_SHA256,
                "digestAlgorithm": constants.SHA256,
                "requestedAuthnContext": False,
                "rejectDeprecatedAlgorithm": True,
                "wantAssertionsSigned": True,
                "wantMessagesSigned": advanced["want_message_signed"],
                "wantAssertionsEncrypted": advanced["want_assertion_encrypted"],
                "wantAttributeStatement": True,
                "wantNameId": False,
                "allowRepeatAttributeName": True,
                # The default of two days would have an administrator fetch the metadata for ever.
                "metadataValidUntil": (timezone.now() + METADATA_VALID_FOR).strftime("%Y-%m-%dT%H:%M:%SZ"),
            },
            "idp": {
                "entityId": str(idp["entity_id"]),
                "singleSignOnService": {"url": str(idp["sso_url"])},
                "x509cert": str(idp["x509cert"]),
                **_single_logout(idp.get("slo_url", "")),
            },
            "sp": {
                "entityId": our_entity_id(app),
                "assertionConsumerService": {"url": acs_url(app), "binding": constants.BINDING_HTTP_POST},
                "NameIDFormat": advanced["name_id_format"],
                "x509cert": str(advanced["x509cert"]),
                "x509certNew": str(advanced["x509cert_new"]),
                "privateKey": str(advanced["private_key"]),
                **_single_logout(sls_url(app) if "slo_url" in idp else ""),
            },
        }
    )


def _single_logout(url: str) -> dict[str, Any]:
    return {"singleLogoutService": {"url": str(url), "binding": constants.BINDING_HTTP_REDIRECT}} if url else {}


def request_data(app: SocialApp, address: str = "") -> dict[str, Any]:
    """Our own address as the toolkit wants it: from the settings, so that no proxy nor Host header has a say."""
    url = urlsplit(address or acs_url(app))
    return {"https": "on" if url.scheme == "https" else "off", "http_host": url.netloc, "script_name": url.path}


def verify(*, app: SocialApp, encoded: str) -> Assertion:
    """The assertion inside a base64 response, or EntRefused (G01, G04, G05, G06)."""
    settings = toolkit_settings(app)
    try:
        response = OneLogin_Saml2_Response(settings, encoded)
    except Exception as error:  # hostile bytes: base64, XML, DTD and decryption each raise their own
        raise EntRefused("G01", detail=f"unreadable: {type(error).__name__}") from error
    try:
        response.is_valid(request_data(app), raise_exceptions=True)
        document = response.get_xml_document()
        attributes = response.get_attributes()
        audiences, request_id = response.get_audiences(), response.get_in_response_to()
        assertion_id = response.get_assertion_id()
    except Exception as error:  # the toolkit lets xmlsec's and lxml's own errors through
        raise EntRefused(_code(error, response), detail=str(error)) from error
    if our_entity_id(app) not in audiences:
        raise EntRefused("G04", detail="no audience")
    confirmations = _confirmations(document)
    for confirmation in confirmations:
        # Only this element is signed: a response that answers nothing, or something else, was not asked for here.
        if not request_id or confirmation.get("InResponseTo") != request_id:
            raise EntRefused("G05", detail="unsolicited, or InResponseTo differs from what is signed")
        if confirmation.get("Recipient") != acs_url(app) or not confirmation.get("NotOnOrAfter"):
            raise EntRefused("G05", detail="recipient or expiry missing, or another recipient")
    if not confirmations or not assertion_id:
        raise EntRefused("G05", detail="no bearer confirmation")
    dates = [
        *(one.get("NotOnOrAfter") for one in confirmations),
        # Not anywhere in the document: around the signed assertion, anybody may write dates that cannot be read.
        *document.xpath("/samlp:Response/saml:Assertion/saml:Conditions/@NotOnOrAfter", namespaces=constants.NSMAP),
    ]
    last = max(OneLogin_Saml2_Utils.parse_SAML_to_time(date) for date in dates) + constants.ALLOWED_CLOCK_DRIFT
    return Assertion(
        assertion_id=assertion_id,
        request_id=request_id,
        expires_at=datetime.fromtimestamp(last, tz=UTC),
        attributes={name: [value for value in values if isinstance(value, str)] for name, values in attributes.items()},
    )


def _confirmations(document: etree._Element) -> list[etree._Element]:
    """Of the only assertion, which is the signed one (both checked by the toolkit)."""
    bearer = f"saml:SubjectConfirmation[@Method='{constants.CM_BEARER}']/saml:SubjectConfirmationData"
    return document.xpath(f"/samlp:Response/saml:Assertion/saml:Subject/{bearer}", namespaces=constants.NSMAP)


def _code(error: Exception, response: OneLogin_Saml2_Response) -> str:
    """What the person reads. The message may not even be authentic: nothing is decided here."""
    if not isinstance(error, ValidationError):
        return "G01"
    if error.code in LATE:
        return "G06"
    if error.code == ValidationError.WRONG_AUDIENCE:
        return "G04"
    if error.code == ValidationError.WRONG_SUBJECTCONFIRMATION:
        now = timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        ends = [one.get("NotOnOrAfter", "") for one in _confirmations(response.get_xml_document())]
        return "G06" if ends and max(ends) < now else "G05"
    return "G05" if error.code in INCOHERENT else "G01"
