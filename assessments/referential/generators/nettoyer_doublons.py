"""A CSV list of members with repeated lines: how many different people, knowing that the address names a person?"""

import csv
import io
import unicodedata
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

FILE = "adherents.csv"
FIRST = "Amélie Boubacar Clara Danilo Ester Félix Gülay Hippolyte Ines Jade Kevin Lise Malik Noé Odette Pedro".split()
LAST = "Alvarez Bonnin Cheikh Dorval Evrard Fuentes Gruber Houdan Imbert Jamin Kalla Lemoyne Marsan Ngom Ozanne".split()


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if c.isascii())


def generate(rng: Random) -> Variant:
    size = rng.randint(34, 44)
    pairs = rng.sample([(first, last) for first in FIRST for last in LAST], size - 3)
    people = [(f, n, f"{_plain(f)}.{_plain(n)}@boite.example") for f, n in pairs]
    for first, last, _ in rng.sample(people, 3):  # the same name, another person
        people.append((first, last, f"{_plain(first)}.{_plain(last)}2@boite.example"))
    rows = list(people)
    again = rng.randint(6, 11)
    for first, last, address in rng.sample(people, again):
        rows.append(rng.choice(((first, last.upper(), address), (first, last + " ", address), (first, last, address))))
    for first, last, address in rng.sample(people, 2):
        rows.append((first, last, address))
    rng.shuffle(rows)
    return Variant(
        values={"nombre": str(size), "lignes": str(len(rows)), "trop": str(len(rows) - size)},
        files={FILE: csv_file([["Prénom", "Nom", "Courriel"], *rows])},
    )


def solve(variant: Variant) -> str:
    rows = csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";")
    return str(len({row["Courriel"] for row in rows}))
