"""A simulated import window: the same bytes read in four encodings. Which one is right?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

ENCODINGS = {"UTF-8": "utf-8", "Windows-1252": "cp1252", "Mac OS Roman": "mac_roman", "DOS 850": "cp850"}
VILLAGES = (
    "Forêt-l’Évêque",
    "Saint-Éloi-le-Château",
    "Île-aux-Hérons",
    "Genêtière",
    "Mâchecôte",
    "Orgéval-sur-Lèze",
    "Prévôté",
)
PEOPLE = (
    "Zoé Lefèvre",
    "Benoît Gärtner",
    "Maëlle François",
    "Éloïse Brûlé",
    "André Peña",
    "Chloé Guéguen",
    "Noël Côme",
)


def generate(rng: Random) -> Variant:
    people = rng.sample(PEOPLE, 4)
    villages = [name.replace("’", "'") for name in rng.sample(VILLAGES, 4)]
    counts = rng.sample(range(12, 96), 4)
    right = rng.choice(list(ENCODINGS))
    order = list(ENCODINGS)
    rng.shuffle(order)
    text = "\n".join(f"{p};{v};{c}" for p, v, c in zip(people, villages, counts, strict=True))
    raw = text.encode(ENCODINGS[right])
    screens = {}
    for number, name in enumerate(order, start=1):
        shown = raw.decode(ENCODINGS[name], errors="replace")
        lines = [line.split(";") for line in shown.split("\n")]
        # Unassigned control codes show as a box, like in a real window.
        clean = [[re.sub(r"[\x00-\x1f\x7f-\x9f]", "□", cell) for cell in line] for line in lines]
        body = "\n".join(
            f"<tr><td>{i}</td>{''.join(f'<td>{escape(cell)}</td>' for cell in line)}</tr>"
            for i, line in enumerate(clean, start=1)
        )
        choices = " ".join(
            f'<a class="sim-tool{" on" if other == name else ""}" href="p{i}.html">{other}</a>'
            for i, other in enumerate(order, start=1)
        )
        screens[f"p{number}"] = (
            '<h1 class="visually-hidden">Importer un fichier CSV</h1>\n<div class="sim-window">\n'
            '<p class="sim-title">Importer « recolte.csv »</p>\n'
            f'<p>Encodage des caractères : <strong>{name}</strong></p>\n<p class="sim-toolbar">{choices}</p>\n'
            '<p class="sim-meta">Séparateur : point-virgule. Aperçu :</p>\n'
            '<div class="sim-files"><table><thead><tr><th scope="col">Ligne</th><th scope="col">Nom</th>'
            '<th scope="col">Village</th><th scope="col">Kilos</th></tr></thead><tbody>\n'
            f"{body}\n</tbody></table></div>\n</div>\n"
        )
    line = rng.randint(1, 4)
    return Variant(
        values={"encodage": right, "village": villages[line - 1], "ligne": str(line)},
        screens=screens,
    )


def solve(variant: Variant) -> dict[str, str]:
    allowed = re.compile(r"[A-Za-zÀÂÉÊÈËÎÏÔÛÇàâäéêèëîïñôûüç' -]+")
    for page in variant.screens.values():
        rows = re.findall(r"<tr><td>(\d)</td><td>(.*?)</td><td>(.*?)</td><td>", page)
        cells = [cell.replace("&#x27;", "'") for _, person, village in rows for cell in (person, village)]
        inner_capital = any(re.search(r"[a-zà-ü][A-ZÀ-Ü]", cell) for cell in cells)
        if all(allowed.fullmatch(cell) for cell in cells) and not inner_capital:
            name = re.search(r"<strong>(.*?)</strong>", page).group(1)
            return {"encodage": name, "village": cells[2 * int(variant.values["ligne"]) - 1]}
    raise AssertionError("no readable page")
