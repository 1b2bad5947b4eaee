"""Tube video, level 5: the size of a video from its bit rate and its length."""

import re
from random import Random

from assessments.referential.generators.pixel_poids import cells, panel
from assessments.variants import Variant

FILMS = ["court-metrage", "interview-maire", "danse", "visite-usine", "theatre", "tournoi"]


def generate(rng: Random) -> Variant:
    rate, minutes = rng.choice([2, 4, 6, 8, 10, 12, 16]), rng.randint(2, 10)
    rows = [
        ["Définition", rng.choice(["1280 × 720", "1920 × 1080"])],
        ["Cadence", rng.choice(["25 images par seconde", "30 images par seconde"])],
        ["Débit total (image et son)", f"{rate} Mbit/s, constant"],
        ["Durée", f"{minutes} min"],
    ]
    return Variant(
        values={
            "reponse": str(rate * minutes * 60 // 8),
            "debit": str(rate),
            "minutes": str(minutes),
            "secondes": str(60 * minutes),
            "megabits": str(60 * minutes * rate),
        },
        screens={"export": panel("Réglages d’export", f"{rng.choice(FILMS)}.mp4 – Exporter", rows)},
    )


def solve(variant: Variant) -> str:
    found = dict(cells(variant.screens["export"]))
    rate, minutes = (int(re.match(r"\d+", found[name]).group()) for name in ("Débit total (image et son)", "Durée"))
    return str(round(rate / 8 * minutes * 60))
