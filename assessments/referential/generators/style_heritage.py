"""Styles that inherit from one another: what does a style look like once its ancestor has changed?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

FONTS = ["Garance", "Lupin", "Sorbier", "Aubier", "Noisette", "Bruyère"]
SETS = [
    ("Titre", ["Titre 1", "Titre 2", "Titre 3"], "Texte", ["Citation", "Note", "Légende"]),
    ("Rubrique", ["Rubrique A", "Rubrique B", "Rubrique C"], "Corps", ["Encadré", "Exemple", "Remarque"]),
    ("Entête", ["Chapitre", "Partie", "Section"], "Courant", ["Vers", "Dialogue", "Source"]),
]
EMPTY = "—"


def generate(rng: Random) -> Variant:
    title, titles, text, texts = rng.choice(SETS)
    fonts = rng.sample(FONTS, 5)
    sizes = rng.sample([9, 10, 11, 12, 13, 14, 16, 18, 20, 22, 24], 8)
    own = rng.randrange(2)  # which of the two first titles sets its own font
    rows = [
        ["Base", EMPTY, fonts[0], str(sizes[0])],
        [title, "Base", fonts[1], str(sizes[1])],
        [titles[0], title, fonts[2] if own == 0 else EMPTY, str(sizes[2])],
        [titles[1], title, fonts[2] if own == 1 else EMPTY, EMPTY],
        [titles[2], titles[1 - own], EMPTY, str(sizes[3])],
        [text, "Base", EMPTY, str(sizes[4])],
        [texts[0], text, EMPTY, EMPTY],
        [texts[1], text, fonts[3], str(sizes[5])],
        [texts[2], texts[0], EMPTY, str(sizes[6])],
    ]
    order = rows[:1] + rng.sample(rows[1:], 8)
    changed = rng.choice((title, "Base"))
    asked = (titles[2], titles[own]) if changed == title else (texts[2], titles[2])
    new = fonts[4]

    def value(name: str, column: int) -> str:
        row = next(row for row in rows if row[0] == name)
        if column == 2 and name == changed:
            return new
        return row[column] if row[column] != EMPTY else value(row[1], column)

    # One more style, whose size is inherited.
    third = texts[0] if rng.random() < 0.5 else titles[1]
    body = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in order)
    page = (
        '<div class="sim-window">\n<p class="sim-title">Gestionnaire de styles</p>\n'
        '<h1 class="visually-hidden">Les styles du document</h1>\n'
        f'<p class="sim-note">{EMPTY} : le style ne fixe rien, il prend la valeur du style sur lequel il est basé.</p>\n'
        '<div class="sim-history"><table><thead><tr><th scope="col">Style</th><th scope="col">Basé sur</th>'
        '<th scope="col">Police</th><th scope="col">Taille</th></tr></thead>\n'
        f"<tbody>\n{body}\n</tbody></table></div>\n</div>\n"
    )
    values = {
        "change": changed,
        "nouvelle": new,
        "style1": asked[0],
        "style2": asked[1],
        "style3": third,
        "police1": value(asked[0], 2),
        "police2": value(asked[1], 2),
        "taille3": value(third, 3),
        "polices": "|".join(sorted(fonts)),
    }
    values |= {f"o{rank}": font for rank, font in enumerate(sorted(fonts), 1)}
    return Variant(values=values, screens={"styles": page})


def solve(variant: Variant) -> dict[str, str]:
    cells = re.findall(r"<tr>" + r"<td>([^<]*)</td>" * 4 + "</tr>", variant.screens["styles"])
    table = {name: {"parent": parent, "font": font, "size": size} for name, parent, font, size in cells}
    table[variant.values["change"]]["font"] = variant.values["nouvelle"]

    def found(name: str, key: str) -> str:
        while table[name][key] == EMPTY:
            name = table[name]["parent"]
        return table[name][key]

    return {
        "police1": found(variant.values["style1"], "font"),
        "police2": found(variant.values["style2"], "font"),
        "taille3": found(variant.values["style3"], "size"),
    }
