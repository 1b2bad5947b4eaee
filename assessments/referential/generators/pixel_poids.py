"""Tube pixel, level 5: the size of an uncompressed picture. ``panel`` and ``cells`` serve the other media generators."""

import re
from html import escape, unescape
from random import Random

from assessments.variants import Variant

MODES = [("Niveaux de gris", 8), ("RVB", 24), ("RVB avec transparence", 32)]
NAMES = ["plage", "marché", "clocher", "gymnase", "verger", "tramway", "cabane", "falaise"]


def panel(heading: str, window: str, rows: list[list[str]], head: list[str] | None = None, note: str = "") -> str:
    """A window with a table: two columns by default, the first one as row headers."""
    top = ""
    if head:
        top = "<thead><tr>" + "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head) + "</tr></thead>"
    lines = "\n".join(
        f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:]) + "</tr>"
        for row in rows
    )
    foot = f'\n<p class="sim-meta">{escape(note)}</p>' if note else ""
    return (
        f'<h1 class="visually-hidden">{escape(heading)}</h1>\n<div class="sim-window">\n'
        f'<p class="sim-title">{escape(window)}</p>\n<div class="sim-tasks"><table>{top}<tbody>\n{lines}\n'
        f"</tbody></table></div>{foot}\n</div>\n"
    )


def cells(fragment: str) -> list[list[str]]:
    """The rows of the body of the table of ``panel``."""
    body = fragment.split("<tbody>")[1].split("</tbody>")[0]
    return [
        [unescape(cell) for cell in re.findall(r"<t[hd][^>]*>([^<]*)<", line)]
        for line in re.findall(r"<tr>.*?</tr>", body)
    ]


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def generate(rng: Random) -> Variant:
    width, height = rng.choice([400, 500, 600, 800, 1000, 1200, 2000]), rng.choice([200, 300, 400, 500, 600, 1000])
    mode, bits = rng.choice(MODES)
    rows = [
        ["Définition", f"{width} × {height} pixels"],
        ["Couleurs", mode],
        ["Profondeur", f"{bits} bits par pixel"],
        ["Compression", "Aucune"],
    ]
    screen = panel("Informations sur l’image", f"{rng.choice(NAMES)} – Informations", rows)
    size = width * height * bits // 8 // 1000
    values = {
        "reponse": str(size),
        "pixels": thousands(width * height),
        "octets": "1 octet" if bits == 8 else f"{bits // 8} octets",
        "bits": str(bits),
        "dimensions": f"{width} × {height}",
        "affiche": thousands(size),
    }
    return Variant(values=values, screens={"infos": screen})


def solve(variant: Variant) -> str:
    found = dict(cells(variant.screens["infos"]))
    width, height = (int(number) for number in re.findall(r"\d+", found["Définition"]))
    bits = int(re.findall(r"\d+", found["Profondeur"])[0])
    return str(width * bits * height / 8000).removesuffix(".0")
