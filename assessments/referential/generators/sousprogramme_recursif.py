"""A function that calls itself: result, and number of calls. The steps stop after two calls."""

from random import Random

from assessments.referential.generators._programs import python_pages, read_source, run
from assessments.variants import Variant

NAMES = ["mystere", "pile", "calcul", "tour", "chaine"]


def generate(rng: Random) -> Variant:
    name, base, end, n = rng.choice(NAMES), rng.randint(1, 9), rng.choice((0, 1)), rng.randint(4, 6)
    step = rng.choice((1, 2))
    first = end + step * n if step == 1 else end + step * (n - 1)
    turns = (first - end) // step
    text = rng.choice(("n + {f}(n - {s})", "2 * {f}(n - {s}) - 1", "{f}(n - {s}) + 3")).format(f=name, s=step)
    source = f"def {name}(n):\n    if n == {end}:\n        return {base}\n    return {text}\n\nprint({name}({first}))"
    values, current = [base], end
    for _ in range(turns):
        current += step
        last = values[-1]
        values.append(current + last if text.startswith("n +") else 2 * last - 1 if text.startswith("2") else last + 3)
    chain = ", ".join(f"{name}({end + step * i}) = {value}" for i, value in enumerate(values))
    return Variant(
        values={
            "fonction": name,
            "depart": str(first),
            "appels": str(turns + 1),
            "fin": str(values[-1]),
            "chaine": chain,
            "arret": str(end),
            "base": str(base),
        },
        screens=python_pages(source, "Une fonction qui s’appelle", stop=5),
    )


def solve(variant: Variant) -> dict[str, str]:
    source = read_source(variant.screens["p0"])
    lines = source.splitlines()
    counted = ["appels = []", lines[0], "    appels.append(n)", *lines[1:], "print(len(appels))"]
    source = "\n".join(counted)
    world: dict[str, object] = {}
    shown: list[object] = []
    world["print"] = shown.append
    exec(source, world)
    assert str(shown[0]) == run("\n".join(lines))[0][0]
    return {"fin": str(shown[0]), "appels": str(shown[1])}
