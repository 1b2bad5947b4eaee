"""A membership card and five pseudonyms: which one says nothing about the person?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

PEOPLE = (
    ("Lucie", "Ferrand", "Tarmont", "judo"),
    ("Younès", "Belkadi", "Orlac", "escrime"),
    ("Camille", "Rouvier", "Sauveplane", "natation"),
    ("Fatou", "Sarrault", "Belmur", "tennis"),
    ("Hugo", "Nguyen", "Lorvane", "rugby"),
    ("Inaya", "Castex", "Villedor", "basket"),
)
FREE = ("renard", "brume", "toupie", "cactus", "lanterne", "galet", "papaye", "nuage", "boussole", "tambour")
COLOURS = ("turquoise", "orange", "violet", "jaune", "bleu", "rose")


def generate(rng: Random) -> Variant:
    first, last, town, sport = rng.choice(PEOPLE)
    year = str(rng.randint(2008, 2014))
    words = rng.sample(FREE, 5)
    safe = f"{words[0]}-{rng.choice(COLOURS)}"
    others = [
        f"{first.lower()}.{words[1]}",
        f"{words[2]}{year}",
        f"{words[3]}-{town.lower()}",
        f"{sport}.{last.lower()}",
    ]
    rng.shuffle(others)
    names = [*others, safe]
    rng.shuffle(names)
    rows = (("Prénom", first), ("Nom", last), ("Année de naissance", year), ("Ville", town), ("Sport", sport))
    card = "".join(f"<tr><th>{a}</th><td>{escape(b)}</td></tr>" for a, b in rows)
    items = "".join(f"<li><code>{escape(name)}</code></li>" for name in names)
    page = (
        '<h1 class="visually-hidden">Inscription</h1>\n'
        '<div class="sim-window"><p class="sim-title">Inscription au forum</p>\n'
        f"<h2>La carte du club</h2>\n<table><tbody>{card}</tbody></table>\n"
        f"<h2>Pseudonymes possibles</h2>\n<ul>{items}</ul>\n</div>\n"
    )
    return Variant(
        values={"prenom": first, "nom": last, "annee": year, "ville": town, "sport": sport, "bon": safe},
        screens={"p1": page},
    )


def solve(variant: Variant) -> str:
    page = variant.screens["p1"]
    clues = [text.lower() for text in re.findall(r"<td>([^<]+)</td>", page)]
    names = re.findall(r"<code>([^<]+)</code>", page)
    return next(name for name in names if not any(clue in name for clue in clues))
