"""Three price plans and one person's use: which plan is the cheapest, and for how much?"""

import re
from random import Random

from assessments.variants import Variant

SERVICES = (
    ("Ludoline", "jeu", "jeux"),
    ("Cinébulle", "film", "films"),
    ("Partitio", "partition", "partitions"),
    ("Romanesk", "roman", "romans"),
)
NAMES = ("Alma", "Boris", "Chirine", "Damien", "Elif", "Florian")


def generate(rng: Random) -> Variant:
    while True:
        months, per_month = rng.randint(4, 11), rng.randint(2, 6)
        unit, monthly, free = rng.choice((2, 3, 4)), rng.randint(6, 14), rng.choice((1, 2))
        yearly = rng.randint(40, 110)
        totals = {
            "À l’unité": months * per_month * unit,
            "Au mois": (months - free) * monthly,
            "À l’année": yearly,
        }
        ranked = sorted(totals.values())
        if ranked[1] - ranked[0] >= 4 and len(set(ranked)) == 3:
            break
    best = min(totals, key=lambda name: totals[name])
    service, one, many = rng.choice(SERVICES)
    offered = "le premier mois est offert" if free == 1 else "les deux premiers mois sont offerts"
    page = (
        f'<h1 class="visually-hidden">{service}</h1>\n'
        f'<div class="sim-window"><p class="sim-title">{service} : nos formules</p>\n'
        "<table><thead><tr><th>Formule</th><th>Prix</th><th>Détail</th></tr></thead><tbody>\n"
        f"<tr><td>À l’unité</td><td>{unit} €</td><td>par {one}</td></tr>\n"
        f"<tr><td>Au mois</td><td>{monthly} €</td><td>par mois, illimité ; {offered}</td></tr>\n"
        f"<tr><td>À l’année</td><td>{yearly} €</td><td>payés en une fois, illimité</td></tr>\n"
        "</tbody></table></div>\n"
    )
    values = {
        "service": service,
        "objets": many,
        "nom": rng.choice(NAMES),
        "mois": str(months),
        "par_mois": str(per_month),
        "formule": best,
        "total": str(totals[best]),
        "t1": str(totals["À l’unité"]),
        "t2": str(totals["Au mois"]),
        "t3": str(yearly),
        "payes": str(months - free),
    }
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    page, months = variant.screens["p1"], int(variant.values["mois"])
    unit, monthly, yearly = (int(text) for text in re.findall(r"<td>(\d+) €</td>", page))
    free = 1 if "le premier mois est offert" in page else 2
    costs = [
        (unit * months * int(variant.values["par_mois"]), "À l’unité"),
        (monthly * months - monthly * free, "Au mois"),
        (yearly, "À l’année"),
    ]
    total, name = min(costs)
    return {"f": name, "t": str(total)}
