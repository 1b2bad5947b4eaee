"""Bike trips under numbers, and two facts known about one rider: find the number, then another trip."""

import csv
import io
from random import Random

from assessments.variants import Variant

PLACES = ["Gare", "Lycée", "Piscine", "Marché", "Théâtre", "Hôpital", "Port", "Stade"]
MONTHS = ["avril", "mai", "juin", "septembre", "octobre"]
NAMES = ["Hugo", "Awa", "Loïc", "Mei", "Tomas", "Inaya", "Amir", "Jade"]


def generate(rng: Random) -> Variant:
    ids = [f"V{n}" for n in sorted(rng.sample(range(1000, 9999), 8))]
    target, alike_one, alike_two = rng.sample(ids, 3)
    month = rng.choice(MONTHS)
    first, second, third = sorted(rng.sample(range(2, 29), 3))
    trips = {}

    def put(rider: str, day: int, hour: int, start: str, end: str) -> None:
        trips[(rider, day)] = (hour, start, end)

    one, two = rng.sample(PLACES, 2), rng.sample(PLACES, 2)
    end = rng.sample(PLACES, 2)
    hour_one, hour_two = rng.randint(7, 9), rng.randint(16, 18)
    put(target, first, hour_one, *one)
    put(alike_one, first, hour_one, *one)
    put(target, second, hour_two, *two)
    put(alike_two, second, hour_two, *two)
    put(target, third, rng.randint(20, 22), *end)
    for rider in ids:
        for day in (first, second, third, *rng.sample(range(2, 29), 2)):
            if (rider, day) in trips:
                continue
            start, stop = rng.sample(PLACES, 2)
            if [start, stop] in (one, two):
                continue
            put(rider, day, rng.randint(7, 22), start, stop)
    rows = sorted((day, hour, rider, start, stop) for (rider, day), (hour, start, stop) in trips.items())
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["jour", "heure", "abonne", "depart", "arrivee"])
    writer.writerows([f"{day} {month}", f"{hour} h", rider, start, stop] for day, hour, rider, start, stop in rows)
    values = {
        "nom": rng.choice(NAMES),
        "jour1": f"{first} {month}",
        "heure1": f"{hour_one} h",
        "depart1": one[0],
        "arrivee1": one[1],
        "jour2": f"{second} {month}",
        "heure2": f"{hour_two} h",
        "depart2": two[0],
        "arrivee2": two[1],
        "jour3": f"{third} {month}",
        "abonne": target,
        "numero": target[1:],
        "lieu": end[1],
    }
    return Variant(values=values, files={"velos.csv": text.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    v = variant.values
    rows = list(csv.DictReader(io.StringIO(variant.files["velos.csv"].decode("utf-8-sig")), delimiter=";"))
    groups = []
    for i in "12":
        fact = (v["jour" + i], v["heure" + i], v["depart" + i], v["arrivee" + i])
        groups.append({r["abonne"] for r in rows if (r["jour"], r["heure"], r["depart"], r["arrivee"]) == fact})
    assert len(groups[0]) == 2 and len(groups[1]) == 2
    (rider,) = groups[0] & groups[1]
    (place,) = [r["arrivee"] for r in rows if r["abonne"] == rider and r["jour"] == v["jour3"]]
    return {"abonne": rider, "lieu": place}
