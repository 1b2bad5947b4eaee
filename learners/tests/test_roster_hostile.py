"""Files made to harm: refused quickly, with a word, and nothing of them is expanded, fetched nor written."""

import io
import os
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from learners.imports.messages import LARGEST_FILE, LARGEST_UNZIPPED, RosterRefused
from learners.imports.siecle import read_siecle
from learners.tests.rosters import SIECLE, TODAY, UAI, read, refusal, zipped

DOCTYPES = {
    "billion laughs": '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>",
    "quadratic": f'<!DOCTYPE x [<!ENTITY a "{"x" * 100_000}">]>',
    "external file": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "external address": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    "parameter": '<!DOCTYPE x [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>',
    "harmless": "<!DOCTYPE BEE_ELEVES>",
}


@pytest.fixture(autouse=True)
def bounded() -> Iterator[None]:
    """A second at most, and little memory (quality.md S6)."""
    tracemalloc.start()
    began = time.monotonic()
    yield
    spent, (_, peak) = time.monotonic() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert spent < 10  # traced, and with the making of the file: some times slower than what is promised
    assert peak < 120 * 1024 * 1024


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("doctype", DOCTYPES.values(), ids=DOCTYPES)
def test_any_doctype_is_refused(doctype: str, encoding: str) -> None:
    body = "<BEE_ELEVES><PARAMETRES><UAJ>&j;&a;</UAJ></PARAMETRES></BEE_ELEVES>"
    declared = encoding.removesuffix("-sig")
    data = f'<?xml version="1.0" encoding="{declared}"?>{doctype}{body}'.encode(encoding)
    assert refusal(data).code == "doctype"
    assert refusal(zipped({"a.xml": data}, compression=zipfile.ZIP_STORED), "a.zip").code == "doctype"


def test_an_entity_that_nobody_declared() -> None:
    assert refusal(SIECLE.replace("Zoé".encode("iso8859-15"), b"&zoe;")).code == "xml"


def test_a_deep_file() -> None:
    assert refusal(b"<BEE_ELEVES>" + b"<a>" * 500_000).code == "xml"


@pytest.mark.parametrize("beginning", [b"<BEE_ELEVES a='", b"<BEE_ELEVES><"])
def test_an_endless_tag_is_not_read_to_its_end(beginning: bytes) -> None:
    """The parser would hold it whole."""
    passes: list[int] = []

    def chunks() -> Iterator[bytes]:
        passes.append(0)
        yield beginning
        for _ in range(400):
            passes[-1] += 1
            yield b"x" * 65536

    with pytest.raises(RosterRefused) as refused:
        read_siecle(chunks, uai=UAI, today=TODAY)
    assert refused.value.code == "xml"
    assert passes[-1] < 100


def test_an_endless_text_is_not_kept() -> None:
    data = SIECLE.replace(b"<PRENOM>Zo\xe9", b"<PRENOM>" + b"x" * 5_000_000)
    assert [one.code for one in read(data).problems] == ["too-long"]


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({}, "zip-without-xml"),
        ({"lisez-moi.txt": b"x"}, "zip-without-xml"),
        ({"a.xml": SIECLE, "b.xml": SIECLE}, "zip-several-xml"),
        ({"../../a.xml": SIECLE}, "zip-without-xml"),
        ({"dossier/../a.xml": SIECLE}, "zip-without-xml"),
        ({"/etc/passwd": SIECLE}, "zip-without-xml"),
        ({".cache/a.xml": SIECLE}, "zip-without-xml"),
        ({"a.xml/": b""}, "zip-without-xml"),
        ({"interne.zip": zipped({"a.xml": SIECLE})}, "zip-without-xml"),
        ({f"{n}.txt": b"" for n in range(3000)}, "zip-several-xml"),
    ],
    ids="empty,no-xml,two,climbing,climbing-inside,absolute,hidden,folder,nested,thousands".split(","),
)
def test_an_archive_that_is_not_the_ministrys(members: dict[str, bytes], code: str) -> None:
    assert refusal(zipped(members), "a.zip").code == code


def test_nothing_of_an_archive_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    read(zipped({"eleves.xml": SIECLE}), "a.zip")
    assert os.listdir(tmp_path) == []


def test_a_bomb_that_says_its_size() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.xml", "w") as member:
        for _ in range(LARGEST_UNZIPPED // 1024**2 + 1):
            member.write(b" " * 1024**2)
    assert refusal(content.getvalue(), "a.zip").code == "too-large-unzipped"


def test_a_bomb_of_a_size_below_the_limit() -> None:
    assert refusal(zipped({"a.xml": b" " * 30_000_000}), "a.zip").code == "too-large-unzipped"


def test_an_archive_that_lies_about_its_size() -> None:
    data = bytearray(zipped({"a.xml": SIECLE + b" " * 100_000}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(mark) + place, 1000)
    assert refusal(bytes(data), "a.zip").code in {"zip", "xml"}


def test_a_damaged_archive() -> None:
    data = zipped({"a.xml": SIECLE})
    assert refusal(data[:-30], "a.zip").code == "zip"
    assert refusal(b"PK\x03\x04" + b"\x00" * 100, "a.zip").code == "zip"
    broken = bytearray(data)
    broken[60:90] = b"\xff" * 30
    assert refusal(bytes(broken), "a.zip").code in {"zip", "xml"}


def test_a_locked_archive() -> None:
    data = bytearray(zipped({"a.xml": SIECLE}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    assert refusal(bytes(data), "a.zip").code == "zip-locked"


def test_another_compression() -> None:
    assert refusal(zipped({"a.xml": SIECLE}, compression=zipfile.ZIP_LZMA), "a.zip").code == "zip"


def test_too_large() -> None:
    data = SIECLE + b" " * (LARGEST_FILE - len(SIECLE))
    assert len(read(data).rows) == 12
    assert refusal(data + b" ").code == "too-large"


@pytest.mark.parametrize(
    "data",
    [
        b"\x00" * 200 + b";" * 100_000,
        b"Nom;" + b"x" * 3_000_000,
        b'Nom;Pr\xc3\xa9nom;Date de naissance\n"' + b"x" * 3_000_000,
        b"Nom;Pr\xc3\xa9nom;Date de naissance\n" + b"\x00;" * 100_000,
        b"\xff\xfe" + b"\xd8\x00" * 50,
        bytes(range(256)) * 50,
    ],
    ids="separators,long-title,open-quote,nul,half-surrogates,all-bytes".split(","),
)
def test_a_table_of_anything(data: bytes) -> None:
    """Refused whole, or line by line: never read, and never an error of ours."""
    try:
        reading = read(data, "a.csv")
    except RosterRefused:
        return
    assert reading.problems != []
    assert reading.rows == []
