"""Two sheets to join by the code of the town, with doubles and lost zeros: the highest rate for 10 000 inhabitants."""

import io
from collections import Counter
from random import Random

from openpyxl import load_workbook

from assessments.referential.generators._files import workbook
from assessments.variants import Variant

FILE = "bornes.xlsx"
NAMES = ("Aubrelle", "Castelbois", "Grandlieu", "Hautval", "Lavoncourt", "Merlande", "Port-Adour", "Sauveplane")


def generate(rng: Random) -> Variant:
    while True:
        names = rng.sample(NAMES, 5)
        codes = [f"0{n}" for n in rng.sample(range(4100, 4990), 5)]
        people = rng.sample((2000, 2500, 4000, 5000, 8000, 10000), 5)
        true = [rng.randint(2, 9) for _ in names]
        doubles = [rng.randint(0, 3) for _ in names]
        rates = [10000 * n // p for n, p in zip(true, people, strict=True)]
        if any(10000 * n % p for n, p in zip(true, people, strict=True)):
            continue
        raw = [10000 * (n + d) / p for n, d, p in zip(true, doubles, people, strict=True)]
        ranked = sorted(rates, reverse=True)
        best = rates.index(ranked[0])
        trap = raw.index(max(raw))
        if ranked[0] - ranked[1] >= 2 and trap != best and true.index(max(true)) != best:
            break
    rows, number = [], 100
    for code, count, extra in zip(codes, true, doubles, strict=True):
        own = []
        for _ in range(count):
            number += rng.randint(1, 4)
            own.append([f"B{number}", code if rng.random() < 0.5 else code[1:], rng.choice(("rapide", "lente"))])
        rows += own + [list(rng.choice(own)) for _ in range(extra)]
    rng.shuffle(rows)
    towns = [[c, n, p] for c, n, p in zip(codes, names, people, strict=True)]
    towns.sort(key=lambda row: row[1])
    book = workbook(
        {
            "bornes": [["borne", "code commune", "type"], *rows],
            "communes": [["code commune", "commune", "habitants"], *towns],
        }
    )
    values = {
        "commune": names[best],
        "taux": str(rates[best]),
        "nombre": str(true[best]),
        "habitants": str(people[best]),
        "piege": names[trap],
    }
    values |= {f"c{i}": row[1] for i, row in enumerate(towns, start=1)}
    return Variant(values=values, files={FILE: book})


def solve(variant: Variant) -> dict[str, str]:
    book = load_workbook(io.BytesIO(variant.files[FILE]))
    unique = {row[0]: row[1].zfill(5) for row in book["bornes"].iter_rows(min_row=2, values_only=True)}
    counts = Counter(unique.values())
    rates = {
        name: counts[code] / people * 10000
        for code, name, people in book["communes"].iter_rows(min_row=2, values_only=True)
    }
    best = max(rates, key=lambda name: rates[name])
    return {"c": best, "t": str(round(rates[best]))}
