"""The files that challenges name: assets, pages of simulated screens, generators. Each is read and checked once."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assessments.bank.nodes import Problem
from assessments.bank.screens import PAGE_NAME, check_pages, check_svg
from assessments.bank.variant import generator_digest, imported_modules

ASSET_LIMIT = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class AssetFile:
    """``path`` is relative to the root of the referential."""

    path: str
    sha256: str
    size: int


@dataclass(slots=True)
class Stock:
    root: Path
    problems: list[Problem] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    """Paths, relative to the root, that a challenge names."""
    _assets: dict[str, AssetFile | None] = field(default_factory=dict)
    _screens: dict[str, Mapping[str, str] | None] = field(default_factory=dict)
    _generators: dict[str, str | None] = field(default_factory=dict)

    def asset(self, folder: str, name: str) -> AssetFile | None:
        path = f"{folder}/assets/{name}"
        self.used.add(path)
        if path not in self._assets:
            self._assets[path] = self._read_asset(path)
        return self._assets[path]

    def _read_asset(self, path: str) -> AssetFile | None:
        try:
            content = (self.root / path).read_bytes()
        except OSError:
            return None
        if len(content) > ASSET_LIMIT:
            self.problems.append(Problem(path, 0, "", "ce fichier dépasse 2 Mo"))
        if path.endswith(".svg"):
            self.problems += [Problem(path, 0, "", reason) for reason in check_svg(content)]
        return AssetFile(path, hashlib.sha256(content).hexdigest(), len(content))

    def screen(self, folder: str, name: str) -> Mapping[str, str] | None:
        """Page name -> HTML fragment, or None when there is no such folder."""
        path = f"{folder}/screens/{name}"
        self.used.add(path)
        if path not in self._screens:
            self._screens[path] = self._read_screen(path)
        return self._screens[path]

    def _read_screen(self, path: str) -> Mapping[str, str] | None:
        if not (self.root / path).is_dir():
            return None
        pages: dict[str, str] = {}
        for file in sorted((self.root / path).iterdir()):
            where = f"{path}/{file.name}"
            if file.suffix != ".html" or not PAGE_NAME.fullmatch(file.stem):
                self.problems.append(
                    Problem(where, 0, "", "un écran ne contient que des pages <nom>.html, en minuscules")
                )
                continue
            try:
                pages[file.stem] = file.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                self.problems.append(Problem(where, 0, "", "ce fichier n’est pas en UTF-8"))
        for page, reasons in check_pages(pages).items():
            self.problems += [Problem(f"{path}/{page}.html", 0, "", reason) for reason in reasons]
        return pages

    @staticmethod
    def check_pages(pages: Mapping[str, str]) -> dict[str, list[str]]:
        return check_pages(pages)

    def generator(self, name: str) -> str | None:
        """The digest of a generator, or None when it does not exist."""
        self.used.add(f"generators/{name}.py")
        if name not in self._generators:
            self._generators[name] = generator_digest(self.root, name)
            self.used |= {f"generators/{module}.py" for module in imported_modules(self.root, name)}
        return self._generators[name]
