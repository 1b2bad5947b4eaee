"""The accesses of a common space and the list of its members: which accesses must be removed?"""

import csv
import io
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

NAMES = (
    "Alix,Blanche,Cédric,Diane,Émile,Fatoumata,Guilhem,Hanaé,Isaac,Jeanne,Kofi,Lilou,Malo,Nour,Otis,Pia,Quentin,Rita"
).split(",")
FOLDERS = ("Comptes", "Photos", "Affiches", "Réunions", "Adresses")
RIGHTS = ("lecture", "commentaire", "modification")


def generate(rng: Random) -> Variant:
    people = rng.sample(NAMES, 14)
    left = rng.randint(3, 5)
    gone, members = people[:left], people[left:]
    rows = []
    for name in people[:-2]:
        rows += [(name, folder, rng.choice(RIGHTS)) for folder in rng.sample(FOLDERS, rng.randint(1, 4))]
    rng.shuffle(rows)
    bad = [row for row in rows if row[0] in gone]
    values = {"acces": str(len(bad)), "personnes": str(left), "liste": ", ".join(sorted(gone)), "total": str(len(rows))}
    files = {
        "acces.csv": csv_file([("personne", "dossier", "droit"), *rows]),
        "membres.csv": csv_file([("personne",), *((name,) for name in sorted(members))]),
    }
    return Variant(values=values, files=files)


def solve(variant: Variant) -> dict[str, str]:
    members = variant.files["membres.csv"].decode("utf-8-sig").split()
    rows = csv.DictReader(io.StringIO(variant.files["acces.csv"].decode("utf-8-sig")), delimiter=";")
    names = [row["personne"] for row in rows if row["personne"] not in members]
    return {"acces": str(len(names)), "personnes": str(len(set(names)))}
