"""A workbook of gifts: their sum and their mean, with SOMME and MOYENNE."""

import io
from random import Random

from openpyxl import load_workbook

from assessments.referential.generators._files import workbook
from assessments.variants import Variant

FILE = "dons.xlsx"
TOWNS = ("Belloc", "Sarcelle", "Brumaie", "Lorvane", "Hautval", "Ostreval")


def generate(rng: Random) -> Variant:
    size, mean = rng.choice((40, 50, 60)), rng.randint(22, 38)
    while True:
        gifts = [rng.randint(5, 2 * mean - 6) for _ in range(size - 1)]
        last = size * mean - sum(gifts)
        if 5 <= last <= 80:
            break
    gifts.append(last)
    rng.shuffle(gifts)
    rows = [[number, rng.choice(TOWNS), gift] for number, gift in enumerate(gifts, start=1)]
    return Variant(
        values={"somme": str(size * mean), "moyenne": str(mean), "fin": str(size + 1), "nombre": str(size)},
        files={FILE: workbook({"Dons": [["Reçu", "Ville", "Don (€)"], *rows]})},
    )


def solve(variant: Variant) -> dict[str, str]:
    sheet = load_workbook(io.BytesIO(variant.files[FILE])).active
    gifts = [cell.value for cell in sheet["C"][1:]]
    return {"somme": str(sum(gifts)), "moyenne": str(sum(gifts) // len(gifts))}
