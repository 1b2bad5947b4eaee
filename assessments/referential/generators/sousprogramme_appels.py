"""A function with two recursive calls: how many calls, without and with a memory of the results?"""

from random import Random

from assessments.referential.generators._programs import code_html, read_source, window
from assessments.variants import Variant

NAMES = ["lapins", "escalier", "pavage", "motifs", "branches", "chemins", "codes", "dalles"]


def generate(rng: Random) -> Variant:
    name, n, gap, base = rng.choice(NAMES), rng.randint(5, 7), rng.choice((2, 3, 4)), rng.randint(1, 9)
    n += gap - 2
    source = f"def {name}(n):\n    if n < {gap}:\n        return {base}\n"
    source += f"    return {name}(n - 1) + {name}(n - {gap})\n\nprint({name}({n}))"
    calls: list[int] = []
    for i in range(n + 1):
        calls.append(1 if i < gap else 1 + calls[i - 1] + calls[i - gap])
    return Variant(
        values={
            "fonction": name,
            "n": str(n),
            "appels": str(calls[n]),
            "distincts": str(n + 1),
            "suite": ", ".join(f"{name}({i}) : {count}" for i, count in enumerate(calls)),
            "pas": str(gap),
        },
        screens={"p0": window("Deux appels récursifs", code_html(source))},
    )


def solve(variant: Variant) -> dict[str, str]:
    lines = read_source(variant.screens["p0"]).splitlines()
    seen: list[int] = []
    world: dict[str, object] = {"seen": seen, "print": lambda _: None}
    exec("\n".join([lines[0], "    seen.append(n)", *lines[1:]]), world)
    return {"appels": str(len(seen)), "distincts": str(len(set(seen)))}
