"""A workbook of four sheets and one CSV export: which sheet does it come from?"""

import csv
import io
from random import Random

from openpyxl import load_workbook

from assessments.referential.generators._files import csv_file, workbook
from assessments.variants import Variant

BOOK, EXPORT = "ventes.xlsx", "export.csv"
PERIODS = (
    ("Hiver", "Printemps", "Été", "Automne"),
    ("Lundi", "Mardi", "Jeudi", "Samedi"),
    ("Nord", "Est", "Sud", "Ouest"),
)
GOODS = ("miel", "confiture", "savon", "bougie", "tisane", "nougat", "biscuits", "sirop")


def generate(rng: Random) -> Variant:
    names = list(rng.choice(PERIODS))
    goods = rng.sample(GOODS, 5)
    counts = {name: [rng.randint(12, 95) for _ in goods] for name in names}
    # The sheets look like each other: two rows are the same everywhere.
    for rank in rng.sample(range(5), 2):
        shared = rng.randint(12, 95)
        for name in names:
            counts[name][rank] = shared
    if len({tuple(row) for row in counts.values()}) < 4:
        return generate(rng)
    picked = rng.choice(names)
    head = ["Produit", "Quantité"]
    sheets = {
        name: [head, *map(list, zip(goods, row, strict=True)), ["Total", ("=SUM(B2:B6)", sum(row))]]
        for name, row in counts.items()
    }
    total = sum(counts[picked])
    rows = [head, *map(list, zip(goods, counts[picked], strict=True)), ["Total", total]]
    values = {f"s{number}": name for number, name in enumerate(names, start=1)}
    return Variant(
        values=values | {"feuille": picked, "somme": str(total)},
        files={BOOK: workbook(sheets), EXPORT: csv_file(rows)},
    )


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.reader(io.StringIO(variant.files[EXPORT].decode("utf-8-sig")), delimiter=";"))
    wanted = [row[1] for row in rows[1:-1]]
    for sheet in load_workbook(io.BytesIO(variant.files[BOOK])):
        found = [str(row[1]) for row in sheet.iter_rows(values_only=True)]
        if found[1:-1] == wanted:
            kept = "la même formule" if rows[-1][1] == found[-1] else "le résultat seul"
            return {"feuille": sheet.title, "total": kept}
    return {}
