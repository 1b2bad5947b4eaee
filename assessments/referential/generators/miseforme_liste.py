"""A numbered outline on two levels, then two changes: which number does an item bear afterwards?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

CHAPTERS = {
    "Accueil": ["Horaires", "Badges", "Plan du site"],
    "Matériel": ["Tentes", "Cartes", "Vêtements"],
    "Trajet": ["Car", "Gare", "Arrêts"],
    "Repas": ["Goûter", "Pique-nique", "Recettes"],
    "Sécurité": ["Trousse de soins", "Casques", "Balisage"],
    "Activités": ["Jeux du soir", "Baignade", "Veillée"],
    "Budget": ["Dépenses", "Cotisation", "Dons"],
    "Bilan": ["Photos", "Questionnaire", "Souvenirs"],
    "Contacts": ["Numéros utiles", "Familles", "Médecin"],
    "Météo": ["Pluie", "Vent", "Orages"],
}


def _numbers(items: list[tuple[int, str]]) -> dict[str, str]:
    first = second = 0
    found = {}
    for level, name in items:
        if level == 1:
            first, second = first + 1, 0
            found[name] = str(first)
        else:
            second += 1
            found[name] = f"{first}.{second}"
    return found


def generate(rng: Random) -> Variant:
    names = rng.sample(sorted(CHAPTERS), 6)
    new = names.pop()
    items = []
    for name in names:
        items.append((1, name))
        size = rng.randint(1, 3) if name != names[0] else 2
        items += [(2, part) for part in rng.sample(CHAPTERS[name], size)]
    lowered = names[rng.randint(2, 3)]
    before = names[1]
    after = []
    for level, name in items:
        if name == before:
            after.append((1, new))
        after.append((2, name) if name == lowered else (level, name))
    old, changed = _numbers(items), _numbers(after)
    start = [name for _, name in items].index(lowered)
    children = []
    for level, name in items[start + 1 :]:
        if level == 1:
            break
        children.append(name)
    asked = children[-1]
    rows = "\n".join(f"<p>{'&nbsp;' * 6 * (level - 1)}<b>{old[name]}</b> {escape(name)}</p>" for level, name in items)
    page = (
        '<div class="sim-window">\n<p class="sim-title">camp.odt</p>\n'
        '<h1 class="visually-hidden">La liste numérotée du document</h1>\n'
        '<div class="sim-toolbar"><span class="sim-tool">• Puces</span> <span class="sim-tool on">1.1 Numéros</span> '
        '<span class="sim-tool">⇤ Élever</span> <span class="sim-tool">⇥ Abaisser</span></div>\n'
        f'<div class="sim-doc">\n{rows}\n</div>\n</div>\n'
    )
    values = {
        "nouveau": new,
        "avant": before,
        "abaisse": lowered,
        "cible": asked,
        "ancien": old[asked],
        "reponse": changed[asked],
        "place": changed[lowered],
    }
    return Variant(values=values, screens={"liste": page})


def solve(variant: Variant) -> str:
    values, chapters = variant.values, []
    for number, name in re.findall(r"<b>([\d.]+)</b> ([^<]+)</p>", variant.screens["liste"]):
        if name == values["avant"]:
            chapters.append([values["nouveau"]])
        if "." in number or name == values["abaisse"]:
            chapters[-1].append(name)
        else:
            chapters.append([name])
    for rank, chapter in enumerate(chapters, 1):
        if values["cible"] in chapter:
            return f"{rank}.{chapter.index(values['cible'])}"
    raise ValueError(values["cible"])
