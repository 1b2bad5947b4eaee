"""``make test``, ``make test-long``, ``make lint``, ``make format``: every check, in order, up to the first failure."""

import os
import secrets
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from pixorga import database
from pixorga.browser import NoBrowser, find_browser
from pixorga.postgres.errors import DatabaseError

SCRIPTS = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]


@dataclass(frozen=True)
class Step:
    title: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


def script(name: str, *arguments: str) -> list[str]:
    """A tool of this environment, never another one of the same name on PATH."""
    return [str(SCRIPTS / name), *arguments]


def lint_steps() -> list[Step]:
    return [
        Step("Style du code (ruff)", script("ruff", "check", "--quiet", "--output-format=concise", ".")),
        Step(
            "Mise en forme du code (ruff)",
            script("ruff", "format", "--check", "--quiet", "--output-format=concise", "."),
        ),
        # Only the linter: how HTML is laid out is left to people.
        Step("Gabarits (djlint)", script("djlint", "--lint", "--quiet", "templates")),
        Step("Imports entre les applications (import-linter)", script("lint-imports", "--no-logo")),
        Step("Types (mypy)", script("mypy")),
    ]


def django_steps() -> list[Step]:
    production = {
        "PIXORGA_MODE": "production",
        "PIXORGA_SECRET_KEY": secrets.token_urlsafe(45),  # 60 characters
        "PIXORGA_DOMAIN": "pixorga.example",
    }
    demo = {"PIXORGA_MODE": "demo"}
    deploy = [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"]
    return [
        Step("Django : cohérence du projet", [*MANAGE, "check"], demo),
        Step("Django : réglages de production", deploy, production),
        Step("Django : migrations à jour", [*MANAGE, "makemigrations", "--check", "--dry-run"], demo),
    ]


def pytest_command(*, long: bool, arguments: list[str]) -> list[str]:
    workers = os.environ.get("PIXORGA_TEST_WORKERS") or str(os.cpu_count() or 1)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-m",
        "long" if long else "not long",
        "-n",
        workers,
        "--dist",
        "loadgroup",
    ]
    if not long and not arguments:  # part of the tests covers part of the code: the bound would make no sense
        command += ["--cov", "--cov-report=html"]
    return [*command, *arguments]


def run(steps: list[Step]) -> bool:
    for step in steps:
        print(f"── {step.title} ", end="", flush=True)
        began = time.monotonic()
        result = subprocess.run(
            step.command,
            cwd=database.BASE_DIR,
            env=os.environ | step.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        duration = time.monotonic() - began
        print(f"{'.' * max(3, 60 - len(step.title))} {duration:5.1f} s", flush=True)
        if result.returncode != 0:
            sys.stdout.buffer.write(result.stdout)
            print(f"\nÉchec : {step.title}\n  {' '.join(step.command)}", flush=True)
            return False
    return True


def test(arguments: list[str], *, long: bool) -> int:
    """Every check and the tests, on a PostgreSQL of their own; pytest's own summary is the last line."""
    os.environ["PIXORGA_CHROMIUM"] = find_browser()
    server = None
    if given := os.environ.get("PIXORGA_TEST_DATABASE_URL"):
        os.environ["DATABASE_URL"] = given
    else:
        began = time.monotonic()
        server = database.start(throwaway=True)
        os.environ["DATABASE_URL"] = server.url
        title = f"PostgreSQL {server.cluster.binaries.major}, pour les tests seulement"
        print(f"── {title} {'.' * (60 - len(title))} {time.monotonic() - began:5.1f} s", flush=True)
    try:
        if not long and not run([*lint_steps(), *django_steps()]):
            return 1
        print(f"── {'Tests longs' if long else 'Tests'} (pytest)", flush=True)
        status = subprocess.run(
            pytest_command(long=long, arguments=arguments), cwd=database.BASE_DIR, stdin=subprocess.DEVNULL, check=False
        ).returncode
        if long and status == 5:  # pytest found no test marked so
            return 0
        return status
    finally:
        if server is not None:
            server.stop()


def format_code() -> int:
    for command in (script("ruff", "check", "--fix", "."), script("ruff", "format", ".")):
        status = subprocess.run(command, cwd=database.BASE_DIR, check=False).returncode
    return status


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the test server is erased on the way out
    command, *rest = arguments or ["test"]
    try:
        if command in {"test", "test-long"}:
            return test(rest, long=command == "test-long")
        if command == "lint":
            return 0 if run(lint_steps()) else 1
        if command == "format":
            return format_code()
    except (DatabaseError, NoBrowser) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    print("Usage : python -m pixorga.checks test | test-long | lint | format [options de pytest]")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
