"""Steps before an event, one after the other: when must the first one begin, at the latest?"""

import re
from datetime import date, timedelta
from random import Random

from assessments.variants import Variant

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
EVENTS = (
    ("l’exposition", ("Choisir les photos", "Les imprimer", "Les encadrer", "Les accrocher")),
    ("le concert", ("Choisir les morceaux", "Répéter", "Fabriquer le décor", "Répétition générale")),
    ("le marché solidaire", ("Écrire aux commerçants", "Collecter les dons", "Fixer les prix", "Monter les stands")),
    ("la remise des prix", ("Recevoir les textes", "Les lire", "Voter", "Préparer les diplômes")),
)


def generate(rng: Random) -> Variant:
    event, steps = rng.choice(EVENTS)
    days = [rng.randint(1, 7) for _ in steps]
    day = date(2026, rng.randint(3, 6), rng.randint(3, 28))
    start = day - timedelta(sum(days))
    second = start + timedelta(days[0])
    rows = "\n".join(
        f"<tr><td>{step}</td><td>{count} jour{'s' if count > 1 else ''}</td></tr>"
        for step, count in zip(steps, days, strict=True)
    )
    text = f"{day.day} {MONTHS[day.month - 1]}"
    page = (
        '<h1 class="visually-hidden">Les étapes</h1>\n<div class="sim-window">\n'
        f'<p class="sim-title">Préparer {event}</p>\n<p>Jour de l’événement : {text} 2026</p>\n'
        '<div class="sim-tasks"><table><thead><tr><th scope="col">Étape</th><th scope="col">Durée</th></tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody></table></div>\n</div>\n"
    )
    values = {"evenement": event, "jour": str(start.day), "mois": MONTHS[start.month - 1], "total": str(sum(days))}
    values |= {"etape": steps[0], "date": text, "seconde": f"{second.day} {MONTHS[second.month - 1]}"}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    page = variant.screens["p1"]
    number, month, year = re.search(r"événement : (\d+) (\S+) (\d+)", page).groups()
    day = date(int(year), MONTHS.index(month) + 1, int(number))
    for count in reversed(re.findall(r"<td>(\d+) jours?</td>", page)):
        for _ in range(int(count)):
            day -= timedelta(1)
    return {"jour": str(day.day), "mois": MONTHS[day.month - 1]}
