"""YAML with line numbers, and a checked way to read it.

No scalar is typed by YAML here: «oui», «12:30», «1931» and «no» stay the text that the author wrote, and become a
number or a boolean only where the schema asks for one. Problems are collected, so that an author sees them all at once.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

INTEGER = re.compile(r"-?[0-9]+")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong, where: shown as it stands to the author."""

    file: str
    line: int
    key: str
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}, ligne {self.line}" if self.line else self.file
        return f"{place}, {self.key} : {self.reason}" if self.key else f"{place} : {self.reason}"


class ReferentialError(Exception):
    """The referential cannot be loaded; ``problems`` says why, sorted by file and line."""

    def __init__(self, problems: Collection[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a file: ``str``, ``list[Node]``, ``dict[str, Node]`` or None (empty), and its line from 1."""

    value: "str | list[Node] | dict[str, Node] | None"
    line: int
    quoted: bool = False


@dataclass(slots=True)
class Report:
    """Where the problems of one file are collected."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, line: int, key: str, reason: str) -> None:
        self.problems.append(Problem(self.file, line, key, reason))


def read_yaml(path: Path, report: Report) -> Node | None:
    """The root node, or None when the file cannot be read (the problem is then reported)."""
    try:
        return parse_yaml(path.read_text(encoding="utf-8"), report)
    except UnicodeDecodeError as error:
        report.add(0, "", f"ce fichier n’est pas en UTF-8 ({error.reason})")
    except OSError as error:
        report.add(0, "", f"fichier illisible ({error.strerror})")
    return None


def parse_yaml(text: str, report: Report, first_line: int = 1) -> Node | None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + first_line if error.problem_mark else 0
        report.add(line, "", f"YAML mal formé ({error.problem or error.context})")
        return None
    except yaml.YAMLError as error:
        report.add(0, "", f"YAML mal formé ({error})")
        return None
    if root is None:
        report.add(0, "", "ce fichier est vide")
        return None
    return _convert(root, report, first_line)


def _convert(node: yaml.Node, report: Report, first_line: int) -> Node:
    line = node.start_mark.line + first_line
    if isinstance(node, yaml.MappingNode):
        content: dict[str, Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if not name or name in content:
                reason = "cette clé est écrite deux fois" if name else "une clé doit être un mot"
                report.add(key.start_mark.line + first_line, name, reason)
                continue
            content[name] = _convert(value, report, first_line)
        return Node(content, line)
    if isinstance(node, yaml.SequenceNode):
        return Node([_convert(item, report, first_line) for item in node.value], line)
    quoted = bool(node.style)
    empty = not quoted and node.value in ("", "~", "null")
    return Node(None if empty else node.value, line, quoted)


class Reader:
    """Reads the keys of one mapping; every getter reports what is wrong and returns a usable default."""

    def __init__(self, node: Node, report: Report, name: str = "") -> None:
        self.report, self.line, self.name = report, node.line, name
        self._seen: set[str] = set()
        if isinstance(node.value, dict):
            self._content = node.value
        else:
            self._content = {}
            report.add(node.line, name, "des paires «clé: valeur» sont attendues ici")

    def wrong(self, key: str, reason: str, line: int | None = None) -> None:
        node = self._content.get(key)
        at = line if line is not None else node.line if node else self.line
        self.report.add(at, f"{self.name}.{key}" if self.name else key, reason)

    def has(self, key: str) -> bool:
        node = self._content.get(key)
        return node is not None and node.value is not None

    def keys(self) -> list[str]:
        return list(self._content)

    def node(self, key: str) -> Node | None:
        self._seen.add(key)
        node = self._content.get(key)
        return node if node is not None and node.value is not None else None

    def text(self, key: str, *, required: bool = False, most: int = 20_000) -> str:
        node = self.node(key)
        if node is None:
            if required:
                self.wrong(key, "ce champ manque")
            return ""
        if not isinstance(node.value, str):
            self.wrong(key, "un texte est attendu")
            return ""
        text = node.value.strip()
        if required and not text:
            self.wrong(key, "ce champ est vide")
        elif len(text) > most:
            self.wrong(key, f"ce texte dépasse {most} caractères")
        elif "\x00" in text:
            self.wrong(key, "un caractère est interdit")
        return text

    def slug(self, key: str, pattern: re.Pattern[str], *, required: bool = True, most: int = 80) -> str:
        text = self.text(key, required=required, most=most)
        if text and not pattern.fullmatch(text):
            self.wrong(key, f"«{text}» n’a pas la forme attendue")
            return ""
        return text

    def choice(self, key: str, allowed: Collection[str], *, required: bool = True) -> str:
        text = self.text(key, required=required)
        if text and text not in allowed:
            self.wrong(key, f"«{text}» n’est pas dans la liste : {', '.join(allowed)}")
            return ""
        return text

    def integer(self, key: str, low: int, high: int, *, required: bool = False) -> int | None:
        text = self.text(key, required=required)
        if not text:
            return None
        if not INTEGER.fullmatch(text) or not low <= int(text) <= high:
            self.wrong(key, f"un nombre entier de {low} à {high} est attendu, pas «{text}»")
            return None
        return int(text)

    def boolean(self, key: str) -> bool:
        text = self.text(key)
        if text not in ("", "true", "false"):
            self.wrong(key, "true ou false est attendu")
        return text == "true"

    def items(self, key: str, *, required: bool = False) -> list[Node]:
        node = self.node(key)
        if node is None:
            if required:
                self.wrong(key, "cette liste manque")
            return []
        if not isinstance(node.value, list):
            self.wrong(key, "une liste est attendue")
            return []
        if required and not node.value:
            self.wrong(key, "cette liste est vide")
        return node.value

    def texts(self, key: str, *, required: bool = False) -> list[str]:
        found: list[str] = []
        for rank, node in enumerate(self.items(key, required=required), start=1):
            if isinstance(node.value, str) and node.value.strip():
                found.append(node.value.strip())
            else:
                self.wrong(key, f"l’élément {rank} doit être un texte", node.line)
        return found

    def reader(self, key: str) -> "Reader | None":
        node = self.node(key)
        return None if node is None else Reader(node, self.report, f"{self.name}.{key}" if self.name else key)

    def readers(self, key: str, *, required: bool = False) -> "Iterator[Reader]":
        for rank, node in enumerate(self.items(key, required=required), start=1):
            yield Reader(node, self.report, f"{self.name}.{key}[{rank}]" if self.name else f"{key}[{rank}]")

    def done(self) -> None:
        """Report the keys that nobody asked for: most often a spelling mistake."""
        for key in self._content:
            if key not in self._seen:
                self.wrong(key, "clé inconnue")
