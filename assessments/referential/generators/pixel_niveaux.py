"""Tube pixel, level 7: how many greys are left at most once the levels are stretched."""

from random import Random

from assessments.referential.generators.pixel_poids import cells, panel
from assessments.variants import Variant

NAMES = ["radio-dent", "gravure", "brume", "carte-ancienne", "neige", "manuscrit"]


def generate(rng: Random) -> Variant:
    low, high = rng.randint(30, 95), rng.randint(150, 225)
    name = rng.choice(NAMES)
    rows = [
        ["Image", "Niveaux de gris, 8 bits"],
        ["Point noir", str(low)],
        ["Point blanc", str(high)],
        ["Gamma", "1,00"],
        ["Sortie", "de 0 à 255"],
    ]
    return Variant(
        values={"reponse": str(high - low + 1), "bas": str(low), "haut": str(high)},
        screens={"niveaux": panel("Niveaux", f"{name} – Niveaux", rows)},
    )


def solve(variant: Variant) -> str:
    found = dict(cells(variant.screens["niveaux"]))
    low, high = int(found["Point noir"]), int(found["Point blanc"])
    greys = {round(255 * min(max(value - low, 0), high - low) / (high - low)) for value in range(256)}
    return str(len(greys))
