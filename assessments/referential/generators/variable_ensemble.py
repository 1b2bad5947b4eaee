"""Two variables changed together in a loop: what do they hold at the end? The steps stop early."""

from random import Random

from assessments.referential.generators._programs import python_pages, read_source, run
from assessments.variants import Variant

PAIRS = [("a", "b"), ("u", "v"), ("jeunes", "adultes"), ("petit", "grand"), ("hier", "demain")]


def generate(rng: Random) -> Variant:
    one, two = rng.choice(PAIRS)
    first, second, turns = rng.randint(1, 6), rng.randint(7, 12), rng.randint(4, 5)
    sign = rng.choice(("{one} + {two}", "2 * {one}", "{one} + 3")).format(one=one, two=two)
    source = f"{one} = {first}\n{two} = {second}\nfor tour in range({turns}):\n"
    source += f"    {one}, {two} = {two}, {sign}\nprint({one}, {two})"
    path = [(first, second)]
    for _ in range(turns):
        x, y = path[-1]
        path.append((y, {f"{one} + {two}": x + y, f"2 * {one}": 2 * x, f"{one} + 3": x + 3}[sign]))
    return Variant(
        values={
            "un": one,
            "deux": two,
            "f1": str(path[-1][0]),
            "f2": str(path[-1][1]),
            "formule": sign,
            "suite": " ; ".join(f"{x} et {y}" for x, y in path),
        },
        screens=python_pages(source, "Deux variables ensemble", stop=5),
    )


def solve(variant: Variant) -> dict[str, str]:
    first, second = run(read_source(variant.screens["p0"]))[0][0].split()
    return {"un": first, "deux": second}
