"""An unknown device, a system and a page of drivers: only one file fits."""

import re
from random import Random

from assessments.variants import Variant

NAMES = ("Salif", "Birgit", "Côme", "Delphine", "Léonard", "Fatima", "Giorgio", "Ninon", "Moussa", "Judith")
DEVICES = ("Carte son", "Webcam", "Scanner", "Tablette graphique", "Carte réseau")
SYSTEMS = ("Oria 4", "Oria 5", "Oria 6")


def _page(current: str, body: str) -> str:
    tabs = "".join(
        f'<li><a href="{page}.html"' + (' aria-current="page"' if page == current else "") + f">{label}</a></li>"
        for page, label in (("p1", "Matériel"), ("p2", "Système"), ("p3", "Page des pilotes"))
    )
    return (
        '<div class="sim-window">\n<p class="sim-title">Gestionnaire de matériel</p>\n'
        '<h1 class="visually-hidden">Gestionnaire de matériel</h1>\n'
        f'<nav class="sim-nav" aria-label="Rubriques"><ul>{tabs}</ul></nav>\n{body}\n</div>\n'
    )


def _settings(rows: list[tuple[str, str]]) -> str:
    lines = "\n".join(f'<li class="sim-setting"><span>{name}</span><span>{value}</span></li>' for name, value in rows)
    return f'<ul class="sim-settings">\n{lines}\n</ul>'


def generate(rng: Random) -> Variant:
    maker, model, other = rng.sample(range(0x1000, 0xFFFF), 3)
    unknown, close = f"{maker:04X}:{model:04X}", f"{maker:04X}:{other:04X}"
    system, bits = rng.choice(SYSTEMS), rng.choice(("64", "32"))
    wrong_system = rng.choice([name for name in SYSTEMS if name != system])
    wrong_bits = "32" if bits == "64" else "64"
    numbers = rng.sample(range(110, 990), 5)
    rows = [
        (unknown, system, bits, "stable"),
        (unknown, system, bits, "essai"),
        (unknown, system, wrong_bits, "stable"),
        (unknown, wrong_system, bits, "stable"),
        (close, system, bits, "stable"),
    ]
    named = [(f"pilote-{number}.zip", *row) for number, row in zip(numbers, rows, strict=True)]
    wanted = named[0][0]
    rng.shuffle(named)
    devices = rng.sample(DEVICES, 3)
    items = [(name, "fonctionne") for name in devices[:2]] + [
        ("Matériel inconnu", f"aucun pilote, identifiant {unknown}"),
    ]
    rng.shuffle(items)
    cells = "\n".join(
        f"<tr><td>{name}</td><td>{ident}</td><td>{os} {size} bits</td><td>{kind}</td></tr>"
        for name, ident, os, size, kind in named
    )
    head = "<th>Fichier</th><th>Identifiant</th><th>Système</th><th>Version</th>"
    screens = {
        "p1": _page("p1", _settings(items)),
        "p2": _page("p2", _settings([("Système", system), ("Architecture", f"{bits} bits"), ("Mémoire", "8 Go")])),
        "p3": _page(
            "p3",
            f"<table><thead><tr>{head}</tr></thead><tbody>\n{cells}\n</tbody></table>\n"
            "<p>Les versions « essai » sont réservées aux testeurs : n’installez que les versions stables.</p>",
        ),
    }
    values = {
        "prenom": rng.choice(NAMES),
        "fichier": wanted,
        "sansext": wanted.removesuffix(".zip"),
        "identifiant": unknown,
        "systeme": system,
        "bits": bits,
    }
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> str:
    ident = re.search(r"identifiant ([0-9A-F:]+)", variant.screens["p1"]).group(1)
    system = re.search(r"Système</span><span>([^<]+)", variant.screens["p2"]).group(1)
    bits = re.search(r"Architecture</span><span>(\d+) bits", variant.screens["p2"]).group(1)
    rows = re.findall(r"<td>([^<]+)</td><td>([^<]+)</td><td>([^<]+)</td><td>([^<]+)</td>", variant.screens["p3"])
    (name,) = [n for n, i, s, kind in rows if (i, s, kind) == (ident, f"{system} {bits} bits", "stable")]
    return name
