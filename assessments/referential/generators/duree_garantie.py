"""Four orders with three dates each: which device is still under the two-year guarantee?"""

import re
from datetime import date, timedelta
from random import Random

from assessments.variants import Variant

DEVICES = ("casque", "enceinte", "tablette", "imprimante", "écran", "clavier", "montre", "appareil photo")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def _text(day: date) -> str:
    return f"{day.day if day.day > 1 else '1er'} {MONTHS[day.month - 1]} {day.year}"


def generate(rng: Random) -> Variant:
    names = rng.sample(DEVICES, 4)
    today = date(2027, rng.randint(2, 11), rng.randint(3, 27))
    limit = today.replace(year=2025)
    right = rng.randrange(4)
    orders, deliveries = [], []
    for number in range(4):
        if number == right:
            order, delivery = limit - timedelta(rng.randint(5, 14)), limit + timedelta(rng.randint(4, 15))
        else:
            delivery = limit - timedelta(rng.randint(8, 90))
            order = delivery - timedelta(rng.randint(3, 12))
        orders.append(order)
        deliveries.append(delivery)
    screens = {}
    for number, name in enumerate(names):
        tabs = " ".join(
            f'<span class="sim-chip on">{other}</span>'
            if index == number
            else f'<a class="sim-chip" href="p{index + 1}.html">{other}</a>'
            for index, other in enumerate(names)
        )
        screens[f"p{number + 1}"] = (
            f'<h1 class="visually-hidden">Commande : {name}</h1>\n<div class="sim-phone">\n<h2>Mes commandes</h2>\n'
            f'<p class="sim-chips">{tabs}</p>\n<table>'
            f"<tr><th>Commande et paiement</th><td>{_text(orders[number])}</td></tr>"
            f"<tr><th>Livraison</th><td>{_text(deliveries[number])}</td></tr>"
            f"<tr><th>État</th><td>neuf</td></tr></table>\n</div>\n"
        )
    values = {
        "jour": _text(today),
        "limite": _text(limit),
        "nom": names[right],
        "livraison": _text(deliveries[right]),
    }
    return Variant(values=values, screens=screens)


def _date(text: str) -> tuple[int, int, int]:
    day, month, year = text.split()
    return int(year), MONTHS.index(month) + 1, int(day.removesuffix("er"))


def solve(variant: Variant) -> str:
    today = _date(variant.values["jour"])
    for page in variant.screens.values():
        year, month, day = _date(re.search(r"<th>Livraison</th><td>([^<]+)</td>", page).group(1))
        if (year + 2, month, day) >= today:
            return re.search(r'<span class="sim-chip on">([^<]+)</span>', page).group(1)
    return ""
