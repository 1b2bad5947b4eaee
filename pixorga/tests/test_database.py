"""The embedded PostgreSQL, with real servers in temporary folders.

Making a cluster is what takes time: the tests that leave it as they found it share one.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pixorga import database
from pixorga.postgres import binaries as binaries_module
from pixorga.postgres import errors, folders
from pixorga.tests.servers import HOLDER, ROOT, ask, command, open_folder, wait_until_gone

as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root runs the server as another user")


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "PIXORGA_VAR", "PIXORGA_SYSTEM_POSTGRES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def parent() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def shared_var() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder / "var"
        database.stop(folder / "var")


@pytest.fixture
def var(shared_var: Path) -> Iterator[Path]:
    """A folder whose cluster may exist already; its server is stopped."""
    yield shared_var
    database.stop(shared_var)


@pytest.fixture
def hold() -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Start a process that holds a server; all are killed at the end."""
    processes = []

    def start(arguments: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", HOLDER.format(start=arguments)]
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


# --- The life of a server ---------------------------------------------------------------------------------------------


def test_server_starts_as_configured_keeps_its_data_and_stops(var: Path):
    with database.start(var) as server:
        url, pid = server.url, server.cluster.pid()
        shown = {
            name: ask(url, f"SHOW {name}")
            for name in ("server_encoding", "listen_addresses", "jit", "timezone", "max_connections", "fsync")
        }
        collation = ask(url, "SELECT datcollate FROM pg_database WHERE datname = 'pixorga'")
        ask(url, "CREATE TABLE stopped AS SELECT 42 AS value")
        private = [oct(path.stat().st_mode & 0o777) for path in (server.data, server.cluster.home.sockets)]

    assert shown == {
        "server_encoding": "UTF8",
        "listen_addresses": "",
        "jit": "off",
        "timezone": "UTC",
        "max_connections": "100",
        "fsync": "on",
    }
    assert collation == "C"
    assert private == ["0o700", "0o700"]
    assert server.data == var / f"pg-{server.cluster.binaries.major}" / "data"
    assert url == database.database_url(var)
    assert wait_until_gone(pid)

    with database.start(var) as server:
        assert ask(server.url, "SELECT value FROM stopped") == "42"
        ask(server.url.replace("/pixorga?", "/postgres?"), "DROP DATABASE pixorga")
    with database.start(var) as server:
        assert ask(server.url, "SELECT current_database()") == "pixorga"


def test_two_commands_started_at_once_share_one_server_which_ends_with_the_last(var: Path, hold: Callable):
    both = [hold(f"Path({str(var)!r})") for _ in range(2)]
    answers = [process.stdout.readline().split() for process in both]

    assert answers[0][0] == answers[1][0]
    assert sorted(answer[1] for answer in answers) == ["False", "True"]
    pid = int(answers[0][2])
    starter, joiner = sorted(both, key=lambda process: answers[both.index(process)][1] != "True")

    _, problems = starter.communicate()
    assert (starter.returncode, problems) == (0, "")
    assert ask(answers[0][0], "SELECT 1") == "1"

    _, problems = joiner.communicate()
    assert (joiner.returncode, problems) == (0, "")
    assert wait_until_gone(pid)


def test_server_killed_by_force_starts_again_with_its_data(var: Path):
    server = database.start(var)
    ask(server.url, "CREATE TABLE killed AS SELECT 42 AS value")
    pid = server.cluster.pid()
    os.kill(pid, signal.SIGKILL)
    assert wait_until_gone(pid)

    with database.start(var) as again:
        assert again.started
        assert again.cluster.pid() != pid
        assert ask(again.url, "SELECT value FROM killed") == "42"
        server.stop()  # another user is there: this one only leaves
        assert ask(again.url, "SELECT 1") == "1"


def test_server_left_by_a_command_killed_by_force_is_joined_then_stopped(var: Path, hold: Callable):
    process = hold(f"Path({str(var)!r})")
    pid = int(process.stdout.readline().split()[2])
    process.kill()
    process.wait()

    with database.start(var) as server:
        assert not server.started
        assert server.cluster.pid() == pid
    assert wait_until_gone(pid)


def test_number_of_a_dead_server_given_to_another_process_is_not_taken_for_it(var: Path):
    with database.start(var) as server:
        pid_file = server.data / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]))
        shutil.chown(pid_file, server.cluster.home.account.uid, server.cluster.home.account.gid)
        with database.start(var) as server:
            assert server.started
            assert ask(server.url, "SELECT 1") == "1"
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_cluster_half_made_is_made_again(parent: Path):
    home = folders.persistent_home(parent, binaries_module.find_binaries().major)
    folders.make_private(home.folder, home.account)
    (home.folder / "draft-123" / "base").mkdir(parents=True)

    with database.start(parent) as server:
        assert ask(server.url, "SELECT 1") == "1"
    assert not list(home.folder.glob("draft-*"))


def test_socket_of_a_moved_checkout_with_a_long_path_is_in_a_short_private_folder(var: Path, parent: Path):
    database.start(var).stop()
    long = parent / ("d" * 60) / ("e" * 60)
    long.parent.mkdir()
    var.rename(long)
    try:
        with database.start(long) as server:
            assert ask(server.url, "SELECT 1") == "1"
            assert server.url == database.database_url(long)
            sockets = server.cluster.home.sockets
            status = sockets.stat()
            assert server.data.is_relative_to(long)
            assert sockets.parent == Path("/tmp")
            assert (status.st_uid, status.st_mode & 0o777) == (server.cluster.home.account.uid, 0o700)
    finally:
        database.stop(long)
        long.rename(var)
        shutil.rmtree(sockets)


@pytest.mark.parametrize("name", ["été", "a,b", "it's", 'a"b', "a%b"])
def test_socket_of_a_path_libpq_would_misread_is_in_the_short_folder(parent: Path, name: str):
    assert folders.persistent_home(parent / name, 18).sockets.parent == Path("/tmp")


# --- Throwaway servers --------------------------------------------------------------------------------------------------


def test_throwaway_server_is_fast_leaves_nothing_and_erases_what_a_killed_run_left(hold: Callable):
    killed = hold("throwaway=True")
    _, _, killed_pid, killed_data = killed.stdout.readline().split()
    killed.kill()
    killed.wait()

    server = database.start(throwaway=True)
    pid = server.cluster.pid()
    unsafe = [ask(server.url, f"SHOW {name}") for name in ("fsync", "full_page_writes", "synchronous_commit")]
    assert unsafe == ["off", "off", "off"]
    assert wait_until_gone(int(killed_pid))
    assert not Path(killed_data).parent.exists()

    database.erase_orphans()  # what the next run does first: this one is alive
    assert ask(server.url, "SELECT 1") == "1"

    server.stop()
    assert not server.cluster.home.folder.exists()
    assert wait_until_gone(pid)


# --- Users and permissions ------------------------------------------------------------------------------------------------


@as_root
def test_checkout_that_others_cannot_enter_keeps_its_permissions_and_the_data_live_elsewhere(parent: Path):
    closed = parent / "closed"
    closed.mkdir(mode=0o700)
    var = closed / "var"
    try:
        with database.start(var) as server:
            assert ask(server.url, "SELECT 1") == "1"
            assert server.url == database.database_url(var)
            outside = server.data.parents[1]
            assert not server.data.is_relative_to(parent)
            assert outside.stat().st_uid == server.cluster.home.account.uid != 0
            assert outside.stat().st_mode & 0o777 == 0o700
            assert closed.stat().st_mode & 0o777 == 0o700
        shown = command("start", PIXORGA_VAR=str(var))
        assert str(server.data) in shown.stdout
    finally:
        database.stop(var)
        database.erase(var)
    assert not outside.exists()


@as_root
def test_binaries_that_others_cannot_enter_are_copied_once(parent: Path, monkeypatch: pytest.MonkeyPatch):
    real = binaries_module.find_binaries()
    if not real.from_wheel:
        pytest.skip("the system's binaries are always reachable")
    closed, state = parent / "closed", parent / "state"
    closed.mkdir(mode=0o700)
    state.mkdir()
    package = closed / binaries_module.PACKAGE
    install = real.folder.parent
    shutil.copytree(install, package / install.name)
    libraries = install.parents[1] / f"{binaries_module.PACKAGE}.libs"
    if libraries.exists():
        shutil.copytree(libraries, closed / libraries.name)
    monkeypatch.setattr(binaries_module, "state_folders", lambda: iter([state]))
    account = folders.server_account()

    copied = binaries_module.reachable_binaries(
        binaries_module.Binaries(package / install.name / "bin", real.major, from_wheel=True), account
    )
    answer = subprocess.run(
        [copied.program("postgres"), "--version"],
        capture_output=True,
        text=True,
        user=account.uid,
        group=account.gid,
        extra_groups=[],
        cwd="/",
        check=True,
    )

    assert answer.stdout.startswith("postgres (PostgreSQL)")
    assert copied.folder.is_relative_to(state)
    assert len(list(state.iterdir())) == 1
    assert closed.stat().st_mode & 0o777 == 0o700

    next(state.iterdir()).chmod(0o777)
    with pytest.raises(errors.BinariesMissing, match="ouvert en écriture"):
        binaries_module.reachable_binaries(
            binaries_module.Binaries(package / install.name / "bin", real.major, from_wheel=True), account
        )


def test_folder_open_to_others_is_refused(parent: Path):
    home = folders.persistent_home(parent, binaries_module.find_binaries().major)
    home.folder.mkdir()
    home.folder.chmod(0o755)

    with pytest.raises(errors.UnsafeFolder, match="n'être ouvert à personne d'autre"):
        database.start(parent)


def test_machine_without_postgres_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(binaries_module, "_from_wheel", lambda: None)
    monkeypatch.setattr(binaries_module, "_from_system", lambda: None)

    with pytest.raises(errors.BinariesMissing, match="PostgreSQL est introuvable"):
        database.database_url()


def test_database_url_of_the_environment_wins(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/else")

    assert database.database_url() == "postgresql://somewhere/else"


# --- Command line -----------------------------------------------------------------------------------------------------


def test_commands_start_keep_and_stop_the_server(var: Path):
    here = {"PIXORGA_VAR": str(var)}
    before = command("status", **here)
    started = command("start", **here)
    url = command("url", **here).stdout.strip()

    with database.start(var) as server:
        assert not server.started
        in_use = command("erase", **here)
    assert ask(url, "SELECT 1") == "1"  # started for itself: it outlives its users

    during = command("status", **here)
    stopped, again = command("stop", **here), command("stop", **here)

    assert (before.returncode, during.returncode, stopped.returncode, again.returncode) == (3, 0, 0, 0)
    assert "est arrêté" in before.stdout
    assert str(var) in started.stdout
    assert "tourne" in during.stdout
    assert in_use.returncode == 1
    assert in_use.stderr == "La base locale est utilisée par une autre commande : arrêtez celle-ci d'abord.\n"
    assert stopped.stdout == "PostgreSQL est arrêté.\n"
    assert again.stdout == "PostgreSQL ne tournait pas.\n"


def test_exec_runs_a_command_with_the_database_and_returns_its_status(var: Path):
    script = "import os, sys; print(os.environ['DATABASE_URL']); sys.exit(7)"
    result = command("exec", "--", "python", "-c", script, PIXORGA_VAR=str(var))

    assert (result.returncode, result.stderr) == (7, "")
    assert result.stdout.strip() == database.database_url(var)
    assert command("status", PIXORGA_VAR=str(var)).returncode == 3


def test_failures_are_one_sentence_without_traceback(parent: Path):
    (parent / "file").write_text("")
    impossible = command("start", PIXORGA_VAR=str(parent / "file" / "var"))
    elsewhere = command("start", DATABASE_URL="postgresql://somewhere/else")
    unknown = command("dance")

    assert (impossible.returncode, elsewhere.returncode, unknown.returncode) == (1, 2, 2)
    assert impossible.stderr.count("\n") == 1
    assert "ne peut pas être créé" in impossible.stderr
    assert elsewhere.stderr == "DATABASE_URL désigne une autre base : PixOrga ne la démarre ni ne l'arrête.\n"
    assert unknown.stdout.startswith("Usage : ")


def test_server_that_cannot_start_quotes_its_own_error(var: Path):
    database.start(var).stop()
    home = folders.persistent_home(var, binaries_module.find_binaries().major)
    conf = home.data / "postgresql.conf"
    before = conf.read_text()
    conf.write_text(f"{before}\nno_such_setting = 1\n")

    result = command("start", PIXORGA_VAR=str(var))
    conf.write_text(before)

    assert result.returncode == 1
    assert result.stderr.startswith("PostgreSQL n'a pas démarré : ")
    assert result.stderr.count("\n") == 1
