"""Static files: one style sheet and one script a page, without a build step.

The sources stay one file a component; `collectstatic` also writes them end to end into ``css/pixorga.css`` and
``js/pixorga.js``, which are hashed and compressed like the others. Without `collectstatic` (the tests) pages link to the
sources themselves.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# In this order: tokens.css declares the cascade layers.
STYLES = tuple(
    f"css/{name}.css"
    for name in (
        *("tokens", "base", "buttons", "panels", "tabs", "tables", "forms", "status", "meters", "figures", "pager"),
        *("menu", "dialog", "cards", "answers", "orga", "app", "centered"),
        *("challenge", "journey", "campaign", "results", "roster", "help", "print"),
    )
)
SCRIPT = "js/main.js"
STYLE_BUNDLE, SCRIPT_BUNDLE = "css/pixorga.css", "js/pixorga.js"


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    styles = (STYLE_BUNDLE,)
    script = SCRIPT_BUNDLE

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            self._write(paths, STYLE_BUNDLE, "\n".join(map(self._text, STYLES)))
            self._write(paths, SCRIPT_BUNDLE, self._script())
        yield from super().post_process(paths, dry_run, **options)

    def _script(self) -> str:
        """The modules of main.js, each in a block that keeps its names to itself: they share nothing."""
        modules = re.findall(r'^import "\./([\w-]+\.js)";$', self._text(SCRIPT), re.MULTILINE)
        sources = {name: self._text(f"js/{name}") for name in modules}
        for name, source in sources.items():
            if re.search(r"^(import|export)\b", source, re.MULTILINE):
                raise ValueError(f"static/js/{name} imports or exports: it cannot stand in a block.")
        return "\n".join(f"{{\n{source}}}" for source in sources.values())

    def _text(self, name: str) -> str:
        with self.open(name) as source:
            return source.read().decode()

    def _write(self, paths: dict[str, Any], name: str, text: str) -> None:
        self.delete(name)
        self.save(name, ContentFile(text.encode()))
        paths[name] = (self, name)
