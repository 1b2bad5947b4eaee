"""A shared folder with filters by kind: how many files of one kind were changed in one month?"""

import re
import unicodedata
from html import escape
from random import Random

from assessments.variants import Variant

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
KINDS = {"Images": ("jpg", "png"), "Sons": ("mp3", "wav"), "Textes": ("odt", "docx")}
WORDS = (
    "aube brume cime dune écho feu givre houle isthme jonc lande mousse nacre onde pluie quartz roche sable "
    "tourbe urne vague zénith argile bourgeon cendre delta"
).split()


def _order(text: str) -> str:
    """The letters without accents, as in a French file manager."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def generate(rng: Random) -> Variant:
    year, month = rng.randint(2024, 2026), rng.randint(2, 11)
    kind = rng.choice(list(KINDS))
    rows = []
    for word in WORDS:
        group = rng.choice(list(KINDS))
        when = (year, month) if rng.random() < 0.4 else (year - rng.randint(0, 1), rng.choice((month - 1, month + 1)))
        if rng.random() < 0.12:
            when = (year - 1, month)
        rows.append(
            (f"{word}.{rng.choice(KINDS[group])}", f"{rng.randint(1, 28):02d}/{when[1]:02d}/{when[0]}", group, when)
        )
    for index, word in enumerate(("ambre", "corail", "flocon")):  # never less than three
        rows.append(
            (f"{word}.{rng.choice(KINDS[kind])}", f"{index * 7 + 3:02d}/{month:02d}/{year}", kind, (year, month))
        )
    rows.append((f"source.{KINDS[kind][0]}", f"09/{month:02d}/{year - 1}", kind, (year - 1, month)))
    rows.sort(key=lambda row: _order(row[0]))
    links = [("p1", "Tous")] + [(f"p{number}", name) for number, name in enumerate(KINDS, 2)]
    pages = {}
    for page, name in links:
        chips = "".join(
            f'<span class="sim-chip on">{text}</span>'
            if target == page
            else f'<a class="sim-chip" href="{target}.html">{text}</a>'
            for target, text in links
        )
        cells = "".join(
            f"<tr><td>{escape(row[0])}</td><td>{row[1]}</td></tr>" for row in rows if name in ("Tous", row[2])
        )
        pages[page] = (
            '<h1 class="visually-hidden">Dossier commun</h1>\n<div class="sim-window">\n<p '
            'class="sim-title">Dossier commun</p>\n'
            f'<div class="sim-chips">{chips}</div>\n<div class="sim-files"><table><thead><tr><th scope="col">Nom</th>'
            f'<th scope="col">Modifié le</th></tr></thead><tbody>{cells}</tbody></table></div>\n</div>\n'
        )
    values = {
        "type": kind,
        "types": {"Images": "d’images", "Sons": "de sons", "Textes": "de textes"}[kind],
        "extensions": " ou ".join(f".{extension}" for extension in KINDS[kind]),
        "mois": f"{MONTHS[month - 1]} {year}",
        "fin": f"/{month:02d}/{year}",
        "nombre": str(sum(row[2] == kind and row[3] == (year, month) for row in rows)),
    }
    return Variant(values=values, screens=pages)


def solve(variant: Variant) -> str:
    name, year = variant.values["mois"].split()
    end = f"/{MONTHS.index(name) + 1:02d}/{year}"
    found = re.findall(r"<td>[^<]+\.(\w+)</td><td>([^<]+)</td>", variant.screens["p1"])
    return str(sum(ext in KINDS[variant.values["type"]] and date.endswith(end) for ext, date in found))
