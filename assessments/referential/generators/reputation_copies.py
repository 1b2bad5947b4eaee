"""The chain of shares and copies of a photo: once the original is deleted, how many accounts still show it?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

ACCOUNTS = ("Alix", "Badis", "Chloé", "Diego", "Elsa", "Farid", "Gaël", "Hana", "Iris", "Jules")


def generate(rng: Random) -> Variant:
    while True:
        names = list(ACCOUNTS)
        rng.shuffle(names)
        names = names[:9]
        rows, visible = [(names[0], "original", "")], {names[0]: False}
        for number, name in enumerate(names[1:], start=1):
            parent = rng.choice(names[max(0, number - 4) : number])
            kind = "copie" if rng.random() < 0.35 else "partage"
            rows.append((name, kind, parent))
            visible[name] = kind == "copie" or visible[parent]
        count = sum(visible.values())
        copies = sum(kind == "copie" for _, kind, _ in rows)
        if 3 <= count <= 6 and 2 <= copies < count:
            break
    labels = {"original": "photo d’origine", "partage": "partage (lien)", "copie": "copie (image enregistrée)"}
    body = "\n".join(f"<tr><td>{a}</td><td>{escape(labels[k])}</td><td>{p or 'personne'}</td></tr>" for a, k, p in rows)
    page = (
        '<h1 class="visually-hidden">Parcours de la photo</h1>\n<div class="sim-window">'
        '<p class="sim-title">Parcours d’une photo</p>\n'
        "<table><thead><tr><th>Compte</th><th>Publie</th><th>Pris chez</th></tr></thead>\n"
        f"<tbody>\n{body}\n</tbody></table>\n"
        '<p class="sim-note">Un partage est vide dès que la publication dont il vient disparaît ou devient vide.</p></div>\n'
    )
    shown = [name for name in names if visible[name]]
    return Variant(
        values={"auteur": names[0], "nombre": str(count), "liste": ", ".join(shown), "copies": str(copies)},
        screens={"p1": page},
    )


def solve(variant: Variant) -> str:
    rows = re.findall(r"<tr><td>(\w+)</td><td>(\w+)[^<]*</td><td>(\w+)</td></tr>", variant.screens["p1"])
    parents = {name: (kind, parent) for name, kind, parent in rows}

    def root(name: str) -> str:
        kind, parent = parents[name]
        return root(parent) if kind == "partage" else kind

    return str(sum(root(name) == "copie" for name in parents))
