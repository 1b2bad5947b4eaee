"""A workbook of 160 sessions: the greatest cell of the pivot table workshop × month."""

import io
from collections import Counter
from random import Random

from openpyxl import load_workbook

from assessments.referential.generators._files import workbook
from assessments.variants import Variant

FILE = "seances.xlsx"
WORKSHOPS = ("Céramique", "Marionnettes", "Radio", "Gravure", "Serrurerie")
MONTHS = ("janvier", "février", "mars", "avril")
LEADERS = ("Awa", "Bruno", "Chaïma", "Dorian", "Elsa", "Ferdi")


def generate(rng: Random) -> Variant:
    while True:
        rows = []
        for workshop in WORKSHOPS:
            for month in MONTHS:
                rows += [[workshop, month, rng.choice(LEADERS), rng.randint(2, 9)] for _ in range(rng.randint(5, 11))]
        rng.shuffle(rows)
        cells: Counter[tuple[str, str]] = Counter()
        for workshop, month, _, hours in rows:
            cells[workshop, month] += hours
        (best, most), (_, second) = cells.most_common(2)
        whole: Counter[str] = Counter()
        for workshop, _, _, hours in rows:
            whole[workshop] += hours
        if most > second and whole.most_common(1)[0][0] != best[0]:
            break
    table = [[number, *row] for number, row in enumerate(rows, start=1)]
    return Variant(
        values={
            "atelier": best[0],
            "mois": best[1],
            "total": str(most),
            "premier": whole.most_common(1)[0][0],
            "lignes": str(len(rows)),
        },
        files={FILE: workbook({"Séances": [["Séance", "Atelier", "Mois", "Animation", "Heures"], *table]})},
    )


def solve(variant: Variant) -> dict[str, str]:
    sheet = load_workbook(io.BytesIO(variant.files[FILE])).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    found = max(
        (sum(row[4] for row in rows if row[1] == workshop and row[2] == month), workshop, month)
        for workshop in WORKSHOPS
        for month in MONTHS
    )
    return {"atelier": found[1], "mois": found[2], "total": str(found[0])}
