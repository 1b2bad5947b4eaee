"""A short series of durations: its median and its mean, both whole."""

import re
from random import Random
from statistics import mean, median

from assessments.variants import Variant

THEMES = (
    ("le temps de trajet de sept élèves, en minutes", 4, 50),
    ("le nombre de livres lus par sept amis cet été", 0, 24),
    ("les buts marqués par sept équipes cette saison", 6, 60),
    ("l’âge des sept membres d’une chorale", 12, 70),
)


def generate(rng: Random) -> Variant:
    theme, low, high = rng.choice(THEMES)
    while True:
        values = rng.sample(range(low, high + 1), 7)
        middle = sorted(values)[3]
        if sum(values) % 7 == 0 and values[3] != middle and abs(sum(values) // 7 - middle) >= 2:
            break
    ordered = sorted(values)
    return Variant(
        values={
            "theme": theme,
            "serie": " ; ".join(str(value) for value in values),
            "rangee": " ; ".join(str(value) for value in ordered),
            "mediane": str(middle),
            "moyenne": str(sum(values) // 7),
            "somme": str(sum(values)),
            "faux": str(values[3]),
        }
    )


def solve(variant: Variant) -> dict[str, str]:
    values = [int(text) for text in re.findall(r"\d+", variant.values["serie"])]
    return {"mediane": str(median(values)), "moyenne": str(mean(values))}
