"""Tube animation, level 1: an animated GIF that spells a word, one letter a frame."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFont

from assessments.variants import Variant

WORDS = ["lune", "piano", "tigre", "cave", "radio", "fleur", "plage", "robot", "sable", "moulin", "jardin", "train"]
INKS = ["#1f5f78", "#7a3b8f", "#2f6f4f", "#8a4b00"]
FILE = "enseigne.gif"


def generate(rng: Random) -> Variant:
    word, ink, pause = rng.choice(WORDS).upper(), rng.choice(INKS), 10 * rng.randint(110, 150)
    font = ImageFont.load_default(size=170)
    frames = []
    for letter in word + "*":
        image = Image.new("RGB", (260, 260), "#fdf9f1")
        draw = ImageDraw.Draw(image)
        if letter == "*":
            draw.rectangle([0, 0, 260, 260], fill="#17233c")
        else:
            draw.text((130, 130), letter, fill=ink, font=font, anchor="mm")
        frames.append(image.quantize(16))
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=pause, loop=0, disposal=2)
    return Variant(values={"mot": word.lower(), "lettres": str(len(word))}, files={FILE: out.getvalue()})


def solve(variant: Variant) -> str:
    image = Image.open(BytesIO(variant.files[FILE]))
    font, found = ImageFont.load_default(size=170), ""
    models = {}
    for letter in sorted(set("".join(WORDS).upper())):
        model = Image.new("1", (260, 260), 0)
        ImageDraw.Draw(model).text((130, 130), letter, fill=1, font=font, anchor="mm")
        models[letter] = model.tobytes()
    for number in range(image.n_frames):
        image.seek(number)
        dark = image.convert("L").point(lambda value: 255 if value < 180 else 0).convert("1").tobytes()
        scores = {
            letter: sum((one ^ two).bit_count() for one, two in zip(model, dark, strict=True))
            for letter, model in models.items()
        }
        best = min(scores, key=lambda letter: (scores[letter], letter))
        if scores[best] < 3000:
            found += best
    return found.lower()
