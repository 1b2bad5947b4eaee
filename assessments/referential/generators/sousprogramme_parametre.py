"""A block with two parameters, called twice: what does it say? The steps stop in the first call."""

from random import Random

from assessments.referential.generators._blocks import read_blocks
from assessments.referential.generators._programs import block_pages, run, to_python
from assessments.variants import Variant

# block, two parameters, expression with them
THEMES = [
    ("facture", "prix", "lots", "{a} × {b} + {k}"),
    ("trajet", "aller", "détour", "{a} + 2 × {b} + {k}"),
    ("score", "gagnés", "perdus", "{k} × {a} - {b}"),
    ("salle", "rangs", "sièges", "{a} × {b} - {k}"),
]


def generate(rng: Random) -> Variant:
    while True:
        block, a, b, model = rng.choice(THEMES)
        k = rng.randint(2, 9)
        text = model.format(a=a, b=b, k=k)
        x, y, z, t = rng.randint(6, 12), rng.randint(2, 5), rng.randint(2, 5), rng.randint(6, 12)
        if a == "gagnés":
            z, t = rng.randint(6, 12), rng.randint(2, 5)
        world = [{a: x, b: y}, {a: z, b: t}]
        results = [eval(text.replace("×", "*"), {"__builtins__": {}}, one) for one in world]
        if min(results) > 0 and results[0] != results[1]:
            break
    program = f"définir {block}({a}, {b})\n  mettre total à {text}\n  dire total\n"
    program += f"faire {block}({x}, {y})\nfaire {block}({z}, {t})"
    return Variant(
        values={
            "bloc": block,
            "a": a,
            "b": b,
            "x": str(x),
            "y": str(y),
            "z": str(z),
            "t": str(t),
            "formule": text,
            "r1": str(results[0]),
            "r2": str(results[1]),
        },
        screens=block_pages(program, "Un bloc et ses paramètres", stop=2),
    )


def solve(variant: Variant) -> dict[str, str]:
    first, second = run(to_python(read_blocks(variant.screens["p0"])))[0]
    return {"r1": first, "r2": second}
