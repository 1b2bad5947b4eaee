"""The real product for browser tests: prepared and served as ``make run`` does, on a database and a port of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from pixorga.browser import find_browser

ROOT = Path(__file__).resolve().parents[3]
WIDE = {"width": 1366, "height": 768}
LAUNCH = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # One worker: every browser test shares one running site, but those that draw their pages themselves.
            if item.get_closest_marker("xdist_group") is None:
                item.add_marker(pytest.mark.xdist_group("browser"))


@dataclass(frozen=True)
class Site:
    """A running PixOrga. ``environment`` runs management commands against the same database."""

    port: int
    environment: dict[str, str]

    def url(self, space: str, path: str = "/") -> str:
        host = f"{space}.localhost" if space != "root" else "localhost"
        return f"http://{host}:{self.port}{path}"

    def run(self, code: str) -> str:
        """Run Python against the site's database and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    server = os.environ["DATABASE_URL"]
    name = f"browser_{os.getpid()}"
    parts = urlsplit(server)
    connection = psycopg2.connect(urlunsplit(parts._replace(path="/postgres")))
    connection.autocommit = True
    port = _free_port()
    environment = os.environ | {
        "PIXORGA_MODE": "demo",
        "PIXORGA_PORT": str(port),
        "PIXORGA_DOMAIN": f"localhost:{port}",
        "PIXORGA_SECRET_KEY": "navigateur-" + "0" * 50,
        "PIXORGA_VAR": str(tmp_path_factory.mktemp("var")),
        "PIXORGA_BIND": f"127.0.0.1:{port}",
        "DATABASE_URL": urlunsplit(parts._replace(path=f"/{name}")),
        "DJANGO_SETTINGS_MODULE": "pixorga.settings",
    }
    connection.cursor().execute(f'CREATE DATABASE "{name}"')
    gunicorn = None
    try:
        subprocess.run([sys.executable, "-m", "pixorga.prepare"], cwd=ROOT, env=environment, check=True)
        command = [sys.executable, "-m", "gunicorn", "pixorga.wsgi", "--bind", f"127.0.0.1:{port}"]
        command += ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--log-level", "error"]
        gunicorn = subprocess.Popen(command, cwd=ROOT, env=environment)
        _wait(f"http://127.0.0.1:{port}/", host=f"localhost:{port}")
        yield Site(port, environment)
    finally:
        if gunicorn is not None:
            gunicorn.terminate()
            gunicorn.wait(timeout=40)
        connection.cursor().execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.close()


def _wait(url: str, *, host: str) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(urllib.request.Request(url, headers={"Host": host}), timeout=2)
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    pytest.fail("Le site ne répond pas.")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=LAUNCH)
        yield browser
        browser.close()


class People:
    """Opens one browser profile a person, and fails on any script error or CSP violation."""

    def __init__(self, browser: Browser, *, javascript: bool, viewport: dict[str, int]) -> None:
        self.browser, self.javascript, self.viewport = browser, javascript, viewport
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def page(self) -> Page:
        context = self.browser.new_context(
            java_script_enabled=self.javascript, viewport=self.viewport, locale="fr-FR", accept_downloads=True
        )
        self.contexts.append(context)
        page = context.new_page()
        # Far more than a page takes: a busy machine must not fail a test.
        page.set_default_timeout(30_000)
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _note(self, kind: str, text: str) -> None:
        # Chromium also logs refused statuses (422, 410…), which are expected here.
        if kind == "error" and "Failed to load resource" not in text:
            self.complaints.append(text)

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def people(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[People]:
    options = getattr(request, "param", {})
    opened = People(chromium, javascript=options.get("javascript", True), viewport=options.get("viewport", WIDE))
    yield opened
    opened.close()
    assert opened.complaints == []
