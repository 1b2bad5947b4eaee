"""The decisions of an automatic filter, read again by a human: how often is the filter wrong?"""

import csv
import io
from random import Random

from assessments.variants import Variant

FILE = "filtre.csv"
HOURS = [f"{hour:02} h {minute:02}" for hour in range(7, 23) for minute in range(0, 60, 3)]


def generate(rng: Random) -> Variant:
    blocked = rng.choice((20, 25, 40, 50))
    right = blocked * rng.choice([p for p in range(60, 92, 4) if blocked * p % 100 == 0]) // 100
    missed, fine = rng.randint(3, 11), rng.randint(40, 70)
    rows = [["bloqué", "à bloquer"]] * right + [["bloqué", "correct"]] * (blocked - right)
    rows += [["publié", "à bloquer"]] * missed + [["publié", "correct"]] * fine
    rng.shuffle(rows)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["message", "heure", "décision du filtre", "avis du relecteur"])
    hours = sorted(rng.choices(HOURS, k=len(rows)))
    for number, (row, hour) in enumerate(zip(rows, hours, strict=True), 1):
        writer.writerow([f"M{number:03}", hour, *row])
    values = {
        "total": str(len(rows)),
        "bloques": str(blocked),
        "justes": str(right),
        "tort": str(blocked - right),
        "rates": str(missed),
        "part": str(100 * right // blocked),
    }
    return Variant(values=values, files={FILE: out.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.reader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))[1:]
    pairs = [(row[2], row[3]) for row in rows]
    good, wrong = pairs.count(("bloqué", "à bloquer")), pairs.count(("bloqué", "correct"))
    share = 100 * good / (good + wrong)
    assert share == int(share)
    return {"tort": str(wrong), "rates": str(pairs.count(("publié", "à bloquer"))), "part": str(int(share))}
