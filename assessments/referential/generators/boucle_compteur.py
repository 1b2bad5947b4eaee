"""A counting loop that adds: how many turns, and what does it say? The steps stop after two turns."""

from random import Random

from assessments.referential.generators._blocks import read_blocks
from assessments.referential.generators._programs import block_pages, run, to_python
from assessments.variants import Variant

THEMES = [("points", "manche"), ("pas", "jour"), ("perles", "rang"), ("litres", "heure"), ("pages", "soir")]


def generate(rng: Random) -> Variant:
    total, counter = rng.choice(THEMES)
    first, turns, start = rng.randint(2, 6), rng.randint(4, 5), rng.choice((0, 10, 20, 50, 100))
    last = first + turns - 1
    program = (
        f"mettre {total} à {start}\npour {counter} de {first} à {last}\n  ajouter {counter} à {total}\ndire {total}"
    )
    return Variant(
        values={
            "compteur": counter,
            "total": total,
            "tours": str(turns),
            "fin": str(start + sum(range(first, last + 1))),
            "liste": ", ".join(str(number) for number in range(first, last + 1)),
            "moins": str(start + sum(range(first, last))),
        },
        screens=block_pages(program, "Pas à pas", stop=5),
    )


def solve(variant: Variant) -> dict[str, str]:
    program = read_blocks(variant.screens["p0"])
    counted = "mettre tours à 0\n" + program.replace("\n  ", "\n  ajouter 1 à tours\n  ") + "\ndire tours"
    fin, tours = run(to_python(counted))[0]
    return {"tours": tours, "fin": fin}
