"""A workbook of sales: the total of each department, and the department that sells most."""

import io
from collections import Counter
from random import Random

from openpyxl import load_workbook

from assessments.referential.generators._files import workbook
from assessments.variants import Variant

FILE = "ventes.xlsx"
GOODS = {
    "Boulangerie": ("Baguette", "Brioche", "Pain de seigle"),
    "Fromages": ("Tomme", "Chèvre", "Bleu"),
    "Fruits": ("Pommes", "Poires", "Raisin"),
    "Légumes": ("Carottes", "Poireaux", "Courge"),
    "Épicerie": ("Miel", "Confiture", "Farine"),
}


def generate(rng: Random) -> Variant:
    while True:
        rows = []
        for shop, goods in GOODS.items():
            rows += [[shop, rng.choice(goods), rng.randint(6, 48)] for _ in range(rng.randint(4, 9))]
        rng.shuffle(rows)
        totals: Counter[str] = Counter()
        for shop, _, amount in rows:
            totals[shop] += amount
        (best, most), (second, next_total) = totals.most_common(2)
        single = max(rows, key=lambda row: row[2])[0]
        if most > next_total and single != best:
            break
    return Variant(
        values={"rayon": best, "total": str(most), "second": second, "autre": str(next_total), "unique": single},
        files={FILE: workbook({"Ventes": [["Rayon", "Article", "Montant (€)"], *rows]})},
    )


def solve(variant: Variant) -> dict[str, str]:
    sheet = load_workbook(io.BytesIO(variant.files[FILE])).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    totals = {shop: sum(row[2] for row in rows if row[0] == shop) for shop in GOODS}
    best = max(totals, key=lambda shop: totals[shop])
    return {"rayon": best, "total": str(totals[best])}
