"""From a stored body and a seed to one instance of a challenge: what a pupil reads, and what is accepted.

Deterministic: the same body and the same seed give the same instance, in any process.
"""

import hashlib
import importlib.util
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from random import Random
from types import MappingProxyType, ModuleType
from typing import Any

from assessments.engine import SINGLE_FIELD, Kind, MarkingKey, parse_number
from assessments.variants import Variant

PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z_]\w*)\s*\}\}")
_IMPORTED = re.compile(r"^\s*from assessments\.referential\.generators\.(\w+) import", re.MULTILINE)
_MARKS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`|^[>#|\s-]+|\|", re.MULTILINE)
_importing = threading.RLock()

Texts = tuple[str, ...]
Solution = int | tuple[int, ...] | Texts | Mapping[str, Texts]


class VariantError(Exception):
    """This instance cannot be made: broken generator, or one that changed since this revision was loaded."""


@dataclass(frozen=True, slots=True)
class Illustration:
    file: str
    alt: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """``size`` is in bytes."""

    file: str
    label: str
    size: int


@dataclass(frozen=True, slots=True)
class Screen:
    """``pages``: page name -> HTML fragment. ``page`` is the first one. ``height`` is in pixels."""

    page: str
    title: str
    height: int
    pages: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Field:
    """A field to fill. ``options`` makes it a drop-down list. The only field of a QROC has the key ``SINGLE_FIELD``."""

    key: str
    label: str
    format: str
    placeholder: str
    unit: str
    options: Texts


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the referential. ``path`` is relative to its root; the bytes stay on disk."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """One challenge as one pupil sees it. ``solution`` and ``explanation`` are never sent before the answer.

    ``is_faithful`` is False when the generator changed since this revision was loaded: what it gave is then shown as
    «…», and nothing can be marked. Only old answers can meet that.
    """

    challenge_id: int
    skill_id: int
    key: str
    seed: int
    kind: str
    instruction: str
    options: Texts
    fields: tuple[Field, ...]
    timer: int | None
    focus: bool
    illustration: Illustration | None
    attachments: tuple[Attachment, ...]
    screen: Screen | None
    alternative: str
    files: Mapping[str, bytes | Asset] = field(repr=False)
    treatments: frozenset[str]
    solution: Solution = field(repr=False)
    explanation: str = field(repr=False)
    is_faithful: bool = True

    @property
    def title(self) -> str:
        """The question as one line of plain text, for lists."""
        return " ".join(_MARKS.sub("", self.instruction).split())

    @property
    def formats(self) -> dict[str, str]:
        return {item.key: item.format for item in self.fields}

    def marking(self) -> MarkingKey:
        """What is accepted. Raises VariantError on an instance that is not faithful."""
        if not self.is_faithful:
            raise VariantError(f"la variante {self.seed} de {self.key} n’existe plus")
        named = self.kind in (Kind.QROCM_IND, Kind.QROCM_DEP)
        return MarkingKey(
            kind=self.kind,
            solution=self.solution,
            treatments=self.treatments,
            formats=self.formats,
            choices=frozenset(item.key for item in self.fields if item.options),
            fields=tuple(item.key for item in self.fields) if named else (),
        )


def imported_modules(root: Path, name: str) -> set[str]:
    """The modules of the folder of generators that this one imports, straight or through others."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        try:
            source = (root / "generators" / f"{waiting.pop()}.py").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        new = set(_IMPORTED.findall(source)) - found - {name}
        found |= new
        waiting += sorted(new)
    return found


def generator_digest(root: Path, name: str, _seen: frozenset[str] = frozenset()) -> str | None:
    """A hash of the generator and of the modules that it imports; None when its file is missing."""
    path = root / "generators" / f"{name}.py"
    try:
        source = path.read_bytes()
    except OSError:
        return None
    digest = hashlib.sha256(source)
    for other in sorted(set(_IMPORTED.findall(source.decode("utf-8", "replace"))) - _seen - {name}):
        digest.update((generator_digest(root, other, _seen | {name}) or "").encode())
    return digest.hexdigest()


@lru_cache(maxsize=512)
def _import(path: Path, digest: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"pixorga_generator_{path.stem}_{digest[:12]}", path)
    if spec is None or spec.loader is None:
        raise VariantError(f"générateur «{path.stem}» illisible")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_generator(root: Path, name: str, digest: str | None = None) -> ModuleType:
    """The module of a generator, imported once. Raises VariantError if it is missing, broken or not of this digest."""
    current = generator_digest(root, name)
    if current is None:
        raise VariantError(f"le générateur «{name}» n’existe pas")
    if digest is not None and digest != current:
        raise VariantError(f"le générateur «{name}» a changé depuis le chargement")
    try:
        with _importing:
            return _import(root / "generators" / f"{name}.py", current)
    except VariantError:
        raise
    except Exception as error:
        raise VariantError(f"le générateur «{name}» ne se charge pas ({error!r})") from error


def run_generator(module: ModuleType, name: str, seed: int) -> Variant:
    generate: Callable[[Random], Variant] | None = getattr(module, "generate", None)
    if generate is None:
        raise VariantError(f"le générateur «{name}» n’a pas de fonction generate")
    try:
        variant = generate(Random(seed))
    except Exception as error:
        raise VariantError(f"le générateur «{name}» échoue avec la graine {seed} ({error!r})") from error
    if not isinstance(variant, Variant):
        raise VariantError(f"le générateur «{name}» ne renvoie pas un Variant")
    return variant


def fill(content: Any, values: Mapping[str, str]) -> Any:
    """``content`` with every ``{{ name }}`` of its strings replaced. Raises VariantError on an unknown name."""
    if isinstance(content, str):

        def replace(found: re.Match[str]) -> str:
            if found.group(1) not in values:
                raise VariantError(f"le générateur ne donne pas «{found.group(1)}»")
            return str(values[found.group(1)])

        return PLACEHOLDER.sub(replace, content)
    if isinstance(content, Mapping):
        return {fill(key, values): fill(value, values) for key, value in content.items()}
    return [fill(item, values) for item in content] if isinstance(content, list | tuple) else content


def is_on_disk(body: Mapping[str, Any], root: Path) -> bool:
    """Whether the files and the generator of a challenge are those that were loaded.

    Between a deployment and its load, what is on disk may be newer than the row: better not asked than wrong.
    """
    files = [*body.get("attachments", ()), *filter(None, [body.get("illustration")])]
    if not all((root / file["path"]).is_file() for file in files if "path" in file):
        return False
    if not (generator := body.get("generator")):
        return True
    try:
        load_generator(root, generator["name"], generator["sha256"])
    except VariantError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the body comes from. ``seed`` is not read without generator."""

    kind: str
    seed: int
    root: Path
    key: str = ""
    challenge_id: int = 0
    skill_id: int = 0


def build_instance(body: Mapping[str, Any], origin: Origin) -> Instance:
    """One instance of a challenge. Raises VariantError."""
    generator = body.get("generator")
    if not generator:
        return _assemble(body, Variant(), origin)
    variant = run_generator(
        load_generator(origin.root, generator["name"], generator["sha256"]), generator["name"], origin.seed
    )
    filled = fill({**body, "screen": None}, variant.values)
    if screen := body.get("screen"):
        # Pages of the screen are HTML: values are text, so they are never written there.
        pages = variant.screens or screen["pages"]
        filled["screen"] = {**fill({**screen, "pages": {}}, variant.values), "pages": pages}
    return _assemble(filled, variant, origin)


def build_faded(body: Mapping[str, Any], origin: Origin) -> Instance:
    """What is left of an old variant whose generator is gone: its texts with «…», no file, no screen, no solution."""
    kept = {
        **body,
        "screen": None,
        "illustration": None,
        "attachments": [],
        "solution": 0 if origin.kind == Kind.QCU else (),
    }
    if origin.kind in (Kind.QROCM_IND, Kind.QROCM_DEP):
        kept["solution"] = {}
    return replace(_assemble(fill(kept, _Ellipses()), Variant(), origin), is_faithful=False)


class _Ellipses(dict[str, str]):
    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> str:
        return "…"


def _assemble(filled: Mapping[str, Any], variant: Variant, origin: Origin) -> Instance:
    files = _files(filled, variant)
    formats = {item.get("key", SINGLE_FIELD): item.get("format") for item in filled.get("fields", ())}
    try:
        return Instance(
            challenge_id=origin.challenge_id,
            skill_id=origin.skill_id,
            key=origin.key,
            seed=origin.seed if filled.get("generator") else 0,
            kind=origin.kind,
            instruction=filled["instruction"],
            options=tuple(filled.get("options", ())),
            fields=tuple(_field(item) for item in filled.get("fields", ())),
            timer=filled.get("timer"),
            focus=filled.get("focus", False),
            illustration=_illustration(filled),
            attachments=tuple(_attachment(item, variant) for item in filled.get("attachments", ())),
            screen=_screen(filled),
            alternative=filled.get("alternative", ""),
            files=MappingProxyType(files),
            treatments=frozenset(filled.get("treatments", ())),
            solution=_solution(origin.kind, filled["solution"], formats),
            explanation=filled["explanation"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise VariantError(f"contenu inattendu ({error!r})") from error


def _files(body: Mapping[str, Any], variant: Variant) -> dict[str, bytes | Asset]:
    files: dict[str, bytes | Asset] = {}
    wanted = [*body.get("attachments", ()), *([body["illustration"]] if body.get("illustration") else [])]
    for item in wanted:
        if "path" in item:
            files[item["file"]] = Asset(item["path"], item["sha256"])
        elif item["file"] in variant.files:
            files[item["file"]] = variant.files[item["file"]]
        else:
            raise VariantError(f"le générateur ne donne pas le fichier «{item['file']}»")
    return files


def _illustration(body: Mapping[str, Any]) -> Illustration | None:
    item = body.get("illustration")
    return Illustration(item["file"], item["alt"]) if item else None


def _attachment(item: Mapping[str, Any], variant: Variant) -> Attachment:
    size = item["size"] if "path" in item else len(variant.files[item["file"]])
    return Attachment(item["file"], item["label"], size)


def _screen(body: Mapping[str, Any]) -> Screen | None:
    item = body.get("screen")
    if not item:
        return None
    if item["page"] not in item["pages"]:
        raise VariantError(f"l’écran n’a pas de page «{item['page']}»")
    return Screen(item["page"], item["title"], item["height"], MappingProxyType(dict(item["pages"])))


def _field(item: Mapping[str, Any]) -> Field:
    return Field(
        key=item.get("key", SINGLE_FIELD),
        label=item["label"],
        format=item.get("format", "mots"),
        placeholder=item.get("placeholder", ""),
        unit=item.get("unit", ""),
        options=tuple(item.get("options", ())),
    )


def _solution(kind: str, solution: Any, formats: Mapping[str, str | None]) -> Solution:
    if kind == Kind.QCU:
        return int(solution)
    if kind in (Kind.QCM, Kind.ORDRE):
        # A generator may give all the ranks at once: «2, 1, 3».
        ranks = re.findall(r"[^\s,;\[\]]+", solution) if isinstance(solution, str) else solution
        return tuple(int(rank) for rank in ranks)
    if kind == Kind.QROC:
        return _texts(solution, formats.get(SINGLE_FIELD))
    whole = "nombre" if set(formats.values()) == {"nombre"} else None
    return MappingProxyType(
        {
            name: _texts(texts, formats.get(name) if kind == Kind.QROCM_IND else whole)
            for name, texts in solution.items()
        }
    )


def _texts(texts: Any, form: str | None) -> Texts:
    """Authors list «58 m» beside «58»; a field of format «nombre» takes nothing but numbers, compared as numbers."""
    numbers = tuple(text for text in texts if parse_number(text) is not None) if form == "nombre" else ()
    return numbers or tuple(texts)
