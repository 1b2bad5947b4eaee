"""A report made of chained causes: where does the first cause stand, and what is to be fixed?"""

import re
from html import escape
from random import Random
from textwrap import fill

from assessments.variants import Variant

APPS = ("Partitio", "Cartelo", "Montagia", "Albumo", "Journalo")
REMEDIES = {
    "les droits sur un fichier": (
        "acces",
        ("Lecture refusée à ce compte : {f}", "Ouverture de {f} interdite à cet utilisateur"),
    ),
    "la place sur le disque": (
        "disque",
        ("Écriture arrêtée, 0 octet libre : {f}", "Volume plein pendant l’écriture de {f}"),
    ),
    "la liaison au réseau": (
        "liaison",
        ("Délai dépassé, hôte injoignable : {f}", "Aucune réponse de l’hôte qui fournit {f}"),
    ),
    "un fichier disparu": ("lecture", ("Rien à cet emplacement : {f}", "Chemin sans fichier : {f}")),
}
FILES = ("plan.svg", "titre.png", "notes.csv", "fond.jpg", "police.otf", "carte.svg")
MIDDLE = (
    ("rendu", "La page {n} n’a pas pu être dessinée"),
    ("images", "L’image de la page {n} est vide"),
    ("styles", "Le style de la page {n} est incomplet"),
    ("cache", "L’élément {n} manque dans le cache"),
    ("tableaux", "Le tableau de la page {n} est vide"),
)
TOP = (("export", "Le document n’a pas pu être exporté"), ("apercu", "L’aperçu n’a pas pu être affiché"))


def _under(words: str) -> str:
    """A message under its module, in lines that a phone shows whole."""
    return fill(words, 36, initial_indent="  ", subsequent_indent="  ")


def generate(rng: Random) -> Variant:
    app = rng.choice(APPS)
    remedy = rng.choice(sorted(REMEDIES))
    module, messages = REMEDIES[remedy]
    message = rng.choice(messages).format(f=rng.choice(FILES))
    lines = rng.sample(range(12, 480), 5)
    page = rng.randint(2, 9)
    chain = [rng.choice(TOP), *rng.sample(MIDDLE, 2), (module, message)]
    text = []
    for depth, ((name, words), line) in enumerate(zip(chain, lines, strict=False)):
        start = "ÉCHEC" if depth == 0 else "causé par"
        text.append(f"{start} {name}.module:{line}\n{_under(words.format(n=page))}")
    text.append(f"pendant la purge memoire.module:{lines[4]}\n{_under('Fermeture impossible, document déjà fermé')}")
    shown = escape("\n".join(text), quote=False)
    screen = (
        f'<div class="sim-window">\n<p class="sim-title">{app} · rapport d’erreur</p>\n'
        f'<h1 class="visually-hidden">Rapport d’erreur de {app}</h1>\n'
        f'<div class="sim-terminal"><pre>{shown}</pre></div>\n'
        '<p class="sim-meta">Un module est une partie du logiciel. Le nombre après « : » est un numéro de ligne.</p>\n'
        "</div>\n"
    )
    values = {
        "logiciel": app,
        "module": module,
        "ligne": str(lines[3]),
        "remede": remedy,
        "message": message,
    }
    return Variant(values=values, screens={"p1": screen})


def solve(variant: Variant) -> dict[str, str]:
    found = re.findall(r"causé par (\w+)\.module:(\d+)\n((?:  .+\n?)+)", variant.screens["p1"])
    module, line, message = found[-1]
    clues = {
        "refusée|interdite": "les droits sur un fichier",
        "libre|plein": "la place sur le disque",
        "hôte": "la liaison au réseau",
        "emplacement|sans fichier": "un fichier disparu",
    }
    remedy = next(name for clue, name in clues.items() if re.search(clue, message))
    return {"module": module, "ligne": line, "remede": remedy}
