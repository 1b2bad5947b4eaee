"""A confusion matrix: the precision and the recall of a model."""

import re
from random import Random

from assessments.variants import Variant

TOPICS = (
    ("message indésirable", "Filtre de messages"),
    ("pièce défectueuse", "Contrôle d’usine"),
    ("départ de feu", "Surveillance de forêt"),
    ("plante malade", "Serre de tomates"),
    ("chant de grenouille", "Écoute d’étang"),
)


def generate(rng: Random) -> Variant:
    while True:
        precision, recall = rng.randrange(40, 100, 5), rng.randrange(40, 100, 5)
        hits = rng.randrange(12, 240, 6)
        signalled, real = hits * 100 / precision, hits * 100 / recall
        if signalled.is_integer() and real.is_integer() and abs(precision - recall) >= 10 and real > 20:
            break
    wrong, missed = int(signalled) - hits, int(real) - hits
    topic, title = rng.choice(TOPICS)
    quiet = rng.randint(20, 90) * 10 + rng.randint(1, 9)
    page = (
        f'<h1 class="visually-hidden">{title}</h1>\n<div class="sim-window">\n<div class="sim-title">{title}</div>\n'
        '<table><thead><tr><td></td><th scope="col">Signalé</th><th scope="col">Non signalé</th></tr></thead><tbody>\n'
        f'<tr><th scope="row">Vraiment : {topic}</th><td>{hits}</td><td>{missed}</td></tr>\n'
        f'<tr><th scope="row">Autre cas</th><td>{wrong}</td><td>{quiet}</td></tr>\n</tbody></table>\n</div>\n'
    )
    values = {"sujet": topic, "precision": str(precision), "rappel": str(recall), "vrais": str(hits)}
    values |= {"signales": str(hits + wrong), "reels": str(hits + missed)}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    (hits, missed), (wrong, _) = [
        (int(a), int(b)) for a, b in re.findall(r"<td>(\d+)</td><td>(\d+)</td>", variant.screens["p1"])
    ]
    return {
        "precision": str(round(100 * hits / (hits + wrong))),
        "rappel": str(round(100 * hits / (hits + missed))),
    }
