"""A PixOrga to measure: served as ``make run`` does, with a PostgreSQL of its own that keeps its promises (fsync on)."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from pixorga import database, serve
from pixorga.postgres.errors import DatabaseError

PREFIX = "bench-"
ABANDONED_AFTER = 3600  # seconds; a folder younger than that may belong to a measure that is starting


@dataclass(frozen=True)
class Account:
    """A pupil who is signed in, with a test in hand. ``test`` is the public id of the assessment."""

    session: str
    test: str


@dataclass(frozen=True)
class Cpu:
    """Seconds of processor since the start of each."""

    app: float = 0.0
    postgres: float = 0.0
    client: float = 0.0
    machine: float = 0.0

    def __sub__(self, other: "Cpu") -> "Cpu":
        return Cpu(
            self.app - other.app,
            self.postgres - other.postgres,
            self.client - other.client,
            self.machine - other.machine,
        )

    @property
    def others(self) -> float:
        """What the rest of the machine worked meanwhile."""
        return max(0.0, self.machine - self.app - self.postgres - self.client)


@dataclass(frozen=True)
class Site:
    port: int
    environment: dict[str, str]
    gunicorn: int
    postgres: int

    @property
    def host(self) -> str:
        return f"app.localhost:{self.port}"

    def cpu(self) -> Cpu:
        return Cpu(_cpu_of_tree(self.gunicorn), _cpu_of_tree(self.postgres), time.process_time(), _cpu_of_machine())

    def rows(self, statement: str, *parameters: object) -> list[tuple[object, ...]]:
        connection = psycopg2.connect(self.environment["DATABASE_URL"])
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement, parameters)
                return list(cursor.fetchall())
        finally:
            connection.close()

    def make_class(self, count: int) -> list[Account]:
        """So many pupils of a school without roster, each in the same campaign, through the product's own actions."""
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.school", str(count)],
            cwd=database.BASE_DIR,
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return [Account(session, test) for session, test in json.loads(done.stdout)]


@contextmanager
def running_site() -> Iterator[Site]:
    """Everything is in a folder of its own under ``var``, erased at the end."""
    _erase_abandoned()
    folder = database.var_folder() / f"{PREFIX}{os.getpid()}"
    gunicorn = server = None
    try:
        # Not a throwaway one: those do without fsync, and a measure must pay for it as production does.
        server = database.start(folder)
        port = _free_port()
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "pixorga.settings",
            "PIXORGA_MODE": "demo",
            "PIXORGA_PORT": str(port),
            "PIXORGA_BIND": f"127.0.0.1:{port}",
            "PIXORGA_DOMAIN": f"localhost:{port}",
            "PIXORGA_SECRET_KEY": "mesures-" + "0" * 50,
            "PIXORGA_VAR": str(folder),
            "DATABASE_URL": server.url,
        }
        serve.prepare(environment)
        log = folder / "log" / "gunicorn.log"
        gunicorn = serve.start_gunicorn(environment, log)
        serve.wait_for_answer(gunicorn, f"127.0.0.1:{port}", f"localhost:{port}", log)
        yield Site(port, environment, gunicorn.pid, server.cluster.pid() or 0)
    finally:
        if gunicorn is not None:
            serve.stop_gunicorn(gunicorn)
        if server is not None:
            server.stop()
        _erase(folder)


def _erase(folder: Path) -> None:
    with suppress(DatabaseError):  # its server is in use
        database.erase(folder)
        shutil.rmtree(folder, ignore_errors=True)


def _erase_abandoned() -> None:
    """What measures that were killed by force have left."""
    for folder in database.var_folder().glob(f"{PREFIX}*"):
        if time.time() - folder.stat().st_mtime > ABANDONED_AFTER:
            _erase(folder)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def yardstick() -> float:
    """Milliseconds of processor for a fixed loop: what the machine is worth now, whatever PixOrga does."""
    total, began = 0, time.process_time()
    for number in range(1_000_000):
        total += number
    return 1000 * (time.process_time() - began)


# --- Processor time ---------------------------------------------------------------------------------------------------

_TICK = os.sysconf("SC_CLK_TCK")


def _cpu_of_tree(root: int) -> float:
    """Seconds used by a process and its descendants, those that have ended included (their parent inherits them)."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has just ended
            fields = path.read_text().rpartition(")")[2].split()
            parents[int(path.parent.name)] = int(fields[1])
            ticks[int(path.parent.name)] = sum(map(int, fields[11:15]))  # utime, stime, cutime, cstime
    family = {root}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(ticks.get(pid, 0) for pid in family) / _TICK


def _cpu_of_machine() -> float:
    """Seconds that all the processors worked: neither idle nor waiting for a disk."""
    user, nice, system, _idle, _wait, *interrupts = map(
        int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    )
    return (user + nice + system + sum(interrupts)) / _TICK
