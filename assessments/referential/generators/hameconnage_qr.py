"""Tube hameconnage, niveau 3 : l'adresse que contient un code QR collé sur un horodateur."""

from io import BytesIO
from random import Random
from urllib.parse import urlsplit

from PIL import Image

from assessments.referential.generators._files import qr_png
from assessments.variants import Variant

FILE = "code.png"
TOWNS = [("Lorvane", "lorvane"), ("Corbanne", "corbanne"), ("Belmarre", "belmarre"), ("Hautval", "hautval")]
SQUARES = ["du Marché", "de la Gare", "des Tilleuls", "du Port", "de la Halle"]
WORDS = ["paiement", "horodateur", "parking", "stationner", "ticket"]
ENDS = ["express", "pro", "direct", "rapide", "securise"]
PATHS = ["regler", "payer", "place", "session"]


def generate(rng: Random) -> Variant:
    town, name = rng.choice(TOWNS)
    first, second = rng.sample(WORDS, 2)
    domain = f"{first}-{rng.choice(ENDS)}{rng.randint(11, 98)}.invalid"
    # The true name of the town comes first, as on the stickers that people fall for.
    address = f"https://{name}.example.{second}.{domain}/{rng.choice(PATHS)}?place={rng.randint(100, 999)}"
    return Variant(
        values={
            "ville": town,
            "place": rng.choice(SQUARES),
            "vrai": f"{name}.example",
            "adresse": address,
            "domaine": domain,
        },
        files={FILE: qr_png(address)},
    )


def solve(variant: Variant) -> str:
    import zxingcpp  # reads codes for the tests only: another library than the one that draws them

    found = zxingcpp.read_barcode(Image.open(BytesIO(variant.files[FILE])))
    host = urlsplit(found.text).hostname or ""
    return ".".join(host.split(".")[-2:])
