"""An A/B test where visitors come back: count each visitor once."""

import csv
import io
from random import Random

from assessments.variants import Variant

FILE = "essai.csv"
GOALS = (
    ("s’abonner à la lettre", "abonné"),
    ("réserver une place", "réservation"),
    ("donner", "don"),
    ("adhérer", "adhésion"),
)


def generate(rng: Random) -> Variant:
    goal, column = rng.choice(GOALS)
    sizes = {"A": rng.choice((20, 25, 50)), "B": rng.choice((20, 25, 50))}
    one, two = rng.sample((12, 16, 20, 24, 28, 32, 36, 40), 2)
    rates = {"A": one, "B": two}
    if any(sizes[v] * rates[v] % 100 for v in "AB"):
        return generate(rng)
    numbers = rng.sample(range(1000, 9999), sum(sizes.values()))
    rows, raw = [], {"A": [], "B": []}
    for version in "AB":
        done = sizes[version] * rates[version] // 100
        for i in range(sizes[version]):
            visitor = f"V{numbers.pop()}"
            for again in range(rng.choice((1, 1, 1, 2, 3))):
                win = i < done and again == 0
                rows.append([visitor, version, "oui" if win else "non"])
                raw[version].append(win)
    crude = {v: round(100 * sum(raw[v]) / len(raw[v])) for v in "AB"}
    if any(crude[v] == rates[v] for v in "AB"):
        return generate(rng)
    rng.shuffle(rows)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["visiteur", "version", column])
    writer.writerows(rows)
    values = {"but": goal, "colonne": column, "lignes": str(len(rows)), "na": str(sizes["A"]), "nb": str(sizes["B"])}
    values |= {"ta": str(one), "tb": str(two), "brut_a": str(crude["A"]), "brut_b": str(crude["B"])}
    return Variant(values=values, files={FILE: out.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.reader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))[1:]
    out = {}
    for version in "AB":
        everyone = {row[0] for row in rows if row[1] == version}
        winners = {row[0] for row in rows if row[1] == version and row[2] == "oui"}
        out["t" + version.lower()] = f"{100 * len(winners) / len(everyone):.0f}"
    return out
