"""Trials with some extensions on: only one extension is in every failure and in no success."""

import re
from random import Random

from assessments.variants import Variant

NAMES = ("Mathurin", "Bérénice", "Cheikh", "Dora", "Kévin", "Flora", "Gildas", "Rabia", "Vasco", "Joana")
EXTENSIONS = ("Météa", "Traduco", "Lisibo", "Bloknote", "Palette", "Minuteur", "Loupio", "Marquo", "Résumo", "Vocalis")


def generate(rng: Random) -> Variant:
    names = rng.sample(EXTENSIONS, 6)
    guilty = names[0]
    while True:
        trials = [tuple(sorted(rng.sample(names, 3))) for _ in range(5)]
        good = [trial for trial in trials if guilty not in trial]
        bad = [trial for trial in trials if guilty in trial]
        cleared = {name for trial in good for name in trial}
        common = set(names).intersection(*bad) if bad else set()
        distinct = len(set(trials)) == 5
        if distinct and len(bad) >= 2 and len(cleared) == 5 and len(good) >= 2 and len(common) <= 2:
            break
    lines = "\n".join(
        f"<tr><td>{number}</td><td>{', '.join(trial)}</td><td>{'plante' if guilty in trial else 'marche'}</td></tr>"
        for number, trial in enumerate(trials, 1)
    )
    installed = "".join(f"<li>{name}</li>" for name in sorted(names))

    def page(current: str, body: str) -> str:
        tabs = "".join(
            f'<li><a href="{key}.html"' + (' aria-current="page"' if key == current else "") + f">{label}</a></li>"
            for key, label in (("p1", "Extensions installées"), ("p2", "Carnet d’essais"))
        )
        return (
            '<div class="sim-window">\n<p class="sim-title">Navigateur Navigo</p>\n<h1 class="visually-hidden">Essais</h1>\n'
            f'<nav class="sim-nav" aria-label="Rubriques"><ul>{tabs}</ul></nav>\n{body}\n</div>\n'
        )

    table = "<table><thead><tr><th>Essai</th><th>Extensions actives</th><th>Résultat</th></tr></thead>"
    screens = {
        "p1": page("p1", f"<ul>{installed}</ul>\n<p>Sans aucune extension, le navigateur marche.</p>"),
        "p2": page("p2", f"{table}<tbody>\n{lines}\n</tbody></table>"),
    }
    return Variant(values={"prenom": rng.choice(NAMES), "coupable": guilty}, screens=screens)


def solve(variant: Variant) -> str:
    rows = re.findall(r"<td>\d</td><td>([^<]+)</td><td>(\w+)</td>", variant.screens["p2"])
    suspects = set(re.findall(r"<li>([^<]+)</li>", variant.screens["p1"]))
    for listed, result in rows:
        active = set(listed.split(", "))
        suspects = suspects & active if result == "plante" else suspects - active
    (name,) = suspects
    return name
