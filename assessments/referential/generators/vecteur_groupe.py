"""Tube vecteur, level 5: where is a shape once the translations of its groups are applied?"""

from random import Random

from lxml import etree

from assessments.referential.generators.vecteur_svg import code_lines, code_screen
from assessments.variants import Variant

NAMES = ["maison", "bateau", "robot", "fusee", "train", "chateau"]


def generate(rng: Random) -> Variant:
    a, b, c, d = (10 * rng.randint(1, 9) for _ in range(4))
    x, y, width, height = 5 * rng.randint(1, 9), 5 * rng.randint(1, 9), 10 * rng.randint(2, 6), 10 * rng.randint(2, 6)
    lines = [
        '<svg viewBox="0 0 400 300">',
        f'  <g transform="translate({a}, {b})">',
        f'    <circle cx="{x + 40}" cy="{y + 40}" r="{rng.randint(3, 15)}"/>',
        f'    <g transform="translate({c}, {d})">',
        f'      <rect x="{x}" y="{y}" width="{width}" height="{height}"/>',
        "    </g>",
        "  </g>",
        "</svg>",
    ]
    name = rng.choice(NAMES)
    values = {"x": str(a + c + x), "y": str(b + d + y), "sommex": f"{a} + {c} + {x}", "sommey": f"{b} + {d} + {y}"}
    return Variant(
        values=values, screens={"code": code_screen("Le code du dessin", f"{name}.svg – Bloc de texte", lines)}
    )


def solve(variant: Variant) -> dict[str, str]:
    root = etree.fromstring("\n".join(code_lines(variant.screens["code"])))
    node = root.find(".//rect")
    x, y = int(node.get("x")), int(node.get("y"))
    while (node := node.getparent()) is not None:
        if move := node.get("transform"):
            dx, dy = move.removeprefix("translate(").rstrip(")").split(",")
            x, y = x + int(dx), y + int(dy)
    return {"x": str(x), "y": str(y)}
