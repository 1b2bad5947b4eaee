"""Tube pixel, level 2: the new height of a picture whose width is reduced, proportions kept."""

import re
from fractions import Fraction
from random import Random

from assessments.referential.generators.pixel_poids import cells, panel
from assessments.variants import Variant

RATIOS = [(4, 3), (3, 2), (2, 1), (5, 4), (5, 3)]
NAMES = ["sortie-voile", "expo-robots", "fete-quartier", "club-echecs", "jardin-partage", "cross-hiver"]


def generate(rng: Random) -> Variant:
    a, b = rng.choice(RATIOS)
    unit = 40 * rng.randint(5, 20)
    width, height, divisor = a * unit, b * unit, rng.choice([2, 4, 5, 10])
    name = rng.choice(NAMES) + ".jpg"
    rows = [
        ["Définition actuelle", f"{width} × {height} pixels"],
        ["Nouvelle largeur", f"{width // divisor} pixels"],
        ["Nouvelle hauteur", "(calculée)"],
        ["Garder les proportions", "activé"],
    ]
    return Variant(
        values={
            "fichier": name,
            "reponse": str(height // divisor),
            "largeur": str(width // divisor),
            "avant": f"{width} × {height}",
            "diviseur": str(divisor),
            "hauteur": str(height),
        },
        screens={"taille": panel("Taille de l’image", f"{name} – Taille de l’image", rows)},
    )


def solve(variant: Variant) -> str:
    found = dict(cells(variant.screens["taille"]))
    width, height = (int(number) for number in re.findall(r"\d+", found["Définition actuelle"]))
    new = int(re.findall(r"\d+", found["Nouvelle largeur"])[0])
    return str(Fraction(height, width) * new)
