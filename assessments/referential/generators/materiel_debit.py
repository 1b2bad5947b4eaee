"""A chain of three links, in bits and in bytes per second: the slowest one, and the duration of a copy."""

import re
from random import Random

from assessments.variants import Variant

LINKS = ("Lecture du disque", "Câble", "Écriture de la clé")


def generate(rng: Random) -> Variant:
    while True:
        cable = rng.choice((160, 240, 320, 400, 480, 640, 800, 1600))  # Mbit/s
        disk, key = rng.choice((100, 120, 200, 400, 500)), rng.choice((20, 25, 30, 50, 60, 80, 120))
        speeds = [disk, cable // 8, key]
        slow = min(speeds)
        seconds = rng.choice((20, 40, 50, 60, 80, 100, 120, 150))
        if speeds.count(slow) == 1 and slow * seconds % 1000 == 0:
            break
    size = slow * seconds // 1000
    rows = "\n".join(
        f"<tr><td>{link}</td><td>{text}</td></tr>"
        for link, text in zip(LINKS, (f"{disk} Mo/s", f"{cable} Mbit/s", f"{key} Mo/s"), strict=True)
    )
    page = (
        '<h1 class="visually-hidden">Une copie</h1>\n<div class="sim-window">\n'
        '<div class="sim-title">Copie vers une clé</div>\n<table><thead><tr><th scope="col">Maillon</th>'
        f'<th scope="col">Débit</th></tr></thead><tbody>\n{rows}\n</tbody></table>\n'
        f"<p>Fichiers à copier : {size} Go</p>\n</div>\n"
    )
    values = {"maillon": LINKS[speeds.index(slow)], "debit": str(slow), "duree": str(seconds), "taille": str(size)}
    values["octets"] = str(cable // 8)
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    page = variant.screens["p1"]
    rates = {}
    for link, number, unit in re.findall(r"<tr><td>([^<]+)</td><td>(\d+) (Mo/s|Mbit/s)</td></tr>", page):
        rates[link] = int(number) / (8 if unit == "Mbit/s" else 1)
    size = int(re.search(r": (\d+) Go", page).group(1))
    slow = min(rates, key=rates.get)
    return {"maillon": slow, "duree": str(round(size * 1000 / rates[slow]))}
