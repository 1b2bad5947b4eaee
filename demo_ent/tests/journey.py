"""A browser that goes from the demonstration ENT to PixOrga, step by step, so that a test may spoil any of them."""

import base64
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.http import HttpResponse
from django.test import Client
from lxml import etree, html

from demo_ent.people import Person

ACS = "/saml/ent-demo/acs/"


class Journey:
    """One person at one computer. A client a site: cookies never cross."""

    def __init__(self) -> None:
        self.app = Client(SERVER_NAME="app.localhost")
        self.ent = Client(SERVER_NAME="ent-demo.localhost")

    def open_ent(self, person: Person) -> None:
        self.ent.post("/connexion", {"person": person.key})

    def ask(self, **query: str) -> str:
        """PixOrga's request: the address it sends the browser to."""
        response = self.app.get("/ent/", {"idp": "ent-demo", **query})
        assert response.status_code == 302
        return response.headers["Location"]

    def answer(self, address: str) -> dict[str, str]:
        """The fields of the form the ENT answers with."""
        url = urlsplit(address)
        assert url.hostname == "ent-demo.localhost"
        response = self.ent.get(f"{url.path}?{url.query}")
        assert response.status_code == 200, response.content
        return form_fields(response)

    def post(self, fields: dict[str, str], *, acs: str = ACS) -> HttpResponse:
        """Post the form as a browser does from another site: without PixOrga's cookies, which come back with the redirect."""
        response = Client(SERVER_NAME="app.localhost").post(acs, fields)
        if response.status_code != 302:
            return response
        self.app.cookies.update(response.cookies)
        return self.app.get(response.headers["Location"])

    def arrive(self, person: Person, **query: str) -> HttpResponse:
        """All of it, from the tile of the médiacentre."""
        self.open_ent(person)
        return self.post(self.answer(self.ask(**query)))

    @property
    def user_id(self) -> int | None:
        found = self.app.session.get("_auth_user_id")
        return int(found) if found else None


def form_fields(response: HttpResponse) -> dict[str, str]:
    form = html.fromstring(response.content.decode()).xpath("//form[.//input[@name='SAMLResponse']]")[0]
    assert form.get("action") == f"http://app.localhost{ACS}"
    return dict(form.fields)


def read(fields: dict[str, str]) -> etree._Element:
    return etree.fromstring(base64.b64decode(fields["SAMLResponse"]))


def write(root: etree._Element | bytes) -> dict[str, str]:
    xml = root if isinstance(root, bytes) else etree.tostring(root)
    return {"SAMLResponse": base64.b64encode(xml).decode(), "RelayState": ""}


def query_of(address: str) -> dict[str, Any]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query, keep_blank_values=True).items()}
