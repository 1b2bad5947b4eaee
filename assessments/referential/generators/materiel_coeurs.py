"""Durations on one and two cores: the part that cannot be shared, and the duration on four cores."""

import re
from random import Random

from assessments.variants import Variant

PROGRAMS = ("Galets", "Méandre", "Brume", "Aurore", "Sillage", "Tourbe")


def generate(rng: Random) -> Variant:
    serial, shared = rng.randint(5, 30), rng.randint(5, 30) * 4
    program, more = rng.choice(PROGRAMS), rng.choice((4, 4, 2))
    cores = (1, more)
    after = 4 if more == 2 else 2
    rows = "\n".join(f"<tr><td>{n}</td><td>{serial + shared // n} s</td></tr>" for n in cores)
    page = (
        '<h1 class="visually-hidden">Les mesures</h1>\n<div class="sim-window">\n'
        '<div class="sim-title">Carnet de mesures</div>\n<table><thead><tr><th scope="col">Cœurs utilisés</th>'
        f'<th scope="col">Durée du calcul</th></tr></thead><tbody>\n{rows}\n</tbody></table>\n'
        f"<p>Programme « {program} », même fichier, même ordinateur. "
        "Une part du calcul ne se partage pas entre les cœurs ; "
        "l’autre se partage également.</p>\n</div>\n"
    )
    values = {"prog": program, "coeurs": str(after), "fixe": str(serial), "partage": str(shared)}
    values |= {"duree": str(serial + shared // after), "part": str(shared // after)}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    rows = re.findall(r"<tr><td>(\d+)</td><td>(\d+) s</td></tr>", variant.screens["p1"])
    (_, one), (n, many) = [(int(a), int(b)) for a, b in rows]
    shared = (one - many) * n / (n - 1)
    serial = one - shared
    return {"fixe": str(round(serial)), "duree": str(round(serial + shared / int(variant.values["coeurs"])))}
