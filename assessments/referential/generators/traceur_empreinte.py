"""Browser fingerprints: how many browsers share one combination, with and without the list of fonts?"""

import csv
import io
from random import Random

from assessments.variants import Variant

COLUMNS = ["langue", "fuseau", "ecran", "systeme", "polices"]
CHOICES = {
    "langue": ["fr", "fr", "fr", "en", "pt"],
    "fuseau": ["UTC+1", "UTC+1", "UTC+1", "UTC+0"],
    "ecran": ["1920x1080", "1366x768", "390x844", "2560x1440"],
    "systeme": ["Nivux 12", "Fenix 11", "Mobilo 8"],
    "polices": ["61", "74", "88", "103", "142"],
}


def generate(rng: Random) -> Variant:
    target = {name: rng.choice(CHOICES[name]) for name in COLUMNS}
    other_fonts = [value for value in CHOICES["polices"] if value != target["polices"]]
    exact, wider = rng.randint(1, 3), rng.randint(3, 6)
    rows = [dict(target) for _ in range(exact)]
    rows += [target | {"polices": rng.choice(other_fonts)} for _ in range(wider)]
    while len(rows) < 48:
        row = {name: rng.choice(CHOICES[name]) for name in COLUMNS}
        if any(row[name] != target[name] for name in COLUMNS[:4]):
            rows.append(row)
    rng.shuffle(rows)
    numbers = sorted(rng.sample(range(1000, 9999), len(rows)))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["visite", *COLUMNS])
    writer.writerows([f"V{number}", *(row[name] for name in COLUMNS)] for number, row in zip(numbers, rows))
    values = target | {"exact": str(exact), "sans": str(exact + wider)}
    return Variant(values=values, files={"empreintes.csv": text.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.reader(io.StringIO(variant.files["empreintes.csv"].decode("utf-8-sig")), delimiter=";"))[1:]
    wanted = [variant.values[name] for name in COLUMNS]
    return {
        "exact": str(sum(row[1:] == wanted for row in rows)),
        "sans": str(sum(row[1:5] == wanted[:4] for row in rows)),
    }
