"""A print dialog with two sides and several pages a side: how many sheets?"""

import re
from html import escape
from math import ceil
from random import Random

from assessments.variants import Variant

FILES = ("mémoire.pdf", "catalogue.odt", "partitions.pdf", "manuel.pdf", "enquête.odt")


def generate(rng: Random) -> Variant:
    each = rng.choice((2, 4))
    pages = rng.randint(9, 15) if each == 2 else rng.randint(17, 31)
    sides = -(-pages // each)
    sheets = -(-sides // 2)
    copies = rng.randint(3, 9)
    # Both roundings matter: a side is partly filled, and so is a sheet.
    if pages % each == 0 or sides % 2 == 0:
        return generate(rng)
    rows = (
        ("Document", f"{rng.choice(FILES)} ({pages} pages)"),
        ("Pages", "toutes"),
        ("Exemplaires", str(copies)),
        ("Faces imprimées", "recto verso"),
        ("Pages par face", str(each)),
    )
    fields = "\n".join(
        f'<div class="sim-field"><span class="sim-label">{escape(label)}</span>'
        f'<span class="sim-input">{escape(text)}</span></div>'
        for label, text in rows
    )
    page = (
        '<h1 class="visually-hidden">Imprimer</h1>\n<div class="sim-dialog">\n<h2>Imprimer</h2>\n'
        f'<div class="sim-form">\n{fields}\n</div>\n<div class="sim-actions"><span class="sim-button quiet">'
        'Annuler</span><span class="sim-button">Imprimer</span></div>\n</div>\n'
    )
    return Variant(
        values={
            "pages": str(pages),
            "parface": str(each),
            "faces": str(sides),
            "unexemplaire": str(sheets),
            "copies": str(copies),
            "feuilles": str(sheets * copies),
        },
        screens={"dialogue": page},
    )


def solve(variant: Variant) -> str:
    found = re.findall(r'sim-label">([^<]+)</span><span class="sim-input">([^<]+)<', variant.screens["dialogue"])
    fields = dict(found)
    pages = int(re.search(r"\((\d+) pages", fields["Document"]).group(1))
    return str(ceil(ceil(pages / int(fields["Pages par face"])) / 2) * int(fields["Exemplaires"]))
