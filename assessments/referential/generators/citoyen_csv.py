"""A CSV of public equipment: how many are of one type, in one town, and accessible to wheelchairs?"""

import csv
import io
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

FILE = "equipements.csv"
TOWNS = ("Brumaie", "Orvel", "Lumeray", "Tarmont", "Saulx")
TYPES = {
    "gymnase": "gymnases",
    "bibliothèque": "bibliothèques",
    "piscine": "piscines",
    "salle des fêtes": "salles des fêtes",
    "aire de jeux": "aires de jeux",
}
PLACES = ("du Lavoir", "des Tilleuls", "du Moulin", "de la Gare", "du Stade", "des Lilas", "du Pont", "du Marché")


def generate(rng: Random) -> Variant:
    town, kind = rng.choice(TOWNS), rng.choice(sorted(TYPES))
    wanted = [(town, kind, "oui")] * rng.randint(4, 12) + [(town, kind, "non")] * rng.randint(2, 5)
    rows = list(wanted)
    while len(rows) < 80:
        what = kind if rng.random() < 0.4 else rng.choice(sorted(TYPES))  # the type is frequent everywhere
        row = (rng.choice(TOWNS), what, rng.choice(("oui", "non")))
        if row[:2] != (town, kind):
            rows.append(row)
    rng.shuffle(rows)
    table = [["numéro", "commune", "type", "adresse", "accessible"]]
    streets = rng.sample([f"{number} rue {place}" for place in PLACES for number in range(1, 61)], 80)  # no double
    for number, ((where, what, access), street) in enumerate(zip(rows, streets, strict=True), start=1):
        table.append([number, where, what, street, access])
    count = sum(row == (town, kind, "oui") for row in rows)
    values = {
        "commune": town,
        "type": kind,
        "types": TYPES[kind],
        "nombre": str(count),
        "tous": str(len(wanted)),
        "ailleurs": str(sum(r[1:] == (kind, "oui") for r in rows)),
    }
    return Variant(values=values, files={FILE: csv_file(table)})


def solve(variant: Variant) -> str:
    values = variant.values
    rows = csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";")
    kept = [
        row
        for row in rows
        if row["commune"] == values["commune"] and row["type"] == values["type"] and row["accessible"] == "oui"
    ]
    return str(len(kept))
