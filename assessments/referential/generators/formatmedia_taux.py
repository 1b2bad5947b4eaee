"""Tube formatmedia, level 5: which file was compressed the most, and how many times is it smaller?"""

from fractions import Fraction
from random import Random

from assessments.referential.generators.pixel_poids import cells, panel
from assessments.variants import Variant

FILES = ["affiche", "portrait", "chanson", "plan", "reportage", "capture"]
HEAD = ["Fichier", "Avant", "Après"]


def generate(rng: Random) -> Variant:
    ratios = rng.sample([2, 3, 4, 5, 6, 8, 10], 4)
    names = sorted(rng.sample(FILES, 4))
    after = rng.sample([2, 3, 4, 5, 6, 7, 8, 9, 12, 15], 4)
    best = max(range(4), key=lambda i: ratios[i])
    gains = [after[i] * (ratios[i] - 1) for i in range(4)]
    if gains[best] == max(gains):  # the biggest file is not the one that is compressed the most
        other = min(range(4), key=lambda i: (i == best, ratios[i]))
        after[other] = max(gains) // (ratios[other] - 1) + rng.randint(3, 9)
    rows = [[names[i], f"{after[i] * ratios[i]} Mo", f"{after[i]} Mo"] for i in range(4)]
    return Variant(
        values={f"fichier{i + 1}": names[i] for i in range(4)}
        | {
            "fichier": names[best],
            "taux": str(ratios[best]),
            "avant": str(after[best] * ratios[best]),
            "apres": str(after[best]),
            "autres": ", ".join(f"{names[i]} : {ratios[i]}" for i in range(4) if i != best),
        },
        screens={"lot": panel("Rapport de conversion", "Rapport de conversion", rows, HEAD)},
    )


def solve(variant: Variant) -> dict[str, str]:
    found = {
        name: Fraction(int(before.split()[0]), int(after.split()[0]))
        for name, before, after in cells(variant.screens["lot"])
    }
    best = max(found, key=lambda name: found[name])
    return {"fichier": best, "taux": str(found[best])}
