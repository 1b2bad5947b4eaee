"""A simulated database of three linked tables: which book did this person not give back?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

NAMES = "Amira Bérénice Cyprien Dalila Eliott Flora Grégoire Halima Issa Joséphine".split()
TITLES = (
    "Le Phare muet",
    "Cent nuits bleues",
    "La Carte du vent",
    "Un été à Brumaie",
    "Les Ombres de sel",
    "Petite Ourse",
    "Le Dernier Verger",
    "Mille marches",
)
TABS = {"p1": "Adhérents", "p2": "Prêts", "p3": "Livres"}


def _table(head: tuple[str, ...], rows: list[list[str]]) -> str:
    top = "".join(f'<th scope="col">{name}</th>' for name in head)
    body = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="sim-files"><table><thead><tr>{top}</tr></thead><tbody>\n{body}\n</tbody></table></div>'


def generate(rng: Random) -> Variant:
    names = rng.sample(NAMES, 6)
    members = [[str(n), name] for n, name in zip(sorted(rng.sample(range(11, 99), 6)), names, strict=True)]
    titles = rng.sample(TITLES, 8)
    books = [[f"L{n}", title] for n, title in zip(sorted(rng.sample(range(100, 999), 8)), titles, strict=True)]
    codes = [book[0] for book in books]
    rng.shuffle(codes)
    asked = rng.randrange(6)
    # The person asked for has two loans given back and one that is not; three others keep a book too.
    others = [member[0] for i, member in enumerate(members) if i != asked]
    mine = members[asked][0]
    loans = [[mine, codes[0], "non"], [mine, codes[1], "oui"], [mine, codes[2], "oui"]]
    loans += [[who, code, "non"] for who, code in zip(rng.sample(others, 3), codes[3:6], strict=True)]
    loans += [[rng.choice(others), rng.choice(codes), "oui"] for _ in range(3)]
    rng.shuffle(loans)
    bodies = {
        "p1": _table(("Id adhérent", "Prénom"), members),
        "p2": _table(("N°", "Id adhérent", "Code livre", "Rendu"), [[str(i), *r] for i, r in enumerate(loans, 1)]),
        "p3": _table(("Code livre", "Titre"), books),
    }
    screens = {}
    for page, name in TABS.items():
        tabs = "".join(
            f'<span class="sim-tab on">{label}</span>'
            if other == page
            else f'<a class="sim-tab" href="{other}.html">{label}</a>'
            for other, label in TABS.items()
        )
        screens[page] = (
            f'<h1 class="visually-hidden">Table {name}</h1>\n<div class="sim-window">\n'
            '<p class="sim-title">Bibliothèque de Lorvane – Base de données</p>\n'
            f'<div class="sim-tabs">{tabs}</div>\n{bodies[page]}\n</div>\n'
        )
    title = dict(books)[codes[0]]
    return Variant(
        values={"prenom": names[asked], "titre": title, "id": mine, "code": codes[0]},
        screens=screens,
    )


def solve(variant: Variant) -> str:
    cells = {
        page: [re.findall(r"<td>(.*?)</td>", row) for row in re.findall(r"<tr>(<td>.*?)</tr>", text)]
        for page, text in variant.screens.items()
    }
    who = next(row[0] for row in cells["p1"] if row[1] == variant.values["prenom"])
    code = next(row[2] for row in cells["p2"] if row[1] == who and row[3] == "non")
    return next(row[1] for row in cells["p3"] if row[0] == code)
