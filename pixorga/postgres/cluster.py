"""One cluster: its files, its server, its database."""

import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from pixorga.postgres.binaries import Binaries
from pixorga.postgres.errors import DatabaseError, ServerFailed
from pixorga.postgres.folders import SOCKET_NAME, Home, make_private

NAME = "pixorga"  # of the database and of its owner
SETTINGS_FILE = "pixorga.conf"
START_SECONDS = 60
LARGEST_LOG = 5_000_000

SETTINGS = {
    "listen_addresses": "''",  # the private socket is the only way in
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "jit": "off",  # our queries are short: compiling them costs more than running them
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "log_min_error_statement": "panic",  # statements and details of errors quote pupils' names
    "log_error_verbosity": "terse",
}
# A cluster that is thrown away has nothing to save from a power cut.
THROWAWAY_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def url_of(home: Home) -> str:
    # The port is written down: otherwise a PGPORT of the person's environment would be followed.
    return f"postgresql://{NAME}@/{NAME}?host={quote(str(home.sockets), safe='')}&port=5432"


@dataclass(frozen=True)
class Cluster:
    home: Home
    binaries: Binaries
    log: Path
    throwaway: bool = False

    @property
    def url(self) -> str:
        return url_of(self.home)

    # --- The server ---------------------------------------------------------------------------------------------------

    def pid(self) -> int | None:
        """The server's process, None when it is stopped or was killed."""
        lines = self._pid_file()
        if not lines or not lines[0].strip().isdigit():
            return None
        pid = int(lines[0])
        try:
            os.waitpid(pid, os.WNOHANG)  # if it was our child and was killed, its number is freed here
        except ChildProcessError:
            pass
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return None
        except PermissionError:
            pass
        # After a crash the number may have been given to any other process: the server works in its data folder.
        try:
            return pid if Path(os.readlink(f"/proc/{pid}/cwd")) == self.home.data.resolve() else None
        except OSError:
            return pid

    def is_ready(self) -> bool:
        lines = self._pid_file()
        ready = len(lines) > 7 and lines[7].strip() == "ready"
        return ready and self.pid() is not None and (self.home.sockets / SOCKET_NAME).exists()

    def start(self) -> bool:
        """Start the server unless it runs, and make sure of the database. The caller holds the lock.

        Returns whether it was started here.
        """
        if self.pid() is not None and not self._wait_until_ready():
            self.stop()  # it runs without its socket (moved checkout, cleaned temporary folder), or hangs
        if self.pid() is not None:
            try:
                self._create_database()
                return False
            except ServerFailed:
                if not self._wait_for_end(1):  # else it was just being stopped or killed
                    raise
        self._initialise()
        self._write_settings()
        self._launch()
        self._create_database()
        return True

    def stop(self, mode: str = "fast") -> None:
        pid = self.pid()
        if pid is None:
            return
        number = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT}[mode]  # PostgreSQL's own meanings
        try:
            os.kill(pid, number)
            if not self._wait_for_end(30):
                os.kill(pid, signal.SIGQUIT)
                if not self._wait_for_end(10):
                    raise ServerFailed(f"PostgreSQL (processus {pid}) ne s'arrête pas ; son journal : {self.log}.")
            os.waitpid(pid, 0)  # the last moments of a child of ours
        except ChildProcessError:
            return
        except ProcessLookupError:
            return
        except PermissionError as error:
            raise DatabaseError(f"PostgreSQL (processus {pid}) appartient à un autre utilisateur.") from error

    def erase(self) -> None:
        self.stop("immediate")
        shutil.rmtree(self.home.folder, ignore_errors=True)
        if self.home.sockets.parent != self.home.folder:
            shutil.rmtree(self.home.sockets, ignore_errors=True)

    # --- How ----------------------------------------------------------------------------------------------------------

    def _pid_file(self) -> list[str]:
        try:
            return (self.home.data / "postmaster.pid").read_text(errors="replace").splitlines()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise DatabaseError(f"Le dossier {self.home.data} appartient à un autre utilisateur.") from error

    def _wait_until_ready(self) -> bool:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.pid() is not None:
            if self.is_ready():
                return True
            lines = self._pid_file()
            if len(lines) > 7 and lines[7].strip() == "ready":
                return False  # it answers, but on a socket that is no longer there
            time.sleep(0.02)
        return False

    def _wait_for_end(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while self.pid() is not None:
            if time.monotonic() > end:
                return False
            time.sleep(0.01)
        return True

    def _initialise(self) -> None:
        data = self.home.data
        if (data / "PG_VERSION").exists():
            return
        # Under another name, then renamed: an initdb cut half-way is never taken for a cluster.
        for leftover in self.home.folder.glob("draft-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        draft = self.home.folder / f"draft-{os.getpid()}"
        options = ["--encoding=UTF8", "--locale=C", "--auth-local=trust", "--auth-host=reject", "--no-instructions"]
        options += ["--no-sync"] if self.throwaway else []
        result = self._run("initdb", f"--pgdata={draft}", f"--username={NAME}", *options)
        if result.returncode != 0:
            shutil.rmtree(draft, ignore_errors=True)
            raise ServerFailed(f"initdb a échoué : {_last_line(result.stdout)}")
        with (draft / "postgresql.conf").open("a") as conf:
            conf.write(f"\ninclude '{SETTINGS_FILE}'\n")
        draft.rename(data)

    def _write_settings(self) -> None:
        """Written at each start: a checkout that moved gets its new socket folder."""
        make_private(self.home.sockets, self.home.account)
        settings = SETTINGS | {"unix_socket_directories": f"'{self.home.sockets}'"}
        settings |= THROWAWAY_SETTINGS if self.throwaway else {}
        path = self.home.data / SETTINGS_FILE
        path.write_text("".join(f"{key} = {value}\n" for key, value in settings.items()))
        if self.home.account.is_other:
            os.chown(path, self.home.account.uid, self.home.account.gid)
        path.chmod(0o600)

    def _launch(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        end = time.monotonic() + 15
        while True:
            # The log is opened here and inherited: the server's user need not be able to enter var/log.
            with self.log.open("ab") as log:
                written = log.tell()
                process = self._popen([self.binaries.program("postgres"), "-D", str(self.home.data)], log)
                if self._wait_for_start(process):
                    return
            if process.poll() is None:
                process.terminate()
            text = self.log.read_bytes()[written:].decode(errors="replace")
            # Just after a kill -9, the orphans of the old server need a moment to leave.
            if "shared memory block" not in text or time.monotonic() > end:
                raise ServerFailed(f"PostgreSQL n'a pas démarré : {_last_line(text)} (journal : {self.log})")
            time.sleep(0.3)

    def _wait_for_start(self, process: "subprocess.Popen[bytes]") -> bool:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and process.poll() is None:
            lines = self._pid_file()
            if self.is_ready() and lines[0].strip() == str(process.pid):
                process.returncode = 0  # it outlives us: nobody waits for it, and Popen must not warn about that
                return True
            time.sleep(0.01)
        return False

    def _create_database(self) -> None:
        if self._psql(f"SELECT 1 FROM pg_database WHERE datname = '{NAME}'").strip() != "1":  # noqa: S608
            self._psql(f"CREATE DATABASE {NAME}")

    def _psql(self, statement: str) -> str:
        options = [
            "-X",
            "-q",
            "-A",
            "-t",
            "-w",
            "-h",
            str(self.home.sockets),
            "-p",
            "5432",
            "-U",
            NAME,
            "-d",
            "postgres",
        ]
        result = self._run("psql", *options, "-c", statement)
        if result.returncode != 0:
            raise ServerFailed(f"PostgreSQL a répondu : {_last_line(result.stdout)}")
        return result.stdout

    def _run(self, program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [self.binaries.program(program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
            **self._identity(),
        )

    def _popen(self, command: list[str], log: IO[bytes]) -> "subprocess.Popen[bytes]":
        # A session of its own: Ctrl-C in the terminal is for the command, which then stops the server in order.
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **self._identity()
        )

    def _identity(self) -> dict[str, Any]:
        # PG* variables and locales of the person's environment would change what the programs do.
        environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
        if "LD_LIBRARY_PATH" in os.environ:
            environment["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
        identity: dict[str, Any] = {"env": environment, "cwd": str(self.home.folder), "umask": 0o077}
        account = self.home.account
        if account.is_other:
            identity |= {"user": account.uid, "group": account.gid, "extra_groups": []}
        return identity


def _last_line(text: str) -> str:
    """The line that says most: the last error, else the last line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if "FATAL" in line or "error:" in line.lower()]
    return (errors or lines or ["aucun message"])[-1]
