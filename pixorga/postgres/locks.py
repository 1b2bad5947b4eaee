"""Locks between commands; the kernel drops them when a process dies, even by kill -9."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pixorga.postgres.errors import DatabaseError
from pixorga.postgres.folders import Account


class FileLock:
    """A lock on a file of a private folder, shared or exclusive."""

    def __init__(self, path: Path, account: Account) -> None:
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise DatabaseError(f"Le fichier {path} ne peut pas être ouvert : {error.strerror}.") from error
        if account.is_other:
            os.fchown(self._file, account.uid, account.gid)

    def take(self, *, shared: bool = False, wait: bool = True) -> bool:
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(self._file, kind | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


@contextmanager
def held(path: Path, account: Account) -> Iterator[None]:
    lock = FileLock(path, account)
    lock.take()
    try:
        yield
    finally:
        lock.close()
