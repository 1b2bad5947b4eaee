"""Three USB-C sockets, three cables, one docking station: which pair meets all the needs?"""

import re
from random import Random

from assessments.variants import Variant

PORTS = ("gauche", "droite", "arrière")
CABLES = ("noir", "gris", "blanc")
MAKERS = ("Orlux", "Tavéo", "Mirandel", "Kelviana", "Sibor")


def _page(maker: str, current: str, body: str) -> str:
    tabs = "".join(
        f'<li><a href="{page}.html"' + (' aria-current="page"' if page == current else "") + f">{label}</a></li>"
        for page, label in (("p1", "Station d’accueil"), ("p2", "Prises"), ("p3", "Câbles"))
    )
    return (
        f'<div class="sim-window">\n<p class="sim-title">{maker} · fiches techniques</p>\n'
        f'<h1 class="visually-hidden">Fiches techniques</h1>\n<nav class="sim-nav" aria-label="Fiches"><ul>{tabs}</ul></nav>\n'
        f"{body}\n</div>\n"
    )


def _table(first: str, rows: list[tuple[str, int, int, bool]]) -> str:
    lines = "\n".join(
        f"<tr><td>{name}</td><td>{speed} Gbit/s</td><td>{'oui' if video else 'non'}</td><td>{watts} W</td></tr>"
        for name, speed, watts, video in rows
    )
    return (
        f"<table><thead><tr><th>{first}</th><th>Données</th><th>Image</th><th>Charge</th></tr></thead>"
        f"<tbody>\n{lines}\n</tbody></table>"
    )


def _three(rng: Random, names: tuple[str, ...], speed: int, watts: int) -> tuple[str, list[tuple[str, int, int, bool]]]:
    """One item good enough; each of the others lacks one of the three functions."""
    good = rng.choice(names)
    lacks = rng.sample(["speed", "watts", "video"], 2)
    rows = []
    for name in names:
        fault = "" if name == good else lacks.pop()
        rows.append(
            (
                name,
                speed // 2 if fault == "speed" else speed * rng.choice((1, 2)),
                rng.choice((15, 30)) if fault == "watts" else rng.choice((100, 140)),
                fault != "video",
            )
        )
    return good, rows


def generate(rng: Random) -> Variant:
    speed, watts, maker = rng.choice((10, 20)), rng.choice((45, 60, 65, 90)), rng.choice(MAKERS)
    port, ports = _three(rng, PORTS, speed, watts)
    cable, cables = _three(rng, CABLES, speed, watts)
    need = (
        '<ul class="sim-settings">\n'
        f'<li class="sim-setting"><span>Données</span><span>{speed} Gbit/s au moins</span></li>\n'
        '<li class="sim-setting"><span>Image</span><span>oui, pour un écran</span></li>\n'
        f'<li class="sim-setting"><span>Charge de l’ordinateur</span><span>{watts} W au moins</span></li>\n</ul>\n'
        "<p>Ces trois besoins passent par un seul câble USB-C.</p>"
    )
    screens = {
        "p1": _page(maker, "p1", need),
        "p2": _page(maker, "p2", _table("Prise", ports)),
        "p3": _page(maker, "p3", _table("Câble", cables)),
    }
    values = {"port": port, "cable": cable, "debit": str(speed), "watts": str(watts)}
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    speed = int(re.search(r"(\d+) Gbit/s au moins", variant.screens["p1"]).group(1))
    watts = int(re.search(r"(\d+) W au moins", variant.screens["p1"]).group(1))
    answer = {}
    for key, page in (("port", "p2"), ("cable", "p3")):
        rows = re.findall(
            r"<td>(\w+)</td><td>(\d+) Gbit/s</td><td>(oui|non)</td><td>(\d+) W</td>", variant.screens[page]
        )
        (answer[key],) = [n for n, s, v, w in rows if int(s) >= speed and v == "oui" and int(w) >= watts]
    return answer
