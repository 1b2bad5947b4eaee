"""A week of screen time, one page a day: how many minutes for one application on one day?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
APPS = ("Bulle", "Pixelo", "Ciné-clic", "Papote", "Tour des vents", "Zigzag", "Lexico", "Mélodine")
NAMES = ("Éthan", "Aminata", "Loïs", "Karim", "Manon", "Tiago", "Swann", "Yara")


def _page(name: str, number: int, usage: dict[str, int]) -> str:
    tabs = " ".join(
        f'<span class="sim-chip on">{day}</span>'
        if index == number
        else f'<a class="sim-chip" href="j{index}.html">{day}</a>'
        for index, day in enumerate(DAYS)
    )
    rows = "".join(f"<tr><td>{escape(app)}</td><td>{time} min</td></tr>" for app, time in usage.items())
    return (
        f'<h1 class="visually-hidden">Temps d’écran : {DAYS[number]}</h1>\n<div class="sim-phone">\n'
        f'<h2>Temps d’écran</h2>\n<p>Téléphone : {escape(name)}</p>\n<p class="sim-chips">{tabs}</p>\n'
        f"<table><thead><tr><th>Application</th><th>Durée</th></tr></thead><tbody>{rows}"
        f"<tr><th>Total</th><th>{sum(usage.values())} min</th></tr></tbody></table>\n</div>\n"
    )


def generate(rng: Random) -> Variant:
    name, apps = rng.choice(NAMES), rng.sample(APPS, 5)
    times = rng.sample(range(4, 75), 35)  # all different
    usages = [dict(zip(apps, times[5 * day : 5 * day + 5], strict=True)) for day in range(7)]
    day, app = rng.randint(1, 6), rng.choice(apps)
    values = {"nom": name, "appli": app, "jour": DAYS[day], "minutes": str(usages[day][app])}
    return Variant(values=values, screens={f"j{number}": _page(name, number, usages[number]) for number in range(7)})


def solve(variant: Variant) -> str:
    for page in variant.screens.values():
        if f'<span class="sim-chip on">{variant.values["jour"]}</span>' in page:
            return re.search(re.escape(variant.values["appli"]) + r"</td><td>(\d+) min", page).group(1)
    return ""
