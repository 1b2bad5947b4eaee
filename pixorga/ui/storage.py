"""Static files: one style sheet a page, without a build step.

The sources stay one file a component; `collectstatic` also writes them end to end into ``css/pixorga.css``, which is
hashed and compressed like the others. Without `collectstatic` (the tests) pages link to the sources themselves.
"""

from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# In this order: tokens.css declares the cascade layers.
STYLES = tuple(
    f"css/{name}.css"
    for name in (
        *("tokens", "base", "buttons", "panels", "tabs", "tables", "forms", "status", "meters", "figures", "pager"),
        *("menu", "dialog", "cards", "answers", "orga", "app", "centered", "challenge", "journey", "campaign", "print"),
    )
)
BUNDLE = "css/pixorga.css"


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    styles = (BUNDLE,)
    support_js_module_import_aggregation = True  # modules import each other by their hashed names

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            parts = []
            for name in STYLES:
                with self.open(name) as source:
                    parts.append(source.read())
            self.delete(BUNDLE)
            self.save(BUNDLE, ContentFile(b"\n".join(parts)))
            paths[BUNDLE] = (self, BUNDLE)
        yield from super().post_process(paths, dry_run, **options)
