"""A loop over a list that counts and adds under a condition. The steps stop after two turns."""

import re
from random import Random

from assessments.referential.generators._programs import python_pages, read_source, run
from assessments.variants import Variant

THEMES = [("notes", "note"), ("tailles", "taille"), ("prix", "p"), ("temps", "t"), ("distances", "d")]


def generate(rng: Random) -> Variant:
    while True:
        name, item = rng.choice(THEMES)
        values = rng.sample(range(3, 30), rng.randint(6, 7))
        limit = rng.choice(values)
        sign = rng.choice((">=", ">", "<", "<="))
        kept = [v for v in values if {">=": v >= limit, ">": v > limit, "<": v < limit, "<=": v <= limit}[sign]]
        if 2 <= len(kept) <= 4:
            break
    source = (
        f"{name} = {values}\nnombre = 0\ntotal = 0\nfor {item} in {name}:\n    if {item} {sign} {limit}:\n"
        f"        nombre = nombre + 1\n        total = total + {item}\nprint(nombre)\nprint(total)"
    )
    return Variant(
        values={
            "nom": name,
            "element": item,
            "condition": f"{item} {sign} {limit}",
            "nombre": str(len(kept)),
            "total": str(sum(kept)),
            "gardes": ", ".join(str(value) for value in kept),
            "limite": str(limit),
        },
        screens=python_pages(source, "Parcours d’une liste", stop=7),
    )


def solve(variant: Variant) -> dict[str, str]:
    source = read_source(variant.screens["p0"])
    values = [int(text) for text in re.search(r"\[(.*?)\]", source)[1].split(",")]
    assert str(sum(values)) != variant.values["total"]
    count, total = run(source)[0]
    return {"nombre": count, "total": total}
