"""A sleep diary: nights with a late screen and a short sleep, both together."""

import csv
import io
from datetime import date, timedelta
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

FILE = "journal-sommeil.csv"
NAMES = ("Violette", "Ismaël", "Capucine", "Rayan", "Solène", "Matteo", "Awa", "Gaspard")


def generate(rng: Random) -> Variant:
    both, late_only, short_only, none = rng.randint(5, 9), rng.randint(2, 4), rng.randint(2, 4), rng.randint(5, 8)
    nights = (
        [(True, True)] * both + [(True, False)] * late_only + [(False, True)] * short_only + [(False, False)] * none
    )
    rng.shuffle(nights)
    day = date(2026, rng.randint(1, 4), rng.randint(1, 9))
    rows: list[list[str]] = [["date", "écran éteint à", "heures de sommeil", "humeur au réveil"]]
    for late, short in nights:
        hour, minute = (rng.choice((22, 22, 23)) if late else rng.choice((20, 21))), rng.randrange(0, 60, 5)
        sleep = rng.choice(("6,5", "7", "7,5")) if short else rng.choice(("8", "8,5", "9", "9,5"))
        mood = rng.choice(("fatigue", "moyenne")) if short else rng.choice(("bonne", "moyenne"))
        rows.append([day.strftime("%d/%m/%Y"), f"{hour}:{minute:02d}", sleep, mood])
        day += timedelta(days=1)
    values = {
        "nom": rng.choice(NAMES),
        "total": str(len(nights)),
        "reponse": str(both),
        "tard": str(both + late_only),
        "court": str(both + short_only),
    }
    return Variant(values=values, files={FILE: csv_file(rows)})


def solve(variant: Variant) -> str:
    rows = list(csv.reader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))[1:]
    return str(sum(row[1] >= "22:00" and float(row[2].replace(",", ".")) < 8 for row in rows))
