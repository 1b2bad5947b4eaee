"""The record so far: how often does it change along a list, and what is it at the end?"""

import re
from random import Random

from assessments.referential.generators._blocks import read_blocks
from assessments.referential.generators._programs import block_pages, run, to_python
from assessments.variants import Variant

THEMES = [
    ("record", "Concours de sauts (en cm)", 200, 500),
    ("meilleur", "Lancers au but (points)", 10, 90),
    ("maxi", "Relevés de pluie (mm)", 5, 80),
    ("sommet", "Altitudes du sentier (m)", 300, 900),
]


def generate(rng: Random) -> Variant:
    while True:
        name, title, low, high = rng.choice(THEMES)
        values = rng.sample(range(low, high), 7)
        best, changes = values[0], 0
        for value in values[1:]:
            if value > best:
                best, changes = value, changes + 1
        if 2 <= changes <= 3 and values[-1] != best:
            break
    lines = [f"mettre valeurs à {values}", f"mettre {name} à {values[0]}", "mettre changements à 0"]
    lines += ["pour chaque valeur de valeurs", f"  si valeur > {name}", f"    mettre {name} à valeur"]
    lines += ["    ajouter 1 à changements", f"dire {name}", "dire changements"]
    pages = block_pages("\n".join(lines), title, stop=7)
    ups = [values[0]]
    for value in values[1:]:
        if value > ups[-1]:
            ups.append(value)
    told = {"nom": name, "liste": ", ".join(map(str, values)), "fin": str(best), "nombre": str(changes)}
    told["suite"] = ", ".join(map(str, ups))
    return Variant(values=told, screens=pages)


def solve(variant: Variant) -> dict[str, str]:
    program = read_blocks(variant.screens["p0"])
    assert re.search(r"mettre valeurs à \[", program)
    best, changes = run(to_python(program))[0]
    return {"fin": best, "nombre": changes}
