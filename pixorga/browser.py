"""Find a browser for the tests, or get one: an installed one, else Playwright's, else the system's package."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


class NoBrowser(Exception):
    """Said as it is to the person who typed the command."""


def find_browser() -> str:
    """The path of a Chromium or Chrome that starts."""
    if given := os.environ.get("PIXORGA_CHROMIUM"):
        if _starts(given):
            return given
        raise NoBrowser(f"PIXORGA_CHROMIUM vaut «{given}», qui n'est pas un Chromium qui se lance.")
    for candidate in (*(shutil.which(name) for name in NAMES), *MAC_APPLICATIONS):
        if candidate and _starts(candidate):
            return candidate
    path = _from_playwright() or _from_system_package()
    if path is None:
        raise NoBrowser(
            "Les tests demandent un navigateur : installez Chromium ou Google Chrome (sur Debian et Ubuntu, "
            "«apt install chromium»), ou indiquez-en un dans PIXORGA_CHROMIUM."
        )
    return path


def _starts(path: str) -> bool:
    """Some systems put a script on PATH that only says to install the real one: it must answer."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and "Chrom" in answer.stdout


def _from_playwright() -> str | None:
    """The Chromium that Playwright has downloaded, or downloads now."""
    for attempt in ("downloaded", "download"):
        if attempt == "download":
            print("Téléchargement d'un Chromium pour les tests…", flush=True)
            command = [sys.executable, "-m", "playwright", "install", "chromium"]
            try:
                subprocess.run(command, capture_output=True, timeout=600, check=True)
            except (OSError, subprocess.SubprocessError):
                return None
        ask = (
            "from playwright.sync_api import sync_playwright as start\n"
            "with start() as playwright: print(playwright.chromium.executable_path)"
        )
        answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
        path = answer.stdout.strip()
        if answer.returncode == 0 and Path(path).exists() and _starts(path):
            return path
    return None


def _from_system_package() -> str | None:
    if os.getuid() != 0 or not shutil.which("apt-get"):
        return None
    print("Installation du paquet chromium…", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]):
        try:
            subprocess.run(command, capture_output=True, env=environment, timeout=900, check=True)
        except (OSError, subprocess.SubprocessError):
            return None
    path = shutil.which("chromium")
    return path if path and _starts(path) else None
