"""A workbook with an inventory and assumptions: the footprint of one pupil equipped for one year."""

import io
from random import Random

from openpyxl import load_workbook

from assessments.referential.generators._files import workbook
from assessments.variants import Variant

FILE = "bilan.xlsx"
ITEMS = (
    ("Ordinateur portable", (160, 200, 240), (4, 5), (30, 40, 50)),
    ("Tablette", (80, 120), (4,), (10, 20)),
    ("Vidéoprojecteur", (120, 180), (6,), (100, 150)),
    ("Serveur", (1000, 1200), (5,), (1000, 1500)),
    ("Point d’accès Wi-Fi", (40, 60), (5,), (60, 80)),
)


def generate(rng: Random) -> Variant:
    while True:
        factor = rng.choice((0.1, 0.2))
        counts = [rng.randint(20, 60), rng.randint(10, 40), rng.randint(4, 12), rng.randint(1, 2), rng.randint(3, 10)]
        lines = []
        for (name, makings, lives, powers), count in zip(ITEMS, counts, strict=True):
            lines.append((name, count, rng.choice(makings), rng.choice(lives), rng.choice(powers)))
        tenth = round(factor * 10)
        parts = [count * (10 * making // life + power * tenth) for _, count, making, life, power in lines]
        total, pupils = sum(parts) // 10, rng.choice((80, 100, 120, 150, 160, 200, 240))
        if sum(parts) % 10 == 0 and total % pupils == 0 and all(10 * line[2] % line[3] == 0 for line in lines):
            break
    header = [
        "équipement",
        "nombre",
        "fabrication d’un appareil (kg)",
        "durée de vie (ans)",
        "électricité (kWh/an, 1 appareil)",
    ]
    assumptions = [
        ["hypothèse", "valeur"],
        ["nombre d’élèves", pupils],
        ["facteur d’émission de l’électricité (kg par kWh)", factor],
    ]
    detail = " ; ".join(
        f"{line[0]} : {part / 10:g} kg".replace(".", ",") for line, part in zip(lines, parts, strict=True)
    )
    values = {"reponse": str(total // pupils), "total": str(total), "eleves": str(pupils), "detail": detail + "."}
    content = workbook({"inventaire": [header, *lines], "hypothèses": assumptions})
    return Variant(values=values, files={FILE: content})


def solve(variant: Variant) -> str:
    book = load_workbook(io.BytesIO(variant.files[FILE]))
    pupils, factor = (row[1] for row in book["hypothèses"].iter_rows(min_row=2, values_only=True))
    total = 0.0
    for _, count, making, life, power in book["inventaire"].iter_rows(min_row=2, values_only=True):
        total += count * making / life + count * power * factor
    return f"{round(total / pupils, 3):g}"
