"""The permissions of a phone, one page by resource: who always has the position, who has both microphone and contacts?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

APPS = (
    "Radio Brume;Sudoku Plume;Carte Sentier;Dicto;Boutique Lunelle;Papotin;Galerie Lume;Bus d’Orle;Scanet;Météo Cime;"
    "Piano Poche;Recettes d’Awa"
).split(";")
STATES = ["Toujours", "Pendant l’utilisation", "Refusée"]
RESOURCES = ["Position", "Micro", "Contacts", "Appareil photo"]


def _page(title: str, rows: list[str], back: bool = True) -> str:
    link = '<p><a href="p1.html">‹ Autorisations</a></p>\n' if back else ""
    return (
        f'<h1 class="visually-hidden">{title}</h1>\n<div class="sim-phone">\n<h2>{title}</h2>\n{link}'
        f'<ul class="sim-settings">\n{chr(10).join(rows)}\n</ul>\n</div>\n'
    )


def _row(first: str, second: str) -> str:
    return f'<li class="sim-setting"><span>{first}</span><span>{second}</span></li>'


def generate(rng: Random) -> Variant:
    apps = rng.sample(APPS, 7)
    both, rest = apps[0], apps[1:]
    microphone = {both, *rest[:2]}
    contacts = {both, *rest[2:4]}
    always = set(rng.sample(apps, rng.randint(2, 4)))
    listing = sorted(apps)
    position = {}
    for app in listing:
        position[app] = STATES[0] if app in always else rng.choice(STATES[1:])
    camera = set(rng.sample(apps, 3))

    def rows(allowed: set[str]) -> list[str]:
        return [_row(escape(app), "Autorisé" if app in allowed else "Refusé") for app in listing]

    screens = {
        "p1": _page(
            "Autorisations",
            [
                _row(f'<a href="p{i}.html">{name}</a>', f"{len(listing)} applications")
                for i, name in enumerate(RESOURCES, 2)
            ],
            back=False,
        ),
        "p2": _page("Position", [_row(escape(app), position[app]) for app in listing]),
        "p3": _page("Micro", rows(microphone)),
        "p4": _page("Contacts", rows(contacts)),
        "p5": _page("Appareil photo", rows(camera)),
    }
    values = {
        "nombre": str(len(always)),
        "liste": ", ".join(app for app in listing if app in always),
        "appli": both,
        "appli_droite": both.replace("’", "'"),
    }
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    table = {}
    for page in ("p2", "p3", "p4"):
        table[page] = dict(re.findall(r"<span>([^<]+)</span><span>([^<]+)</span>", variant.screens[page]))
    allowed = [app for app, state in table["p3"].items() if state == "Autorisé" and table["p4"][app] == "Autorisé"]
    assert len(allowed) == 1
    return {"nombre": str(list(table["p2"].values()).count("Toujours")), "appli": allowed[0]}
