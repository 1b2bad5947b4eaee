"""``make run``: the database, the preparation, then gunicorn, until Ctrl-C. Demonstration mode by default."""

import contextlib
import ctypes
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pixorga import database
from pixorga.postgres.errors import DatabaseError

ANSWER_SECONDS = 60
STOP_SECONDS = 40  # gunicorn lets requests end for 30


class CannotRun(Exception):
    """Said as it is to the person who typed the command."""


class StopRequested(BaseException):
    """Ctrl-C, or the system asks us to end; a BaseException so that no `except Exception` swallows it."""


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _request_stop)
    server: database.Server | None = None
    gunicorn: subprocess.Popen[bytes] | None = None
    try:
        environment = make_environment()
        addresses = free_addresses(environment["PIXORGA_PORT"], os.environ.get("PIXORGA_BIND"))
        environment["PIXORGA_BIND"] = " ".join(addresses)
        demo = environment["PIXORGA_MODE"] == "demo"
        print(f"PixOrga démarre{' en mode démonstration' if demo else ''}…", flush=True)
        if not environment.get("DATABASE_URL"):
            server = database.start()
            environment["DATABASE_URL"] = server.url
            print(
                f"  Base de données lancée (PostgreSQL {server.cluster.binaries.major}, dans {server.data}).",
                flush=True,
            )
        accounts = prepare(environment)
        log = database.var_folder() / "log" / "gunicorn.log"
        gunicorn = start_gunicorn(environment, log)
        domain = environment.get("PIXORGA_DOMAIN") or f"localhost:{environment['PIXORGA_PORT']}"
        status = wait_for_answer(gunicorn, addresses[0], domain, log)
        print(welcome(domain, accounts, demo=demo), flush=True)
        if status >= 500:
            print(f"Attention : la page d'accueil répond par une erreur {status} ; journal : {log}", file=sys.stderr)
        gunicorn.wait()
        raise CannotRun(_death_of(gunicorn, log))
    except StopRequested:
        print("\nArrêt de PixOrga…", flush=True)
        return 0
    except (CannotRun, DatabaseError) as error:
        print(error, file=sys.stderr, flush=True)
        return 1
    finally:
        # Ctrl-C again must not leave the server half stopped.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: _hurry(gunicorn))
        if gunicorn is not None:
            stop_gunicorn(gunicorn)
        if server is not None:
            with contextlib.suppress(DatabaseError):
                server.stop()


def _request_stop(*_: object) -> None:
    raise StopRequested


def _hurry(gunicorn: "subprocess.Popen[bytes] | None") -> None:
    if gunicorn is not None and gunicorn.poll() is None:
        gunicorn.send_signal(signal.SIGQUIT)  # gunicorn's quick stop


# --- Before -----------------------------------------------------------------------------------------------------------


def make_environment() -> dict[str, str]:
    """What the children are given: the mode, the port and the secret key when the person gave none."""
    environment = dict(os.environ)
    environment.setdefault("PIXORGA_MODE", "demo")
    port = environment.setdefault("PIXORGA_PORT", "8000")
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise CannotRun(f"PIXORGA_PORT vaut «{port}» : donnez un nombre entre 1 et 65535.")
    if not environment.get("PIXORGA_SECRET_KEY"):
        environment["PIXORGA_SECRET_KEY"] = secret_key(database.var_folder() / "secret-key")
    return environment


def secret_key(path: Path) -> str:
    """A key of this checkout, made once: a new one at each start would end everybody's session."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        if not path.exists():
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(64))
            with contextlib.suppress(FileExistsError):
                os.link(draft, path)  # whole or not at all, and the first of two commands wins
            draft.unlink()
        return path.read_text().strip()
    except OSError as error:
        raise CannotRun(f"La clé secrète {path} ne peut pas être lue ou écrite : {error.strerror}.") from error


def free_addresses(port: str, bind: str | None = None) -> list[str]:
    """Where to listen: what the person asked, else both loopbacks, because browsers try ::1 first for *.localhost."""
    wanted = bind.split() if bind else [f"127.0.0.1:{port}", f"[::1]:{port}"]
    addresses = []
    for address in wanted:
        host, _, number = address.rpartition(":")
        family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn: a port just left is free
                probe.bind((host.strip("[]"), int(number)))
        except PermissionError:
            raise CannotRun(
                f"Le port {number} est réservé au système : choisissez-en un autre, par exemple "
                "PIXORGA_PORT=8000 make run"
            ) from None
        except (OSError, ValueError) as error:
            if getattr(error, "errno", None) == 98 or getattr(error, "errno", None) == 48:  # Linux, macOS: in use
                other = int(number) + 1 if int(number) < 65535 else 8001
                raise CannotRun(
                    f"Le port {number} est déjà pris par un autre programme : arrêtez-le, ou choisissez un autre port, "
                    f"par exemple PIXORGA_PORT={other} make run"
                ) from None
            if not bind and family == socket.AF_INET6:
                continue  # a machine without IPv6
            raise CannotRun(f"PixOrga ne peut pas écouter à l'adresse {address} : {error}.") from None
        addresses.append(address)
    return addresses


def prepare(environment: dict[str, str]) -> list[list[str]]:
    """Run `pixorga.prepare` apart: this process stays small, and Ctrl-C can end it at any point."""
    reader, writer = os.pipe()
    command = [sys.executable, "-m", "pixorga.prepare", str(writer)]
    process = subprocess.Popen(
        command, cwd=database.BASE_DIR, env=environment, pass_fds=[writer], start_new_session=True
    )
    os.close(writer)
    try:
        with open(reader) as pipe:
            text = pipe.read()
        if process.wait() != 0:
            raise CannotRun("PixOrga n'a pas démarré.")
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
    accounts: list[list[str]] = json.loads(text or "[]")
    return accounts


# --- gunicorn ---------------------------------------------------------------------------------------------------------


def start_gunicorn(environment: dict[str, str], log: Path) -> "subprocess.Popen[bytes]":
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > 5_000_000:
        log.replace(log.with_suffix(".log.1"))
    command = [sys.executable, "-m", "gunicorn", "--config", "python:pixorga.gunicorn", "pixorga.wsgi"]
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            cwd=database.BASE_DIR,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C is for us; gunicorn is then asked to end in order
            preexec_fn=_end_with_parent(),
        )


def _end_with_parent() -> Callable[[], None] | None:
    """On Linux, have gunicorn told to end if this process is killed by force."""
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)

    def ask() -> None:
        library.prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG

    return ask


def wait_for_answer(gunicorn: "subprocess.Popen[bytes]", address: str, domain: str, log: Path) -> int:
    """The status of the home page, as soon as there is one."""
    host, _, port = address.rpartition(":")
    host = {"0.0.0.0": "127.0.0.1", "[::]": "::1"}.get(host, host).strip("[]")  # noqa: S104
    end = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < end:
        if gunicorn.poll() is not None:
            raise CannotRun(_death_of(gunicorn, log))
        connection = http.client.HTTPConnection(host, int(port), timeout=ANSWER_SECONDS)
        try:
            connection.request("GET", "/", headers={"Host": domain})
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        finally:
            connection.close()
    raise CannotRun(f"PixOrga ne répond pas au bout de {ANSWER_SECONDS} s. Journal : {log}\n{_last_lines(log)}")


def stop_gunicorn(gunicorn: "subprocess.Popen[bytes]") -> None:
    if gunicorn.poll() is not None:
        return
    gunicorn.terminate()
    try:
        gunicorn.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        gunicorn.kill()
        gunicorn.wait()


def _death_of(gunicorn: "subprocess.Popen[bytes]", log: Path) -> str:
    code = gunicorn.returncode
    how = f"signal {-code}" if code < 0 else f"code {code}"
    return f"gunicorn s'est arrêté ({how}). Les dernières lignes de son journal, {log} :\n{_last_lines(log)}"


def _last_lines(log: Path, count: int = 15) -> str:
    try:
        lines = log.read_text(errors="replace").splitlines()[-count:]
    except OSError:
        lines = []
    return "\n".join(f"  {line}" for line in lines)


def welcome(domain: str, accounts: list[list[str]], *, demo: bool) -> str:
    """What a person reads once the site answers."""
    scheme = "http" if demo else "https"
    pages = [("", "par où commencer"), ("orga.", "enseignants"), ("app.", "élèves"), ("admin.", "administration")]
    if demo:
        pages.append(("ent-demo.", "ENT de démonstration"))
    lines = ["", "PixOrga est prêt :"]
    lines += [f"  {f'{scheme}://{label}{domain}':<36} {what}" for label, what in pages]
    if accounts:
        rows = [("Rôle", "Adresse", "Identifiant", "Mot de passe"), *accounts]
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        lines += ["", "Comptes de démonstration :"]
        lines += ["  " + "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join([*lines, "", "Ctrl-C pour arrêter."])


if __name__ == "__main__":
    sys.exit(main())
