"""Who runs the server and which folders it lives in.

PostgreSQL refuses root. When root types the command the server runs as an ordinary user, who may not be able to enter
the checkout: the data then live elsewhere, and no folder's permissions are ever widened to let it in.
"""

import hashlib
import os
import pwd
import re
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pixorga.postgres.errors import DatabaseError, NoUserToRunAs, UnsafeFolder

# Not TMPDIR: two terminals with different ones must find the same server. What is made there is checked.
SHARED_TEMPORARY = Path("/tmp")  # noqa: S108
LONGEST_SOCKET = 100  # the system's limit is 104 or 108 bytes, the final zero included
SOCKET_NAME = ".s.PGSQL.5432"


@dataclass(frozen=True)
class Account:
    """The user the server runs as; `is_other` when it is not the one who typed the command."""

    uid: int
    gid: int
    name: str

    @property
    def is_other(self) -> bool:
        return self.uid != os.getuid()


@dataclass(frozen=True)
class Home:
    """The folder of one cluster and what is in it."""

    folder: Path
    account: Account
    is_outside: bool = False  # of the checkout; the parent folder is then private too

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def sockets(self) -> Path:
        """Where the private socket is: beside the data, or in a short folder when that path is too long.

        Characters with a meaning in a list of hosts or of folders (a comma, a quote) also lead to the short folder.
        """
        folder = self.folder / "socket"
        text = str(folder)
        if len(os.fsencode(folder / SOCKET_NAME)) <= LONGEST_SOCKET and re.fullmatch(r"[A-Za-z0-9_./+ -]+", text):
            return folder
        return SHARED_TEMPORARY / f"pixorga-{self.account.uid}-{_digest(folder)}"


def server_account(folder: Path | None = None) -> Account:
    """The user to run the server as; an existing cluster keeps its owner."""
    if os.getuid() != 0:
        return _account(os.getuid())
    if folder is not None:
        try:
            owner = folder.stat().st_uid
        except OSError:
            owner = 0
        if owner != 0:
            return _account(owner)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_uid, entry.pw_gid, name)
    raise NoUserToRunAs(
        "PostgreSQL refuse d'être lancé par root et cette machine n'a ni utilisateur postgres ni utilisateur nobody : "
        "lancez la commande avec un compte ordinaire."
    )


def _account(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:  # a container started with a bare number
        return Account(uid, os.getgid(), str(uid))
    return Account(uid, entry.pw_gid if uid != os.getuid() else os.getgid(), entry.pw_name)


def is_reachable(folder: Path, account: Account) -> bool:
    """Whether that user can enter the folder, or its nearest existing parent."""
    if not account.is_other:
        return True
    folder = folder.resolve()
    for path in (folder, *folder.parents):
        try:
            status = path.stat()
        except FileNotFoundError:
            continue
        if status.st_uid == account.uid:
            allowed = status.st_mode & stat.S_IXUSR
        elif status.st_gid == account.gid:
            allowed = status.st_mode & stat.S_IXGRP
        else:
            allowed = status.st_mode & stat.S_IXOTH
        if not allowed:
            return False
    return True


def temporary_folder(account: Account) -> Path:
    """The temporary folder, or /tmp when that user cannot enter it (root's own TMPDIR)."""
    folder = Path(tempfile.gettempdir()).resolve()
    return folder if is_reachable(folder, account) else SHARED_TEMPORARY


def state_folders() -> Iterator[Path]:
    """Where things go that cannot stay in the checkout, best first."""
    durable = Path("/var/lib")
    if durable.is_dir() and os.access(durable, os.W_OK):
        yield durable
    yield SHARED_TEMPORARY


def persistent_home(var: Path, major: int) -> Home:
    """The cluster of this checkout: the same answer every time, nothing is created."""
    inside = var.resolve() / f"pg-{major}"
    account = server_account(inside)
    if is_reachable(inside, account):
        return Home(inside, account)
    parent = next(state_folders())
    outside = parent / f"pixorga-{_digest(inside)}"
    # Where anybody may create a folder, the owner of this one says nothing about who should run the server.
    account = account if parent == SHARED_TEMPORARY else server_account(outside)
    return Home(outside / f"pg-{major}", account, is_outside=True)


def make_private(folder: Path, account: Account) -> None:
    """Create the folder for that user only, or make sure that it already is so."""
    try:
        folder.mkdir(mode=0o700)
        if account.is_other:
            os.chown(folder, account.uid, account.gid)
    except FileExistsError:
        pass
    except OSError as error:
        raise DatabaseError(f"Le dossier {folder} ne peut pas être créé : {error.strerror}.") from error
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != account.uid or status.st_mode & 0o077:
        raise UnsafeFolder(
            f"Le dossier {folder} devrait appartenir à {account.name} et n'être ouvert à personne d'autre : "
            "supprimez-le ou corrigez ses droits."
        )


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
