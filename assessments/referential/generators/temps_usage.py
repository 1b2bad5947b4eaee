"""Two weeks of use, several applications in each category: total of one category in the second week."""

import csv
import io
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

FILE = "releve-usage.csv"
NAMES = ("Adèle", "Bakary", "Chloé", "Dorian", "Esma", "Florian", "Gwenn", "Hana")
APPS = {
    "vidéo": ("Ciné-clic", "Minivid"),
    "jeu": ("Tour des vents", "Bloquine"),
    "réseau social": ("Bulle", "Pixelo"),
    "messagerie": ("Papote",),
    "lecture": ("Pagine",),
}


def generate(rng: Random) -> Variant:
    category = rng.choice(("vidéo", "jeu", "réseau social"))
    rows: list[list[str | int]] = []
    totals = {1: 0, 2: 0}
    for day in range(3, 17):
        for name, apps in APPS.items():
            for app in apps:
                if len(apps) == 1 or rng.random() < 0.75:
                    minutes = rng.randint(4, 70)
                    rows.append([f"{day:02d}/11/2025", app, name, minutes])
                    totals[1 if day < 10 else 2] += minutes if name == category else 0
    values = {
        "nom": rng.choice(NAMES),
        "categorie": category,
        "reponse": str(totals[2]),
        "avant": str(totals[1]),
    }
    return Variant(values=values, files={FILE: csv_file([["date", "application", "catégorie", "minutes"], *rows])})


def solve(variant: Variant) -> str:
    rows = csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";")
    return str(
        sum(
            int(row["minutes"])
            for row in rows
            if row["catégorie"] == variant.values["categorie"] and 10 <= int(row["date"][:2]) <= 16
        )
    )
