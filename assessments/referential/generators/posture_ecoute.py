"""A week of listening at one sound level: how many hours are left under the weekly limit?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

LIMITS = ((80, 40), (83, 20), (86, 10))
NAMES = ("Yanis", "Clémence", "Mamadou", "Léonie", "Farid", "Maëlys", "Bastien", "Nour")
DAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi")


def generate(rng: Random) -> Variant:
    name = rng.choice(NAMES)
    level, limit = rng.choice(LIMITS)
    halves = [rng.randint(1, 3) if limit == 10 else rng.randint(2, 5) for _ in DAYS]
    if sum(halves) % 2:
        halves[rng.randrange(6)] += 1
    if sum(halves) // 2 >= limit:
        halves = [1, 2, 3, 1, 2, 3]
    total = sum(halves) // 2
    rows = "".join(
        f"<tr><td>{day}</td><td>{half // 2} h {30 * (half % 2):02d}</td><td>{level} dB</td></tr>"
        for day, half in zip(DAYS, halves, strict=True)
    )
    marks = "".join(f"<tr><td>{db} dB</td><td>{hours} h par semaine</td></tr>" for db, hours in LIMITS)
    week = (
        f'<h1 class="visually-hidden">Suivi de la semaine</h1>\n<div class="sim-phone">\n<h2>Mon casque</h2>\n'
        f'<p class="sim-chips"><span class="sim-chip on">Semaine</span> <a class="sim-chip" href="reperes.html">Repères'
        f"</a></p>\n<p>Écoute de {escape(name)}</p>\n<table><thead><tr><th>Jour</th><th>Durée</th><th>Niveau</th></tr>"
        f"</thead><tbody>{rows}</tbody></table>\n</div>\n"
    )
    help_page = (
        '<h1 class="visually-hidden">Repères d’écoute</h1>\n<div class="sim-phone">\n<h2>Mon casque</h2>\n'
        '<p class="sim-chips"><a class="sim-chip" href="semaine.html">Semaine</a> <span class="sim-chip on">Repères'
        "</span></p>\n<p>Durée d’écoute à ne pas dépasser, selon le niveau moyen.</p>\n<table><thead><tr><th>Niveau</th>"
        f"<th>Durée au plus</th></tr></thead><tbody>{marks}</tbody></table>\n"
        "<p>3 dB de plus : la durée est divisée par deux.</p>\n</div>\n"
    )
    values = {
        "nom": name,
        "niveau": str(level),
        "limite": str(limit),
        "total": str(total),
        "reste": str(limit - total),
    }
    return Variant(values=values, screens={"semaine": week, "reperes": help_page})


def solve(variant: Variant) -> str:
    rows = re.findall(r"<td>(\d+) h (\d\d)</td><td>(\d+) dB</td>", variant.screens["semaine"])
    limits = dict(re.findall(r"<td>(\d+) dB</td><td>(\d+) h par semaine</td>", variant.screens["reperes"]))
    minutes = sum(60 * int(hours) + int(rest) for hours, rest, _ in rows)
    return str((60 * int(limits[rows[0][2]]) - minutes) // 60)
