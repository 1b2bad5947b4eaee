"""Folding for search and order: PostgreSQL runs without ICU, so accents are folded here into stored columns."""

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
# Typed on any keyboard, or pasted from a word processor: one apostrophe, one hyphen.
_SIGNS = str.maketrans({**dict.fromkeys("’‘ʼ′", "'"), **dict.fromkeys("‐‑–—−", "-")})


def fold(text: str) -> str:
    """«Élève  CŒUR–2» -> «eleve coeur-2»: no case, no accent, single spaces, plain apostrophes and hyphens."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.casefold().translate(_SIGNS).split())
