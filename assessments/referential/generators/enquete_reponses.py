"""The answers to a questionnaire: the number and the share of one answer."""

import csv
import io
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

FILE = "reponses.csv"
ANSWERS = ("bus", "vélo", "à pied", "voiture")


def generate(rng: Random) -> Variant:
    size = rng.choice((40, 50, 80))
    step = {40: 2, 50: 1, 80: 4}[size]  # counts whose percentage is whole
    while True:
        count = step * rng.randint(9 // step + 1, 26 // step)
        rest = [rng.randint(4, 30) for _ in range(2)]
        last = size - count - sum(rest)
        if last >= 4 and len({count, last, *rest}) == 4:
            break
    order = list(ANSWERS)
    rng.shuffle(order)
    answers = [name for name, times in zip(order, (count, *rest, last), strict=True) for _ in range(times)]
    rng.shuffle(answers)
    rows = [[number, rng.choice(("5e", "4e", "3e")), answer] for number, answer in enumerate(answers, start=1)]
    percent = 100 * count // size
    return Variant(
        values={"reponse": order[0], "nombre": str(count), "total": str(size), "part": str(percent)},
        files={FILE: csv_file([["Numéro", "Niveau", "Comment venez-vous ?"], *rows])},
    )


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.reader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))[1:]
    count = [row[2] for row in rows].count(variant.values["reponse"])
    return {"nombre": str(count), "part": f"{100 * count / len(rows):g}"}
