"""The item bank as files: reading, validating, instantiating (docs/auteurs.md). No view, no request."""

from pathlib import Path

from django.conf import settings

import assessments

DEFAULT_ROOT = Path(assessments.__file__).resolve().parent / "referential"


def referential_root() -> Path:
    """The folder of the referential. Tests point it elsewhere with ``REFERENTIAL_DIR``."""
    return Path(getattr(settings, "REFERENTIAL_DIR", "") or DEFAULT_ROOT)
