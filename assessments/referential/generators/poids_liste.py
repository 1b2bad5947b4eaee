"""The files of a USB stick, with weights in ko, Mo and Go: which is the heaviest, which is the lightest?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

# name: lowest and highest credible weight; the unit is that of the group (tenths of it for the two first)
HUGE = {"film-vacances.mp4": (11, 39), "sauvegarde.zip": (11, 39), "spectacle.mkv": (11, 39)}
COMMON = {"chanson.mp3": (31, 95), "affiche.png": (21, 80), "rapport.pdf": (12, 90), "exposé.odp": (31, 95)}
LARGE = {"reportage.wav": (600, 850), "visite-guidée.mp4": (600, 990), "photos-voyage.zip": (600, 990)}
MEDIUM = {"carte.tif": (25, 90), "clip.mp4": (40, 190), "concert.flac": (150, 290)}
SMALL = {"recette.pdf": (120, 850), "portrait.jpg": (150, 900), "capture.png": (120, 700)}
TINY = {"lettre.odt": (15, 60), "liste.csv": (12, 60), "notes.txt": (12, 40), "budget.ods": (15, 60)}
UNITS = {"ko": 1, "Mo": 1000, "Go": 1_000_000}


def generate(rng: Random) -> Variant:
    groups = (
        (HUGE, "Go", 10),
        (COMMON, "Mo", 10),
        (LARGE, "Mo", 1),
        (MEDIUM, "Mo", 1),
        (SMALL, "ko", 1),
        (TINY, "ko", 1),
    )
    rows = []
    for names, unit, divisor in groups:
        name = rng.choice(list(names))
        number = rng.randint(*names[name])
        weight = f"{number / divisor:.1f}".replace(".", ",") if divisor > 1 else str(number)
        rows.append((name, f"{weight} {unit}"))
    values = {"lourd": rows[0][0], "plourd": rows[0][1], "leger": rows[5][0], "pleger": rows[5][1]}
    rng.shuffle(rows)
    names = sorted(name for name, _ in rows)
    values |= {f"f{number}": name for number, name in enumerate(names, start=1)}
    lines = "\n".join(f'<tr><td>{escape(name)}</td><td class="num">{weight}</td></tr>' for name, weight in rows)
    page = (
        '<h1 class="visually-hidden">Clé USB</h1>\n<div class="sim-window">\n<div class="sim-title">Clé USB</div>\n'
        '<div class="sim-files"><table><thead><tr><th scope="col">Nom</th><th scope="col" class="num">Poids</th></tr>'
        f"</thead>\n<tbody>\n{lines}\n</tbody></table></div>\n</div>\n"
    )
    return Variant(values=values, screens={"cle": page})


def solve(variant: Variant) -> dict[str, str]:
    rows = re.findall(r'<tr><td>([^<]+)</td><td class="num">([\d,]+) (\w+)</td></tr>', variant.screens["cle"])
    weights = {name: float(number.replace(",", ".")) * UNITS[unit] for name, number, unit in rows}
    return {"lourd": max(weights, key=weights.__getitem__), "leger": min(weights, key=weights.__getitem__)}
