"""Files copied, moved, deleted and renamed between two folders: how many are left in each?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

PLACES = (
    ("Photos de classe", "Clé USB", "photos"),
    ("Téléchargements", "Musique", "chansons"),
    ("Bureau", "Documents", "textes"),
    ("Scanner", "Dossier médical", "documents"),
    ("Caméra", "Montage", "vidéos"),
)
PEOPLE = ("Nadia", "Gabin", "Fatou", "Enzo", "Lin", "Sacha", "Maëlle", "Youssef")


def generate(rng: Random) -> Variant:
    source, target, noun = rng.choice(PLACES)
    start = {source: rng.randint(18, 32), target: rng.randint(3, 9)}
    copied, moved = rng.sample(range(2, 8), 2)
    left = dict(start)
    steps = [
        (f"Copier {copied} {noun} de « {source} », puis les coller dans « {target} ».", 0, copied),
        (f"Couper {moved} {noun} de « {source} », puis les coller dans « {target} ».", -moved, moved),
        (f"Renommer {rng.randint(2, 3)} {noun} de « {target} ».", 0, 0),
    ]
    if rng.random() < 0.6:
        gone = rng.randint(2, 3)
        steps.append((f"Supprimer {gone} {noun} de « {source} ».", -gone, 0))
    rng.shuffle(steps)
    for _, change_source, change_target in steps:
        left[source] += change_source
        left[target] += change_target
    rows = "".join(f"<li>{escape(text)}</li>" for text, _, _ in steps)
    page = (
        '<h1 class="visually-hidden">Les dossiers et les actions</h1>\n<div class="sim-window">\n'
        '<p class="sim-title">Gestionnaire de fichiers</p>\n'
        '<div class="sim-files"><table><thead><tr><th scope="col">Dossier</th><th scope="col">'
        "Fichiers au départ</th></tr></thead>"
        f"<tbody><tr><td>{escape(source)}</td><td>{start[source]}</td></tr>"
        f"<tr><td>{escape(target)}</td><td>{start[target]}</td></tr></tbody></table></div>\n"
        f"<h2>Actions, dans l’ordre</h2>\n<ol>{rows}</ol>\n"
        f'<p class="sim-note">Ces dossiers ne contiennent que des {noun}. Au départ, tous les fichiers ont des noms '
        "différents. Aucun fichier n’est concerné par deux actions.</p>\n</div>\n"
    )
    values = {
        "prenom": rng.choice(PEOPLE),
        "source": source,
        "cible": target,
        "copies": str(copied),
        "deplaces": str(moved),
        "n1": str(left[source]),
        "n2": str(left[target]),
    }
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    page = variant.screens["p1"]
    left = {name: set(range(int(count))) for name, count in re.findall(r"<td>([^<]+)</td><td>(\d+)</td>", page)}
    left = {name: {f"{name}{number}" for number in numbers} for name, numbers in left.items()}
    used: set[str] = set()  # no file takes part in two actions
    for step in re.findall(r"<li>(.*?)</li>", page):
        verb, count = step.split()[0], int(re.search(r"\d+", step).group())
        places = re.findall(r"« (.+?) »", step)
        picked = sorted(name for name in left[places[0]] if name.startswith(places[0]) and name not in used)[:count]
        used |= set(picked)
        if verb == "Copier":
            left[places[1]] |= set(picked)
        elif verb == "Couper":
            left[places[0]] -= set(picked)
            left[places[1]] |= set(picked)
        elif verb == "Supprimer":
            left[places[0]] -= set(picked)
    return {"n1": str(len(left[variant.values["source"]])), "n2": str(len(left[variant.values["cible"]]))}
