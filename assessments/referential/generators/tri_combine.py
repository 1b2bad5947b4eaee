"""A workbook of hires: the lines left by three filters together, and the dearest of them."""

import io
from random import Random

from openpyxl import load_workbook

from assessments.referential.generators._files import workbook
from assessments.variants import Variant

FILE = "locations.xlsx"
KINDS = {"VTT": (12, 18), "Tandem": (20, 28), "Vélo pliant": (9, 15), "Vélo cargo": (25, 35)}  # € a day


def generate(rng: Random) -> Variant:
    while True:
        numbers = rng.sample(range(1001, 1999), 90)
        rows = []
        for number in sorted(numbers):
            kind, days = rng.choice(list(KINDS)), rng.randint(1, 7)
            rows.append([number, kind, days, days * rng.randint(*KINDS[kind]), rng.choice(("oui", "oui", "non"))])
        kind, days = rng.choice(list(KINDS)), rng.randint(3, 5)
        kept = [row for row in rows if row[1] == kind and row[2] >= days and row[4] == "non"]
        top = sorted(row[3] for row in kept)[-2:]
        if 3 <= len(kept) <= 8 and top[0] < top[1] and any(row[2] == days for row in kept):
            break
    dearest = max(kept, key=lambda row: row[3])
    return Variant(
        values={
            "type": kind,
            "jours": str(days),
            "nombre": str(len(kept)),
            "numero": str(dearest[0]),
            "prix": str(dearest[3]),
            "liste": ", ".join(str(row[0]) for row in kept),
        },
        files={FILE: workbook({"Locations": [["Numéro", "Vélo", "Jours", "Prix (€)", "Rendu"], *rows]})},
    )


def solve(variant: Variant) -> dict[str, str]:
    sheet = load_workbook(io.BytesIO(variant.files[FILE])).active
    count, best, number = 0, -1, ""
    for row in sheet.iter_rows(min_row=2, values_only=True):
        if row[1] != variant.values["type"] or row[2] < int(variant.values["jours"]) or row[4] != "non":
            continue
        count += 1
        if row[3] > best:
            best, number = row[3], str(row[0])
    return {"nombre": str(count), "numero": number}
