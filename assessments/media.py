"""Where the pictures, files and screens of one instance are served, and with which headers."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import quote

from django.urls import reverse

from assessments.bank import referential_root
from assessments.bank.variant import Asset, Instance
from pixorga.ui.typography import breakable_addresses, french_spaces_in_html

# Only what the item bank uses; anything else is downloaded as bytes. Texts carry no charset: some files are about it.
TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".vcf": "text/vcard",
    ".xml": "application/xml",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".eml": "message/rfc822",
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
PICTURES = {".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"}
_UNITS = ((1024 * 1024, "Mo"), (1024, "ko"))


@dataclass(frozen=True, slots=True)
class FileLink:
    url: str
    label: str
    file: str
    size: str


@dataclass(frozen=True, slots=True)
class MediaLinks:
    """The addresses of everything that goes with an instance; empty strings when there is none."""

    illustration: str
    attachments: tuple[FileLink, ...]
    screen: str
    screen_size: str


def links_for_answering(instance: Instance, *, assessment: object, seq: int) -> MediaLinks:
    """For a pupil: ``assessment`` is the public id, ``seq`` the rank of the question."""

    def address(what: str, name: str) -> str:
        kwargs = {"public_id": assessment, "seq": seq, "page" if what == "screen" else "name": name}
        return reverse(f"question_{what}", kwargs=kwargs)

    return _links(instance, address)


def links_for_preview(instance: Instance) -> MediaLinks:
    """For the team, in the administrators' space."""

    def address(what: str, name: str) -> str:
        kwargs = {
            "challenge_id": instance.challenge_id,
            "seed": instance.seed,
            "page" if what == "screen" else "name": name,
        }
        return reverse(f"preview_{what}", kwargs=kwargs)

    return _links(instance, address)


def _links(instance: Instance, address: Callable[[str, str], str]) -> MediaLinks:
    # The question of a rank may be drawn again: its files must not come from the browser's cache.
    version = f"?v={fingerprint(instance)}"
    return MediaLinks(
        illustration=address("image", instance.illustration.file) + version if instance.illustration else "",
        attachments=tuple(
            FileLink(address("file", item.file) + version, item.label, item.file, size_fr(item.size))
            for item in instance.attachments
        ),
        screen=address("screen", instance.screen.page) if instance.screen else "",
        screen_size=screen_size(instance.screen.height) if instance.screen else "",
    )


def fingerprint(instance: Instance) -> str:
    return hashlib.sha256(f"{instance.challenge_id}:{instance.seed}".encode()).hexdigest()[:8]


def screen_size(height: int) -> str:
    """s, m or l: the class that gives the frame its height, since a style attribute is not allowed."""
    return "s" if height <= 340 else "m" if height <= 520 else "l"


def size_fr(size: int) -> str:
    """2300 -> «2,2 ko»."""
    for unit, name in _UNITS:
        if size >= unit:
            return f"{size / unit:.1f}".replace(".", ",").removesuffix(",0") + f"\u00a0{name}"
    return f"{size}\u00a0octet{'s' if size > 1 else ''}"


def read_file(instance: Instance, name: str) -> bytes | None:
    """The bytes of a file of this instance; None if it has none of this name, or if the file on disk has changed."""
    held = instance.files.get(name)
    if not isinstance(held, Asset):
        return held
    root = referential_root().resolve()
    path = (root / held.path).resolve()
    if not path.is_relative_to(root):
        return None
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == held.sha256 else None


def content_type(name: str) -> str:
    return TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")


def is_picture(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in PICTURES


def attachment_header(name: str) -> str:
    """Both forms of the name: plain ASCII for old programs, UTF-8 for the others (RFC 6266)."""
    plain = "".join(char if char.isascii() and char.isprintable() and char not in '"\\;%' else "_" for char in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


# What may be wider than its frame, and then scrolls sideways.
_LISTING = re.compile(r'<div class="sim-code".*?</ol>', re.DOTALL)
_INDENTED = re.compile(r'<li(?: class="(on)")?((?: (?!class)[\w-]+="[^"]*")*)>((?:\xa0|&nbsp;| )+)(?=[^\s<\xa0])')
DEEPEST = 6
_WIDE = re.compile(r"""<(table|pre|div class="sim-code")(?=[\s>])(?![^>]*\btabindex=)""")


def shown_screen(html: str) -> str:
    """A page of a simulated screen as it is sent: its lines end where they may, and the keyboard scrolls what is wide."""
    html = _LISTING.sub(lambda found: _INDENTED.sub(_set_back, found[0]), french_spaces_in_html(html))
    return scrolled_by_keyboard(breakable_addresses(html))


def _set_back(line: re.Match[str]) -> str:
    """A line of code that says how far it is indented: where it wraps, it goes on at the right of its own beginning."""
    depth = min(DEEPEST, max(1, len(unescape(line[3])) // 2))
    return f'<li class="{f"{line[1]} " if line[1] else ""}in{depth}"{line[2]}>{line[3]}'


def scrolled_by_keyboard(html: str) -> str:
    """Tables, programs and listings that the keyboard reaches: without, only a mouse or a finger sees their right side."""
    return _WIDE.sub(r'<\1 tabindex="0"', html)
