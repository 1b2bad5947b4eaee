"""Footers that differ on the first, odd and even pages: what does a page print, and how often is a text printed?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

BOOKS = [
    ("Contes du marais", "Yaëlle Quintin", "Atelier d’écriture"),
    ("Carnet de fouilles", "Idriss Valmont", "Club d’archéologie"),
    ("Herbier de la ville", "Mina Delaunoy", "Groupe nature"),
    ("Chansons de route", "Basile Ferrand", "Chorale du lycée"),
    ("Récits de pêche", "Noor Pélissier", "Société des rives"),
]
NOTHING = "rien"


def _printed(page: int, first: str, odd: str, even: str) -> str:
    if page == 1 and first:
        return first
    return odd if page % 2 else even


def generate(rng: Random) -> Variant:
    title, author, group = rng.choice(BOOKS)
    total = rng.randint(9, 28)
    odd, even = rng.sample([title, author, group], 2)
    special = rng.random() < 0.6
    first = rng.choice([text for text in (title, author, group) if text not in (odd, even)]) if special else ""
    page = rng.randint(4, total - 1)
    counted = odd if special or rng.random() < 0.5 else even
    count = sum(_printed(number, first, odd, even) == counted for number in range(1, total + 1))

    def state(on: bool) -> str:
        return (
            '<p class="sim-switch on"><span>{} : <b>activé</b></span></p>'
            if on
            else '<p class="sim-switch"><span>{} : <b>désactivé</b></span></p>'
        )

    rows = [("Pages impaires", f"{odd} — page «numéro»"), ("Pages paires", f"{even} — page «numéro»")]
    if special:
        rows.insert(0, ("Première page", first))
    cells = "\n".join(f'<tr><th scope="row">{name}</th><td>{escape(content)}</td></tr>' for name, content in rows)
    head = '<div class="sim-window">\n<p class="sim-title">recueil.odt</p>\n'
    page_a = (
        f'{head}<h1 class="visually-hidden">Le pied de page, onglet Options</h1>\n<div class="sim-dialog">\n'
        '<h2>Pied de page</h2>\n<div class="sim-toolbar"><span class="sim-tool on">Options</span> '
        '<a class="sim-tool" href="p2.html">Contenu</a></div>\n'
        + state(special).format("Première page différente")
        + state(True).format("Pages paires et impaires différentes")
        + f'<p class="sim-meta">Document : {total} pages. Le numéro de la première page est 1.</p>\n</div>\n</div>\n'
    )
    page_b = (
        f'{head}<h1 class="visually-hidden">Le pied de page, onglet Contenu</h1>\n<div class="sim-dialog">\n'
        '<h2>Pied de page</h2>\n<div class="sim-toolbar"><a class="sim-tool" href="p1.html">Options</a> '
        '<span class="sim-tool on">Contenu</span></div>\n'
        f"<table><tbody>\n{cells}\n</tbody></table>\n</div>\n</div>\n"
    )
    choices = sorted([title, author, group])
    values = {
        "page": str(page),
        "total": str(total),
        "texte": _printed(page, first, odd, even),
        "compte": counted,
        "nombre": str(count),
        "genre": "impaires" if counted == odd else "paires",
        "note": "La page 1 est à part : elle affiche un autre texte."
        if special
        else "La page 1 suit la règle des pages impaires.",
        "o1": choices[0],
        "o2": choices[1],
        "o3": choices[2],
    }
    return Variant(values=values, screens={"p1": page_a, "p2": page_b})


def solve(variant: Variant) -> dict[str, str]:
    rows = dict(re.findall(r'<th scope="row">([^<]+)</th><td>([^<]+)</td>', variant.screens["p2"]))
    total = int(re.search(r"Document : (\d+) pages", variant.screens["p1"]).group(1))
    parity = {1: rows["Pages impaires"].split(" — ")[0], 0: rows["Pages paires"].split(" — ")[0]}
    shown = [parity[number % 2] for number in range(1, total + 1)]
    if "Première page différente : <b>activé" in variant.screens["p1"]:
        shown[0] = rows["Première page"]
    return {"texte": shown[int(variant.values["page"]) - 1], "nombre": str(shown.count(variant.values["compte"]))}
