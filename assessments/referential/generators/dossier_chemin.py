"""A tree of folders: write the absolute path of one file."""

from html import escape
from random import Random

from lxml import html

from assessments.variants import Variant

USERS = ("mina", "yanis", "louise", "oscar", "aya", "hugo", "salome", "kenji")
TOPS = (("club", "ecole"), ("danse", "maths"), ("chorale", "stage"), ("judo", "histoire"), ("theatre", "sciences"))
YEARS = ("2024", "2025", "2026")
LEAVES = ("affiches", "photos", "comptes", "plans", "notes", "lettres")
FILES = ("liste.pdf", "plan.png", "notes.odt", "budget.ods", "appel.txt", "carte.svg")


def _tree(node: dict[str, dict]) -> str:
    items = "".join(f"<li>{escape(name)}{_tree(child) if child else ''}</li>" for name, child in node.items())
    return f"<ul>{items}</ul>"


def generate(rng: Random) -> Variant:
    user = rng.choice(USERS)
    tops = rng.choice(TOPS)
    years = sorted(rng.sample(YEARS, 2))
    target = rng.choice(FILES)
    tree: dict[str, dict] = {}
    places = []
    for top in sorted(tops):
        tree[top] = {}
        for year in years:
            tree[top][year] = {}
            for leaf in sorted(rng.sample(LEAVES, 2)):
                names = sorted(rng.sample([name for name in FILES if name != target], 2))
                tree[top][year][leaf] = {name: {} for name in names}
                places.append((top, year, leaf))
    asked = rng.choice(places)
    example = rng.choice([place for place in places if place[0] != asked[0]])
    wrong = [place for place in places if place != asked and place[2] == asked[2]]
    for place in [asked, *wrong[:1], example]:
        tree[place[0]][place[1]][place[2]][target] = {}
    clear = f"/home/{user}/" + "/".join((*asked, target))
    shown = _tree({"/": {"home": {user: tree}}}).replace("<ul>", '<ul class="sim-tree">', 1)
    page = (
        '<h1 class="visually-hidden">L’arborescence</h1>\n<div class="sim-window">\n'
        f'<p class="sim-title">Arborescence complète</p>\n{shown}\n</div>\n'
    )
    values = {
        "fichier": target,
        "feuille": asked[2],
        "annee": asked[1],
        "haut": asked[0],
        "exemple": f"/home/{user}/" + "/".join(example),
        "chemin": clear,
    }
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> str:
    root = html.fragment_fromstring(variant.screens["p1"], create_parent="div")
    wanted = variant.values
    for item in root.iter("li"):
        chain = [item, *item.iterancestors("li")]
        names = [(element.text or "").strip() for element in reversed(chain)]
        if names[-1] == wanted["fichier"] and {wanted["haut"], wanted["annee"], wanted["feuille"]} <= set(names):
            return "/" + "/".join(names[1:])
    return ""
