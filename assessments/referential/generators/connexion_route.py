"""A traced route: from which hop on does the delay stay high?"""

import re
from random import Random

from assessments.variants import Variant

NAMES = ("Adèle", "Boris", "Camila", "Dalia", "Émile", "Fatou", "Goran", "Hanae", "Idris", "Joanna")
SITES = ("archives-lumes.example", "regate-orle.example", "photos-vaubrun.example", "radio-sarnelle.example")
ROUTERS = ("203.0.113", "198.51.100", "192.0.2")


def generate(rng: Random) -> Variant:
    count = rng.randint(9, 11)
    jump = rng.randint(6, count - 1)
    peak, silent = rng.sample(range(3, jump - 1), 2)
    lines, delay = [], 1
    for hop in range(1, count + 1):
        if hop == jump:
            delay += rng.randint(140, 210)
        elif hop > 1:
            delay += rng.randint(1, 4)
        address = f"192.168.{rng.randint(2, 60)}.1" if hop == 1 else f"{rng.choice(ROUTERS)}.{rng.randint(2, 250)}"
        times = [delay + rng.randint(0, 3) + (rng.randint(160, 240) if hop == peak else 0) for _ in range(3)]
        if hop == silent:
            lines.append(f"{hop:>2}   *    *    *   pas de réponse")
        else:
            lines.append(f"{hop:>2} " + " ".join(f"{time:>4}" for time in times) + f"  {address}")
    site = rng.choice(SITES)
    screen = (
        '<div class="sim-window">\n<p class="sim-title">Terminal</p>\n<h1 class="visually-hidden">Tracé de la route</h1>\n'
        f'<div class="sim-terminal"><pre>&gt; route vers {site} (délais en ms)\n\n'
        + "\n".join(lines)
        + "</pre></div>\n</div>\n"
    )
    values = {
        "prenom": rng.choice(NAMES),
        "site": site,
        "saut": str(jump),
        "pic": str(peak),
        "muet": str(silent),
    }
    return Variant(values=values, screens={"p1": screen})


def solve(variant: Variant) -> str:
    rows = re.findall(r"^ ?(\d+) +(\d+) +(\d+) +(\d+)  ", variant.screens["p1"], re.M)
    best = {int(hop): min(int(time) for time in times) for hop, *times in rows}
    for hop in sorted(best):
        if all(best[other] > 100 for other in best if other >= hop):
            return str(hop)
    raise ValueError("no lasting rise")
