"""A default audience changed one day: how many posts can a stranger still see?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "septembre", "octobre", "novembre"]
TOPICS = (
    "Mon nouveau vélo;Le gâteau de Mamie;Match de samedi;Mon chat sur le clavier;Sortie au lac;Concert du lycée;"
    "Photo de classe;Ma chambre rangée;Recette de crêpes;Vue du train;Dessin du soir;Plage avec mes cousins;"
    "Mon premier muffin;Bouquet du marché;Randonnée des crêtes"
).split(";")


def generate(rng: Random) -> Variant:
    month = rng.choice(MONTHS)
    change = rng.randint(11, 18)
    before = sorted(rng.sample(range(1, change), rng.randint(4, 6)))
    after = sorted(rng.sample(range(change + 1, 29), rng.randint(4, 5)))
    topics = rng.sample(TOPICS, len(before) + len(after))
    narrowed = set(rng.sample(before, rng.randint(1, 2)))  # an old post, narrowed by hand
    widened = set(rng.sample(after, rng.randint(1, 2)))  # a new post, opened by hand
    rows = []
    for day, topic in zip(before + after, topics):
        note = "Amis (choisi à la main)" if day in narrowed else "Public (choisi à la main)" if day in widened else ""
        rows.append((day, topic, note or "réglage par défaut du jour de publication"))
    body = "\n".join(
        f"<tr><td>{d}{'er' * (d == 1)} {month}</td><td>{escape(t)}</td><td>{escape(n)}</td></tr>" for d, t, n in rows
    )
    names = {"Mes publications": "p1", "Réglage par défaut": "p2"}

    def tabs(title: str) -> str:
        items = "".join(
            f"<li><span>{text}</span></li>" if text == title else f'<li><a href="{link}.html">{text}</a></li>'
            for text, link in names.items()
        )
        return f'<nav class="sim-nav" aria-label="Menu"><ul>{items}</ul></nav>'

    head = '<h1 class="visually-hidden">{0}</h1>\n<div class="sim-browser">\n<div class="sim-tabs"><span class="sim-tab on">'
    head += '{0}</span></div>\n<div class="sim-address"><span>https://filbleu.example/reglages</span></div>\n'
    head += '<div class="sim-page">\n{1}\n'
    posts = (
        head.format("Mes publications", tabs("Mes publications"))
        + "<table><thead><tr><th>Date</th><th>Publication</th><th>Audience</th></tr></thead><tbody>\n"
        + f"{body}\n</tbody></table>\n</div>\n</div>\n"
    )
    default = (
        head.format("Réglage par défaut", tabs("Réglage par défaut"))
        + "<h2>Audience par défaut</h2><table><thead><tr><th>Date du réglage</th><th>Audience</th></tr></thead><tbody>"
        + "<tr><td>ouverture du compte</td><td>Public</td></tr>"
        + f"<tr><td>{change} {month}</td><td>Amis</td></tr></tbody></table>\n"
        + '<p class="sim-note">Ce réglage vaut pour les prochaines publications. Il ne change pas les anciennes.</p>\n'
        + "</div>\n</div>\n"
    )
    values = {
        "nombre": str(len(before) - len(narrowed) + len(widened)),
        "anciennes": str(len(before) - len(narrowed)),
        "ouvertes": str(len(widened)),
        "jour": f"{change} {month}",
    }
    return Variant(values=values, screens={"p1": posts, "p2": default})


def solve(variant: Variant) -> str:
    change = int(re.search(r"<tr><td>(\d+) \S+</td><td>Amis</td>", variant.screens["p2"]).group(1))
    total = 0
    for day, audience in re.findall(
        r"<tr><td>(\d+)(?:er)? \S+</td><td>[^<]+</td><td>([^<]+)</td>", variant.screens["p1"]
    ):
        default = "Public" if int(day) < change else "Amis"
        total += (default if audience.startswith("réglage") else audience.split(" ")[0]) == "Public"
    return str(total)
