"""A log of notifications: which application sends the most automatic reminders?"""

import csv
import io
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

FILE = "notifications.csv"
NAMES = ("Alix", "Bintou", "Corentin", "Daria", "Elias", "Fiona", "Gaël", "Housna")
APPS = ("Bulle", "Pixelo", "Papote", "Zigzag", "Bloquine", "Mélodine", "Fablio")
PERSON, AUTO, ASKED = "message d’une personne", "relance automatique", "information demandée"


def generate(rng: Random) -> Variant:
    chatty, winner, *others = rng.sample(APPS, 5)
    best = rng.randint(11, 16)
    lines = [(winner, AUTO)] * best + [(winner, PERSON)] * rng.randint(0, 2)
    lines += [(chatty, PERSON)] * rng.randint(18, 24) + [(chatty, AUTO)] * rng.randint(3, 6)
    for app in others:
        lines += [(app, AUTO)] * rng.randint(2, best - 3) + [(app, PERSON)] * rng.randint(0, 4)
        lines += [(app, ASKED)] * rng.randint(1, 4)
    rng.shuffle(lines)
    rows: list[list[str]] = [["jour", "heure", "application", "origine"]]
    minutes = sorted(rng.sample(range(7 * 60, 22 * 60), len(lines)))
    for number, (app, origin) in enumerate(lines):
        minute = minutes[number]
        rows.append(["mardi", f"{minute // 60:02d}:{minute % 60:02d}", app, origin])
    values = {"nom": rng.choice(NAMES), "appli": winner, "nombre": str(best), "bavarde": chatty}
    return Variant(values=values, files={FILE: csv_file(rows)})


def solve(variant: Variant) -> dict[str, str]:
    counts: dict[str, int] = {}
    for row in csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"):
        if row["origine"] == AUTO:
            counts[row["application"]] = counts.get(row["application"], 0) + 1
    winner = max(sorted(counts), key=lambda app: counts[app])
    return {"appli": winner, "nombre": str(counts[winner])}
