"""A list of works with the year of death of their authors: which ones are in the public domain?"""

import csv
import io
from random import Random

from assessments.variants import Variant

FILE = "oeuvres.csv"
FIRST = ("Adèle", "Blaise", "Clémence", "Désiré", "Edmée", "Fulbert", "Ginette", "Honoré", "Irma", "Jules")
LAST = ("Arbois", "Bessac", "Corvin", "Delrue", "Estève", "Fargue", "Gallois", "Hurel", "Isambert", "Joubart")
THINGS = ("Chant", "Paysage", "Roman", "Ballade", "Croquis", "Valse", "Fable", "Portrait", "Sonate", "Affiche")
OF = ("du canal", "de la brume", "des vignes", "du vieux pont", "de minuit", "des hirondelles", "du sel", "de l’aube")


def generate(rng: Random) -> Variant:
    year = rng.randint(2027, 2032)
    limit = year - 71  # who died in this year is free on the first of January of ``year``
    deaths = [limit, limit + 1, *(limit - rng.randint(1, 60) for _ in range(rng.randint(3, 6)))]
    deaths += [limit + rng.randint(3, 60) for _ in range(rng.randint(4, 6))]
    titles = rng.sample([f"{thing} {of}" for thing in THINGS for of in OF], len(deaths) + 2)
    names = rng.sample([f"{first} {last}" for first in FIRST for last in LAST], len(deaths) + 4)
    rows = [[titles[i], names[i], str(min(death, 2025)), "", ""] for i, death in enumerate(deaths)]
    pair = [
        (limit - rng.randint(5, 30), limit - rng.randint(1, 4)),
        (limit - rng.randint(2, 30), limit + rng.randint(3, 20)),
    ]
    for i, (one, two) in enumerate(pair):
        rows.append([titles[-1 - i], names[-1 - i], str(one), names[-3 - i], str(two)])
    free = sum(max(int(row[2]), int(row[4] or 0)) <= limit for row in rows)
    following = [row[0] for row in rows if max(int(row[2]), int(row[4] or 0)) == limit + 1]
    rng.shuffle(rows)
    assert len(following) == 1
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["titre", "auteur 1", "mort de l’auteur 1", "auteur 2", "mort de l’auteur 2"])
    writer.writerows(rows)
    values = {
        "annee": str(year),
        "limite": str(limit),
        "suivante": str(limit + 1),
        "libres": str(free),
        "prochaine": following[0],
        "piege": titles[-2],
    }
    return Variant(values=values, files={FILE: out.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.reader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))[1:]
    start = {row[0]: max(int(value) for value in (row[2], row[4]) if value) + 71 for row in rows}
    year = int(variant.values["annee"])
    later = {title: first for title, first in start.items() if first > year}
    return {"libres": str(len(start) - len(later)), "prochaine": min(later, key=later.__getitem__)}
