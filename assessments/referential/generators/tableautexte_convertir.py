"""Lines of text to turn into a table: which separator fits, and what does a cell then hold?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

SIGNS = {"virgule": ",", "point-virgule": ";", "barre verticale": "|", "dièse": "#"}
PLANTS = ["Thym", "Menthe", "Aneth", "Basilic", "Sauge", "Persil", "Oseille", "Estragon", "Mélisse", "Cerfeuil"]
PLACES = ["plein soleil", "mi-ombre", "ombre, eau", "sol sec", "sol frais, riche", "en pot", "au nord, à l’abri"]
WHO = ["Ayoub", "Zélie", "Marcel ; Rose", "Fatou", "Joris", "Inès ; Paul", "Lison", "Swan"]
MONTHS = ["mars", "avril", "mai", "juin", "septembre"]
COLUMNS = ["Plante", "Prix", "Exposition", "Plantation"]


def generate(rng: Random) -> Variant:
    name = rng.choice(["point-virgule", "barre verticale", "dièse"])
    sign = SIGNS[name]
    rows = []
    for plant in rng.sample(PLANTS, 6):
        price = f"{rng.randint(1, 6)},{rng.choice(('20', '40', '50', '80'))} €"
        rows.append([plant, price, rng.choice(PLACES), rng.choice(MONTHS)])
    if name != "point-virgule":  # the semicolon belongs to the data of some lines
        column, texts = 3, WHO
        for row in rows:
            row[column] = rng.choice(texts)
        rows[0][3], rows[1][3] = "Zélie", "Inès ; Paul"
        rng.shuffle(rows)
    rows[rng.randrange(6)][2] = "ombre, eau"
    heads = [*COLUMNS[:3], "Plantation" if name == "point-virgule" else "Responsable"]
    line, column = rng.randrange(6), rng.randint(1, 3)
    text = "\n".join(f"<p>{escape(f' {sign} '.join(row))}</p>" for row in rows)
    page = (
        '<div class="sim-window">\n<p class="sim-title">jardin.odt</p>\n'
        '<h1 class="visually-hidden">Le texte à convertir</h1>\n'
        '<div class="sim-toolbar"><span class="sim-tool">Édition</span> <span class="sim-tool on">Tableau</span></div>\n'
        f'<div class="sim-doc">\n{text}\n</div>\n'
        '<div class="sim-dialog">\n<h2>Convertir le texte en tableau</h2>\n'
        "<p>Séparateur : "
        + ", ".join(f"{label} ({escape(char)})" for label, char in SIGNS.items())
        + "</p>\n<p>Chaque paragraphe du texte devient une ligne du tableau.</p>\n</div>\n</div>\n"
    )
    values = {
        "separateur": name,
        "plante": rows[line][0],
        "colonne": str(column + 1),
        "contenu": rows[line][column],
        "court": rows[line][column].replace(" €", ""),
        "rubrique": heads[column].lower(),
        "nombre": str(len(rows[0])),
    }
    return Variant(values=values, screens={"texte": page})


def solve(variant: Variant) -> dict[str, str]:
    text = re.search(r'<div class="sim-doc">(.*?)</div>', variant.screens["texte"], re.S).group(1)
    lines = re.findall(r"<p>(.*?)</p>", text)
    for name, sign in SIGNS.items():
        cells = [[cell.strip() for cell in line.split(sign)] for line in lines]
        if {len(row) for row in cells} == {4}:
            row = next(row for row in cells if row[0] == variant.values["plante"])
            return {"separateur": name, "contenu": row[int(variant.values["colonne"]) - 1]}
    raise ValueError("no separator fits")
