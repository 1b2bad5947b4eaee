"""A day of power readings, one every quarter of an hour: energy from midnight to six."""

import csv
import io
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

FILE = "puissance.csv"


def generate(rng: Random) -> Variant:
    base = rng.randrange(100, 240, 4)
    while True:
        night = [base + rng.choice((0, 0, 4, 8, 12, 20)) for _ in range(24)]
        if sum(night) % 4 == 0:
            break
    day = [base + rng.randrange(80, 700, 4) for _ in range(48)]
    evening = [base + rng.choice((0, 4, 8, 40)) for _ in range(24)]
    rows: list[list[str | int]] = [["début du quart d’heure", "puissance moyenne (W)"]]
    for number, power in enumerate(night + day + evening):
        rows.append([f"{number // 4:02d}:{number % 4 * 15:02d}", power])
    values = {"reponse": str(sum(night) // 4), "somme": str(sum(night))}
    return Variant(values=values, files={FILE: csv_file(rows)})


def solve(variant: Variant) -> str:
    rows = list(csv.reader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))[1:]
    return f"{sum(int(power) * 0.25 for hour, power in rows if hour < '06:00'):g}"
