"""A backup plan of four data sets: which one breaks which part of the 3-2-1 rule?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

DATA = ("Comptes", "Photos", "Adhérents", "Partitions", "Plans", "Contrats", "Recettes", "Archives")
NEAR, FAR = (
    ("au local", "au bureau", "à l’atelier"),
    ("chez la trésorière", "chez le président", "dans une autre ville"),
)
STATES = {
    "ok": "respecte la règle",
    "count": "moins de trois exemplaires",
    "kind": "un seul type de support",
    "far": "aucun exemplaire hors du site",
}


def generate(rng: Random) -> Variant:
    names = rng.sample(DATA, 4)
    near, far = rng.choice(NEAR), rng.choice(FAR)
    plans = {
        "ok": rng.choice(
            (
                [("Ordinateur", near), ("Disque externe", near), ("Espace en ligne", "centre de données")],
                [("Ordinateur", near), ("Clé USB", near), ("Clé USB", far)],
            )
        ),
        "count": [
            ("Ordinateur", near),
            rng.choice((("Espace en ligne", "centre de données"), ("Disque externe", far))),
        ],
        "kind": [("Clé USB", near), ("Clé USB", near), ("Clé USB", far)],
        "far": [("Ordinateur", near), ("Disque externe", near), (rng.choice(("Clé USB", "Carte mémoire")), near)],
    }
    order = rng.sample(list(STATES), 4)
    blocks = ""
    for name, state in zip(names, order, strict=True):
        rows = "".join(f"<tr><td>{escape(kind)}</td><td>{escape(place)}</td></tr>" for kind, place in plans[state])
        blocks += (
            f'<h2>{escape(name)}</h2>\n<div class="sim-files"><table><thead><tr><th scope="col">Exemplaire sur</th>'
            f'<th scope="col">Lieu</th></tr></thead><tbody>{rows}</tbody></table></div>\n'
        )
    page = (
        '<h1 class="visually-hidden">Où sont nos données</h1>\n<div class="sim-window">\n<p '
        'class="sim-title">Où sont nos données ?</p>\n'
        f'<p class="sim-note">Le site de l’association est {near}. L’original compte comme un '
        f"exemplaire. Deux noms différents sont deux types de support.</p>\n{blocks}</div>\n"
    )
    values = {f"nom{i}": name for i, name in enumerate(names, 1)}
    values |= {f"etat{i}": STATES[state] for i, state in enumerate(order, 1)}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    page, found = variant.screens["p1"], {}
    near = re.search(r"association est (.+?)\.", page).group(1)
    for block in page.split("<h2>")[1:]:
        name = block.split("</h2>")[0]
        copies = re.findall(r"<td>([^<]+)</td><td>([^<]+)</td>", block)
        if len(copies) < 3:
            found[name] = "moins de trois exemplaires"
        elif len({kind for kind, _ in copies}) < 2:
            found[name] = "un seul type de support"
        elif all(place == near for _, place in copies):
            found[name] = "aucun exemplaire hors du site"
        else:
            found[name] = "respecte la règle"
    return {f"f{i}": found[variant.values[f"nom{i}"]] for i in range(1, 5)}
