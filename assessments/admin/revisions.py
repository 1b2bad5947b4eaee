"""Two revisions of one challenge, side by side: which fields differ, and which words of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from assessments.models import Challenge

NAMES = {
    "kind": "genre",
    "doing": "fait faire",
    "instruction": "énoncé",
    "explanation": "correction",
    "alternative": "texte équivalent",
    "options": "options",
    "fields": "champs",
    "solution": "solution",
    "treatments": "tolérances",
    "timer": "temps",
    "focus": "sans quitter la page",
    "illustration": "image",
    "attachments": "fichiers",
    "screen": "écran",
    "generator": "générateur",
}
# A text changed beyond this share of its words is a new text: old, then new, and no mosaic of both.
REWRITTEN = 0.4
_WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Part:
    """``sign``: " " what both say, "-" what only the first says, "+" what only the second says."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    field: str
    parts: tuple[Part, ...]


def differences(before: Challenge, after: Challenge) -> list[Difference]:
    """What changed, field by field, in the order of the fields."""
    old, new = dict(_facts(before)), dict(_facts(after))
    return [
        Difference(name, _parts(old.get(name, ""), new.get(name, "")))
        for name in dict.fromkeys([*old, *new])
        if old.get(name, "") != new.get(name, "")
    ]


def _facts(challenge: Challenge) -> Iterator[tuple[str, str]]:
    yield NAMES["kind"], challenge.get_kind_display()
    yield NAMES["doing"], "oui" if challenge.is_doing else "non"
    for name, value in sorted(challenge.body.items(), key=lambda item: _rank(item[0])):
        yield from _flat(NAMES.get(name, name), value)


def _rank(name: str) -> int:
    names = list(NAMES)
    return names.index(name) if name in names else len(names)


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(f"{name} › {key}", inner)
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value, start=1):
            yield from _flat(f"{name} › {number}", inner)
    else:
        yield name, str(value)


def _parts(old: str, new: str) -> tuple[Part, ...]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < REWRITTEN:
        return tuple(Part(sign, text) for sign, text in (("-", old), ("+", new)) if text)
    parts: list[Part] = []
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            parts.append(Part(" ", "".join(before[first:last])))
            continue
        if last > first:
            parts.append(Part("-", "".join(before[first:last])))
        if end > start:
            parts.append(Part("+", "".join(after[start:end])))
    return tuple(parts)
