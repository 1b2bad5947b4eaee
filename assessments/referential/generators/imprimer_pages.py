"""A print dialog, one side only: how many sheets come out?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

NAMES = ("Adèle", "Boubacar", "Carmen", "Djibril", "Eva", "Farid", "Gina", "Hugo", "Imane", "Jonas")
FILES = ("voyage.odt", "recettes.pdf", "dossier.odt", "rapport.pdf", "guide.pdf")


def generate(rng: Random) -> Variant:
    single = rng.randint(1, 2)
    first = rng.randint(4, 7)
    last = first + rng.randint(2, 4)
    after = last + rng.randint(2, 4)
    pages = [single, *range(first, last + 1), after]
    written = f"{single},{first}-{last},{after}"
    copies, total = rng.randint(2, 5), after + rng.randint(1, 6)
    name = rng.choice(NAMES)
    rows = (
        ("Document", f"{rng.choice(FILES)} ({total} pages)"),
        ("Pages", written),
        ("Exemplaires", str(copies)),
        ("Faces imprimées", "recto seul"),
        ("Pages par face", "1"),
    )
    return Variant(
        values={
            "prenom": name,
            "plage": written,
            "liste": ", ".join(map(str, pages)),
            "combien": str(len(pages)),
            "copies": str(copies),
            "total": str(total),
            "feuilles": str(len(pages) * copies),
        },
        screens={"dialogue": _dialog(rows)},
    )


def _dialog(rows: tuple[tuple[str, str], ...]) -> str:
    fields = "\n".join(
        f'<div class="sim-field"><span class="sim-label">{escape(label)}</span>'
        f'<span class="sim-input">{escape(text)}</span></div>'
        for label, text in rows
    )
    return (
        '<h1 class="visually-hidden">Imprimer</h1>\n<div class="sim-dialog">\n<h2>Imprimer</h2>\n'
        f'<div class="sim-form">\n{fields}\n</div>\n<div class="sim-actions"><span class="sim-button quiet">'
        'Annuler</span><span class="sim-button">Imprimer</span></div>\n</div>\n'
    )


def solve(variant: Variant) -> str:
    found = re.findall(r'sim-label">([^<]+)</span><span class="sim-input">([^<]+)<', variant.screens["dialogue"])
    fields = dict(found)
    count = 0
    for part in fields["Pages"].split(","):
        first, _, last = part.partition("-")
        count += int(last or first) - int(first) + 1
    return str(count * int(fields["Exemplaires"]))
