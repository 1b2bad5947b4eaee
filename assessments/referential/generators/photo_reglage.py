"""Tube photo, level 3: which setting changed between two pictures?"""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from assessments.variants import Variant

EFFECTS = {
    "La luminosité a augmenté.": 1,
    "Le contraste a augmenté.": 2,
    "La saturation est tombée à zéro.": 3,
    "Les couleurs sont devenues plus chaudes.": 4,
}
BEFORE, AFTER = "avant.png", "apres.png"
ZONES = {"ciel": (20, 20), "toit": (0, 0), "pré": (20, 300)}


def _scene(rng: Random) -> tuple[Image.Image, tuple[int, int]]:
    image = Image.new("RGB", (480, 320), (110 + rng.randint(0, 20), 140 + rng.randint(0, 20), 185 + rng.randint(0, 10)))
    draw = ImageDraw.Draw(image)
    draw.ellipse([360, 30, 420, 90], fill=(195, 185, 130))
    draw.polygon([(0, 220), (rng.randint(90, 200), 110), (330, 230)], fill=(90, 100, 110))
    draw.rectangle([0, 215, 480, 320], fill=(75 + rng.randint(0, 15), 115, 70))
    x = rng.randint(120, 300)
    draw.rectangle([x, 180, x + 90, 260], fill=(185, 170, 150))
    draw.polygon([(x - 10, 180), (x + 45, 135), (x + 100, 180)], fill=(150, 75, 65))
    draw.rectangle([x + 35, 215, x + 58, 260], fill=(80, 60, 55))
    return image, (x + 45, 160)


def _changed(image: Image.Image, rank: int) -> Image.Image:
    if rank == 1:
        return image.point(lambda value: min(255, value + 55))
    if rank == 2:
        return image.point(lambda value: max(0, min(255, int(128 + (value - 128) * 2))))
    if rank == 3:
        return image.convert("L").convert("RGB")
    red, green, blue = image.split()
    return Image.merge(
        "RGB", (red.point(lambda value: min(255, value + 40)), green, blue.point(lambda value: max(0, value - 60)))
    )


def _png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def generate(rng: Random) -> Variant:
    label = rng.choice(sorted(EFFECTS))
    image, roof = _scene(rng)
    after = _changed(image, EFFECTS[label])
    values = {"rang": str(EFFECTS[label]), "effet": label}
    for name, one in (("avant", image), ("apres", after)):
        for zone, spot in (ZONES | {"toit": roof}).items():
            values[f"{name}_{zone}".replace("é", "e")] = ", ".join(str(part) for part in one.getpixel(spot))
    return Variant(values=values, files={BEFORE: _png(image), AFTER: _png(after)})


def solve(variant: Variant) -> int:
    before, after = (Image.open(BytesIO(variant.files[name])).convert("RGB") for name in (BEFORE, AFTER))
    pairs = list(zip(before.get_flattened_data(), after.get_flattened_data(), strict=True))
    if all(len(set(new)) == 1 for _, new in pairs):
        return 3
    if all(new[i] > old[i] for old, new in pairs for i in range(3)):
        return 1
    if all(new[2] < old[2] and new[0] > old[0] for old, new in pairs):
        return 4
    return 2
