"""A poll of dates as a table: the best slot among those where both leaders are free."""

import csv
import io
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

FILE = "sondage.csv"
SLOTS = ("lundi 12 h", "mardi 17 h", "mercredi 14 h", "jeudi 17 h", "vendredi 12 h", "samedi 10 h")
NAMES = (
    "Achille,Basma,Corto,Dalia,Évan,Farah,Gwenn,Hugo,Inès,Jawad,Kim,Lucie,Marwan,Nina,Omar,Paola,Rémi,Salomé,Théo,Yara"
).split(",")


def generate(rng: Random) -> Variant:
    names = sorted(rng.sample(NAMES, 14))
    leaders = rng.sample(names, 2)
    while True:
        free = {name: [rng.random() < 0.55 for _ in SLOTS] for name in names}
        totals = [sum(free[name][slot] for name in names) for slot in range(6)]
        possible = [slot for slot in range(6) if all(free[name][slot] for name in leaders)]
        ranked = sorted((totals[slot] for slot in possible), reverse=True)
        if 2 <= len(possible) <= 3 and ranked[0] > ranked[1] and max(totals) > ranked[0]:
            break
    best = next(slot for slot in possible if totals[slot] == ranked[0])
    rows = [(name, *("oui" if answer else "non" for answer in free[name])) for name in names]
    values = {"un": leaders[0], "deux": leaders[1], "creneau": SLOTS[best], "nombre": str(totals[best])}
    values |= {"piege": SLOTS[totals.index(max(totals))], "possibles": ", ".join(SLOTS[slot] for slot in possible)}
    return Variant(values=values, files={FILE: csv_file([("prénom", *SLOTS), *rows])})


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))
    counts = {slot: sum(row[slot] == "oui" for row in rows) for slot in SLOTS}
    for row in rows:
        if row["prénom"] in (variant.values["un"], variant.values["deux"]):
            counts = {slot: count for slot, count in counts.items() if row[slot] == "oui"}
    best = max(counts, key=lambda slot: counts[slot])
    return {"creneau": best, "nombre": str(counts[best])}
