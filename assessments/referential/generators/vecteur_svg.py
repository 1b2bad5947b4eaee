"""Tube vecteur, level 3: read the attributes of the shapes of an SVG drawing."""

import re
from html import escape, unescape
from random import Random

from assessments.variants import Variant

COLORS = {
    "red": "rouge",
    "green": "vert",
    "blue": "bleu",
    "orange": "orange",
    "purple": "violet",
    "black": "noir",
    "pink": "rose",
}


def code_screen(heading: str, window: str, lines: list[str]) -> str:
    items = "\n".join(f"<li><code>{escape(line)}</code></li>" for line in lines)
    return (
        f'<h1 class="visually-hidden">{escape(heading)}</h1>\n<div class="sim-window">\n'
        f'<p class="sim-title">{escape(window)}</p>\n<div class="sim-code"><ol>\n{items}\n</ol></div>\n</div>\n'
    )


def code_lines(fragment: str) -> list[str]:
    return [unescape(line) for line in re.findall(r"<li><code>(.*?)</code></li>", fragment)]


def generate(rng: Random) -> Variant:
    colors = rng.sample(sorted(COLORS), 5)
    sizes = rng.sample(range(12, 60), 8)
    shapes = [
        f'  <circle cx="{rng.randint(60, 240)}" cy="{rng.randint(60, 140)}" r="{sizes[i]}" fill="{colors[i]}"/>'
        for i in range(3)
    ]
    shapes += [
        f'  <rect x="{rng.randint(5, 150)}" y="{rng.randint(5, 90)}" width="{sizes[i]}" height="{sizes[i + 2]}"'
        f' fill="{colors[i]}"/>'
        for i in (3, 4)
    ]
    circle, rect = rng.randrange(3), rng.choice([3, 4])
    values = {
        "rayon": str(sizes[circle]),
        "largeur": str(sizes[rect]),
        "hauteur": str(sizes[rect + 2]),
        "cercle": COLORS[colors[circle]],
        "rectangle": COLORS[colors[rect]],
        "cercle_en": colors[circle],
        "rectangle_en": colors[rect],
    }
    rng.shuffle(shapes)
    lines = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200">', *shapes, "</svg>"]
    return Variant(
        values=values, screens={"code": code_screen("Le code du dessin", "dessin.svg – Bloc de texte", lines)}
    )


def solve(variant: Variant) -> dict[str, str]:
    english = {french: name for name, french in COLORS.items()}
    found = {}
    for line in code_lines(variant.screens["code"]):
        facts = dict(re.findall(r'([\w]+)="([^"]*)"', line))
        if "<circle" in line and facts["fill"] == english[variant.values["cercle"]]:
            found["rayon"] = facts["r"]
        if "<rect" in line and facts["fill"] == english[variant.values["rectangle"]]:
            found["largeur"] = facts["width"]
    return found
