"""The code of a page: what shows in the tab, what is the main heading, where does the link lead?"""

import re
from html import escape, unescape
from random import Random

from assessments.variants import Variant

PLACES = ("Brel", "Sauve", "Orvane", "Lorvane", "Mirvaux", "Verdal", "Brazac", "Ormance")
SUBJECTS = (
    ("Club d’échecs", "Apprendre à jouer", "Prochain tournoi", "tournoi", "Venez le mardi soir."),
    ("Chorale", "Chanter ensemble", "Prochain concert", "concert", "Répétition le jeudi."),
    ("Ludothèque", "Jouer en famille", "Nos horaires", "horaires", "Plus de 900 jeux à essayer."),
    ("Jardin partagé", "Cultiver à plusieurs", "Plan des parcelles", "parcelles", "Une parcelle est libre."),
    ("Atelier vélo", "Réparer soi-même", "Liste des outils", "outils", "Des bénévoles vous aident."),
)


def generate(rng: Random) -> Variant:
    place = rng.choice(PLACES)
    club, heading, link, target, text = rng.choice(SUBJECTS)
    number = rng.randint(2, 19)
    title = f"{club} de {place}" if place[0] not in "O" else f"{club} d’{place}"
    main, file, picture = f"{heading} à {place}", f"{target}{number}.html", f"photo-{rng.randint(20, 99)}.jpg"
    code = [
        "<!doctype html>", '<html lang="fr">', "<head>", '  <meta charset="utf-8">', f"  <title>{title}</title>", "</head>",
        "<body>", f"  <h1>{main}</h1>", f"  <p>{text}</p>", f'  <img src="{picture}" alt="{club}">', f"  <h2>{link}</h2>",
        f'  <p>Voir <a href="{file}">la page</a>.</p>', "</body>", "</html>",
    ]  # fmt: skip
    lines = "".join(f"<li>{escape(line)}</li>" for line in code)
    page = (
        '<h1 class="visually-hidden">Code de la page</h1>\n'
        '<div class="sim-window">\n<p class="sim-title">Éditeur : index.html</p>\n'
        f'<div class="sim-code"><ol>{lines}</ol></div>\n</div>\n'
    )
    values = {
        "titre": title,
        "titre_droit": title.replace("’", "'"),
        "principal": main,
        "cible": file,
        "sous_titre": link,
        "image": picture,
    }
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    code = unescape(re.sub(r"</?(?:li|ol|div|p|h1)\b[^>]*>", "\n", variant.screens["p1"]))
    return {
        "onglet": re.search(r"<title>(.*?)</title>", code).group(1),
        "grand": re.search(r"<h1>(.*?)</h1>", code).group(1),
        "cible": re.search(r'<a href="([^"]+)"', code).group(1),
    }
