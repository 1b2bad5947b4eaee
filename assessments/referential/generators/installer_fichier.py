"""A computer and a download page: which file fits the system and the processor?"""

import re
from random import Random

from assessments.variants import Variant

APPS = ("Encrier", "Boréal", "Solfa", "Trapèze", "Cadran", "Girouette")
SYSTEMS = ("Larix", "Fénix", "Tamaris")
CHIPS = ("ARM 64 bits", "x86 64 bits", "RISC-V 64 bits")


def _page(title: str, current: str, body: str) -> str:
    tabs = " ".join(
        f'<span class="sim-tool on">{name}</span>'
        if page == current
        else f'<a class="sim-tool" href="{page}.html">{name}</a>'
        for page, name in (("p1", "Mon ordinateur"), ("p2", "Téléchargements"))
    )
    return (
        f'<h1 class="visually-hidden">{title}</h1>\n<div class="sim-window">\n<div class="sim-title">{title}</div>\n'
        f'<nav class="sim-toolbar" aria-label="Rubriques">{tabs}</nav>\n{body}\n</div>\n'
    )


def generate(rng: Random) -> Variant:
    app = rng.choice(APPS)
    system, other = rng.sample(SYSTEMS, 2)
    chip, wrong = rng.sample(CHIPS, 2)
    mine = rng.randint(9, 13)
    fitting = rng.randint(mine - 3, mine)
    rows = [
        (system, fitting, chip),
        (system, mine + rng.randint(1, 2), chip),
        (system, rng.randint(mine - 3, mine), wrong),
        (other, rng.randint(mine - 3, mine), chip),
        (other, rng.randint(mine - 3, mine), wrong),
    ]
    sizes = rng.sample(range(112, 480), len(rows))
    good = sizes[0]
    listing = list(zip(rows, sizes, strict=True))
    rng.shuffle(listing)
    lines = "\n".join(
        f"<tr><td>{name} {number} ou plus récent</td><td>{processor}</td><td>{size} Mo</td></tr>"
        for (name, number, processor), size in listing
    )
    about = (
        f'<ul class="sim-settings"><li class="sim-setting"><span>Système</span><span>{system} {mine}</span></li>'
        f'<li class="sim-setting"><span>Processeur</span><span>{chip}</span></li>'
        '<li class="sim-setting"><span>Espace libre</span><span>40 Go</span></li></ul>'
    )
    table = (
        '<table><thead><tr><th scope="col">Système</th><th scope="col">Processeur</th><th scope="col">Taille</th></tr>'
        f"</thead><tbody>\n{lines}\n</tbody></table>"
    )
    screens = {
        "p1": _page("À propos de cet ordinateur", "p1", about),
        "p2": _page(f"{app} : téléchargements", "p2", table),
    }
    values = {"app": app, "taille": str(good), "systeme": f"{system} {mine}", "puce": chip}
    values["mini"] = f"{system} {fitting}"
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> str:
    about = dict(re.findall(r"<span>([^<]+)</span><span>([^<]+)</span>", variant.screens["p1"]))
    system, number = about["Système"].split()
    found = [
        size
        for name, least, chip, size in re.findall(
            r"<td>(\w+) (\d+) ou plus récent</td><td>([^<]+)</td><td>(\d+) Mo</td>", variant.screens["p2"]
        )
        if name == system and int(least) <= int(number) and chip == about["Processeur"]
    ]
    assert len(found) == 1
    return found[0]
