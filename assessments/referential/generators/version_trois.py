"""A three-way merge of a list: how many conflicts, how many lines merged without conflict?"""

import csv
import io
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

ITEMS = (
    "clavier,souris,écran,casque,micro,webcam,tablette,trépied,câble,adaptateur,enceinte,projecteur,imprimante,"
    "multiprise,disque,clé,lampe,chargeur,batterie,support"
).split(",")
FILES = ("depart.csv", "copie-A.csv", "copie-B.csv")


def generate(rng: Random) -> Variant:
    names = iter(rng.sample(ITEMS, len(ITEMS)))
    base: dict[str, int] = {}
    one: dict[str, int] = {}
    two: dict[str, int] = {}
    counts = {
        "same": rng.randint(3, 5),
        "one": rng.randint(1, 2),
        "two": rng.randint(1, 2),
        "both": 1,
        "clash": rng.randint(1, 3),
        "cut": rng.randint(1, 2),
        "cut_clash": 1,
        "new_one": rng.randint(1, 2),
        "new_two": 1,
    }
    for kind, count in counts.items():
        for _ in range(count):
            name, (start, left, right) = next(names), rng.sample(range(2, 30), 3)
            if not kind.startswith("new"):
                base[name] = start
            if kind == "cut":
                rng.choice((one, two))[name] = start
            elif kind == "cut_clash":
                rng.choice((one, two))[name] = left
            else:
                if kind != "new_two":
                    one[name] = left if kind in ("one", "both", "clash", "new_one") else start
                if kind != "new_one":
                    two[name] = {"both": left, "two": right, "clash": right, "new_two": right}.get(kind, start)
    merged = sum(counts[kind] for kind in ("same", "one", "two", "both", "new_one", "new_two"))
    head = ("objet", "quantité")
    files = {
        file: csv_file([head, *sorted(table.items())]) for file, table in zip(FILES, (base, one, two), strict=True)
    }
    values = {"conflits": str(counts["clash"] + 1), "lignes": str(merged), "retraits": str(counts["cut"])}
    values["opposes"] = str(counts["clash"])
    return Variant(values=values, files=files)


def solve(variant: Variant) -> dict[str, str]:
    base, one, two = (
        dict(csv.reader(io.StringIO(variant.files[file].decode("utf-8-sig")), delimiter=";")) for file in FILES
    )
    conflicts = lines = 0
    for name in sorted({*base, *one, *two} - {"objet"}):
        start, left, right = (table.get(name) for table in (base, one, two))
        if left != right and start not in (left, right):
            conflicts += 1
        elif (right if left == start else left) is not None:
            lines += 1
    return {"conflits": str(conflicts), "lignes": str(lines)}
