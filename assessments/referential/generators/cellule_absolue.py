"""A simulated sheet whose formula holds an absolute reference: what does it become once copied down?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

THEMES = (
    ("Atelier couture", "Article", "Prix (€)", "Remise (€)", "Taux", ("Manteau", "Veste", "Robe", "Rideau")),
    ("Jardinerie", "Article", "Prix (€)", "Marge (€)", "Taux", ("Olivier", "Rosier", "Citronnier", "Figuier")),
    ("Voyage scolaire", "Dépense", "En euros", "En zolars", "Cours", ("Musée", "Repas", "Hôtel", "Autocar")),
    ("Heures de bénévolat", "Personne", "Heures", "Valeur (€)", "Tarif", ("Ismaël", "Jade", "Lou", "Théa")),
)
NUM = ' class="num"'


def _sheet(rows: list[list[str]], links: dict[str, str], selected: str) -> str:
    head = "".join(f'<th scope="col">{letter}</th>' for letter in "ABCDE")
    body = ""
    for number, row in enumerate(rows, start=1):
        cells = ""
        for letter, text in zip("ABCDE", row, strict=True):
            page = links.get(f"{letter}{number}")
            shown = f'<a href="{page}.html">{escape(text)}</a>' if page else escape(text)
            if selected == f"{letter}{number}":
                shown = f"<mark>{shown}</mark>"
            cells += f"<td{NUM if text.replace(',', '').isdigit() else ''}>{shown}</td>"
        body += f'<tr><th scope="row">{number}</th>{cells}</tr>\n'
    corner = '<th scope="col"><span class="visually-hidden">Ligne</span></th>'
    return (
        f'<div class="sim-sheet"><table><thead><tr>{corner}{head}</tr></thead><tbody>\n{body}</tbody></table></div>\n'
    )


def generate(rng: Random) -> Variant:
    title, one, two, three, rate, names = rng.choice(THEMES)
    first = rng.randint(3, 5)
    at = rng.randint(1, first - 2)
    where = rng.choice("DE")
    last = first + 3
    rows = [[""] * 5 for _ in range(last)]
    rows[first - 2][:3] = [one, two, three]
    value = rng.choice(("0,05", "0,08", "0,1", "0,15", "0,2") if rate == "Taux" else ("4", "6", "9", "11", "12"))
    rows[at - 1][3 if where == "E" else 2] = rate
    rows[at - 1]["ABCDE".index(where)] = value
    numbers = rng.sample(range(10, 95), 4)
    for offset, (name, number) in enumerate(zip(names, numbers, strict=True)):
        rows[first - 1 + offset][:2] = [name, str(number)]
    rows[first - 1][2] = f"{numbers[0] * float(value.replace(',', '.')):.2f}".replace(".", ",")
    formula = f"=B{first}*${where}${at}"
    target = first + rng.randint(2, 3)
    cells = {f"C{first}": ("n1", formula), f"{where}{at}": ("n2", value), f"B{first}": ("n3", str(numbers[0]))}
    links = {cell: page for cell, (page, _) in cells.items()}

    def page(cell: str, text: str) -> str:
        bar = f'<span class="sim-label">{cell}</span><span class="sim-input">{escape(text)}</span>'
        return (
            f'<h1 class="visually-hidden">{escape(title)}</h1>\n<div class="sim-window">\n'
            f'<p class="sim-title">{escape(title)} – Tableur</p>\n'
            f'<div class="sim-form"><div class="sim-field">{bar}</div></div>\n{_sheet(rows, links, cell)}</div>\n'
        )

    screens = {"p1": page("A1", rows[0][0])} | {p: page(cell, text) for cell, (p, text) in cells.items()}
    answer = f"B{target}*${where}${at}"
    return Variant(
        values={
            "depart": f"C{first}",
            "arrivee": f"C{target}",
            "taux": f"{where}{at}",
            "formule": formula,
            "reponse": f"={answer}",
            "nue": answer,
            "fausse": f"{where}{at + target - first}",
            "ligne": f"B{target}",
        },
        screens=screens,
    )


def solve(variant: Variant) -> str:
    formula = re.search(r'sim-input">(=[^<]+)<', variant.screens["n1"]).group(1)
    start, end = (int(variant.values[name][1:]) for name in ("depart", "arrivee"))
    return re.sub(r"(?<=[A-Z])\d+", lambda found: str(int(found.group()) + end - start), formula, count=1)
