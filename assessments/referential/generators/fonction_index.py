"""A simulated sheet and a formula INDEX(…;EQUIV(…)): what does it show?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

NAMES = "Alba Boris Célia Dylan Émile Fanny Gabin Hana Ilyes Jeanne Karim Lucie Marin Naïm Odile Prune".split()
SPORTS = ("balle", "javelot", "vortex")  # throws of 11 to 59 m are likely
NUM = ' class="num"'
CHOICES = (
    ("GRANDE.VALEUR({r};2)", "la deuxième plus grande valeur", lambda v: sorted(v)[-2]),
    ("GRANDE.VALEUR({r};3)", "la troisième plus grande valeur", lambda v: sorted(v)[-3]),
    ("PETITE.VALEUR({r};2)", "la deuxième plus petite valeur", lambda v: sorted(v)[1]),
    ("PETITE.VALEUR({r};3)", "la troisième plus petite valeur", lambda v: sorted(v)[2]),
    ("MAX({r})", "la plus grande valeur", max),
    ("MIN({r})", "la plus petite valeur", min),
)


def generate(rng: Random) -> Variant:
    names = rng.sample(NAMES, 7)
    columns = [rng.sample(range(11, 60), 7) for _ in range(2)]
    which = rng.randrange(2)
    letter = "BC"[which]
    span = f"{letter}2:{letter}8"
    search, words, pick = rng.choice(CHOICES)
    value = pick(columns[which])
    place = columns[which].index(value)
    formula = f"=INDEX(A2:A8;EQUIV({search.format(r=span)};{span};0))"
    one, two = rng.sample(SPORTS, 2)
    rows = [["Nom", one, two], *([n, str(a), str(b)] for n, a, b in zip(names, *columns, strict=True))]
    body = ""
    for number, row in enumerate(rows, start=1):
        cells = "".join(f"<td{NUM if cell.isdigit() else ''}>{escape(cell)}</td>" for cell in row)
        body += f'<tr><th scope="row">{number}</th>{cells}<td></td></tr>\n'
    body += '<tr><th scope="row">9</th><td></td><td></td><td></td><td><a href="p2.html">?</a></td></tr>\n'
    head = "".join(f'<th scope="col">{name}</th>' for name in "ABCD")

    def page(cell: str, text: str) -> str:
        shown = escape(text).replace(";", ";<wbr>")  # a narrow screen breaks the line there
        held = '<a href="p2.html">?</a>' if cell == "D9" else "Nom"
        rows = body.replace(f"<td>{held}</td>", f"<td><mark>{held}</mark></td>", 1)
        return (
            '<h1 class="visually-hidden">Les lancers, en mètres</h1>\n<div class="sim-window">\n'
            '<p class="sim-title">lancers – Tableur (calcul manuel)</p>\n<div class="sim-form"><div class="sim-field">'
            f'<span class="sim-label">{cell}</span><span class="sim-input">{shown}</span></div></div>\n'
            '<div class="sim-sheet"><table><thead><tr><th scope="col"><span class="visually-hidden">Ligne</span></th>'
            f"{head}</tr></thead><tbody>\n{rows}</tbody></table></div>\n</div>\n"
        )

    return Variant(
        values={
            "resultat": names[place],
            "mots": words,
            "plage": span,
            "valeur": str(value),
            "place": str(place + 1),
        },
        screens={"p1": page("A1", "Nom"), "p2": page("D9", formula)},
    )


def solve(variant: Variant) -> str:
    text = variant.screens["p2"]
    found = re.search(r"EQUIV\(([A-Z.]+)\(([BC])2:[BC]8(?:;<wbr>(\d))?\)", text)
    rows = re.findall(rf"<td>([^<]*)</td><td{NUM}>(\d+)</td><td{NUM}>(\d+)</td>", text)
    column = 1 if found.group(2) == "B" else 2
    ranked = sorted(rows, key=lambda row: int(row[column]), reverse=found.group(1) in ("MAX", "GRANDE.VALEUR"))
    return ranked[int(found.group(3) or 1) - 1][0]
