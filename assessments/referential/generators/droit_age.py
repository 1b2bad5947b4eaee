"""The conditions of a service and three dates of birth: who may register, and how?"""

import re
from datetime import date
from random import Random

from assessments.variants import Variant

NAMES = ("Amel", "Bastien", "Coumba", "Dorian", "Enora", "Félix", "Ghita", "Hector", "Ismaël", "Joséphine")
SITES = ("Tamtamo", "Grimoirea", "Kiosko", "Plumétoile")
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
STATES = ("inscription impossible", "accord d’un parent demandé", "inscription libre")


def _french(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def generate(rng: Random) -> Variant:
    low = rng.choice((11, 12, 13))
    high = rng.choice((15, 16))
    today = date(rng.randint(2024, 2027), rng.randint(4, 9), rng.randint(5, 25))
    ages = [low - 1, rng.randint(low, high - 1), high]
    rng.shuffle(ages)
    names = rng.sample(NAMES, 3)
    values = {"site": rng.choice(SITES), "jour": _french(today)}
    rows = ""
    for number, (name, age) in enumerate(zip(names, ages, strict=True), start=1):
        later = rng.random() < 0.5  # the birthday of this year is still to come
        month = rng.randint(today.month + 1, 12) if later else rng.randint(1, today.month - 1)
        born = date(today.year - age - (1 if later else 0), month, rng.randint(2, 27))
        rows += f"<tr><td>{name}</td><td>{_french(born)}</td></tr>\n"
        values[f"nom{number}"] = name
        values[f"age{number}"] = str(age)
        values[f"etat{number}"] = STATES[0 if age < low else 1 if age < high else 2]
    values |= {"bas": str(low), "haut": str(high)}
    page = (
        '<h1 class="visually-hidden">Inscription</h1>\n'
        f'<div class="sim-window"><p class="sim-title">{values["site"]}</p>\n'
        "<h2>Conditions : l’âge le jour de l’inscription</h2>\n<ul>"
        f"<li>Moins de {low} ans : {STATES[0]}.</li><li>À partir de {low} ans et avant {high} ans : {STATES[1]}.</li>"
        f"<li>{high} ans ou plus : {STATES[2]}.</li></ul>\n"
        f"<h2>Demandes reçues le {_french(today)}</h2>\n"
        f"<table><thead><tr><th>Prénom</th><th>Date de naissance</th></tr></thead><tbody>\n{rows}</tbody></table></div>\n"
    )
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    page = variant.screens["p1"]

    def key(text: str) -> tuple[int, int, int]:
        day, month, year = text.split()
        return int(year), MONTHS.index(month) + 1, int(day)

    now = key(re.search(r"reçues le (\d+ \S+ \d{4})", page).group(1))
    low, high = (int(text) for text in re.search(r"partir de (\d+) ans et avant (\d+)", page).groups())
    found = {}
    for number, text in enumerate(re.findall(r"<td>(\d+ \S+ \d{4})</td>", page), start=1):
        born = key(text)
        age = now[0] - born[0] - (now[1:] < born[1:])
        found[f"p{number}"] = STATES[(age >= low) + (age >= high)]
    return found
