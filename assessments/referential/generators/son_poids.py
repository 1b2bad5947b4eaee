"""Tube son, level 5: the size of an uncompressed sound."""

import re
from random import Random

from assessments.referential.generators.pixel_poids import cells, panel, thousands
from assessments.variants import Variant

NAMES = ["interview", "chorale", "ambiance-forêt", "conte", "batterie", "reportage"]


def generate(rng: Random) -> Variant:
    rate, bits = rng.choice([8000, 16000, 32000, 48000]), rng.choice([8, 16, 24])
    channels, seconds = rng.choice([1, 2]), rng.choice([5, 10, 15, 20, 30])
    rows = [
        ["Fréquence d’échantillonnage", f"{thousands(rate)} Hz"],
        ["Résolution", f"{bits} bits par échantillon"],
        ["Canaux", "1 (mono)" if channels == 1 else "2 (stéréo)"],
        ["Durée", f"{seconds} s"],
        ["Compression", "Aucune"],
    ]
    size = rate * bits // 8 * channels * seconds // 1000
    return Variant(
        values={
            "reponse": str(size),
            "affiche": thousands(size),
            "frequence": thousands(rate),
            "octets": "1 octet" if bits == 8 else f"{bits // 8} octets",
            "canaux": "1 canal" if channels == 1 else "2 canaux",
            "duree": str(seconds),
        },
        screens={"projet": panel("Propriétés du son", f"{rng.choice(NAMES)} – Propriétés", rows)},
    )


def solve(variant: Variant) -> str:
    product = 1
    for label, text in cells(variant.screens["projet"]):
        if label != "Compression":
            product *= int(re.match(r"\d+", re.sub(r"(?<=\d)\s(?=\d)", "", text)).group())
    return str(product // 8 // 1000)
