"""What the tests of the embedded PostgreSQL share."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2

ROOT = Path(__file__).resolve().parents[2]

# Starts the server of a folder, says its URL and whether it was the one to start it, gives it up when its input closes.
HOLDER = """
import sys
from pathlib import Path
from pixorga import database
server = database.start({start})
print(server.url, server.started, server.cluster.pid(), server.data, flush=True)
sys.stdin.read()
server.stop()
"""


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder every user can enter (pytest's own is private) and whose path is short."""
    folder = Path(tempfile.mkdtemp(prefix="pixorga-check-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def ask(url: str, statement: str) -> str:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return str(cursor.fetchone()[0]) if cursor.description else ""
    finally:
        connection.close()


def command(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "pixorga.database", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def is_running(pid: int) -> bool:
    """Whether it runs; a zombie that nobody has buried yet does not."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except ProcessLookupError:
        return False
    except FileNotFoundError:  # gone in between, or a system without /proc
        return not Path("/proc/self").exists()


def wait_until_gone(pid: int) -> bool:
    end = time.monotonic() + 10
    while is_running(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not is_running(pid)
