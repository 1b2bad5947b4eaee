"""A small ENT: in the homework book, the exercise to do for one day, in one subject."""

import re
from html import escape
from random import Random

from assessments.variants import Variant

DAYS = ("lundi", "mardi", "jeudi", "vendredi")
SUBJECTS = ("Mathématiques", "Anglais", "Histoire-géographie", "Physique-chimie", "Espagnol", "Technologie")
PUPILS = ("Aminata", "Corentin", "Leïla", "Gabin", "Mei", "Rayan", "Solène", "Tomasz", "Inaya", "Loris")
TABS = (("p1", "Accueil"), ("p2", "Cahier de textes"), ("p3", "Messagerie"), ("p4", "Casier"))


def _page(current: str, title: str, body: str) -> str:
    links = " ".join(
        f'<span class="sim-tool on">{name}</span>'
        if page == current
        else f'<a class="sim-tool" href="{page}.html">{name}</a>'
        for page, name in TABS
    )
    return (
        f'<h1 class="visually-hidden">{escape(title)}</h1>\n<div class="sim-browser">\n'
        '<div class="sim-tabs"><span class="sim-tab on">ENT du collège</span></div>\n'
        '<div class="sim-address"><span>https://ent-college.example</span></div>\n<div class="sim-page">\n'
        f'<nav class="sim-toolbar" aria-label="Services">{links}</nav>\n<h2>{escape(title)}</h2>\n{body}\n</div>\n</div>\n'
    )


def generate(rng: Random) -> Variant:
    pupil = rng.choice(PUPILS)
    subject, *others = rng.sample(SUBJECTS, 4)
    day = rng.choice(DAYS)
    pages = rng.sample(range(12, 190), 12)
    lines = {name: [(rng.choice(others), pages.pop())] for name in DAYS}
    for name in DAYS:
        lines[name].append((rng.choice([s for s in others if s != lines[name][0][0]]), pages.pop()))
    wanted = pages.pop()
    lines[day].append((subject, wanted))
    wrong = rng.choice([name for name in DAYS if name != day])
    lines[wrong].append((subject, pages.pop()))
    blocks = []
    for name in DAYS:
        rng.shuffle(lines[name])
        items = "".join(f"<li>{escape(what)} : exercices de la page {page}</li>" for what, page in lines[name])
        blocks.append(f"<h3>Pour {name}</h3>\n<ul>{items}</ul>")
    screens = {
        "p1": _page("p1", f"Bonjour {pupil}", "<p>Un nouveau travail est dans le cahier de textes.</p>"),
        "p2": _page("p2", "Cahier de textes", "\n".join(blocks)),
        "p3": _page("p3", "Messagerie", f"<p>Un camarade : « {subject}, c’est bien la page {pages.pop()} ? »</p>"),
        "p4": _page("p4", "Casier", "<p>Aucun fichier.</p>"),
    }
    values = {"eleve": pupil, "matiere": subject, "jour": day, "page": str(wanted), "autre": wrong}
    values["dematiere"] = ("d’" if subject[0] in "AEH" else "de ") + subject.lower()
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> str:
    for block in variant.screens["p2"].split("<h3>")[1:]:
        if block.startswith(f"Pour {variant.values['jour']}<"):
            return re.search(rf"<li>{variant.values['matiere']} : exercices de la page (\d+)</li>", block).group(1)
    raise ValueError(variant.values["jour"])
