"""A CSV file to clean in four steps, then the total of one town."""

import csv
import io
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

FILE = "factures.csv"
TOWNS = ("Belloc", "Hautval", "Lorvane", "Sarcelle")


def _amount(cents: int, rng: Random) -> str:
    euros, rest = divmod(cents, 100)
    return rng.choice(("{}.{:02}", "{},{:02}", "{},{:02} €", " {},{:02}")).format(euros, rest)


def _town(name: str, rng: Random) -> str:
    return rng.choice((name, name, name.upper(), name.lower(), f" {name}", f"{name} "))


def generate(rng: Random) -> Variant:
    numbers = sorted(rng.sample(range(3001, 3999), 32))
    bills = [(number, TOWNS[i % 4], rng.randint(10, 180) * 50) for i, number in enumerate(numbers)]
    rows = [[f"F{n}", _town(town, rng), _amount(cents, rng)] for n, town, cents in bills]
    asked = rng.choice(TOWNS)
    mine = [bill for bill in bills if bill[1] == asked]
    others = [bill for bill in bills if bill[1] != asked]
    for number, town, cents in [*rng.sample(mine, 2), *rng.sample(others, 3)]:
        rows.append([f"F{number}", _town(town, rng), _amount(cents, rng)])
    for town in (asked, asked, *rng.sample(TOWNS, 2)):
        rows.append([f"F{rng.randint(4001, 4999)}", _town(town, rng), rng.choice(("", "à venir"))])
    rng.shuffle(rows)
    total = sum(cents for _, _, cents in mine)
    return Variant(
        values={
            "ville": asked,
            "total": f"{total / 100:.2f}",
            "affiche": f"{total / 100:.2f}".replace(".", ","),
            "factures": str(len(mine)),
        },
        files={FILE: csv_file([["Facture", "Ville", "Montant"], *rows])},
    )


def solve(variant: Variant) -> str:
    found = {}
    for row in csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"):
        text = row["Montant"].replace("€", "").replace(",", ".").strip()
        if row["Ville"].strip().lower() == variant.values["ville"].lower() and text.replace(".", "").isdigit():
            found[row["Facture"]] = float(text)
    return f"{sum(found.values()):.2f}"
