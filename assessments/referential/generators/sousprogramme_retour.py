"""Two functions that return values, one inside the other: what is shown? The steps stop early."""

from random import Random

from assessments.referential.generators._programs import python_pages, read_source, run
from assessments.variants import Variant

PAIRS = [("grossir", "décaler"), ("régler", "corriger"), ("convertir", "limiter"), ("doser", "mélanger")]


def generate(rng: Random) -> Variant:
    while True:
        one, two = rng.choice(PAIRS)
        k, m, x, y = rng.choice((2, 3, 10)), rng.randint(2, 9), rng.randint(2, 8), rng.randint(3, 12)
        source = (
            f"def {one}(n):\n    return n * {k}\n\ndef {two}(n):\n    return n + {m}\n\n"
            f"x = {two}({one}({x}))\ny = {one}({two}({y}))\nprint(x)\nprint(y)"
        )
        first, second = x * k + m, (y + m) * k
        if len({first, second, (x + m) * k, y * k + m}) == 4:
            break
    return Variant(
        values={
            "f": one,
            "g": two,
            "x": str(x),
            "y": str(y),
            "r1": str(first),
            "r2": str(second),
            "e1": str(x * k),
            "e2": str(y + m),
        },
        screens=python_pages(source, "Deux fonctions", stop=4),
    )


def solve(variant: Variant) -> dict[str, str]:
    first, second = run(read_source(variant.screens["p0"]))[0]
    return {"r1": first, "r2": second}
