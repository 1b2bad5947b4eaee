"""Sections with their own numbering: which number does a sheet bear, and on which sheet is a numbered page?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

ROMAN = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
TITLES = ["Mémoire de stage", "Rapport de chantier", "Dossier de presse", "Guide du bénévole", "Étude du vieux port"]
NAMES = [("Couverture", "Sommaire"), ("Page de garde", "Avant-propos"), ("Couverture", "Préface")]


def generate(rng: Random) -> Variant:
    cover, front = rng.choice(NAMES)
    covers, fronts, texts = rng.randint(1, 3), rng.randint(4, 9), rng.randint(24, 60)
    start = rng.choice((1, 1, 1, 5, 9))
    annexes = rng.randint(5, 14)
    again = rng.random() < 0.5  # the annexes start again at 1, with another format
    rows = [
        (cover, str(covers), "sans numéro", "—"),
        (front, str(fronts), "i, ii, iii…", "débute à\N{NO-BREAK SPACE}i"),
        ("Texte", str(texts), "1, 2, 3…", f"débute à\N{NO-BREAK SPACE}{start}"),
        (
            "Annexes",
            str(annexes),
            "A-1, A-2…" if again else "1, 2, 3…",
            "débute à\N{NO-BREAK SPACE}A-1" if again else "continue",
        ),
    ]
    rank = rng.randint(2, fronts)
    sheet = covers + rank
    number = start + rng.randint(6, texts - 2)
    place = covers + fronts + number - start + 1
    cells = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    page = (
        f'<div class="sim-window">\n<p class="sim-title">{escape(rng.choice(TITLES))}</p>\n'
        '<h1 class="visually-hidden">Les sections du document</h1>\n'
        '<div class="sim-toolbar"><span class="sim-tool">Page</span> <span class="sim-tool on">Sections</span> '
        '<span class="sim-tool">Colonnes</span></div>\n'
        '<p class="sim-note">Les sections se suivent dans cet ordre. Une page du document est une page du fichier.</p>\n'
        '<div class="sim-history"><table><thead><tr><th scope="col">Section</th><th scope="col">Pages</th>'
        '<th scope="col">Format du numéro</th><th scope="col">Départ</th></tr></thead>\n'
        f"<tbody>\n{cells}\n</tbody></table></div>\n</div>\n"
    )
    values = {
        "feuille": str(sheet),
        "romain": ROMAN[rank],
        "numero": str(number),
        "place": str(place),
        "couvertures": str(covers),
        "liminaires": str(fronts),
        "section": front,
        "avant": str(covers + fronts),
        "depart": str(start),
        "rang": str(number - start + 1),
        "rang_liminaire": str(rank),
    }
    return Variant(values=values, screens={"sections": page})


def solve(variant: Variant) -> dict[str, str]:
    printed = []
    for _, pages, form, start in re.findall(r"<tr>" + r"<td>([^<]*)</td>" * 4 + "</tr>", variant.screens["sections"]):
        for index in range(int(pages)):
            if form.startswith("i"):
                printed.append(ROMAN[index + 1])
            elif form.startswith("1") and start.startswith("débute"):
                printed.append(str(int(start.split()[-1]) + index))
            elif form.startswith("1"):
                printed.append(str(int(printed[-1]) + 1))
            else:
                printed.append("")
    return {
        "romain": printed[int(variant.values["feuille"]) - 1],
        "place": str(printed.index(variant.values["numero"]) + 1),
    }
