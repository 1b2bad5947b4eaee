"""A table of transitions and a sequence of inputs: final state, and number of alarms."""

import re
from itertools import pairwise
from random import Random

from assessments.referential.generators._programs import window
from assessments.variants import Variant

THEMES = [
    ("Portique", ["libre", "contrôle", "bloqué", "ouvert"], ["badge", "code", "retour"], "ouvert"),
    ("Lave-vaisselle", ["veille", "lavage", "séchage", "pause"], ["départ", "porte", "minuteur"], "lavage"),
    ("Personnage de jeu", ["repos", "marche", "saut", "chute"], ["droite", "espace", "sol"], "saut"),
    ("Ascenseur", ["arrêt", "montée", "descente", "panne"], ["haut", "bas", "alerte"], "montée"),
]


def generate(rng: Random) -> Variant:
    while True:
        title, states, inputs, watched = rng.choice(THEMES)
        table = {state: {one: rng.choice(states) for one in inputs} for state in states}
        read = [rng.choice(inputs) for _ in range(7)]
        path = [states[0]]
        for one in read:
            path.append(table[path[-1]][one])
        entries = sum(b == watched != a for a, b in pairwise(path))
        if len(set(path)) == 4 and entries == 2 and path[-1] != states[0] and any(a == b for a, b in pairwise(path)):
            break
    head = "".join(f'<th scope="col">{one}</th>' for one in inputs)
    rows = ""
    for state in states:
        rows += (
            f'<tr><th scope="row">{state}</th>' + "".join(f"<td>{table[state][one]}</td>" for one in inputs) + "</tr>\n"
        )
    body = "<table><caption>État suivant, selon l’état et le signal reçu</caption>\n"
    body += f"<tr><th>État</th>{head}</tr>\n{rows}</table>\n"
    body += f"<p>État de départ : <strong>{states[0]}</strong></p>\n<p>Signaux reçus, dans l’ordre : "
    body += ", ".join(f"<em>{one}</em>" for one in read) + ".</p>\n"
    told = {f"s{i}": state for i, state in enumerate(states, 1)}
    told |= {
        "fin": path[-1],
        "suivi": watched,
        "nombre": str(entries),
        "chemin": ", ".join(path),
        "objet": title.lower(),
    }
    return Variant(values=told, screens={"p0": window(title, body)})


def solve(variant: Variant) -> dict[str, str]:
    page = variant.screens["p0"]
    inputs = re.findall(r'<th scope="col">(.*?)</th>', page)
    rows = re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td>', page)
    jump = {(row[0], one): row[i] for row in rows for i, one in enumerate(inputs, 1)}
    state, entries = re.search(r"<strong>(.*?)</strong>", page)[1], 0
    for one in re.findall(r"<em>(.*?)</em>", page):
        new = jump[state, one]
        entries += new == variant.values["suivi"] and new != state
        state = new
    return {"fin": state, "nombre": str(entries)}
