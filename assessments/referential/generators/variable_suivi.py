"""Two variables that use each other: what do they hold at the end? The steps stop half way."""

from random import Random

from assessments.referential.generators._blocks import read_blocks
from assessments.referential.generators._programs import block_pages, run, to_python
from assessments.variants import Variant

PAIRS = [("a", "b"), ("x", "y"), ("rouge", "bleu"), ("nord", "sud"), ("gain", "perte")]


def generate(rng: Random) -> Variant:
    one, two = rng.choice(PAIRS)
    while True:
        first, second, more = rng.randint(4, 12), rng.randint(2, 9), rng.randint(2, 6)
        steps = [(first, second)]
        lines = [f"mettre {one} à {first}", f"mettre {two} à {second}", f"mettre {one} à {one} + {two}"]
        steps.append((first + second, second))
        if rng.random() < 0.5:
            lines += [f"mettre {two} à {one}", f"mettre {one} à {one} - {more}", f"mettre {two} à {two} + 1"]
            steps.append((steps[-1][0], steps[-1][0]))
            steps.append((steps[-1][0] - more, steps[-1][1]))
            steps.append((steps[-1][0], steps[-1][1] + 1))
        else:
            lines += [f"mettre {two} à {one} - {more}", f"mettre {one} à {two} + {two}", f"mettre {two} à {two} - 1"]
            steps.append((steps[-1][0], steps[-1][0] - more))
            steps.append((steps[-1][1] * 2, steps[-1][1]))
            steps.append((steps[-1][0], steps[-1][1] - 1))
        if len(set(steps[-1]) | {first, second}) == 4 and min(steps[-1]) > 0:
            break
    told = " ; ".join(f"{one} = {a}, {two} = {b}" for a, b in steps)
    return Variant(
        values={"un": one, "deux": two, "f1": str(steps[-1][0]), "f2": str(steps[-1][1]), "suite": told},
        screens=block_pages("\n".join(lines), "Deux variables", stop=3),
    )


def solve(variant: Variant) -> dict[str, str]:
    _, end = run(to_python(read_blocks(variant.screens["p0"])))
    return {"un": str(end[variant.values["un"]]), "deux": str(end[variant.values["deux"]])}
