"""Bring the database, the questions and the static files up to date: one process, run by `pixorga.serve`.

Every step does nothing when there is nothing to do. Its argument is the number of an open file, on which it writes the
demonstration accounts as JSON.
"""

import hashlib
import importlib
import io
import json
import os
import sys
import traceback
from pathlib import Path

from pixorga.database import var_folder

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pixorga.settings")


def main(arguments: list[str]) -> int:
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError
    from django.db import OperationalError

    step = "La lecture des réglages"
    try:
        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        steps = [
            ("La mise à jour de la base", "Base de données à jour.", "migrate", {"interactive": False}),
            ("Le chargement des questions", "Questions prêtes.", "load_referential", {}),
        ]
        if settings.DEMO:
            steps.append(
                ("La création du lycée de démonstration", "Lycée de démonstration prêt.", "load_demo_school", {})
            )
        for step, done, command, options in steps:  # noqa: B007 - read by the except below
            call_command(command, verbosity=0, stdout=io.StringIO(), **options)
            print(f"  {done}", flush=True)
        step = "La préparation des fichiers de style et des scripts"
        collect_static()
        print("  Fichiers de style et scripts prêts.", flush=True)
        if settings.DEMO and arguments:
            step = "La lecture des comptes de démonstration"
            with open(int(arguments[0]), "w") as pipe:
                json.dump(demo_accounts(), pipe)
    except Exception as error:
        log = var_folder() / "log" / "prepare.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(traceback.format_exc())
        reason = str(error).strip().splitlines()
        known = isinstance(error, (ImproperlyConfigured, CommandError, OperationalError)) and reason
        print(f"{step} a échoué : {reason[0] if known else type(error).__name__} (détails : {log})", file=sys.stderr)
        return 1
    return 0


def collect_static() -> None:
    """`collectstatic`, unless no file changed since the last time: hashing and compressing them takes seconds."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list(None):
            status = os.stat(storage.path(path))
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0, stdout=io.StringIO())
    stamp.write_text(digest.hexdigest())


def demo_accounts() -> list[list[str]]:
    """The accounts to show, as (role, address, login, password)."""
    try:
        demo = importlib.import_module("results.demo")
    except ModuleNotFoundError:
        return []
    return [[str(value) for value in account] for account in demo.demo_accounts()]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
