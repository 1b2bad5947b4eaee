"""A table of image authorisations and five photos: which single photo may be published?"""

import csv
import io
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

PUPILS = (
    "Aya", "Bruno", "Célia", "Driss", "Emma", "Fadi", "Gisèle", "Hadrien", "Imane", "Joachim", "Kelly", "Lazare",
)  # fmt: skip
FILE = "autorisations.csv"


def generate(rng: Random) -> Variant:
    pupils = list(PUPILS)
    both = set(rng.sample(pupils, 6))
    states = {}
    rest = [p for p in pupils if p not in both]
    rng.shuffle(rest)
    for number, pupil in enumerate(rest):
        states[pupil] = (("oui", "non"), ("non", "oui"), ("non", "non"))[number % 3]
    for pupil in both:
        states[pupil] = ("oui", "oui")
    good = rng.sample(sorted(both), 4)
    photos = [good]
    for bad in rng.sample(rest, 4):
        photos.append([*rng.sample(sorted(both), 3), bad])
    for photo in photos:
        rng.shuffle(photo)
    rng.shuffle(photos)
    number = photos.index(good) + 1
    values = {f"photo{i}": ", ".join(photo) for i, photo in enumerate(photos, start=1)}
    rows = [["élève", "accord de l’élève", "accord des parents"]] + [[p, *states[p]] for p in sorted(pupils)]
    return Variant(values={**values, "bonne": str(number)}, files={FILE: csv_file(rows)})


def solve(variant: Variant) -> str:
    rows = list(csv.reader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))[1:]
    refused = {row[0] for row in rows if "non" in row[1:]}
    photos = [variant.values[f"photo{i}"].split(", ") for i in range(1, 6)]
    fine = [str(i) for i, photo in enumerate(photos, start=1) if not refused & set(photo)]
    return fine[0] if len(fine) == 1 else "?"
