"""Tube pixel, level 1: the width and the height of a picture, from its file."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from assessments.variants import Variant

COLORS = ["#1f5f78", "#b3261e", "#e0a030", "#3f7d4f", "#6b4fa0", "#d9704a"]
NAMES = ["fanion", "mosaique", "banniere", "tapis", "vitrail", "damier"]


def generate(rng: Random) -> Variant:
    width, height = 10 * rng.randint(30, 90), 10 * rng.randint(20, 60)
    while width == height:
        height = 10 * rng.randint(20, 60)
    image = Image.new("RGB", (width, height), "#f4f1e8")
    draw = ImageDraw.Draw(image)
    for _ in range(14):
        x, y, side = rng.randrange(width), rng.randrange(height), rng.randint(20, 120)
        shape = draw.ellipse if rng.random() < 0.5 else draw.rectangle
        shape([x, y, x + side, y + side], fill=rng.choice(COLORS))
    out = BytesIO()
    image.save(out, "PNG")
    name = f"{rng.choice(NAMES)}-{rng.randint(11, 99)}.png"
    return Variant(
        values={"fichier": name, "largeur": str(width), "hauteur": str(height)}, files={name: out.getvalue()}
    )


def solve(variant: Variant) -> dict[str, str]:
    data = variant.files[variant.values["fichier"]]
    # The IHDR chunk of a PNG file: width then height, four bytes each.
    return {
        "largeur": str(int.from_bytes(data[16:20], "big")),
        "hauteur": str(int.from_bytes(data[20:24], "big")),
    }
