"""A sheet of registrations: how many for one activity (NB.SI), and the fees that it brings (SOMME.SI)."""

from random import Random

from assessments.referential.generators._files import spreadsheet
from assessments.referential.generators.tri_filtre import ods_rows
from assessments.variants import Variant

FILE = "inscriptions.ods"
ACTIVITIES = ("Aviron", "Boxe", "Cirque", "Danse", "Escrime", "Judo", "Tir à l’arc", "Voile")
FIRST = "Adèle Bilal Chloé Driss Enora Farid Gina Hervé Inès Joris Kadi Léon Maya Noé Olga Paul Rim Sven Tess".split()


def generate(rng: Random) -> Variant:
    activities = rng.sample(ACTIVITIES, 5)
    counts = rng.sample(range(8, 24), 5)
    rows = []
    for activity, count in zip(activities, counts, strict=True):
        rows += [[rng.choice(FIRST), activity, rng.choice((35, 48, 60, 72))] for _ in range(count)]
    rng.shuffle(rows)
    asked = activities[0]
    table = [[number, *row] for number, row in enumerate(rows, start=1)]
    return Variant(
        values={
            "activite": asked,
            "nombre": str(counts[0]),
            "somme": str(sum(row[2] for row in rows if row[1] == asked)),
            "fin": str(len(rows) + 1),
        },
        files={FILE: spreadsheet({"Inscriptions": [["Numéro", "Prénom", "Activité", "Cotisation (€)"], *table]})},
    )


def solve(variant: Variant) -> dict[str, str]:
    fees = [int(row[3]) for row in ods_rows(variant.files[FILE])[1:] if row[2] == variant.values["activite"]]
    return {"nombre": str(len(fees)), "somme": str(sum(fees))}
