"""The list of the comments of a document: how many still stop its publication, and where are most of them?"""

import csv
import io
from collections import Counter
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

FILE = "commentaires.csv"
NAMES = ("Amel", "Benoît", "Célia", "Driss", "Élise", "Firmin")
PARTS = (
    ("Introduction", "Méthode", "Résultats", "Conclusion"),
    ("Présentation", "Budget", "Calendrier", "Annexes"),
    ("Accueil", "Règlement", "Tarifs", "Contacts"),
)
KINDS = ("fond", "forme")
STATES = ("ouvert", "résolu")


def generate(rng: Random) -> Variant:
    parts = rng.choice(PARTS)
    while True:
        rows = [
            (str(n), rng.choice(parts), rng.choice(NAMES), rng.choice(KINDS), rng.choice(STATES))
            for n in range(1, rng.randint(28, 40))
        ]
        left = Counter(row[1] for row in rows if row[3] == "fond" and row[4] == "ouvert")
        opened = Counter(row[1] for row in rows if row[4] == "ouvert")
        best = left.most_common(2)
        if len(best) == 2 and best[0][1] > best[1][1] and opened.most_common(1)[0][0] != best[0][0]:
            break
    values = {"total": str(len(rows)), "nombre": str(left.total()), "partie": best[0][0], "maximum": str(best[0][1])}
    values["ouverts"] = str(opened.total())
    return Variant(values=values, files={FILE: csv_file([("numéro", "partie", "auteur", "type", "état"), *rows])})


def solve(variant: Variant) -> dict[str, str]:
    table = csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";")
    parts = [row["partie"] for row in table if (row["type"], row["état"]) == ("fond", "ouvert")]
    return {"nombre": str(len(parts)), "partie": max(sorted(set(parts)), key=parts.count)}
