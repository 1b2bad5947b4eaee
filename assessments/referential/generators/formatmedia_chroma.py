"""Tube formatmedia, level 8: the data of a picture once its chrominance is subsampled."""

import re
from random import Random

from assessments.referential.generators.pixel_poids import cells, panel, thousands
from assessments.variants import Variant


def generate(rng: Random) -> Variant:
    width, height = rng.choice([400, 800, 1000, 1200, 1600, 2000]), rng.choice([200, 400, 600, 800, 1000])
    scheme, halves = rng.choice([("4:2:0", 3), ("4:2:2", 4)])
    rows = [
        ["Définition", f"{width} × {height}"],
        ["Composantes", "Y (luminance), Cb et Cr (chrominance)"],
        ["Profondeur", "8 bits par échantillon"],
        ["Sous-échantillonnage", scheme],
    ]
    size = width * height * halves // 2 // 1000
    chroma = width * height * (halves - 2) // 4 // 1000
    return Variant(
        values={
            "reponse": str(size),
            "affiche": thousands(size),
            "schema": scheme,
            "y": thousands(width * height // 1000),
            "c": thousands(chroma),
            "part": "un quart" if scheme == "4:2:0" else "la moitié",
        },
        screens={"image": panel("Analyse d’une image", f"image-{rng.randint(100, 999)} – Analyse", rows)},
    )


def solve(variant: Variant) -> str:
    found = dict(cells(variant.screens["image"]))
    width, height = (int(number) for number in re.findall(r"\d+", found["Définition"]))
    across, down = {"4:2:0": (2, 2), "4:2:2": (2, 1)}[found["Sous-échantillonnage"]]
    samples = width * height + 2 * (width // across) * (height // down)
    return str(samples // 1000)
