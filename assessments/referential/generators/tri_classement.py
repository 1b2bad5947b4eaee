"""A workbook of scores: who comes first, or at another rank, once the table is sorted?"""

import io
from random import Random

from openpyxl import load_workbook

from assessments.referential.generators._files import workbook
from assessments.variants import Variant

FILE = "concours.xlsx"
FIRST = (
    "Aïcha Amine Bruna Camille Denis Elif Fatou Gaël Hugo Imane Jonas Kenza Lina Malo Nina Oscar Paola Rayan".split()
)
LAST = (
    "Abelin Bastide Carvalo Dauphas Estrel Ferrandi Gallois Hamdani Ivarsen Jolivet Kervel Lambrois Mancer Nassif "
    "Ostrow Paradis Quilien Rostand Sabourin Tavares Urbain Valmont Wasner Yacoubi Zellner Arnoux Berthier Cazal "
    "Delmas Essam Foucart Gramont Haddad Isnard Joubert Kassim Lorcy Meunot Noroy Oubrac Pignol Roussac Sylla Tordo"
).split()
CITIES = ("Belloc", "Sarcelle", "Brumaie", "Lorvane", "Hautval")


def generate(rng: Random) -> Variant:
    names = rng.sample(LAST, 40)
    scores = rng.sample(range(412, 988), 40)
    rows = [[last, rng.choice(FIRST), rng.choice(CITIES), score] for last, score in zip(names, scores, strict=True)]
    rank = rng.randint(3, 5)
    best = sorted(rows, key=lambda row: -row[3])
    last, first, _, score = best[rank - 1]
    return Variant(
        values={
            "rang": str(rank),
            "nom": last,
            "prenom": first,
            "points": str(score),
            "avant": best[rank - 2][0],
        },
        files={FILE: workbook({"Concours": [["Nom", "Prénom", "Ville", "Points"], *rows]})},
    )


def solve(variant: Variant) -> str:
    sheet = load_workbook(io.BytesIO(variant.files[FILE])).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    rank = int(variant.values["rang"])
    return next(row[0] for row in rows if sum(other[3] > row[3] for other in rows) == rank - 1)
