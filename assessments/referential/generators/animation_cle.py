"""Tube animation, level 3: the position that is worked out between two key frames."""

import re
from itertools import pairwise
from random import Random

from assessments.referential.generators.pixel_poids import cells, panel
from assessments.variants import Variant

OBJECTS = ["nuage", "barque", "ballon", "fusée", "escargot", "cerf-volant"]
HEAD = ["Image clé", "Position horizontale"]


def generate(rng: Random) -> Variant:
    first, second = rng.choice([10, 20, 30]), rng.choice([10, 20, 30])
    start, step_one, step_two = 10 * rng.randint(1, 6), rng.randint(2, 6), rng.randint(2, 9)
    while step_one == step_two:
        step_two = rng.randint(2, 9)
    middle, end = start + step_one * first, start + step_one * first + step_two * second
    part = rng.choice([2, 5])
    frame = first + second // part
    rows = [
        ["0", f"{start} pixels"],
        [str(first), f"{middle} pixels"],
        [str(first + second), f"{end} pixels"],
    ]
    name = rng.choice(OBJECTS)
    note = "Interpolation : linéaire (vitesse constante entre deux images clés)."
    return Variant(
        values={
            "objet": name,
            "image": str(frame),
            "reponse": str(middle + step_two * (second // part)),
            "pas": str(step_two),
            "milieu": str(middle),
            "fin": str(end),
            "debut": str(first),
            "terme": str(first + second),
            "ecart": str(second // part),
        },
        screens={"frise": panel("Frise de temps", f"Calque « {name} » – Frise de temps", rows, HEAD, note)},
    )


def solve(variant: Variant) -> str:
    keys = [(int(frame), int(re.match(r"\d+", text).group())) for frame, text in cells(variant.screens["frise"])]
    frame = int(variant.values["image"])
    for (one, here), (two, there) in pairwise(keys):
        if one <= frame <= two:
            return str(round(here + (there - here) * (frame - one) / (two - one)))
    return ""
