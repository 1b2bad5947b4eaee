"""A style sheet with conditions on the width: which columns, which size of text?"""

import re
from html import unescape
from random import Random

from assessments.variants import Variant


def generate(rng: Random) -> Variant:
    low, middle, high = rng.choice((400, 420, 480)), rng.choice((600, 640, 700)), rng.choice((900, 960, 1100))
    base, small, large = rng.choice((15, 16)), rng.choice((18, 19)), rng.choice((20, 21, 22))
    columns = (1, rng.choice((2, 3)), rng.choice((4, 5)))
    rules = [
        ("", [f"column-count: {columns[0]};", f'<span class="whole">font-size: {base}px;</span>']),
        (f"min-width: {middle}px", [f"column-count: {columns[1]};"]),
        (f"min-width: {high}px", [f"column-count: {columns[2]};", f"font-size: {large}px;"]),
        (f"max-width: {low}px", [f"font-size: {small}px;"]),
    ]
    width, count, size = rng.choice(
        (
            (rng.choice((low, low - 40)), columns[0], small),
            (low + rng.choice((20, 60)), columns[0], base),
            (rng.choice((middle, middle + 80)), columns[1], base),
            (rng.choice((high, high + 180)), columns[2], large),
        )
    )
    lines = []
    for condition, body in rules:
        text = ".article { " + " ".join(body) + " }"
        lines += [f"@media ({condition}) {{", f"  {text}", "}"] if condition else [text]
    true = [condition for condition, _ in rules if condition and _holds(condition, width)]
    page = (
        '<h1 class="visually-hidden">Feuille de style</h1>\n<div class="sim-window">\n'
        '<div class="sim-title">style.css</div>\n'
        '<div class="sim-code"><ol>\n' + "\n".join(f"<li>{line}</li>" for line in lines) + "\n</ol></div>\n</div>\n"
    )
    return Variant(
        values={
            "w": str(width),
            "colonnes": str(count),
            "taille": str(size),
            "vraies": ", ".join(["la règle de base", *(f"`{condition}`" for condition in true)]),
        },
        screens={"style": page},
    )


def _holds(condition: str, width: int) -> bool:
    name, limit = condition.removesuffix("px").split(": ")
    return width >= int(limit) if name == "min-width" else width <= int(limit)


def solve(variant: Variant) -> dict[str, str]:
    width, applies, found = int(variant.values["w"]), True, {}
    for line in re.findall(r"<li>(.*?)</li>", variant.screens["style"]):
        line = unescape(line)
        if line.startswith("@media"):
            applies = _holds(line[line.index("(") + 1 : line.index(")")], width)
        elif line == "}":
            applies = True
        elif applies:
            found |= dict(re.findall(r"([a-z-]+): (\d+)", line))
    return {"colonnes": found["column-count"], "taille": found["font-size"]}
