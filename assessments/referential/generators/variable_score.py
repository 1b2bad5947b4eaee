"""A variable that is set, raised and lowered: what does it hold at the end? The steps stop after two blocks."""

from random import Random

from assessments.referential.generators._blocks import read_blocks
from assessments.referential.generators._programs import block_pages, run, to_python
from assessments.variants import Variant

THEMES = [
    ("score", "Jeu de quilles"),
    ("vies", "Jeu du labyrinthe"),
    ("pièces", "Coffre du pirate"),
    ("énergie", "Robot"),
    ("étoiles", "Chasse aux étoiles"),
]


def generate(rng: Random) -> Variant:
    name, title = rng.choice(THEMES)
    value = rng.randint(4, 30)
    lines, path = [f"mettre {name} à {value}"], [value]
    kinds = ["ajouter", "ajouter", "ajouter", "retirer"]
    rng.shuffle(kinds)
    for kind in kinds:
        amount = rng.randint(2, 9) if kind == "ajouter" else rng.randint(1, 3)
        value += amount if kind == "ajouter" else -amount
        path.append(value)
        lines.append(f"{kind} {amount} à {name}")
    lines.append(f"dire {name}")
    return Variant(
        values={"nom": name, "fin": str(value), "suite": ", ".join(str(one) for one in path)},
        screens=block_pages("\n".join(lines), title, stop=2),
    )


def solve(variant: Variant) -> str:
    return run(to_python(read_blocks(variant.screens["p0"])))[0][0]
