"""From an uploaded file to its pupils: what it is, told by its content, then the reader of that format."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import IO

from learners.imports.messages import LARGEST_FILE, LARGEST_UNZIPPED, RosterRefused
from learners.imports.rows import Reading
from learners.imports.siecle import read_siecle
from learners.imports.tabular import read_table

EXTENSIONS = {"xml", "zip", "csv", "txt"}
SPREADSHEETS = {"xlsx", "xls", "xlsm", "ods", "numbers"}
CHUNK = 64 * 1024
# Of a zip, read before Python does: it would make an object of each entry, however many there are.
LONGEST_DIRECTORY = 64 * 1024
LARGEST_RATIO = 200  # text hardly goes beyond 30
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_ENCRYPTED = 0x1


@dataclass(frozen=True)
class Upload:
    """A file as it arrived. ``content`` can be read again from its start."""

    name: str
    size: int
    content: IO[bytes]

    def chunks(self) -> Iterator[bytes]:
        self.content.seek(0)
        while chunk := self.content.read(CHUNK):
            yield chunk

    def sha256(self) -> str:
        digest = hashlib.sha256()
        for chunk in self.chunks():
            digest.update(chunk)
        return digest.hexdigest()


def read_roster(upload: Upload, *, uai: str | None, today: date) -> Reading:
    """The pupils of a file, whatever its format. Raises RosterRefused; nothing is ever written to disk."""
    extension = upload.name.rpartition(".")[2].lower()
    if extension in SPREADSHEETS:
        raise RosterRefused("spreadsheet")
    if extension not in EXTENSIONS:
        raise RosterRefused("extension")
    if upload.size > LARGEST_FILE:
        raise RosterRefused("too-large")
    head = next(upload.chunks(), b"")
    if not head.strip(b"\x00 \t\r\n"):
        raise RosterRefused("empty")
    if head.startswith(b"PK"):
        return _read_zip(upload, uai, today)
    # A tag comes first in any XML, behind a BOM and spaces; no roster begins so in CSV.
    if head[:64].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        return read_siecle(upload.chunks, uai=uai, today=today)
    if extension in {"xml", "zip"}:
        raise RosterRefused("xml" if extension == "xml" else "zip", line=1)
    upload.content.seek(0)
    return read_table(upload.content.read(), today=today)


def _read_zip(upload: Upload, uai: str | None, today: date) -> Reading:
    _check_directory(upload)
    try:
        with zipfile.ZipFile(upload.content) as archive:
            member = _only_xml(archive)

            def chunks() -> Iterator[bytes]:
                left = LARGEST_UNZIPPED
                with archive.open(member) as content:
                    while chunk := content.read(CHUNK):
                        left -= len(chunk)
                        if left < 0:
                            raise RosterRefused("too-large-unzipped")
                        yield chunk

            return read_siecle(chunks, uai=uai, today=today)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise RosterRefused("zip") from error


def _check_directory(upload: Upload) -> None:
    """How long the list of entries is, as the end of the archive tells; zip64 is for files that no roster needs."""
    length = min(upload.size, 66_000)
    upload.content.seek(upload.size - length)
    tail = upload.content.read(length)
    end = tail.rfind(_END)
    if end < 0 or len(tail) < end + 22 or _END_64 in tail[max(0, end - 20) : end]:
        raise RosterRefused("zip")
    if int.from_bytes(tail[end + 12 : end + 16], "little") > LONGEST_DIRECTORY:
        raise RosterRefused("zip-several-xml")


def _only_xml(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """The one .xml of the archive; names serve to find it only, and those that hide or climb («..») do not count."""
    members = [
        entry
        for entry in archive.infolist()
        if not entry.is_dir()
        and entry.filename.lower().endswith(".xml")
        and not any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(entry.filename).parts)
    ]
    if not members:
        raise RosterRefused("zip-without-xml")
    if len(members) > 1:
        raise RosterRefused("zip-several-xml")
    member = members[0]
    if member.flag_bits & _ENCRYPTED:
        raise RosterRefused("zip-locked")
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise RosterRefused("zip")
    if member.file_size > LARGEST_UNZIPPED or member.file_size > LARGEST_RATIO * max(member.compress_size, 1000):
        raise RosterRefused("too-large-unzipped")
    return member
