"""A speed test and a file to send: how many seconds?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

FILES = ("film-du-voyage.mp4", "archives-radio.zip", "scan-3d.zip", "captation-concert.mp4", "album-photo.zip")
PEOPLE = ("Salimata", "Jonas", "Inaya", "Marius", "Thanh", "Célia", "Ousmane", "Judith")


def generate(rng: Random) -> Variant:
    up = rng.choice((8, 16, 20, 24, 32, 40))
    down = rng.choice([speed for speed in (80, 120, 160, 200, 240, 400) if speed > up])
    seconds = rng.choice((30, 40, 50, 60, 80, 90, 100, 120, 150, 200))
    mega = up * seconds // 8
    name = rng.choice(FILES)
    page = (
        '<h1 class="visually-hidden">Test de débit</h1>\n<div class="sim-window">\n<p '
        'class="sim-title">Test de débit</p>\n'
        '<ul class="sim-settings">'
        f'<li class="sim-setting"><span>Débit descendant (recevoir)</span><span>{down} Mbit/s</span></li>'
        f'<li class="sim-setting"><span>Débit montant (envoyer)</span><span>{up} Mbit/s</span></li>'
        '<li class="sim-setting"><span>Temps de réponse</span><span>12 ms</span></li></ul>\n'
        f'<p class="sim-note">Fichier prêt à l’envoi : {escape(name)}, <strong>{mega} Mo</strong></p>\n</div>\n'
    )
    per_second = f"{up / 8:g}".replace(".", ",")
    values = {
        "prenom": rng.choice(PEOPLE),
        "montant": str(up),
        "descendant": str(down),
        "taille": str(mega),
        "octets": per_second,
        "secondes": str(seconds),
    }
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> str:
    page = variant.screens["p1"]
    speed = int(re.search(r"envoyer\)</span><span>(\d+) Mbit/s", page).group(1))
    bits = int(re.search(r"<strong>(\d+) Mo</strong>", page).group(1)) * 8
    return str(bits // speed)
