"""Four weeks of a feed, in a CSV file: how the share of one theme changes among the recommendations."""

import csv
import io
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

FILE = "fil.csv"
NAMES = ("Liv", "Malik", "Candice", "Titouan", "Sirine", "Gaspard")
THEMES = ("mode", "football", "musique", "cuisine", "animaux", "jeux vidéo", "voyages")


def generate(rng: Random) -> Variant:
    theme, *others = rng.sample(THEMES, 5)
    size = 20
    first, last = rng.randint(2, 5), rng.randint(11, 17)
    counts = [first, first + rng.randint(1, 3), last - rng.randint(1, 3), last]
    rows = []
    for week, count in enumerate(counts, start=1):
        lines = [(theme, "recommandation")] * count
        lines += [(rng.choice(others), "recommandation") for _ in range(size - count)]
        lines += [(theme, "abonnement")] * rng.randint(3, 5)
        lines += [(rng.choice(others), "abonnement") for _ in range(rng.randint(5, 8))]
        rng.shuffle(lines)
        rows += [(week, *line) for line in lines]
    table = [["numéro", "semaine", "thème", "origine"]]
    table += [[number, *row] for number, row in enumerate(rows, start=1)]
    values = {
        "nom": rng.choice(NAMES),
        "theme": theme,
        "part1": str(first * 5),
        "part4": str(last * 5),
        "n1": str(first),
        "n4": str(last),
        "total": str(size),
    }
    return Variant(values=values, files={FILE: csv_file(table)})


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))

    def part(week: str) -> str:
        kept = [r["thème"] for r in rows if r["semaine"] == week and r["origine"] == "recommandation"]
        return str(round(100 * kept.count(variant.values["theme"]) / len(kept)))

    return {"a": part("1"), "b": part("4")}
