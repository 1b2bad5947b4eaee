"""The versions of a shared list: which is the last one that still holds a lost line?"""

import re
import unicodedata
from html import escape
from random import Random

from assessments.variants import Variant

LISTS = (
    (
        "inscrits.odt",
        "Inscrits au tournoi",
        ("Adèle", "Bilal", "Coumba", "Diego", "Elsa", "Farid", "Gwenn", "Hina", "Ismaël", "Joy", "Kylian", "Luce"),
    ),
    (
        "matériel.odt",
        "Matériel du camp",
        (
            "bâche",
            "corde",
            "lampe",
            "réchaud",
            "sifflet",
            "trousse",
            "gourde",
            "maillet",
            "boussole",
            "filet",
            "seau",
            "piquet",
        ),
    ),
    (
        "programme.odt",
        "Pièces du concert",
        (
            "aubade",
            "boléro",
            "canon",
            "élégie",
            "fugue",
            "gavotte",
            "hymne",
            "marche",
            "polka",
            "rondo",
            "sonate",
            "valse",
        ),
    ),
)
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")


def _order(text: str) -> str:
    """The letters without accents, as in a French file manager."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def generate(rng: Random) -> Variant:
    name, title, words = rng.choice(LISTS)
    words = rng.sample(words, len(words))
    lost, current, spare = words[0], sorted(words[:6], key=_order), words[6:]
    last = rng.randint(3, 6)  # the version that still holds the lost line
    versions = [list(current)]
    for number in range(2, 9):
        if number == last + 1:
            current = [word for word in current if word != lost]
        elif number % 2:
            current = sorted([*current, spare.pop()], key=_order)
        else:
            gone = rng.choice([word for word in current if word != lost])
            current = [word for word in current if word != gone]
        versions.append(list(current))
    head = (
        '<h1 class="visually-hidden">{0}</h1>\n<div class="sim-window">\n<p class="sim-title">'
        + escape(name)
        + " – {0}</p>\n"
    )
    hours = [
        f"{DAYS[(i - 1) // 2]}, {9 + 5 * ((i - 1) % 2) + rng.randint(0, 3):02d}:{rng.randint(0, 59):02d}"
        for i in range(1, 9)
    ]
    rows = "".join(
        f'<tr><td><a href="v{i}.html">Version {i}</a></td><td>{hours[i - 1]}</td></tr>' for i in range(8, 0, -1)
    )
    pages = {
        "p1": head.format("Historique") + '<div class="sim-history"><table><thead><tr><th scope="col">Version</th>'
        f'<th scope="col">Enregistrée</th></tr></thead><tbody>{rows}</tbody></table></div>\n</div>\n'
    }
    for number, lines in enumerate(versions, 1):
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        pages[f"v{number}"] = (
            head.format(f"Version {number}")
            + '<div class="sim-toolbar"><a class="sim-tool" href="p1.html">Historique</a></div>\n'
            + f'<div class="sim-doc"><h2>{escape(title)}</h2><ul>{items}</ul></div>\n</div>\n'
        )
    values = {"fichier": name, "mot": lost, "numero": str(last), "suivante": str(last + 1)}
    return Variant(values=values, screens=pages)


def solve(variant: Variant) -> str:
    line = f"<li>{escape(variant.values['mot'])}</li>"
    found = [int(page[1:]) for page, text in variant.screens.items() if re.fullmatch(r"v\d", page) and line in text]
    return str(max(found))
