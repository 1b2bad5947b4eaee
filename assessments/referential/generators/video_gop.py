"""Tube video, level 8: from which key frame must a player start to show a given frame?"""

import re
from random import Random

from assessments.referential.generators.pixel_poids import cells, panel
from assessments.variants import Variant


def generate(rng: Random) -> Variant:
    fps, gap = rng.choice([24, 25, 30, 50]), rng.choice([2, 3, 4])
    group, index = fps * gap, rng.randint(3, 9)
    offset = rng.randint(5, group - 5)
    target = group * index + offset
    rows = [
        ["Cadence", f"{fps} images par seconde"],
        ["Image clé (I)", f"toutes les {gap} secondes, la première à l’image 0"],
        ["Autres images", "P, chacune prédite d’après l’image qui la précède"],
        ["Groupes", "fermés, de longueur fixe"],
    ]
    return Variant(
        values={
            "cible": str(target),
            "cle": str(group * index),
            "nombre": str(offset + 1),
            "groupe": str(group),
            "fps": str(fps),
            "pas": str(gap),
            "rang": str(index),
        },
        screens={"analyse": panel("Analyse du flux vidéo", f"flux-{rng.randint(10, 99)}.mp4 – Analyse", rows)},
    )


def solve(variant: Variant) -> dict[str, str]:
    found = dict(cells(variant.screens["analyse"]))
    fps, gap = (int(re.search(r"\d+", found[name]).group()) for name in ("Cadence", "Image clé (I)"))
    target = int(variant.values["cible"])
    key = max(frame for frame in range(target + 1) if frame % (fps * gap) == 0)
    return {"cle": str(key), "nombre": str(len(range(key, target + 1)))}
