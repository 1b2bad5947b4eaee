"""Tube calque, level 3: which of three logos really has a transparent background?"""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from assessments.variants import Variant

COLORS = ["#1f5f78", "#b3261e", "#8a6400", "#2f6f4f", "#6b2f86", "#a34b00"]
STEMS = ["logo", "badge", "macaron", "embleme"]
SIDE, STEP = 320, 20


def _emblem(draw: ImageDraw.ImageDraw, shape: str, colors: list[str]) -> None:
    if shape == "rond":
        draw.ellipse([50, 50, 270, 270], fill=colors[0])
    elif shape == "losange":
        draw.polygon([(160, 30), (290, 160), (160, 290), (30, 160)], fill=colors[0])
    else:
        draw.polygon([(160, 40), (290, 270), (30, 270)], fill=colors[0])
    draw.rectangle([120, 170, 200, 210], fill=colors[1])
    draw.ellipse([145, 110, 175, 140], fill=colors[1])


def generate(rng: Random) -> Variant:
    colors, shape = rng.sample(COLORS, 2), rng.choice(["rond", "losange", "triangle"])
    clear = Image.new("RGBA", (SIDE, SIDE), (255, 255, 255, 0))
    white = Image.new("RGBA", (SIDE, SIDE), (255, 255, 255, 255))
    checked = Image.new("RGBA", (SIDE, SIDE), (255, 255, 255, 255))
    squares = ImageDraw.Draw(checked)
    for row in range(0, SIDE, STEP):
        for column in range(STEP * (row // STEP % 2), SIDE, 2 * STEP):
            squares.rectangle([column, row, column + STEP - 1, row + STEP - 1], fill="#c8c8c8")
    images = [clear, white, checked]
    rng.shuffle(images)
    stem, files, values = rng.choice(STEMS), {}, {}
    for number, image in enumerate(images, start=1):
        _emblem(ImageDraw.Draw(image), shape, colors)
        out = BytesIO()
        image.save(out, "PNG")
        values[f"fichier{number}"] = name = f"{stem}-{number}.png"
        files[name] = out.getvalue()
        kind = {id(clear): "clair", id(white): "blanc", id(checked): "damier"}[id(image)]
        values[kind] = name
        if image is clear:
            values["rang"] = str(number)
    return Variant(values=values, files=files)


def solve(variant: Variant) -> int:
    for number in (1, 2, 3):
        image = Image.open(BytesIO(variant.files[variant.values[f"fichier{number}"]]))
        if image.getchannel("A").getextrema()[0] == 0:
            return number
    return 4
