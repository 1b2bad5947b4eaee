"""Network measures of five participants: who has a weak upload, a weak download, a long latency?"""

import re
from random import Random

from assessments.variants import Variant

NAMES = (
    "Bilel",
    "Célia",
    "Dario",
    "Fabio",
    "Ghita",
    "Jamal",
    "Katia",
    "Lou",
    "Malo",
    "Nine",
    "Pablo",
    "Selma",
)


def _decimal(tenths: int) -> str:
    return f"{tenths // 10},{tenths % 10}"


def generate(rng: Random) -> Variant:
    names = sorted(rng.sample(NAMES, 5))
    weak_up, weak_down, slow = rng.sample(names, 3)
    rows = []
    for name in names:
        up = rng.randint(1, 6) if name == weak_up else rng.randint(25, 140)  # tenths of Mbit/s
        down = rng.randint(3, 12) if name == weak_down else rng.randint(45, 600)
        delay = rng.randint(480, 1250) if name == slow else rng.randint(12, 95)
        rows.append(
            f'<tr><td>{name}</td><td class="num">{_decimal(up)}</td><td class="num">{_decimal(down)}</td>'
            f'<td class="num">{delay}</td></tr>'
        )
    lines = "\n".join(rows)
    page = (
        '<h1 class="visually-hidden">Mesures de la réunion</h1>\n<div class="sim-window">\n'
        '<p class="sim-title">Diagnostic de la réunion</p>\n<div class="sim-files"><table>\n<thead><tr>'
        '<th scope="col">Nom</th><th scope="col" class="num">Montant (Mbit/s)</th>'
        '<th scope="col" class="num">Descendant (Mbit/s)</th><th scope="col" class="num">Latence (ms)</th></tr></thead>\n'
        f"<tbody>\n{lines}\n</tbody></table></div>\n"
        '<p class="sim-note">Conseillé : montant, au moins 1,5 Mbit/s ; descendant, au moins 2,5 Mbit/s ; '
        "latence, moins de 150 ms.</p>\n</div>\n"
    )
    values = {"a": weak_up, "b": weak_down, "c": slow} | {f"n{rank}": name for rank, name in enumerate(names, 1)}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    found = {}
    for name, up, down, delay in re.findall(
        r"<td>([^<]+)</td><td class=\"num\">([\d,]+)</td><td class=\"num\">([\d,]+)</td><td class=\"num\">(\d+)</td>",
        variant.screens["p1"],
    ):
        if float(up.replace(",", ".")) < 1.5:
            found["a"] = name
        if float(down.replace(",", ".")) < 2.5:
            found["b"] = name
        if int(delay) >= 150:
            found["c"] = name
    return found
