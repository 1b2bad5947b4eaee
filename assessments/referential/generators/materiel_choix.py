"""A need and five computers: only one satisfies every line."""

import re
from random import Random

from assessments.variants import Variant

NAMES = ("Acacia", "Buis", "Cèdre", "Genêt", "Houx", "Laurier", "Orme", "Tilleul")
PEOPLE = (
    ("Noor", "je dessine des plans"),
    ("Marius", "je compose de la musique"),
    ("Tasnim", "je retouche des photos"),
    ("Ewen", "je programme des jeux"),
    ("Jade", "je prépare des cartes"),
)


def _window(title: str, current: str, body: str) -> str:
    tabs = " ".join(
        f'<span class="sim-tool on">{name}</span>'
        if page == current
        else f'<a class="sim-tool" href="{page}.html">{name}</a>'
        for page, name in (("p1", "Le besoin"), ("p2", "Les modèles"))
    )
    return (
        f'<h1 class="visually-hidden">{title}</h1>\n<div class="sim-window">\n<div class="sim-title">{title}</div>\n'
        f'<nav class="sim-toolbar" aria-label="Fenêtres">{tabs}</nav>\n{body}\n</div>\n'
    )


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")


def generate(rng: Random) -> Variant:
    person, work = rng.choice(PEOPLE)
    memory, disk = rng.choice((8, 16)), rng.choice((400, 450, 700, 900))
    screen, hours = rng.choice((13, 14, 15)), rng.randint(7, 11)
    enough = 512 if disk < 500 else 1000
    good = [rng.choice((memory, memory * 2)), enough, screen, hours + rng.randint(0, 2)]
    others = [
        [memory // 2, enough, screen + 1, hours + 3],
        [memory * 2, 256, screen, hours + 2],
        [memory, enough * 2, screen - 2, hours + 1],
        [memory * 2, enough, screen + 2, hours - rng.randint(1, 3)],
    ]
    names = rng.sample(NAMES, 5)
    models = list(zip(names, [good, *others], strict=True))
    answer = names[0]
    rng.shuffle(models)
    need = (
        f'<div class="sim-chat"><p class="sim-bubble">{person} : {work}. Il me faut au moins {memory} Go de mémoire vive. '
        f"Mes fichiers occupent {disk} Go. L’écran doit faire {screen} pouces ou plus, "
        f"et la batterie tenir {hours} heures.</p></div>"
    )
    rows = "\n".join(
        f'<li class="sim-setting"><span>{name}</span>'
        f"<span>{m} Go de mémoire, SSD de {_grouped(d)} Go, écran de {s} pouces, {h} h d’autonomie</span></li>"
        for name, (m, d, s, h) in models
    )
    catalogue = f'<ul class="sim-settings">\n{rows}\n</ul>'
    screens = {"p1": _window("Le besoin", "p1", need), "p2": _window("Les modèles", "p2", catalogue)}
    values = {"personne": person, "modele": answer} | {f"n{i}": name for i, (name, _) in enumerate(models, 1)}
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    memory, disk, screen, hours = (int(x) for x in re.findall(r"(\d+) (?:Go|pouces|heures)", variant.screens["p1"]))
    found = []
    for name, details in re.findall(r"<li[^>]*><span>([^<]+)</span><span>([^<]+)</span>", variant.screens["p2"]):
        m, d, s, h = (int(re.sub(r"\D", "", part)) for part in details.split(", "))
        if m >= memory and d >= disk and s >= screen and h >= hours:
            found.append(name)
    assert len(found) == 1
    return {"modele": found[0]}
