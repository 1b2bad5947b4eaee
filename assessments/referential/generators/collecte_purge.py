"""Check a table of people against retention periods: how many lines to delete, how many kept for a lawsuit?"""

import csv
import io
from datetime import date, timedelta
from random import Random

from assessments.variants import Variant

YEARS = {"prospect": 3, "candidat": 2, "client": 5}
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()


def generate(rng: Random) -> Variant:
    today = date(2026, rng.randint(2, 11), rng.randint(3, 25))
    rows = []
    plan = [
        ("late", rng.randint(6, 10)),
        ("lawsuit", rng.randint(2, 3)),
        ("objection", rng.randint(2, 3)),
        ("kept", 16),
        ("both", rng.randint(1, 2)),
        ("calm", rng.randint(1, 2)),  # a lawsuit, within the period
    ]
    for kind, count in plan:
        for _ in range(count):
            status = "prospect" if kind in ("objection", "both") else rng.choice(list(YEARS))
            limit = today.replace(year=today.year - YEARS[status])
            shift = rng.randint(20, 330)
            last = limit - timedelta(days=shift) if kind in ("late", "lawsuit") else limit + timedelta(days=shift)
            objection = "oui" if kind in ("objection", "both") else "non"
            rows.append((status, last, objection, "oui" if kind in ("lawsuit", "both", "calm") else "non"))
    rng.shuffle(rows)
    numbers = sorted(rng.sample(range(200, 990), len(rows)))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["numero", "statut", "dernier_contact", "opposition", "proces"])
    writer.writerows([f"P{n}", s, f"{d:%d/%m/%Y}", o, p] for n, (s, d, o, p) in zip(numbers, rows))
    values = {
        "jour": f"{today.day} {MONTHS[today.month - 1]} {today.year}",
        "iso": today.isoformat(),
        "retard": str(plan[0][1]),
        "refus": str(plan[2][1]),
        "nombre": str(plan[0][1] + plan[2][1]),
        "proces": str(plan[1][1] + plan[4][1]),
        "anciens": str(plan[1][1]),
        "opposes": str(plan[4][1]),
    }
    return Variant(values=values, files={"personnes.csv": text.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    today = date.fromisoformat(variant.values["iso"])
    delete = lawsuit = 0
    for row in csv.DictReader(io.StringIO(variant.files["personnes.csv"].decode("utf-8-sig")), delimiter=";"):
        day, month, year = map(int, row["dernier_contact"].split("/"))
        over = (year + YEARS[row["statut"]], month, day) < (today.year, today.month, today.day)
        over = over or row["opposition"] == "oui"
        if over and row["proces"] == "oui":
            lawsuit += 1
        elif over:
            delete += 1
    return {"supprimer": str(delete), "garder": str(lawsuit)}
