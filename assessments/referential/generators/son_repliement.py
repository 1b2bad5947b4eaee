"""Tube son, level 7: the false frequency that appears when a sound is sampled too slowly."""

import math
import re
from random import Random

from assessments.referential.generators.pixel_poids import cells, panel, thousands
from assessments.variants import Variant


def generate(rng: Random) -> Variant:
    rate = rng.choice([8000, 10000, 12000, 16000, 20000])
    pitch = rng.randrange(rate // 2 + 500, rate - 400, 250)
    rows = [
        ["Source", "Son pur (une seule fréquence)"],
        ["Fréquence de la source", f"{thousands(pitch)} Hz"],
        ["Échantillonnage", f"{thousands(rate)} Hz"],
        ["Filtre anti-repliement", "désactivé"],
    ]
    return Variant(
        values={
            "reponse": str(rate - pitch),
            "source": thousands(pitch),
            "frequence": thousands(rate),
            "moitie": thousands(rate // 2),
            "affiche": thousands(rate - pitch),
        },
        screens={"mesure": panel("Banc de mesure", f"Banc de mesure n° {rng.randint(2, 40)}", rows)},
    )


def solve(variant: Variant) -> str:
    found = dict(cells(variant.screens["mesure"]))
    pitch, rate = (int(re.sub(r"\D", "", found[name])) for name in ("Fréquence de la source", "Échantillonnage"))
    samples = [math.cos(2 * math.pi * pitch * n / rate) for n in range(200)]
    # The only frequency below rate / 2 that gives the same samples.
    for low in range(0, rate // 2 + 1, 250):
        if all(abs(math.cos(2 * math.pi * low * n / rate) - value) < 1e-6 for n, value in enumerate(samples)):
            return str(low)
    return ""
