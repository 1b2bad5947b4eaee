"""A pupil at a browser: one connection kept alive, cookies, forms filled at random from their HTML."""

import http.client
import re
import time
from dataclasses import dataclass
from html import unescape
from random import Random
from urllib.parse import urlencode, urlsplit

from benchmarks.site import Account

TIMEOUT = 30
SKIPPED = 0.1
WORDS = "table nuage fenêtre réseau fichier moteur carte page".split()
REDIRECTS = {301, 302, 303}

FORM = re.compile(r'<form method="post" action="([^"]+)"[^>]*>(.*?)</form>', re.DOTALL)
INPUT = re.compile(r"<(input|textarea)\b([^>]*)>")
SELECT = re.compile(r"<select\b([^>]*)>(.*?)</select>", re.DOTALL)
OPTION = re.compile(r'<option(?: value="([^"]*)")?[^>]*>([^<]*)')
MEDIA = re.compile(r'<(?:iframe|img)\b[^>]*? src="([^"]+)"')
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')

Fields = list[tuple[str, str]]


class Refused(Exception):
    """The site answered by something else than what a pupil expects."""


@dataclass(frozen=True)
class Page:
    """``path``: where redirections led."""

    path: str
    text: str


class Browser:
    def __init__(self, port: int, host: str, session: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        self.host = host
        self.cookies = {"session": session}
        self.requests = 0

    def get(self, path: str) -> Page:
        status, location, text = self._send("GET", path)
        for _ in range(5):
            if status not in REDIRECTS:
                break
            path = _path(location)
            status, location, text = self._send("GET", path)
        if status != 200:
            raise Refused(f"GET {path}: {status}")
        return Page(path, text)

    def post(self, path: str, fields: Fields) -> str:
        """Where the site sends the browser next. Raises Refused on anything but a redirection."""
        status, location, _ = self._send("POST", path, urlencode(fields).encode())
        if status not in REDIRECTS:
            raise Refused(f"POST {path}: {status}")
        return _path(location)

    def close(self) -> None:
        self.connection.close()

    def _send(self, method: str, path: str, body: bytes | None = None) -> tuple[int, str, str]:
        headers = {
            "Host": self.host,
            "Accept": "text/html",
            "Accept-Language": "fr",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{self.host}"}
        self.requests += 1
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
            text = response.read().decode(errors="replace")  # a picture is read as well
        except (OSError, http.client.HTTPException):
            self.connection.close()  # the next request opens another one
            raise
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        return response.status, response.headers.get("Location", ""), text


def _path(location: str) -> str:
    return urlsplit(location).path


@dataclass(frozen=True)
class Given:
    """One answer: its rank, and from the click to the next page complete."""

    seq: int
    seconds: float


class Pupil:
    """``page`` is what is on the screen. Errors of the site and of the network are raised, and end nothing.

    ``media``: also ask for the simulated screens and the pictures of each question, as browsers do.
    """

    def __init__(self, browser: Browser, account: Account, dice: Random, *, media: bool = False) -> None:
        self.browser, self.account, self.dice, self.media = browser, account, dice, media
        self.address = f"/evaluations/{account.test}"
        self.page = Page("", "")
        self.unsure: list[int] = []

    def open(self) -> None:
        self.page = self.browser.get(self.address)
        self._load_media()

    @property
    def has_ended(self) -> bool:
        return self.page.path != self.address and f'href="{self.address}"' not in self.page.text

    @property
    def has_question(self) -> bool:
        return self.page.path == self.address and 'name="challenge"' in self.page.text

    def go_on(self) -> None:
        """From a checkpoint, or from the warning before a timed question, to the question."""
        action, body = self._form() if self.page.path == self.address else ("", "")
        if action.endswith("/chrono"):
            self.page = self.browser.get(self.browser.post(action, _hidden(body)))
            self._load_media()
        else:
            self.open()

    def answer(self) -> Given:
        action, body = self._form()
        fields = fill(body, self.dice)
        seq = int(dict(fields)["seq"])
        began = time.perf_counter()
        try:
            location = self.browser.post(action, fields)
        except Exception:
            self.unsure.append(seq)  # the site may have kept it
            raise
        # The site has said that it has the answer: from here it may not be lost, whatever becomes of the next page.
        given = Given(seq, 0.0)
        try:
            self.page = self.browser.get(location)
            given = Given(seq, time.perf_counter() - began)
            self._load_media()
        except Exception as error:
            raise NextPageLost(given) from error
        return given

    def _load_media(self) -> None:
        if self.media:
            for address in MEDIA.findall(self.page.text):
                self.browser.get(unescape(address))

    def _form(self) -> tuple[str, str]:
        for action, body in FORM.findall(self.page.text):
            if action.startswith(self.address):
                return action, body
        raise Refused(f"GET {self.page.path}: no form")


class NextPageLost(Exception):
    """The answer was acknowledged, and the page that follows did not come."""

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self.given = given


# --- Filling a form -----------------------------------------------------------------------------------------------------


def _hidden(body: str) -> Fields:
    found = (dict(ATTRIBUTE.findall(attributes)) for _, attributes in INPUT.findall(body))
    return [(each["name"], unescape(each["value"])) for each in found if each.get("type") == "hidden"]


def fill(body: str, dice: Random) -> Fields:
    """What the pupil sends: an answer of the right shape, or now and then «Je passe»."""
    fields = _hidden(body)
    if dice.random() < SKIPPED:
        return [*fields, ("passe", "1")]
    choices: dict[tuple[str, str], list[str]] = {}
    for tag, text in INPUT.findall(body):
        attributes = dict(ATTRIBUTE.findall(text))
        kind, name = attributes.get("type", tag), unescape(attributes.get("name", ""))
        if kind in {"radio", "checkbox"}:
            choices.setdefault((kind, name), []).append(unescape(attributes["value"]))
        elif kind in {"text", "textarea"}:
            fields.append((name, _typed(attributes, dice)))
    for (kind, name), values in choices.items():
        count = 1 if kind == "radio" else dice.randint(2, len(values))
        fields += [(name, value) for value in dice.sample(values, count)]
    return [*fields, *_selected(body, dice), ("valide", "1")]


def _typed(attributes: dict[str, str], dice: Random) -> str:
    if attributes.get("inputmode") == "decimal":
        return str(dice.randint(0, 99))
    return " ".join(dice.sample(WORDS, 2))


def _selected(body: str, dice: Random) -> Fields:
    """Places to give to lines are each given once; other lists are free."""
    lists: dict[str, list[str]] = {}
    for text, options in SELECT.findall(body):
        name = unescape(dict(ATTRIBUTE.findall(text))["name"])
        # In the HTML an option without value counts for its text; the one with an empty value is «choose».
        found = [unescape(value or label) for value, label in OPTION.findall(options)][1:]
        lists[name] = found
    places = [name for name in lists if name.startswith("place_")]
    order = dice.sample(range(1, len(places) + 1), len(places))
    ranked = [(name, str(place)) for name, place in zip(places, order, strict=True)]
    return ranked + [(name, dice.choice(lists[name])) for name in lists if name not in places]
