"""A «while» loop: how many turns before it stops, and with which value? The steps stop early."""

from random import Random

from assessments.referential.generators._programs import python_pages, read_source, run
from assessments.variants import Variant

UP = [("tirelire", "semaine"), ("cuve", "minute"), ("distance", "jour"), ("score", "manche")]
DOWN = [("batterie", "heure"), ("stock", "jour"), ("altitude", "minute"), ("forfait", "appel")]


def generate(rng: Random) -> Variant:
    grows = rng.random() < 0.5
    amount, counter = rng.choice(UP if grows else DOWN)
    step, turns = rng.randint(6, 12), rng.randint(5, 7)
    rest = rng.randint(0, step - 1)  # how far beyond the limit the loop goes
    first = rng.randint(5, 20) if grows else rng.randint(80, 120)
    last = first + step * turns if grows else first - step * turns
    limit = last - rest if grows else last + rest
    test, sign = ("<", "+") if grows else (">", "-")
    source = (
        f"{amount} = {first}\n{counter} = 0\nwhile {amount} {test} {limit}:\n"
        f"    {amount} = {amount} {sign} {step}\n    {counter} = {counter} + 1\nprint({counter})"
    )
    path = [first + (step if grows else -step) * turn for turn in range(turns + 1)]
    return Variant(
        values={
            "quantite": amount,
            "compteur": counter,
            "condition": f"{amount} {test} {limit}",
            "tours": str(turns),
            "fin": str(last),
            "suite": ", ".join(str(value) for value in path),
            "avant": str(path[-2]),
        },
        screens=python_pages(source, "Pas à pas", stop=8),
    )


def solve(variant: Variant) -> dict[str, str]:
    output, variables = run(read_source(variant.screens["p0"]))
    return {"tours": output[0], "fin": str(variables[variant.values["quantite"]])}
