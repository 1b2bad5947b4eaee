"""An inventory of files and a rule: how many files are to be converted, and what do they weigh?"""

import csv
import io
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

FILE = "inventaire.csv"
STEMS = (
    "statuts",
    "photos-1998",
    "journal",
    "plan-salle",
    "comptes",
    "interview",
    "affiche",
    "membres",
    "concert",
    "courriers",
    "catalogue",
    "film-fete",
    "logo",
    "partition",
    "archives-presse",
    "recettes",
    "carte",
    "herbier",
)
# Invented formats: nothing is to be known about them.
KEPT = (("zof", "oui", 2), ("lum", "oui", 5), ("ark", "oui", 3), ("txo", "oui", 9))
OTHERS = (("mrk", "oui", 1), ("plx", "non", 4), ("quo", "non", 1), ("dux", "oui", 1), ("vap", "non", 6))


def generate(rng: Random) -> Variant:
    size = rng.randint(14, 18)
    moved = rng.randint(5, 9)
    formats = [*rng.choices(OTHERS, k=moved - 3), OTHERS[0], OTHERS[1], OTHERS[2], *rng.choices(KEPT, k=size - moved)]
    rng.shuffle(formats)
    rows = [
        [f"{stem}.{name}", name.upper(), published, readers, rng.randint(2, 90)]
        for stem, (name, published, readers) in zip(rng.sample(STEMS, size), formats, strict=True)
    ]
    wanted = [row for row in rows if row[2] == "non" or row[3] < 2]
    head = ["fichier", "format", "règles publiées", "logiciels indépendants", "poids (Mo)"]
    return Variant(
        values={"nombre": str(len(wanted)), "poids": str(sum(row[4] for row in wanted)), "total": str(size)},
        files={FILE: csv_file([head, *rows])},
    )


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))
    kept = [row for row in rows if row["règles publiées"] == "oui" and int(row["logiciels indépendants"]) >= 2]
    weight = sum(int(row["poids (Mo)"]) for row in rows) - sum(int(row["poids (Mo)"]) for row in kept)
    return {"nombre": str(len(rows) - len(kept)), "poids": str(weight)}
