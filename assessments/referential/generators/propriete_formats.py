"""An archiving policy, a table of formats and an inventory: how many files are to be converted?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

FORMATS = ("vlin", "orbe", "txr", "sonal", "pixo", "tabul", "kadre")
NAMES = (
    "acte bail bulletin carnet cession dossier enquête extrait fiche inventaire journal levé "
    "mandat minute note ordre "
    "procès rapport registre relevé"
).split()


def _good(row: tuple[str, str, str, int], least: int) -> bool:
    return row[1] == "oui" and row[2] == "sans" and row[3] >= least


def generate(rng: Random) -> Variant:
    least = rng.choice((3, 4))
    names = rng.sample(FORMATS, 5)
    table = [
        (names[0], "oui", "sans", least + rng.randint(0, 5)),
        (names[1], "oui", "sans", least + rng.randint(1, 6)),
        (names[2], "non", "sans", least + rng.randint(2, 8)),
        (names[3], "oui", "avec", least + rng.randint(2, 8)),
        (names[4], "oui", "sans", least - rng.randint(1, 2)),
    ]
    table.sort()
    weights = [name for name in names for _ in range(rng.randint(1, 4))]
    files = [f"{word}.{rng.choice(weights)}" for word in NAMES] + [
        f"{word}-bis.{name}" for word, name in zip(NAMES, names, strict=False)
    ]
    files.sort()
    refused = [row[0] for row in table if not _good(row, least)]
    count = sum(name.rsplit(".", 1)[1] in refused for name in files)
    tabs = (("p1", "Règle"), ("p2", "Formats"), ("p3", "Inventaire"))
    pages = {}
    contents = {
        "p1": "<p>Un format est <strong>conservé</strong> s’il remplit les trois conditions :</p><ol>"
        "<li>sa description est publiée ;</li>"
        f"<li>il enregistre sans perte ;</li><li>au moins {least} logiciels le lisent.</li></ol>"
        "<p>Les fichiers des autres formats sont à convertir.</p>",
        "p2": '<div class="sim-files"><table><thead><tr><th scope="col">Format</th><th scope="col">'
        "Description publiée</th>"
        '<th scope="col">Perte</th><th scope="col">Logiciels</th></tr></thead><tbody>'
        + "".join(f"<tr><td>.{row[0]}</td><td>{row[1]}</td><td>{row[2]}</td><td>{row[3]}</td></tr>" for row in table)
        + "</tbody></table></div>",
        "p3": '<div class="sim-files"><table><thead><tr><th scope="col">Fichier</th></tr></thead><tbody>'
        + "".join(f"<tr><td>{escape(name)}</td></tr>" for name in files)
        + f'</tbody></table></div><p class="sim-meta">{len(files)} fichiers</p>',
    }
    for page, title in tabs:
        chips = "".join(
            f'<span class="sim-chip on">{text}</span>'
            if name == page
            else f'<a class="sim-chip" href="{name}.html">{text}</a>'
            for name, text in tabs
        )
        pages[page] = (
            f'<h1 class="visually-hidden">{title}</h1>\n<div class="sim-window">\n<p '
            f'class="sim-title">Archives – {title}</p>\n'
            f'<div class="sim-chips">{chips}</div>\n{contents[page]}\n</div>\n'
        )
    values = {"nombre": str(count), "total": str(len(files)), "seuil": str(least)}
    values |= {f"r{i}": f".{name}" for i, name in enumerate(names[2:], 1)}
    return Variant(values=values, screens=pages)


def solve(variant: Variant) -> str:
    least = int(re.search(r"au moins (\d) logiciels", variant.screens["p1"]).group(1))
    rows = re.findall(r"<td>\.(\w+)</td><td>(oui|non)</td><td>(sans|avec)</td><td>(\d+)</td>", variant.screens["p2"])
    kept = {name for name, public, loss, number in rows if public == "oui" and loss == "sans" and int(number) >= least}
    files = re.findall(r"<td>[^<.]+\.(\w+)</td>", variant.screens["p3"])
    return str(len([extension for extension in files if extension not in kept]))
