"""One folder shown in three orders: which file is the heaviest?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

WORDS = (
    "abri balade cabane digue estran forge glacier hameau jetée kiosque lavoir mare noria oratoire passerelle quai "
    "ravin source tunnel vallon"
).split()
FORMS = (
    ("jpg", 900, 9000),
    ("png", 300, 6000),
    ("pdf", 60, 4000),
    ("odt", 18, 300),
    ("mp3", 2000, 9900),
    ("mp4", 30000, 90000),
)
FOLDERS = ("Reportage", "Randonnée", "Patrimoine", "Voyage", "Exposition")


def _size(kilo: int) -> str:
    return f"{kilo} Ko" if kilo < 1000 else f"{kilo / 1000:.1f} Mo".replace(".", ",")


def generate(rng: Random) -> Variant:
    rows = []
    for word in WORDS:
        extension, least, most = rng.choice(FORMS)
        date = f"{rng.randint(1, 28):02d}/{rng.randint(1, 12):02d}/{rng.randint(2023, 2025)}"
        rows.append((f"{word}.{extension}", date, rng.randint(least, most)))
    largest = sorted(rows, key=lambda row: row[2])[-2:]
    rows.remove(largest[1])
    rows.append((largest[1][0], largest[1][1], largest[0][2] + rng.randint(1500, 9000)))
    rows.sort()
    folder = rng.choice(FOLDERS)
    orders = {
        "p1": rows,
        "p2": sorted(rows, key=lambda row: row[1].split("/")[::-1], reverse=True),
        "p3": sorted(rows, key=lambda row: row[2], reverse=True),
    }
    heads = (("p1", "Nom"), ("p2", "Modifié le"), ("p3", "Taille"))
    pages = {}
    for page, shown in orders.items():
        titles = "".join(
            f'<th scope="col"><a href="{target}.html">{title}</a>{" (trié)" if target == page else ""}</th>'
            for target, title in heads
        )
        cells = "".join(f"<tr><td>{escape(n)}</td><td>{d}</td><td>{_size(s)}</td></tr>" for n, d, s in shown)
        pages[page] = (
            f'<h1 class="visually-hidden">Le dossier {folder}</h1>\n<div class="sim-window">\n<p '
            f'class="sim-title">{folder}</p>\n'
            f'<div class="sim-files"><table><thead><tr>{titles}</tr></thead><tbody>{cells}</tbody></table></div>\n'
            f'<p class="sim-meta">{len(rows)} fichiers. Touchez un titre de colonne pour trier.</p>\n</div>\n'
        )
    first, second = orders["p3"][:2]
    values = {
        "dossier": folder,
        "nom": first[0],
        "radical": first[0].rsplit(".", 1)[0],
        "taille": _size(first[2]),
        "second": second[0],
        "taille2": _size(second[2]),
    }
    return Variant(values=values, screens=pages)


def solve(variant: Variant) -> str:
    found = re.findall(r"<td>([^<]+)</td><td>[^<]+</td><td>([\d,]+) (Ko|Mo)</td>", variant.screens["p1"])
    return max(found, key=lambda row: float(row[1].replace(",", ".")) * (1000 if row[2] == "Mo" else 1))[0]
