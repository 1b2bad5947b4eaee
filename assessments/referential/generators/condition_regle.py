"""A block «si … sinon»: what does it answer for three values?"""

import re
from html import unescape
from random import Random

from assessments.referential.generators._blocks import blocks_html
from assessments.referential.generators._programs import PEOPLE, window
from assessments.variants import Variant

# title, value, unit, lowest, highest limit, answer under the limit, answer otherwise
THEMES = [
    ("Caisse de la piscine", "âge", "ans", 10, 16, "tarif réduit", "plein tarif"),
    ("Station météo", "température", "degrés", 5, 15, "prenez un manteau", "restez léger"),
    ("Balance de la poste", "poids", "grammes", 200, 900, "petit colis", "gros colis"),
    ("Parc de loisirs", "taille", "cm", 110, 140, "petit manège", "grand huit"),
    ("Jeu de plateforme", "score", "points", 30, 80, "encore un effort", "niveau gagné"),
]


def generate(rng: Random) -> Variant:
    title, value, unit, low, high, under, over = rng.choice(THEMES)
    limit = rng.randint(low, high)
    gaps = sorted(rng.sample(range(1, max(4, low // 2)), 3))
    numbers = [limit - gaps[0], limit + gaps[1], limit - gaps[2] if rng.random() < 0.5 else limit + gaps[2]]
    rng.shuffle(numbers)
    names = rng.sample(PEOPLE, 3)
    program = f"si {value} < {limit}\n  dire « {under} »\nsinon\n  dire « {over} »"
    shown = f"demander {value}\n{program}"
    values = {"sous": under, "sur": over, "limite": str(limit), "valeur": value, "unite": unit}
    for i, (who, number) in enumerate(zip(names, numbers, strict=True), 1):
        values |= {f"n{i}": who, f"v{i}": str(number), f"r{i}": under if number < limit else over}
    return Variant(values=values, screens={"p0": window(title, blocks_html(shown))})


def solve(variant: Variant) -> dict[str, str]:
    page = unescape(re.sub("<[^>]+>", "", variant.screens["p0"]))
    limit = int(re.search(r"< (\d+)", page)[1])
    under, over = re.findall(r"« (.*?) »", page)
    return {f"r{i}": over if int(variant.values[f"v{i}"]) >= limit else under for i in (1, 2, 3)}
