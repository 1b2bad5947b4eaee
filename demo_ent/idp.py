"""The identity provider's side of SAML: read PixOrga's signed request, write a signed response. And write wrong ones."""

import base64
import secrets
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import unquote_plus, urlencode

from django.db.models import TextChoices
from lxml import etree
from onelogin.saml2.constants import OneLogin_Saml2_Constants as constants
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from demo_ent.keys import KeyPair, key_pair
from demo_ent.people import Person, opaque_id
from pixorga.spaces import origin, space_url

SLUG = "ent-demo"  # how PixOrga calls us
VALID_FOR = timedelta(minutes=5)
REQUEST_BYTES = 20_000
SAML, SAMLP = constants.NS_SAML, constants.NS_SAMLP
TRANSIENT = constants.NAMEID_TRANSIENT


class Mistake(TextChoices):
    EXPIRED = "expiree", "Connexion expirée"
    AUDIENCE = "audience", "Réponse destinée à un autre site"
    NO_ID = "sans-ido", "Identifiant non transmis"
    UNSIGNED = "non-signee", "Réponse non signée"
    OTHER_ID = "autre-ido", "Autre identifiant pour le même élève"
    UNSOLICITED = "non-demandee", "Connexion non demandée par PixOrga"


class RequestRefused(Exception):
    """The request is not one of PixOrga's."""


@dataclass(frozen=True)
class SignInRequest:
    request_id: str
    relay_state: str


def entity_id() -> str:
    return f"{origin('ent-demo')}/metadata"


def sso_url() -> str:
    return f"{origin('ent-demo')}/sso"


def slo_url() -> str:
    """Where PixOrga says that it ended its session."""
    return f"{origin('ent-demo')}/deconnecte"


def sls_url() -> str:
    return space_url("app", "saml_sls", SLUG)


def acs_url() -> str:
    """The only address responses are posted to, whatever a request asks for."""
    return space_url("app", "saml_acs", SLUG)


def audience() -> str:
    return space_url("app", "saml_metadata", SLUG)


def read_request(query: str) -> SignInRequest:
    """The request in a raw query string (HTTP-Redirect binding), or RequestRefused."""
    root, relay_state = _read_signed(query, "SAMLRequest")
    expected = (f"{{{SAMLP}}}AuthnRequest", audience(), acs_url(), sso_url())
    found = (
        root.tag,
        root.findtext(f"{{{SAML}}}Issuer"),
        root.get("AssertionConsumerServiceURL"),
        root.get("Destination"),
    )
    if found != expected or not root.get("ID"):
        raise RequestRefused("issuer, address or identifier")
    return SignInRequest(request_id=root.get("ID"), relay_state=relay_state)


def ask_logout(
    *, now: datetime, keys: KeyPair | None = None, issuer: str = "", destination: str = ""
) -> tuple[str, str]:
    """The identifier of a signed request to leave PixOrga, and the address that brings it there."""
    root = etree.Element(f"{{{SAMLP}}}LogoutRequest", nsmap={"samlp": SAMLP, "saml": SAML})
    values = {"ID": _id(), "Version": "2.0", "IssueInstant": _time(now), "Destination": destination or sls_url()}
    for name, value in values.items():
        root.set(name, value)
    _add(root, "Issuer", issuer or entity_id())
    _add(root, "NameID", _id(), Format=TRANSIENT)
    deflated = OneLogin_Saml2_Utils.deflate_and_base64_encode(etree.tostring(root))
    query = urlencode({"SAMLRequest": deflated, "SigAlg": constants.RSA_SHA256})
    private_key = (keys or key_pair("idp")).private_key
    signature = OneLogin_Saml2_Utils.sign_binary(query, private_key)
    return values["ID"], f"{sls_url()}?{query}&{urlencode({'Signature': base64.b64encode(signature).decode()})}"


def read_logout_response(query: str, *, request_id: str) -> None:
    """PixOrga's answer to that request: nothing if it left, or RequestRefused."""
    root, _ = _read_signed(query, "SAMLResponse")
    status = root.find(f"{{{SAMLP}}}Status/{{{SAMLP}}}StatusCode")
    expected = (f"{{{SAMLP}}}LogoutResponse", audience(), request_id, slo_url(), constants.STATUS_SUCCESS)
    found = (
        root.tag,
        root.findtext(f"{{{SAML}}}Issuer"),
        root.get("InResponseTo"),
        root.get("Destination"),
        status.get("Value") if status is not None else None,
    )
    if found != expected or not request_id:
        raise RequestRefused("issuer, address, identifier or status")


def _read_signed(query: str, name: str) -> tuple[etree._Element, str]:
    """The message under ``name`` in a query string that PixOrga signed, with its RelayState, or RequestRefused."""
    parts = dict(part.partition("=")[::2] for part in query.split("&"))
    # The signature covers the text as it was sent; an empty RelayState counts.
    signed = "&".join(f"{part}={parts[part]}" for part in (name, "RelayState", "SigAlg") if part in parts)
    values = {part: unquote_plus(value) for part, value in parts.items()}
    try:
        signature = base64.b64decode(values["Signature"], validate=True)
        if values["SigAlg"] != constants.RSA_SHA256 or not OneLogin_Saml2_Utils.validate_binary_sign(
            signed, signature, key_pair("sp").certificate, constants.RSA_SHA256
        ):
            raise RequestRefused("signature")
        xml = zlib.decompressobj(-15).decompress(base64.b64decode(values[name], validate=True), REQUEST_BYTES)
        root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except (KeyError, ValueError, zlib.error, etree.XMLSyntaxError) as error:
        raise RequestRefused(type(error).__name__) from error
    return root, values.get("RelayState", "")


def respond(*, person: Person, request_id: str, now: datetime, mistake: str = "") -> str:
    """The base64 response for this person, with one deliberate mistake if asked."""
    attributes = person.attributes()
    if mistake == Mistake.NO_ID:
        del attributes["IDO"]
    elif mistake == Mistake.OTHER_ID:
        attributes["IDO"] = [opaque_id(f"{person.seed} autre")]
    response = build_response(
        attributes=attributes,
        request_id="" if mistake == Mistake.UNSOLICITED else request_id,
        now=now - timedelta(hours=1) if mistake == Mistake.EXPIRED else now,
        to_audience="https://un-autre-site.exemple/saml" if mistake == Mistake.AUDIENCE else audience(),
        keys=None if mistake == Mistake.UNSIGNED else key_pair("idp"),
    )
    return base64.b64encode(response).decode()


def build_response(
    *,
    attributes: dict[str, list[str]],
    request_id: str,
    now: datetime,
    to_audience: str,
    keys: KeyPair | None,
    recipient: str = "",
    issuer: str = "",
) -> bytes:
    """A response with one assertion, signed with ``keys`` unless None."""
    recipient, issuer = recipient or acs_url(), issuer or entity_id()
    instant, end = _time(now), _time(now + VALID_FOR)
    answers = {"InResponseTo": request_id} if request_id else {}
    root = etree.Element(f"{{{SAMLP}}}Response", nsmap={"samlp": SAMLP, "saml": SAML})
    for name, value in {
        "ID": _id(),
        "Version": "2.0",
        "IssueInstant": instant,
        "Destination": recipient,
        **answers,
    }.items():
        root.set(name, value)
    _add(root, "Issuer", issuer)
    status = etree.SubElement(root, f"{{{SAMLP}}}Status")
    etree.SubElement(status, f"{{{SAMLP}}}StatusCode", Value=constants.STATUS_SUCCESS)

    assertion = etree.Element(
        f"{{{SAML}}}Assertion", ID=_id(), Version="2.0", IssueInstant=instant, nsmap={"saml": SAML}
    )
    _add(assertion, "Issuer", issuer)
    subject = _add(assertion, "Subject")
    _add(subject, "NameID", _id(), Format=TRANSIENT)
    confirmation = _add(subject, "SubjectConfirmation", Method=constants.CM_BEARER)
    _add(confirmation, "SubjectConfirmationData", NotOnOrAfter=end, Recipient=recipient, **answers)
    conditions = _add(assertion, "Conditions", NotBefore=_time(now - VALID_FOR), NotOnOrAfter=end)
    if to_audience:
        _add(_add(conditions, "AudienceRestriction"), "Audience", to_audience)
    authn = _add(assertion, "AuthnStatement", AuthnInstant=instant, SessionIndex=_id())
    _add(_add(authn, "AuthnContext"), "AuthnContextClassRef", constants.AC_PASSWORD_PROTECTED)
    statement = _add(assertion, "AttributeStatement")
    for name, values in attributes.items():
        attribute = _add(statement, "Attribute", Name=name)
        for value in values:
            _add(attribute, "AttributeValue", value)
    root.append(_signed(assertion, keys) if keys else assertion)
    return etree.tostring(root)


def metadata() -> bytes:
    """What PixOrga would import, were it not told in its settings."""
    md, ds = constants.NS_MD, constants.NS_DS
    root = etree.Element(f"{{{md}}}EntityDescriptor", entityID=entity_id(), nsmap={"md": md, "ds": ds})
    idp = etree.SubElement(
        root, f"{{{md}}}IDPSSODescriptor", protocolSupportEnumeration=SAMLP, WantAuthnRequestsSigned="true"
    )
    info = etree.SubElement(etree.SubElement(idp, f"{{{md}}}KeyDescriptor", use="signing"), f"{{{ds}}}KeyInfo")
    data = etree.SubElement(info, f"{{{ds}}}X509Data")
    bare = OneLogin_Saml2_Utils.format_cert(key_pair("idp").certificate, heads=False)
    etree.SubElement(data, f"{{{ds}}}X509Certificate").text = bare
    etree.SubElement(idp, f"{{{md}}}SingleLogoutService", Binding=constants.BINDING_HTTP_REDIRECT, Location=slo_url())
    etree.SubElement(idp, f"{{{md}}}NameIDFormat").text = TRANSIENT
    etree.SubElement(idp, f"{{{md}}}SingleSignOnService", Binding=constants.BINDING_HTTP_REDIRECT, Location=sso_url())
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _signed(assertion: etree._Element, keys: KeyPair) -> etree._Element:
    signed = OneLogin_Saml2_Utils.add_sign(assertion, keys.private_key, keys.certificate)
    return etree.fromstring(signed)


def _add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{SAML}}}{tag}", **attributes)
    child.text = text
    return child


def _id() -> str:
    return f"_{secrets.token_hex(20)}"


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
