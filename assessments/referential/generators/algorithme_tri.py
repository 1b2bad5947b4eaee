"""Selection sort: the list after one, two and three turns."""

import re
from random import Random

from assessments.referential.generators._programs import code_page, read_source, run
from assessments.variants import Variant

NAMES = ["cartes", "notes", "sacs", "jetons", "livres"]


def generate(rng: Random) -> Variant:
    while True:
        name = rng.choice(NAMES)
        values = rng.sample(range(1, 10), 6)
        states, current = [], list(values)
        for i in range(5):
            at = current.index(min(current[i:]))
            current[i], current[at] = current[at], current[i]
            states.append(list(current))
        if states[0] != values and states[0] != states[1] != states[2] != states[3]:
            break
    source = (
        f"{name} = {values}\nfor i in range(5):\n    petit = i\n    for j in range(i + 1, 6):\n"
        f"        if {name}[j] < {name}[petit]:\n            petit = j\n"
        f"    {name}[i], {name}[petit] = {name}[petit], {name}[i]\n    print({name})"
    )
    told = {"nom": name, "depart": ", ".join(map(str, values))}
    for i, state in enumerate(states[:3], 1):
        told |= {f"e{i}": ", ".join(map(str, state)), f"c{i}": "".join(map(str, state))}
    return Variant(values=told, screens={"p0": code_page(source, "Un tri")})


def solve(variant: Variant) -> dict[str, str]:
    output, _ = run(read_source(variant.screens["p0"]))
    return {"e2": re.sub(r"[\[\]]", "", output[1]), "e3": re.sub(r"[\[\]]", "", output[2])}
