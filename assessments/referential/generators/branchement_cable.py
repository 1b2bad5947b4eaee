"""A computer, a projector and a drawer of cables: only one cable fits and is long enough."""

import re
from html import escape
from random import Random

from assessments.variants import Variant

OUTPUTS = ("HDMI", "DisplayPort", "USB-C", "VGA")
# From the plug on the computer's side to the plug on the projector's side
CABLES = (
    ("HDMI", "HDMI"),
    ("VGA", "VGA"),
    ("DisplayPort", "DisplayPort"),
    ("DisplayPort", "HDMI"),
    ("DisplayPort", "VGA"),
    ("USB-C", "HDMI"),
    ("USB-C", "DisplayPort"),
    ("USB-C", "VGA"),
)
ROOMS = ("Salle Tamaris", "Salle Garrigue", "Salle Bruyère", "Salle Ajonc", "Salle Lavande")


def _page(room: str, current: str, body: str) -> str:
    tabs = "".join(
        f'<li><a href="{page}.html"' + (' aria-current="page"' if page == current else "") + f">{label}</a></li>"
        for page, label in (("p1", "Ordinateur"), ("p2", "Vidéoprojecteur"), ("p3", "Tiroir à câbles"))
    )
    return (
        f'<div class="sim-window">\n<p class="sim-title">{room} · inventaire</p>\n<h1 class="visually-hidden">{room}</h1>\n'
        f'<nav class="sim-nav" aria-label="Matériel"><ul>{tabs}</ul></nav>\n{body}\n</div>\n'
    )


def generate(rng: Random) -> Variant:
    while True:
        good = rng.choice(CABLES)
        outputs = sorted({good[0], rng.choice(OUTPUTS)})
        inputs = [good[1]]
        wrong = [c for c in CABLES if (c[0] in outputs) + (c[1] in inputs) == 1]
        fitting = [c for c in CABLES if c[0] in outputs and c[1] in inputs]
        if len(fitting) == 1 and len(wrong) >= 3:
            break
    distance = rng.randint(2, 3)
    drawer = [(good, distance + rng.randint(1, 2)), (good, distance - 1)]
    drawer += [(cable, rng.randint(distance, distance + 2)) for cable in rng.sample(wrong, 3)]
    rng.shuffle(drawer)
    numbers = rng.sample(range(11, 60), 5)
    rows = "\n".join(
        f"<tr><td>{number}</td><td>{escape(a)}</td><td>{escape(b)}</td><td>{length} m</td></tr>"
        for number, ((a, b), length) in zip(numbers, drawer, strict=True)
    )
    room = rng.choice(ROOMS)
    screens = {
        "p1": _page(
            room,
            "p1",
            '<ul class="sim-settings">\n<li class="sim-setting"><span>Sorties d’image</span><span>'
            + ", ".join(outputs)
            + '</span></li>\n<li class="sim-setting"><span>Autres prises</span><span>USB-A, jack</span></li>\n</ul>',
        ),
        "p2": _page(
            room,
            "p2",
            '<ul class="sim-settings">\n<li class="sim-setting"><span>Entrée d’image</span><span>'
            + inputs[0]
            + '</span></li>\n<li class="sim-setting"><span>Autres prises</span><span>RJ45, courant</span></li>\n</ul>',
        ),
        "p3": _page(
            room,
            "p3",
            "<table><thead><tr><th>N°</th><th>Côté ordinateur</th><th>Côté projecteur</th><th>Long.</th></tr></thead>"
            f"<tbody>\n{rows}\n</tbody></table>",
        ),
    }
    found = {
        length >= distance: number for number, (cable, length) in zip(numbers, drawer, strict=True) if cable == good
    }
    values = {
        "distance": str(distance),
        "numero": str(found[True]),
        "court": str(found[False]),
        "sortie": good[0],
        "entree": good[1],
    }
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> str:
    outputs = re.search(r"Sorties d’image</span><span>([^<]+)", variant.screens["p1"]).group(1).split(", ")
    entry = re.search(r"Entrée d’image</span><span>([^<]+)", variant.screens["p2"]).group(1)
    rows = re.findall(r"<tr><td>(\d+)</td><td>(.+?)</td><td>(.+?)</td><td>(\d+) m</td></tr>", variant.screens["p3"])
    need = int(variant.values["distance"])
    (number,) = [n for n, a, b, length in rows if a in outputs and b == entry and int(length) >= need]
    return number
