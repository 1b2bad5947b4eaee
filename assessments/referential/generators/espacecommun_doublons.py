"""The inventory of a common space: the copies to remove, and the folder that holds most files."""

import csv
import io
from collections import Counter
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

FILE = "inventaire.csv"
FOLDERS = ("Affiches", "Archives", "Comptes", "Photos", "Réunions")
WORDS = "affiche,badge,budget,carte,contrat,devis,facture,guide,invitation,liste,logo,menu,note,plan,programme".split(
    ","
)
ENDS = ("odt", "ods", "pdf", "png")


def generate(rng: Random) -> Variant:
    while True:
        names = rng.sample([f"{word}-{year}.{rng.choice(ENDS)}" for word in WORDS for year in (2025, 2026)], 20)
        rows = [(name, rng.choice(FOLDERS), rng.randint(20, 900)) for name in names]
        twice = rng.randint(2, 4)
        copies = [(name, rng.choice([f for f in FOLDERS if f != folder]), size) for name, folder, size in rows[:twice]]
        name, folder, size = rows[0]
        third = [f for f in FOLDERS if f not in (folder, copies[0][1])]
        copies.append((name, rng.choice(third), size))
        different = [
            (name, rng.choice([f for f in FOLDERS if f != folder]), size + rng.randint(5, 60))
            for name, folder, size in rows[twice : twice + rng.randint(2, 4)]
        ]
        listing = rows + copies + different
        most = Counter(row[1] for row in listing).most_common(2)
        if most[0][1] > most[1][1]:
            break
    rng.shuffle(listing)
    values = {"copies": str(len(copies)), "dossier": most[0][0], "nombre": str(most[0][1]), "total": str(len(listing))}
    values |= {"noms": ", ".join(sorted({row[0] for row in copies})), "faux": str(len(different)), "triple": name}
    return Variant(values=values, files={FILE: csv_file([("nom", "dossier", "taille (ko)"), *listing])})


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.reader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))[1:]
    folders = [row[1] for row in rows]
    different = {(name, size) for name, _, size in rows}
    return {"copies": str(len(rows) - len(different)), "dossier": max(FOLDERS, key=folders.count)}
