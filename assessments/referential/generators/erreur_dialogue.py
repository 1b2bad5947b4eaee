"""A dialog box and its details: which of the numbers is the error code?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

APPS = {"Lumio": "LUM", "Partitio": "PAR", "Cartelo": "CAR", "Montagia": "MON", "Tablium": "TAB", "Sonora": "SON"}
ACTIONS = (
    "Le projet n’a pas pu être ouvert.",
    "L’export s’est arrêté avant la fin.",
    "La bibliothèque n’a pas pu être chargée.",
    "L’aperçu n’a pas pu être calculé.",
)


def generate(rng: Random) -> Variant:
    app = rng.choice(sorted(APPS))
    digits = rng.sample(range(1000, 9999), 2)
    code = f"{APPS[app]}-{digits[0]}"
    version = f"{rng.randint(2, 9)}.{rng.randint(0, 9)}.{rng.randint(10, 99)}"
    process = str(rng.randint(10000, 29999))
    rows = [
        ("Version", version),
        ("Processus", process),
        ("Heure", f"{rng.randint(8, 18):02d}:{rng.randint(0, 59):02d}"),
        ("Code d’erreur", code),
        ("Adresse mémoire", f"00{digits[1]}C4"),
    ]
    rng.shuffle(rows)
    action = rng.choice(ACTIONS)
    head = (
        f'<div class="sim-window">\n<p class="sim-title">{escape(app)}</p>\n'
        f'<h1 class="visually-hidden">Message du logiciel {escape(app)}</h1>\n'
    )
    box = f'<div class="sim-dialog">\n<h2>{escape(app)} a rencontré un problème</h2>\n<p>{escape(action)}</p>\n'
    lines = "\n".join(f"<tr><td>{escape(name)}</td><td>{escape(value)}</td></tr>" for name, value in rows)
    first = head + box + '<p class="sim-actions"><a class="sim-button" href="p2.html">Détails</a></p>\n</div>\n</div>\n'
    second = (
        head
        + box
        + f"<table><tbody>\n{lines}\n</tbody></table>\n"
        + '<p class="sim-actions"><a class="sim-button quiet" href="p1.html">Masquer les détails</a></p>\n</div>\n</div>\n'
    )
    values = {"logiciel": app, "code": code, "chiffres": str(digits[0]), "version": version, "processus": process}
    return Variant(values=values, screens={"p1": first, "p2": second})


def solve(variant: Variant) -> str:
    return re.search(r"<td>Code d’erreur</td><td>([^<]+)</td>", variant.screens["p2"]).group(1)
