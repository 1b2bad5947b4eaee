"""What a program asks and what a computer has: which two conditions are not met?"""

import re
from random import Random

from assessments.variants import Variant

NAMES = ("Anatole", "Binta", "Célestin", "Diane", "Erwan", "Faïza", "Gaspard", "Hind", "Ilan", "Joséphine")
PROGRAMS = ("Sculptéo 3D", "Monde de Lumes", "Atelier Vidéo Orle", "Partition Studio", "Carto Relief")
LABELS = ("Version du système", "Mémoire vive", "Espace libre", "Hauteur de l’écran", "Architecture")


def _page(program: str, current: str, rows: list[tuple[str, str]]) -> str:
    tabs = "".join(
        f'<li><a href="{page}.html"' + (' aria-current="page"' if page == current else "") + f">{label}</a></li>"
        for page, label in (("p1", "Le logiciel demande"), ("p2", "L’ordinateur offre"))
    )
    lines = "\n".join(f'<li class="sim-setting"><span>{name}</span><span>{value}</span></li>' for name, value in rows)
    return (
        f'<div class="sim-window">\n<p class="sim-title">{program}</p>\n<h1 class="visually-hidden">{program}</h1>\n'
        f'<nav class="sim-nav" aria-label="Fiches"><ul>{tabs}</ul></nav>\n<ul class="sim-settings">\n{lines}\n</ul>\n</div>\n'
    )


def generate(rng: Random) -> Variant:
    need = [rng.randint(4, 8), rng.choice((8, 16)), rng.choice((12, 20, 35, 50)), rng.choice((900, 1080)), 64]
    more = [rng.randint(0, 2), rng.choice((0, 8)), rng.randint(5, 90), rng.choice((0, 120)), 0]
    less = [rng.randint(1, 2), rng.choice((2, 4)), rng.randint(3, 8), rng.choice((132, 180)), 32]
    bad = sorted(rng.sample(range(5), 2))
    have = [n - less[i] if i in bad else n + more[i] for i, n in enumerate(need)]
    units = ("Oria {} ou plus récent", "{} Go au moins", "{} Go au moins", "{} pixels au moins", "{} bits")
    owned = ("Oria {}", "{} Go", "{} Go", "{} pixels", "{} bits")
    program = rng.choice(PROGRAMS)
    asked = [(LABELS[i], units[i].format(n)) for i, n in enumerate(need)]
    offered = [(LABELS[i], owned[i].format(n)) for i, n in enumerate(have)]
    rng.shuffle(offered)
    proofs = [
        f"{LABELS[i]} : le logiciel demande « {units[i].format(need[i])} », l’ordinateur offre « {owned[i].format(have[i])} »."
        for i in bad
    ]
    values = {
        "prenom": rng.choice(NAMES),
        "logiciel": program,
        "r1": str(bad[0] + 1),
        "r2": str(bad[1] + 1),
        "preuve1": proofs[0],
        "preuve2": proofs[1],
    }
    return Variant(values=values, screens={"p1": _page(program, "p1", asked), "p2": _page(program, "p2", offered)})


def solve(variant: Variant) -> list[int]:
    pages = [
        {
            name: int(re.search(r"\d+", value).group())
            for name, value in re.findall(r"<span>([^<]+)</span><span>([^<]+)", page)
        }
        for page in (variant.screens["p1"], variant.screens["p2"])
    ]
    return [rank for rank, name in enumerate(LABELS, 1) if pages[1][name] < pages[0][name]]
