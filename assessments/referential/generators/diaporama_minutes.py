"""A slide sorter with hidden slides and planned durations: what will the public see, and for how long?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

SUBJECTS = [
    (
        "Les abeilles sauvages",
        [
            "Bonjour",
            "Qui sont-elles ?",
            "Leur nid",
            "Leur menu",
            "Une année",
            "Les dangers",
            "Un hôtel à insectes",
            "Nos photos",
            "Merci",
        ],
    ),
    (
        "Le tramway de Lorvane",
        [
            "Accueil",
            "Les premières lignes",
            "Le dépôt",
            "La panne de 1931",
            "Les rails",
            "La ligne neuve",
            "Une journée type",
            "Les chiffres",
            "Questions",
        ],
    ),
    (
        "Le jeu d’échecs",
        [
            "Bienvenue",
            "Le plateau",
            "Les pièces",
            "Le roque",
            "La pendule",
            "Une partie célèbre",
            "Le tournoi",
            "Nos conseils",
            "À vous",
        ],
    ),
    (
        "Fabriquer du papier",
        [
            "Titre",
            "Le bois",
            "La pâte",
            "Le tamis",
            "Le séchage",
            "Le papier recyclé",
            "Une vidéo",
            "L’atelier",
            "Sources",
        ],
    ),
]


def generate(rng: Random) -> Variant:
    subject, titles = rng.choice(SUBJECTS)
    minutes = [rng.randint(1, 4) for _ in titles]
    hidden = sorted(rng.sample(range(1, len(titles) - 1), rng.choice((2, 3))))
    shown = [number for number in range(len(titles)) if number not in hidden]
    cells = []
    for number, title in enumerate(titles):
        mark = '<br><span class="sim-badge">masquée</span>' if number in hidden else ""
        cells.append(
            f'<div class="sim-slide"><b>{number + 1}. {escape(title)}</b><br><small>{minutes[number]} min</small>{mark}</div>'
        )
    page = (
        f'<div class="sim-window">\n<p class="sim-title">{escape(subject)}</p>\n'
        '<h1 class="visually-hidden">Les diapositives en mode Trieuse</h1>\n'
        '<div class="sim-toolbar"><span class="sim-tool">Normal</span> <span class="sim-tool">Plan</span> '
        '<span class="sim-tool on">Trieuse</span></div>\n'
        '<div class="sim-slides">\n' + "\n".join(cells) + "\n</div>\n</div>\n"
    )
    values = {
        "sujet": subject,
        "nombre": str(len(shown)),
        "duree": str(sum(minutes[number] for number in shown)),
        "total": str(sum(minutes)),
        "masquees": ", ".join(str(number + 1) for number in hidden),
        "somme": " + ".join(str(minutes[number]) for number in shown),
    }
    return Variant(values=values, screens={"trieuse": page})


def solve(variant: Variant) -> dict[str, str]:
    kept = []
    for slide in variant.screens["trieuse"].split('class="sim-slide"')[1:]:
        if "masquée" not in slide:
            kept.append(int(re.search(r"(\d+) min", slide).group(1)))
    return {"nombre": str(len(kept)), "duree": str(sum(kept))}
