"""Trials of browser extensions, on and off: only one extension explains every result."""

import re
from html import escape
from random import Random

from assessments.variants import Variant

NAMES = ("Agrafe", "Brindille", "Cornet", "Duvet", "Éclipse", "Feston", "Grelot", "Hublot", "Indigo", "Jonquille")
TROUBLES = (
    ("le bouton « Envoyer » a disparu", "le bouton « Envoyer » est visible"),
    ("le texte est illisible", "le texte est lisible"),
    ("la vidéo reste noire", "la vidéo se lance"),
    ("le menu ne s’ouvre pas", "le menu s’ouvre"),
)


def generate(rng: Random) -> Variant:
    bad, good = rng.choice(TROUBLES)
    names = sorted(rng.sample(NAMES, 6))
    guilty = rng.choice(names)
    while True:
        trials = [names] + [sorted(rng.sample(names, 3)) for _ in range(4)]
        suspects = [name for name in names if all((name in trial) == (guilty in trial) for trial in trials)]
        useful = [trial for trial in trials[1:] if guilty not in trial]
        if suspects == [guilty] and 1 <= len(useful) <= 3:
            break
    rows = "\n".join(
        f"<tr><td>{number}</td><td>{escape(', '.join(trial))}</td><td>{bad if guilty in trial else good}</td></tr>"
        for number, trial in enumerate(trials, 1)
    )
    page = (
        '<h1 class="visually-hidden">Le carnet d’essais</h1>\n<div class="sim-browser">\n'
        '<div class="sim-tabs"><span class="sim-tab on">Carnet d’essais</span></div>\n'
        '<div class="sim-address"><span>https://carnet.example/essais</span></div>\n<div class="sim-page">\n'
        '<table><thead><tr><th scope="col">Essai</th><th scope="col">Extensions activées</th>'
        f'<th scope="col">Ce que l’on voit</th></tr></thead><tbody>\n{rows}\n</tbody></table>\n</div>\n</div>\n'
    )
    values = {"coupable": guilty, "mal": bad} | {f"e{i}": name for i, name in enumerate(names, 1)}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    rows = re.findall(r"<tr><td>\d+</td><td>([^<]+)</td><td>([^<]+)</td></tr>", variant.screens["p1"])
    possible = set(rows[0][0].split(", "))
    for names, seen in rows:
        active = set(names.split(", "))
        possible = possible & active if seen == variant.values["mal"] else possible - active
    (found,) = possible
    return {"nom": found}
