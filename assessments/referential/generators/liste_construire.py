"""A new list built while reading another: its length and its last value. The steps stop early."""

import re
from random import Random

from assessments.referential.generators._programs import python_pages, read_source, run
from assessments.variants import Variant

THEMES = [("mesures", "m", "bonnes"), ("tirages", "t", "garde"), ("scores", "s", "retenus"), ("poids", "p", "choisis")]


def generate(rng: Random) -> Variant:
    while True:
        name, item, new = rng.choice(THEMES)
        values = [rng.randint(2, 20) for _ in range(7)]
        k, less = rng.choice((2, 3, 10)), rng.randint(1, 4)
        tests = (
            (
                f"{item} % 2 == 0",
                f"`{item} % 2` est le reste de {item} divisé par 2, et `==` veut dire « est égal à ».",
            ),
            (f"{item} > 8", "`>` veut dire « plus grand que »."),
            (f"{item} != {values[2]}", "`!=` veut dire « différent de »."),
        )
        test, told = rng.choice(tests)
        kept = [v for v in values if eval(test, {"__builtins__": {}}, {item: v})]
        made = [v * k - less for v in kept]
        if 3 <= len(made) <= 5 and kept[-1] != values[-1] and len(set(made)) == len(made):
            break
    source = (
        f"{name} = {values}\n{new} = []\nfor {item} in {name}:\n    if {test}:\n"
        f"        {new}.append({item} * {k} - {less})\nprint(len({new}))\nprint({new}[1])\nprint({new}[-1])"
    )
    return Variant(
        values={
            "nom": new,
            "aide": told,
            "gardes": ", ".join(map(str, kept)),
            "liste": ", ".join(map(str, made)),
            "r1": str(len(made)),
            "r2": str(made[1]),
            "r3": str(made[-1]),
        },
        screens=python_pages(source, "Une liste qui en construit une autre", stop=6),
    )


def solve(variant: Variant) -> dict[str, str]:
    source = read_source(variant.screens["p0"])
    assert re.search(r"\.append\(", source)
    return {f"r{i}": text for i, text in enumerate(run(source)[0], 1)}
