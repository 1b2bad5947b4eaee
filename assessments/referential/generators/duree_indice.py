"""Three repair sheets: which device is best for one criterion, and what is its overall mark?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

CRITERIA = ("Documentation", "Démontage", "Durée de vente des pièces", "Prix des pièces", "Mises à jour")
NAMES = ("Corindon", "Jaspe", "Malachite", "Opale", "Quartz", "Topaze", "Zircon", "Agate")


def generate(rng: Random) -> Variant:
    names = rng.sample(NAMES, 3)
    asked = rng.randrange(5)
    while True:
        marks = [[rng.randint(5, 19) for _ in CRITERIA] for _ in names]
        column = [line[asked] for line in marks]
        sums = [sum(line) for line in marks]
        best, overall = column.index(max(column)), sums.index(max(sums))
        if len(set(column)) == 3 and len({round(total / 10, 1) for total in sums}) == 3 and best != overall:
            break
    notes = [f"{total / 10:g}".replace(".", ",") for total in sums]
    screens = {}
    for number, name in enumerate(names):
        links = "".join(
            f"<li><span>{escape(other)}</span></li>"
            if index == number
            else f'<li><a href="p{index + 1}.html">{escape(other)}</a></li>'
            for index, other in enumerate(names)
        )
        rows = "".join(
            f"<tr><td>{escape(label)}</td><td>{mark} / 20</td></tr>"
            for label, mark in zip(CRITERIA, marks[number], strict=True)
        )
        screens[f"p{number + 1}"] = (
            f'<h1 class="visually-hidden">Fiche {escape(name)}</h1>\n<div class="sim-browser">\n'
            '<div class="sim-tabs"><span class="sim-tab on">Fiches de réparabilité</span></div>\n'
            '<div class="sim-address"><span>https://fiches-reparation.example/telephones</span></div>\n'
            f'<div class="sim-page">\n<nav class="sim-nav" aria-label="Fiches"><ul>{links}</ul></nav>\n'
            f"<h2>Téléphone {escape(name)}</h2>\n<p>Note globale : <strong>{notes[number]} / 10</strong></p>\n"
            f"<table><thead><tr><th>Critère</th><th>Note</th></tr></thead><tbody>{rows}</tbody></table>\n</div>\n</div>\n"
        )
    values = {
        "critere": CRITERIA[asked],
        "nom": names[best],
        "note": notes[best],
        "meilleur": str(max(column)),
        "autre": names[overall],
    }
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    found = []
    for page in variant.screens.values():
        mark = re.search(re.escape(variant.values["critere"]) + r"</td><td>(\d+) / 20", page).group(1)
        name = re.search(r"<h2>Téléphone ([^<]+)</h2>", page).group(1)
        found.append((int(mark), name, re.search(r"<strong>([\d,]+) / 10", page).group(1)))
    _, name, note = max(found)
    return {"nom": name, "note": note}
