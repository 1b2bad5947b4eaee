"""Three computers, their making, their life and their yearly use: which has the smallest footprint a year?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

NAMES = ("Aubépine", "Bruyère", "Capucine", "Dahlia", "Églantine", "Fougère", "Glycine", "Hortensia")


def generate(rng: Random) -> Variant:
    names = rng.sample(NAMES, 3)
    while True:
        lives = rng.sample((3, 4, 5, 6, 8), 3)
        shares = [rng.randint(15, 50) for _ in range(3)]
        uses = [rng.randint(4, 20) for _ in range(3)]
        making = [life * share for life, share in zip(lives, shares, strict=True)]
        years = [share + use for share, use in zip(shares, uses, strict=True)]
        best = min(range(3), key=lambda index: years[index])
        # the best is neither the cheapest to make nor the cheapest to use, and the answer is clear
        if sorted(years)[1] - years[best] >= 3 and making[best] > min(making) and uses[best] > min(uses):
            break
    screens = {}
    for number, name in enumerate(names):
        links = "".join(
            f"<li><span>{escape(other)}</span></li>"
            if index == number
            else f'<li><a href="p{index + 1}.html">{escape(other)}</a></li>'
            for index, other in enumerate(names)
        )
        screens[f"p{number + 1}"] = (
            f'<h1 class="visually-hidden">Ordinateur {escape(name)}</h1>\n<div class="sim-browser">\n'
            '<div class="sim-tabs"><span class="sim-tab on">Catalogue</span></div>\n'
            '<div class="sim-address"><span>https://ordinateurs-verts.example/fiches</span></div>\n'
            f'<div class="sim-page">\n<nav class="sim-nav" aria-label="Fiches"><ul>{links}</ul></nav>\n'
            f"<h2>Ordinateur {escape(name)}</h2>\n<table>"
            f"<tr><th>Fabrication</th><td>{making[number]} kg équivalent CO₂</td></tr>"
            f"<tr><th>Utilisation</th><td>{uses[number]} kg équivalent CO₂ par an</td></tr>"
            f"<tr><th>Durée de vie</th><td>{lives[number]} ans</td></tr></table>\n</div>\n</div>\n"
        )
    detail = " ; ".join(f"{names[i]} : {making[i]} ÷ {lives[i]} + {uses[i]} = {years[i]} kg" for i in range(3))
    return Variant(values={"nom": names[best], "kg": str(years[best]), "detail": detail + "."}, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    found = []
    for page in variant.screens.values():
        name = re.search(r"<h2>Ordinateur ([^<]+)</h2>", page).group(1)
        making = int(re.search(r"(\d+) kg équivalent CO₂<", page).group(1))
        use = int(re.search(r"(\d+) kg équivalent CO₂ par an", page).group(1))
        life = int(re.search(r"(\d+) ans", page).group(1))
        found.append((making / life + use, name))
    year, name = min(found)
    return {"nom": name, "kg": f"{year:g}"}
