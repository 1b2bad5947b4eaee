"""A print queue: the job in error blocks the others; how many pages then come before one of them?"""

import re
from random import Random

from assessments.variants import Variant

PRINTERS = ("Hirondelle", "Marmotte", "Salamandre", "Coccinelle", "Libellule")
PEOPLE = ("Naïs", "Bilel", "Carmen", "Dimitri", "Léa", "Farah", "Gabriel", "Mawa", "Samuel", "Jeanne")
DOCUMENTS = ("affiche", "bulletin", "carte", "dossier", "exercices", "facture", "guide", "horaires", "invitation")
ERRORS = ("erreur : format refusé", "erreur : données illisibles", "erreur : page trop grande")


def generate(rng: Random) -> Variant:
    people, documents = rng.sample(PEOPLE, 6), rng.sample(DOCUMENTS, 6)
    pages = [rng.randint(2, 14) for _ in range(6)]
    asked = rng.choice((3, 4))
    states = [rng.choice(ERRORS)] + ["en attente"] * 5
    lines = "\n".join(
        f'<tr><td>{document}</td><td>{person}</td><td class="num">{count}</td><td>{state}</td></tr>'
        for document, person, count, state in zip(documents, people, pages, states, strict=True)
    )
    printer = rng.choice(PRINTERS)
    screen = (
        f'<div class="sim-window">\n<p class="sim-title">Imprimante {printer}</p>\n'
        '<h1 class="visually-hidden">File d’impression</h1>\n'
        '<p>6 documents. Papier : présent. Encre : correcte.</p>\n<div class="sim-tasks"><table><thead><tr>'
        "<th>Document</th><th>Personne</th><th>Pages</th><th>État</th></tr></thead>"
        f"<tbody>\n{lines}\n</tbody></table></div>\n</div>\n"
    )
    before = pages[1:asked]
    values = {
        "imprimante": printer,
        "document": documents[0],
        "prenom": people[asked],
        "pages": str(sum(before)),
        "calcul": " + ".join(str(count) for count in before),
    }
    return Variant(values=values, screens={"p1": screen})


def solve(variant: Variant) -> dict[str, str]:
    rows = re.findall(
        r'<td>([^<]+)</td><td>([^<]+)</td><td class="num">(\d+)</td><td>([^<]+)</td>', variant.screens["p1"]
    )
    (blocked,) = [document for document, _, _, state in rows if state.startswith("erreur")]
    total = 0
    for document, person, count, _ in rows:
        if person == variant.values["prenom"]:
            break
        total += int(count) if document != blocked else 0
    return {"doc": blocked, "pages": str(total)}
