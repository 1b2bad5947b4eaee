"""Positions of phones over four weeks: which phone reveals a regular medical treatment, and how many visits?"""

import csv
import io
from collections import Counter
from datetime import date, timedelta
from random import Random

from assessments.variants import Variant

CENTRES = ["Centre de dialyse", "Centre de radiothérapie", "Clinique d’oncologie"]
DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
PLACES = [
    "Supermarché Grandal",
    "Lycée Mistrale",
    "Gare de Lorvane",
    "Salle de sport",
    "Cinéma Prisme",
    "Marché couvert",
]


def generate(rng: Random) -> Variant:
    phones = [f"T{n}" for n in sorted(rng.sample(range(110, 990), 6))]
    centre = rng.choice(CENTRES)
    target, visitor, worker = rng.sample(phones, 3)
    start = date(2025, rng.randint(1, 9), rng.randint(1, 5))
    start -= timedelta(days=start.weekday())
    rows = []
    weekdays = sorted(rng.sample(range(5), 2))
    visits = [start + timedelta(days=7 * week + day) for week in range(4) for day in weekdays]
    visits = sorted(rng.sample(visits, rng.randint(6, 8)))
    for day in visits:
        rows.append((day, rng.randint(8, 10), target, centre))
    rows.append((start + timedelta(days=rng.randrange(28)), 15, visitor, centre))
    for week in range(4):  # a regular visit that reveals nothing of this kind
        rows.append((start + timedelta(days=7 * week + 2), 18, worker, "Salle de sport"))
    for phone in phones:
        for _ in range(rng.randint(5, 8)):
            day = start + timedelta(days=rng.randrange(28))
            rows.append((day, rng.choice((12, 13, 14, 16, 17, 19)), phone, rng.choice(PLACES)))
    rows = sorted(set(rows))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["date", "jour", "heure", "telephone", "lieu"])
    writer.writerows([f"{d:%d/%m/%Y}", DAYS[d.weekday()], f"{h} h", phone, place] for d, h, phone, place in rows)
    values = {
        "telephone": target,
        "numero": target[1:],
        "visites": str(len(visits)),
        "centre": centre,
        "autre": visitor,
    }
    return Variant(values=values, files={"positions.csv": text.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(variant.files["positions.csv"].decode("utf-8-sig")), delimiter=";")
    counts = Counter(row["telephone"] for row in rows if row["lieu"] in CENTRES)
    phone, number = counts.most_common(1)[0]
    return {"tel": phone, "nombre": str(number)}
