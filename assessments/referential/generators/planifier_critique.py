"""Tasks, durations and dependencies: the shortest duration of the project and its critical path."""

import re
from random import Random

from assessments.variants import Variant

PROJECTS = (
    (
        "Fresque du préau",
        "Choisir le dessin,Acheter la peinture,Nettoyer le mur,Tracer le dessin,Peindre le fond,Monter l’éclairage,Vernir",
    ),
    (
        "Mini-entreprise",
        "Choisir le produit,Acheter le bois,Créer le logo,Couper le bois,Imprimer le logo,Faire les photos,Ouvrir la vente",
    ),
    (
        "Club radio",
        "Choisir le thème,Écrire les textes,Louer les micros,Contacter l’invité,Enregistrer,Créer le générique,Monter le tout",
    ),
    (
        "Serre du lycée",
        "Dessiner le plan,Commander les vitres,Creuser le sol,Monter les murs,Poser le chauffage,Installer l’eau,Planter",
    ),
)
SHAPES = (
    ("", "A", "A", "B", "BC", "C", "DEF"),
    ("", "A", "A", "B", "C", "BC", "DEF"),
    ("", "A", "A", "BC", "C", "B", "DEF"),
)


def generate(rng: Random) -> Variant:
    title, names = rng.choice(PROJECTS)
    shape = rng.choice(SHAPES)
    letters = "ABCDEFG"
    while True:
        days = {letter: rng.randint(1, 9) for letter in letters}
        longest: dict[str, tuple[int, list[str]]] = {}
        for letter, needs in zip(letters, shape, strict=True):
            best = max((longest[need][0] for need in needs), default=0)
            chains = [path for need in needs if longest[need][0] == best for path in longest[need][1]] or [""]
            longest[letter] = (best + days[letter], [path + letter for path in chains])
        total, chains = longest["G"]
        if len(chains) == 1:
            break
    rows = "\n".join(
        f"<tr><td>{letter}</td><td>{name}</td><td>{days[letter]}</td><td>{', '.join(needs) or 'rien'}</td></tr>"
        for letter, name, needs in zip(letters, names.split(","), shape, strict=True)
    )
    page = (
        '<h1 class="visually-hidden">Les tâches et leurs durées</h1>\n<div class="sim-window">\n'
        f'<p class="sim-title">{title} – plan</p>\n<div class="sim-tasks"><table><thead><tr><th scope="col">Code</th>'
        '<th scope="col">Tâche</th><th scope="col">Jours</th><th scope="col">Attend</th></tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody></table></div>\n</div>\n"
    )
    values = {"projet": title, "duree": str(total), "chemin": chains[0], "somme": str(sum(days.values()))}
    values["calcul"] = " + ".join(str(days[letter]) for letter in chains[0])
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    """Every path from the last task back to a first one."""
    rows = re.findall(r"<tr><td>(\w)</td><td>[^<]+</td><td>(\d+)</td><td>([^<]+)</td></tr>", variant.screens["p1"])
    days = {letter: int(count) for letter, count, _ in rows}
    needs = {letter: re.findall(r"[A-Z]", text) for letter, _, text in rows}
    paths, todo = [], ["G"]
    while todo:
        path = todo.pop()
        if not needs[path[0]]:
            paths.append(path)
        todo += [need + path for need in needs[path[0]]]
    best = max(paths, key=lambda path: sum(days[letter] for letter in path))
    return {"duree": str(sum(days[letter] for letter in best)), "chemin": best}
