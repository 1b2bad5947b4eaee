"""Two weeks of views of a few pages: the total of one page and its best day."""

import csv
import io
from datetime import date, timedelta
from random import Random

from assessments.variants import Variant

FILE = "visites.csv"
SITES = (
    ("accueil", "horaires", "tarifs", "contact"),
    ("accueil", "recettes", "ateliers", "galerie"),
    ("accueil", "programme", "billets", "acces"),
    ("accueil", "equipes", "resultats", "photos"),
)


def generate(rng: Random) -> Variant:
    pages = rng.choice(SITES)
    asked = rng.choice(pages[1:])
    day = date(2026, rng.randint(1, 11), rng.randint(1, 14))
    days = [day + timedelta(days=i) for i in range(14)]
    rows = [[d.strftime("%d/%m/%Y"), page, rng.randint(20, 400)] for d in days for page in pages]
    rows = [[when, page, views, views - rng.randint(2, 15)] for when, page, views in rows]
    mine = sorted((row for row in rows if row[1] == asked), key=lambda row: row[3])
    if mine[-1][3] - mine[-2][3] < 3 or max(mine, key=lambda row: row[2]) != mine[-1]:
        return generate(rng)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["date", "page", "vues", "visiteurs"])
    writer.writerows(rows)
    values = {
        "page": asked,
        "vues": str(sum(row[2] for row in mine)),
        "visiteurs": str(sum(row[3] for row in mine)),
        "maximum": str(mine[-1][3]),
        "quand": mine[-1][0],
    }
    return Variant(values=values, files={FILE: out.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    text = variant.files[FILE].decode("utf-8-sig")
    lines = [line.split(";") for line in text.splitlines() if f";{variant.values['page']};" in line]
    return {"vues": str(sum(int(line[2]) for line in lines)), "maximum": str(max(int(line[3]) for line in lines))}
