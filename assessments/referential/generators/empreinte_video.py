"""Data saved by watching in a lower quality: every number is in the instruction."""

from random import Random

from assessments.variants import Variant

NAMES = ("Isaure", "Kylian", "Mariama", "Noham", "Ophélie", "Piotr", "Rose", "Selim")


def generate(rng: Random) -> Variant:
    high, low = rng.choice(((3, 1), (4, 1), (5, 2), (6, 2), (7, 3)))
    hours, days = rng.choice((2, 3)), rng.choice((5, 6, 8, 10, 12, 15))
    values = {
        "nom": rng.choice(NAMES),
        "heures": str(hours),
        "jours": str(days),
        "haute": str(high),
        "basse": str(low),
        "duree": str(hours * days),
        "ecart": str(high - low),
        "reponse": str((high - low) * hours * days),
    }
    return Variant(values=values)


def solve(variant: Variant) -> str:
    number = {name: int(variant.values[name]) for name in ("heures", "jours", "haute", "basse")}
    before = number["heures"] * number["jours"] * number["haute"]
    return str(before - number["heures"] * number["jours"] * number["basse"])
