"""A local variable with the name of a global one: three values that are shown. The steps stop before the call."""

from random import Random

from assessments.referential.generators._programs import python_pages, read_source, run
from assessments.variants import Variant

THEMES = [("prix", "remise"), ("score", "bonus"), ("stock", "retrait"), ("niveau", "essai"), ("temps", "pause")]


def generate(rng: Random) -> Variant:
    name, function = rng.choice(THEMES)
    start, less, value, more = rng.randint(30, 90), rng.randint(2, 9), rng.randint(12, 29), rng.randint(1, 9)
    source = (
        f"{name} = {start}\n\ndef {function}(n):\n    {name} = n - {less}\n    print({name})\n    return {name} + {more}\n\n"
        f"resultat = {function}({value})\nprint({name})\nprint(resultat)"
    )
    return Variant(
        values={
            "nom": name,
            "fonction": function,
            "depart": str(start),
            "r1": str(value - less),
            "r2": str(start),
            "r3": str(value - less + more),
        },
        screens=python_pages(source, "Dedans et dehors", stop=2),
    )


def solve(variant: Variant) -> dict[str, str]:
    return {f"r{i}": text for i, text in enumerate(run(read_source(variant.screens["p0"]))[0], 1)}
