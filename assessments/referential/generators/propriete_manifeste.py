"""A manifest of fingerprints and a control: which file was altered, renamed, lost?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

NAMES = (
    "acte.pdf",
    "bilan.ods",
    "carte.png",
    "contrat.pdf",
    "devis.odt",
    "entretien.wav",
    "plan.svg",
    "relevé.csv",
    "statuts.odt",
)
OTHERS = ("document1.pdf", "copie.dat", "nouveau.bin", "sans-titre.tmp", "fichier7.dat")


def _table(rows: list[tuple[str, str]]) -> str:
    cells = "".join(f"<tr><td>{escape(name)}</td><td><code>{mark}</code></td></tr>" for name, mark in rows)
    return (
        '<div class="sim-files"><table><thead><tr><th scope="col">Fichier</th><th scope="col">'
        "Empreinte (début)</th></tr></thead>"
        f"<tbody>{cells}</tbody></table></div>"
    )


def generate(rng: Random) -> Variant:
    def digits(count: int) -> str:
        return "".join(rng.choice("0123456789abcdef") for _ in range(count))

    names = sorted(rng.sample(NAMES, 7))
    first = digits(4)
    marks = {name: digits(12) for name in names}
    altered, renamed, lost, plain = rng.sample(names, 4)
    marks[altered], marks[plain] = first + digits(8), first + digits(8)  # two marks that begin alike
    now = dict(marks)
    now[altered] = first + digits(8)
    new_name = rng.choice(OTHERS)
    now[new_name] = now.pop(renamed)
    del now[lost]
    tabs = (("p1", "Manifeste d’origine", list(marks.items())), ("p2", "Contrôle après copie", sorted(now.items())))
    pages = {}
    for page, title, rows in tabs:
        links = "".join(
            f'<span class="sim-chip on">{text}</span>'
            if name == page
            else f'<a class="sim-chip" href="{name}.html">{text}</a>'
            for name, text, _ in tabs
        )
        pages[page] = (
            f'<h1 class="visually-hidden">{title}</h1>\n<div class="sim-window">\n<p '
            f'class="sim-title">Empreintes – {title}</p>\n'
            f'<div class="sim-chips">{links}</div>\n{_table(rows)}\n</div>\n'
        )
    values = {"altere": altered, "renomme": renamed, "nouveau": new_name, "perdu": lost}
    for key in ("altere", "renomme", "perdu"):
        values[f"{key}_nu"] = values[key].split(".")[0]
    return Variant(values=values, screens=pages)


def solve(variant: Variant) -> dict[str, str]:
    pattern = r"<td>([^<]+)</td><td><code>([^<]+)</code></td>"
    old = re.findall(pattern, variant.screens["p1"])
    new = re.findall(pattern, variant.screens["p2"])
    names, marks = {name for name, _ in new}, {mark for _, mark in new}
    answer = {}
    for name, mark in old:
        if name in names and mark not in marks:
            answer["altere"] = name
        elif name not in names:
            answer["renomme" if mark in marks else "perdu"] = name
    return answer
