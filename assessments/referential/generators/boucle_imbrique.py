"""Two nested loops: what does the counter hold at the end? The steps stop early."""

from random import Random

from assessments.referential.generators._programs import python_pages, read_source, run
from assessments.variants import Variant

THEMES = [
    ("carreaux", "ligne", "colonne"),
    ("fauteuils", "rang", "place"),
    ("bougies", "table", "bougie"),
    ("pots", "caisse", "case"),
]


def generate(rng: Random) -> Variant:
    count, outer, inner = rng.choice(THEMES)
    rows, more, extra = rng.randint(4, 6), rng.randint(1, 4), rng.randint(2, 9)
    source = (
        f"{count} = 0\nfor {outer} in range({rows}):\n    for {inner} in range({outer} + {more}):\n"
        f"        {count} = {count} + 1\n{count} = {count} + {extra}\nprint({count})"
    )
    sizes = [row + more for row in range(rows)]
    return Variant(
        values={
            "nom": count,
            "externe": outer,
            "tours": str(rows),
            "fin": str(sum(sizes) + extra),
            "tailles": " + ".join(str(size) for size in sizes),
            "interieur": str(sum(sizes)),
            "extra": str(extra),
        },
        screens=python_pages(source, "Pas à pas", stop=7),
    )


def solve(variant: Variant) -> dict[str, str]:
    source = read_source(variant.screens["p0"])
    inside, _ = run("tours = 0\n" + source.replace(" + 1\n", " + 1\n        tours = tours + 1\n") + "\nprint(tours)")
    return {"interieur": inside[1], "fin": run(source)[0][0]}
