"""The history of a document and each of its versions: who gave this value, and in which version?"""

import re
from random import Random

from assessments.variants import Variant

NAMES = ("Anaël", "Bintou", "Clovis", "Daphné", "Eliott", "Fanta", "Gaspard", "Hermine")
EVENTS = ("Vide-grenier", "Course d’orientation", "Bal des élèves", "Tournoi d’échecs", "Marché de printemps")
FIELDS = (
    ("Lieu", ("la cour", "le parc", "le marché couvert", "la grande salle")),
    ("Heure", ("9 h", "10 h", "14 h", "16 h")),
    ("Prix", ("1 €", "2 €", "3 €", "5 €")),
)


def generate(rng: Random) -> Variant:
    event = rng.choice(EVENTS)
    people = rng.sample(NAMES, 4)
    pools = [rng.sample(values, 4) for _, values in FIELDS]
    state = [pool.pop() for pool in pools]
    versions = [(rng.choice(people), list(state))]
    order = [0, 0, 1, 1, 2, 2]
    rng.shuffle(order)
    for number in order:
        state[number] = pools[number].pop()
        author = rng.choice([name for name in people if name != versions[-1][0]])
        versions.append((author, list(state)))
    asked = rng.choice(order[:5])
    step = order.index(asked) + 1 if rng.random() < 0.5 else 6 - order[::-1].index(asked)
    title = f"{event} – document partagé"
    screens, rows = {}, []
    minute = rng.randint(500, 560)
    for number, (author, content) in enumerate(versions, 1):
        minute += rng.randint(6, 25)
        time = f"{minute // 60:02d}:{minute % 60:02d}"
        rows.append(f'<tr><td><a href="v{number}.html">Version {number}</a></td><td>{time}</td><td>{author}</td></tr>')
        lines = "\n".join(f"<p>{field} : {value}</p>" for (field, _), value in zip(FIELDS, content, strict=True))
        screens[f"v{number}"] = (
            f'<h1 class="visually-hidden">Version {number}</h1>\n<div class="sim-window">\n<p class="sim-title">{title}</p>\n'
            '<div class="sim-toolbar"><a class="sim-tool" href="p0.html">Historique</a></div>\n'
            f'<p class="sim-meta">Version {number}</p>\n<div class="sim-doc">\n<h2>{event}</h2>\n{lines}\n</div>\n</div>\n'
        )
    screens["p0"] = (
        f'<h1 class="visually-hidden">Historique</h1>\n<div class="sim-window">\n<p class="sim-title">{title}</p>\n'
        '<div class="sim-history"><table><thead><tr><th scope="col">Version</th><th scope="col">Heure</th>'
        '<th scope="col">Auteur</th></tr></thead>\n<tbody>\n'
        + "\n".join(reversed(rows))
        + "\n</tbody></table></div>\n</div>\n"
    )
    values = {"champ": FIELDS[asked][0].lower(), "valeur": versions[step][1][asked], "nom": versions[step][0]}
    values |= {"version": str(step + 1), "avant": versions[step - 1][1][asked], "evenement": event}
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    authors = dict(re.findall(r">Version (\d)</a></td><td>[\d:]+</td><td>(\w+)<", variant.screens["p0"]))
    line = f"<p>{variant.values['champ'].capitalize()} : {variant.values['valeur']}</p>"
    first = min(number for number in authors if line in variant.screens[f"v{number}"])
    return {"nom": authors[first], "version": first}
