"""The picture of a space: whatever is sent is drawn again as a small PNG, so that nothing of the file but its look is kept."""

import hashlib
import io
import warnings

from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from organisations.models import Logo, Organisation

LARGEST_FILE = 1024 * 1024
LARGEST_SIDE = 4000
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
SIZE = (320, 160)
"""Pixels: twice what the pages show, for fine screens."""


class LogoRefused(Exception):
    """Why, in words for who sends the file."""


def draw_logo(data: bytes) -> bytes:
    """A PNG of 320 × 160 pixels at most. Raises LogoRefused; reads no more pixels than a small picture holds."""
    if len(data) > LARGEST_FILE:
        raise LogoRefused("Ce fichier dépasse 1 Mo : réduisez l’image.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                if max(picture.size) > LARGEST_SIDE:
                    raise LogoRefused(f"Cette image dépasse {LARGEST_SIDE} pixels de côté : réduisez-la.")
                drawn = ImageOps.exif_transpose(picture).convert("RGBA")
    except LogoRefused:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombWarning, Image.DecompressionBombError, ValueError):
        raise LogoRefused("Ce fichier n’est pas une image PNG, JPEG, WebP ou GIF.") from None
    except (OSError, SyntaxError, EOFError):
        raise LogoRefused("Cette image est abîmée : enregistrez-la de nouveau.") from None
    drawn.thumbnail(SIZE, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return out.getvalue()


@transaction.atomic
def set_logo(*, organisation: Organisation, content: bytes | None) -> None:
    """``content`` comes from ``draw_logo``; None removes the picture."""
    Logo.objects.filter(organisation=organisation).delete()
    organisation.logo_digest = hashlib.sha256(content).hexdigest() if content else ""
    if content:
        Logo.objects.create(organisation=organisation, digest=organisation.logo_digest, content=content)
    organisation.save(update_fields=["logo_digest"])
