"""Files of mixed units to copy on a key: how much room is left?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

NAMES = ("film-camp.mp4", "sons-concert.zip", "photos-mai.zip", "plans.pdf", "scans.zip", "cartes.zip", "clip.mp4")


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def generate(rng: Random) -> Variant:
    names = sorted(rng.sample(NAMES, 4))
    giga, kilo = rng.randint(11, 24) * 100, rng.randint(3, 9) * 10
    plain = [rng.randint(21, 79) * 10, rng.randint(12, 38) * 5]
    sizes = [giga, kilo, *plain]  # all in Mo
    texts = [f"{giga / 1000:g} Go".replace(".", ","), f"{_spaced(kilo * 1000)} Ko", *(f"{size} Mo" for size in plain)]
    order = rng.sample(range(4), 4)
    total = sum(sizes)
    free = (total // 100 + rng.randint(2, 9)) * 100
    rows = "".join(f"<tr><td>{escape(name)}</td><td>{texts[i]}</td></tr>" for name, i in zip(names, order, strict=True))
    page = (
        '<h1 class="visually-hidden">Copier vers la clé</h1>\n<div class="sim-window">\n<p '
        'class="sim-title">Copier vers la clé USB</p>\n'
        '<div class="sim-files"><table><thead><tr><th scope="col">Fichier choisi</th><th '
        'scope="col">Taille</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>\n"
        '<p class="sim-note">Espace libre sur la clé : <strong>'
        f"{f'{free / 1000:g}'.replace('.', ',')} Go</strong></p>\n</div>\n"
    )
    values = {
        "total": _spaced(total),
        "libre": _spaced(free),
        "reste": str(free - total),
        "detail": " + ".join(_spaced(sizes[i]) for i in order),
    }
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> str:
    kilo = {"Ko": 1, "Mo": 1000, "Go": 1_000_000}

    def size(number: str, unit: str) -> int:
        return round(float(number.replace(" ", "").replace(",", ".")) * kilo[unit])

    page = variant.screens["p1"]
    used = sum(size(*found) for found in re.findall(r"<td>([\d ,]+) (Ko|Mo|Go)</td>", page))
    free = size(*re.search(r"<strong>([\d ,]+) (Go)</strong>", page).groups())
    return str((free - used) // 1000)
