"""The PostgreSQL that comes with PixOrga, to try it and to test it: ``python -m pixorga.database``.

Production brings its own server in DATABASE_URL, which is then never started, stopped nor touched. Otherwise a private
cluster lives in var/pg-<major>, reached through a socket that nobody else can open. Only the top commands start and
stop it, never the application's workers.
"""

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # those modules need a Unix system, this one must not: DATABASE_URL is enough anywhere
    from pixorga.postgres.cluster import Cluster
    from pixorga.postgres.folders import Account, Home
    from pixorga.postgres.locks import FileLock

BASE_DIR = Path(__file__).resolve().parent.parent
TEST_PREFIX = "pixorga-test-"


def var_folder() -> Path:
    return Path(os.environ.get("PIXORGA_VAR", BASE_DIR / "var")).absolute()


def database_url(var: Path | None = None) -> str:
    """DATABASE_URL when it is set, else the address of the embedded server, which is not started."""
    if url := os.environ.get("DATABASE_URL"):
        return url
    from pixorga.postgres.binaries import find_binaries
    from pixorga.postgres.cluster import url_of
    from pixorga.postgres.folders import persistent_home

    return url_of(persistent_home(var or var_folder(), find_binaries().major))


class Server:
    """A running server. `stop` gives it up: it ends with its last user, unless `start` on the command line keeps it."""

    def __init__(self, cluster: "Cluster", use: "FileLock", *, started: bool) -> None:
        self.cluster = cluster
        self.started = started
        self._use: FileLock | None = use

    @property
    def url(self) -> str:
        return self.cluster.url

    @property
    def data(self) -> Path:
        return self.cluster.home.data

    def stop(self) -> None:
        if self._use is None:
            return
        use, self._use = self._use, None
        if self.cluster.throwaway:
            self.cluster.erase()
            use.close()
            atexit.unregister(self.stop)
            return
        from pixorga.postgres.locks import held

        with held(*_lock(self.cluster.home, "start")):
            alone = use.take(wait=False)  # from shared to exclusive: only possible for the last user
            if alone and not _kept(self.cluster.home).exists():
                self.cluster.stop()
            use.close()

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def start(var: Path | None = None, *, throwaway: bool = False) -> Server:
    """Start the server of that folder, or join the one that runs.

    A throwaway server has its own cluster in the temporary folder, faster and unsafe, erased at the end of the process.
    """
    if throwaway:
        return _start_throwaway()
    from pixorga.postgres.locks import FileLock, held

    cluster = _cluster(var or var_folder())
    _make_home(cluster.home)
    with held(*_lock(cluster.home, "start")):
        started = cluster.start()
        use = FileLock(*_lock(cluster.home, "use"))
        use.take(shared=True)
    return Server(cluster, use, started=started)


def stop(var: Path | None = None) -> bool:
    """Stop the server of that folder whoever uses it; False when it was not running."""
    from pixorga.postgres.locks import held

    cluster = _cluster(var or var_folder())
    if not cluster.home.folder.exists():
        return False
    with held(*_lock(cluster.home, "start")):
        was_running = cluster.pid() is not None
        _kept(cluster.home).unlink(missing_ok=True)
        cluster.stop()
    return was_running


def erase(var: Path | None = None) -> None:
    """Stop the server and delete its data, unless another command is using it."""
    from pixorga.postgres.errors import DatabaseError
    from pixorga.postgres.locks import FileLock, held

    cluster = _cluster(var or var_folder())
    if not cluster.home.folder.exists():
        return
    with held(*_lock(cluster.home, "start")):
        use = FileLock(*_lock(cluster.home, "use"))
        if not use.take(wait=False):
            use.close()
            raise DatabaseError("La base locale est utilisée par une autre commande : arrêtez celle-ci d'abord.")
        cluster.erase()
        use.close()
    if cluster.home.is_outside:
        cluster.home.folder.parent.rmdir()


def _cluster(var: Path) -> "Cluster":
    from pixorga.postgres.binaries import find_binaries, reachable_binaries
    from pixorga.postgres.cluster import Cluster
    from pixorga.postgres.errors import DatabaseError
    from pixorga.postgres.folders import persistent_home

    try:
        var.mkdir(parents=True, exist_ok=True)  # before asking where the home is: its permissions decide
    except OSError as error:
        raise DatabaseError(f"Le dossier {var} ne peut pas être créé : {error.strerror}.") from error
    binaries = find_binaries()
    home = persistent_home(var, binaries.major)
    return Cluster(home, reachable_binaries(binaries, home.account), var / "log" / f"postgres-{binaries.major}.log")


def _make_home(home: "Home") -> None:
    from pixorga.postgres.folders import make_private

    if home.is_outside:
        make_private(home.folder.parent, home.account)
    make_private(home.folder, home.account)


def _lock(home: "Home", name: str) -> tuple[Path, "Account"]:
    return home.folder / f"{name}.lock", home.account


def _kept(home: "Home") -> Path:
    """Present when the server was started for itself, from the command line: it then outlives its users."""
    return home.folder / "kept"


# --- Throwaway ------------------------------------------------------------------------------------------------------


def _start_throwaway() -> Server:
    from pixorga.postgres.binaries import find_binaries, reachable_binaries
    from pixorga.postgres.cluster import Cluster
    from pixorga.postgres.folders import Home, server_account, temporary_folder
    from pixorga.postgres.locks import FileLock

    account = server_account()
    binaries = reachable_binaries(find_binaries(), account)
    erase_orphans()
    parent = temporary_folder(account)
    folder = Path(tempfile.mkdtemp(prefix=f"{TEST_PREFIX}{account.uid}-", dir=parent))
    draft = folder / "draft.lock"
    use = FileLock(draft, account)
    use.take()
    draft.rename(folder / "use.lock")  # it only appears once it is held: nobody can take us for an orphan
    if account.is_other:
        os.chown(folder, account.uid, account.gid)
    server = Server(
        Cluster(Home(folder, account), binaries, folder / "postgres.log", throwaway=True), use, started=True
    )
    atexit.register(server.stop)
    try:
        server.cluster.start()
    except BaseException:
        server.stop()
        raise
    return server


def erase_orphans() -> None:
    """Erase the throwaway clusters of commands that were killed by force."""
    from pixorga.postgres.binaries import find_binaries
    from pixorga.postgres.cluster import Cluster
    from pixorga.postgres.folders import Home, server_account, temporary_folder

    account = server_account()
    for folder in temporary_folder(account).glob(f"{TEST_PREFIX}{account.uid}-*"):
        _erase_orphan(Cluster(Home(folder, account), find_binaries(), folder / "postgres.log", throwaway=True))


def _erase_orphan(cluster: "Cluster") -> None:
    from pixorga.postgres.errors import DatabaseError
    from pixorga.postgres.locks import FileLock

    folder = cluster.home.folder
    try:
        status = folder.lstat()
        if status.st_uid != cluster.home.account.uid:
            return
        if not (folder / "use.lock").exists():
            if time.time() - status.st_mtime > 3600:
                shutil.rmtree(folder, ignore_errors=True)
            return
        lock = FileLock(folder / "use.lock", cluster.home.account)
        if lock.take(wait=False):
            cluster.erase()
        lock.close()
    except (OSError, DatabaseError):
        return  # it is being erased by somebody else, or is not ours


# --- Command line -----------------------------------------------------------------------------------------------------

USAGE = "Usage : python -m pixorga.database start | stop | status | url | erase | exec [--throwaway] -- commande"


def main(arguments: list[str]) -> int:
    from pixorga.postgres.errors import DatabaseError

    try:
        return _main(arguments)
    except DatabaseError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _main(arguments: list[str]) -> int:
    command, *rest = arguments or ["help"]
    if command == "exec":
        throwaway = rest[:1] == ["--throwaway"]
        rest = rest[1:] if throwaway else rest
        rest = rest[1:] if rest[:1] == ["--"] else rest
        if rest:
            return _exec(rest, throwaway=throwaway)
    if rest or command not in {"start", "stop", "status", "url", "erase"}:
        print(USAGE)
        return 0 if command in {"help", "--help", "-h"} else 2
    if command == "url":
        print(database_url())
        return 0
    if os.environ.get("DATABASE_URL"):
        print("DATABASE_URL désigne une autre base : PixOrga ne la démarre ni ne l'arrête.", file=sys.stderr)
        return 2
    if command == "start":
        server = start()
        _kept(server.cluster.home).touch()
        server.stop()  # gives up our use of it; the mark above keeps it running
        print(f"PostgreSQL {server.cluster.binaries.major} est lancé ; ses données sont dans {server.data}.")
        return 0
    if command == "stop":
        print("PostgreSQL est arrêté." if stop() else "PostgreSQL ne tournait pas.")
        return 0
    if command == "erase":
        erase()
        print("La base locale est effacée.")
        return 0
    cluster = _cluster(var_folder())
    running = cluster.home.folder.exists() and cluster.is_ready()
    print(
        f"PostgreSQL {cluster.binaries.major} {'tourne' if running else 'est arrêté'} ; données : {cluster.home.data}."
    )
    return 0 if running else 3


def _exec(command: list[str], *, throwaway: bool) -> int:
    """Run a command with the database started, and return its exit status."""
    if command[0].endswith(".py"):
        command = [sys.executable, *command]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    scripts = str(Path(sys.executable).parent)  # pytest and the like are the environment's
    environment = os.environ | {"PATH": f"{scripts}{os.pathsep}{os.environ.get('PATH', '')}"}
    if os.environ.get("DATABASE_URL"):
        return _call(command, environment)
    with start(throwaway=throwaway) as server:
        return _call(command, environment | {"DATABASE_URL": server.url})


def _call(command: list[str], environment: dict[str, str]) -> int:
    try:
        process = subprocess.Popen(command, env=environment)
    except OSError as error:
        print(f"{command[0]} : {error.strerror}", file=sys.stderr)
        return 127
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:  # the terminal sent it to the command as well: it ends by itself
            continue
        except SystemExit:
            process.terminate()
            process.wait()
            raise


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
