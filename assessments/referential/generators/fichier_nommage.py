"""A naming rule with an example: what name does the next document take?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
SUBJECTS = ("cantine", "judo", "piscine", "kermesse", "jardin", "chorale", "robot", "journal", "tournoi", "fanfare")
ORDINALS = {"deuxième": 2, "troisième": 3, "quatrième": 4, "cinquième": 5}
ORDERS = (("date", "sujet", "version"), ("sujet", "date", "version"), ("date", "version", "sujet"))
RULES = {
    "date": "la date du document, sous la forme AAAA-MM-JJ",
    "sujet": "le sujet, en un seul mot, en minuscules",
    "version": "la version : la lettre v et deux chiffres",
}


def _name(order: tuple[str, ...], day: str, subject: str, version: int, extension: str) -> str:
    parts = {"date": day, "sujet": subject, "version": f"v{version:02d}"}
    return "_".join(parts[part] for part in order) + extension


def generate(rng: Random) -> Variant:
    order = rng.choice(ORDERS)
    subject, other = rng.sample(SUBJECTS, 2)
    year, month, day = rng.randint(2024, 2027), rng.randint(1, 12), rng.randint(1, 9)
    ordinal = rng.choice(list(ORDINALS))
    extension = rng.choice((".odt", ".docx"))
    example = _name(order, f"2023-{rng.randint(10, 12)}-{rng.randint(13, 28)}", other, 1, ".pdf")
    items = "".join(f"<li>{escape(RULES[part])}</li>" for part in order)
    page = (
        '<h1 class="visually-hidden">La règle de nommage de l’association</h1>\n<div class="sim-window">\n'
        '<p class="sim-title">regle-de-nommage.odt</p>\n<div class="sim-doc"><h2>Nommer nos fichiers</h2>'
        f"<p>Un nom a trois parties, dans cet ordre :</p><ol>{items}</ol>"
        "<p>Un tiret bas <code>_</code> sépare les parties. Le nom finit par l’extension.</p>"
        f"<p>Exemple : <code>{escape(example)}</code></p></div>\n</div>\n"
    )
    values = {
        "sujet": subject,
        "jour": f"{day if day > 1 else '1er'} {MONTHS[month - 1]} {year}",
        "rang": ordinal,
        "extension": extension,
        "nom": _name(order, f"{year}-{month:02d}-{day:02d}", subject, ORDINALS[ordinal], extension),
    }
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> str:
    """Replace each part of the example by the part of the same form."""
    example = re.search(r"Exemple : <code>([^<]+)</code>", variant.screens["p1"]).group(1)
    day, month, year = variant.values["jour"].replace("1er", "1").split()
    name = re.sub(r"\d{4}-\d\d-\d\d", f"{year}-{MONTHS.index(month) + 1:02d}-{int(day):02d}", example)
    name = re.sub(r"v\d\d(?=[_.])", f"v{ORDINALS[variant.values['rang']]:02d}", name)
    name = re.sub(r"(?<![a-z0-9])[a-z]{3,}(?=[_.])", variant.values["sujet"], name)
    return name.rsplit(".", 1)[0] + variant.values["extension"]
