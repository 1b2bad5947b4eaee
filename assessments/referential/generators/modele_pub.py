"""The month of a service, in a spreadsheet: revenue by thousand views, by click and by commission."""

import io
from random import Random

from openpyxl import load_workbook

from assessments.referential.generators._files import workbook
from assessments.variants import Variant

FILE = "mois.xlsx"
SERVICES = ("Brocantine", "Troc-Troc", "Mille Greniers", "Chinerie")


def generate(rng: Random) -> Variant:
    while True:
        views, cpm = rng.randint(80, 400) * 1000, rng.randint(2, 6)
        clicks, cpc = rng.randint(6, 40) * 100, rng.choice((20, 30, 40, 50))  # cents
        sales, rate = rng.randint(40, 200) * 100, rng.choice((5, 8, 10, 12))
        revenue = {
            "affichages": views // 1000 * cpm,
            "clics": clicks * cpc // 100,
            "commission": sales * rate // 100,
        }
        ranked = sorted(revenue.values())
        if ranked[2] - ranked[1] >= 50 and len(set(ranked)) == 3:
            break
    best = max(revenue, key=lambda name: revenue[name])
    rows = [
        ["Donnée", "Valeur", "Unité"],
        ["Affichages d’annonces", views, "affichages"],
        ["Prix des affichages (CPM)", cpm, "€ pour 1 000 affichages"],
        ["Clics sur les annonces payées au clic", clicks, "clics"],
        ["Prix du clic (CPC)", cpc / 100, "€ par clic"],
        ["Ventes entre membres", sales, "€"],
        ["Commission du service", rate, "% des ventes"],
    ]
    values = {"service": rng.choice(SERVICES), "total": str(sum(revenue.values())), "source": best}
    values |= {name: str(number) for name, number in revenue.items()}
    return Variant(values=values, files={FILE: workbook({"Mois": rows})})


def solve(variant: Variant) -> dict[str, str]:
    sheet = load_workbook(io.BytesIO(variant.files[FILE])).active
    views, cpm, clicks, cpc, sales, rate = (row[1] for row in sheet.iter_rows(min_row=2, values_only=True))
    amounts = [("affichages", views / 1000 * cpm), ("clics", clicks * cpc), ("commission", sales * rate / 100)]
    best = max(amounts, key=lambda item: item[1])[0]
    return {"total": str(round(sum(amount for _, amount in amounts))), "source": best}
