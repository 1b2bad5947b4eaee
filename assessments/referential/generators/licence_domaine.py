"""Five works and the years their authors died: which ones are in the public domain?"""

import re
from random import Random

from assessments.variants import Variant

WORKS = ("Les roseaux", "Chant d’hiver", "La ruche", "Port-Vaste", "Le pas de l’ours", "Sept lampes", "Une île en mars")
PEOPLE = (
    "Alma Verdier",
    "Célestin Roux",
    "Hélène Garric",
    "Marc Tollien",
    "Suzanne Abadie",
    "Firmin Lescot",
    "Odette Cazenave",
    "Victor Sanpol",
    "Jeanne Morvan",
    "Émile Drouard",
)


def generate(rng: Random) -> Variant:
    year = rng.randint(2026, 2030)
    limit = year - 71  # the last year of death
    deaths = [
        (limit,),
        (limit + 1,),
        (limit - rng.randint(6, 20), limit + rng.randint(4, 14)),
        (limit - rng.randint(2, 5), limit - rng.randint(8, 20)),
        (limit + rng.randint(2, 9) if rng.random() < 0.5 else limit - rng.randint(3, 30),),
    ]
    rng.shuffle(deaths)
    works, people = rng.sample(WORKS, 5), rng.sample(PEOPLE, 8)
    values, free, late = {}, [], ("", 0)
    for number, (work, years) in enumerate(zip(works, deaths, strict=True), start=1):
        values[f"o{number}"] = work
        values[f"n{number}"] = " et ".join(f"{people.pop()} ({death})" for death in years)
        if max(years) <= limit:
            free.append(work)
        if len(years) == 2 and max(years) > limit:
            late = (work, max(years))
    return Variant(
        values=values
        | {
            "an": str(year),
            "limite": str(limit),
            "liste": ", ".join(free),
            "nombre": str(len(free)),
            "titre": late[0],
            "mort": str(late[1]),
            "annee": str(late[1] + 71),
        }
    )


def solve(variant: Variant) -> dict[str, str]:
    values = variant.values
    entry = {values[f"o{n}"]: 71 + max(map(int, re.findall(r"\d{4}", values[f"n{n}"]))) for n in range(1, 6)}
    return {
        "nombre": str(sum(year <= int(values["an"]) for year in entry.values())),
        "annee": str(entry[values["titre"]]),
    }
