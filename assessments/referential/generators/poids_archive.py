"""Weights before and after compression: the file with the best rate, and the whole gain."""

import csv
import io
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

FILE = "archive.csv"
TEXTS = ("journal.txt", "mesures.csv", "stations.csv", "poemes.txt", "releves.xml", "horaires.csv", "index.html")
PACKED = ("plage.jpg", "groupe.jpg", "interview.mp3", "visite.mp4", "gare.jpg", "concert.mp3")


def generate(rng: Random) -> Variant:
    rates = rng.sample(range(55, 91, 3), 5)
    best = max(rates)
    rows = []
    for name, rate in zip(rng.sample(TEXTS, 5), rates, strict=True):
        # The best rate goes to a light file: its gain in ko is not the greatest.
        before = 100 * (rng.randint(2, 5) if rate == best else rng.randint(12, 40))
        rows.append([name, before, before * (100 - rate) // 100])
    for name in rng.sample(PACKED, 4):
        before = 100 * rng.randint(20, 90)
        rows.append([name, before, before * (100 - rng.randint(1, 3)) // 100])
    rng.shuffle(rows)
    name = max(rows, key=lambda row: (row[1] - row[2]) / row[1])[0]
    return Variant(
        values={
            "nom": name,
            "court": name.split(".")[0],
            "taux": str(best),
            "total": str(sum(row[1] - row[2] for row in rows)),
        },
        files={FILE: csv_file([["fichier", "avant (ko)", "après (ko)"], *rows])},
    )


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.reader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))[1:]
    kept = {name: int(after) / int(before) for name, before, after in rows}
    total = sum(int(row[1]) for row in rows) - sum(int(row[2]) for row in rows)
    return {"nom": min(kept, key=kept.__getitem__), "total": str(total)}
