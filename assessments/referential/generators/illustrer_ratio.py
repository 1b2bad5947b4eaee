"""The box that sets the size of a picture, with locked proportions: what does the other dimension become?"""

import re
from random import Random

from assessments.variants import Variant

PICTURES = ["phare.jpg", "marche.jpg", "renard.jpg", "tramway.jpg", "falaise.jpg", "atelier.jpg", "mouette.jpg"]
RATIOS = [(3, 2), (4, 3), (2, 1), (5, 4), (5, 2)]


def generate(rng: Random) -> Variant:
    name, (a, b) = rng.choice(PICTURES), rng.choice(RATIOS)
    if rng.random() < 0.4:
        a, b = b, a
    factor, smaller = rng.choice(((2, 1), (3, 1), (4, 2), (6, 3), (4, 1)))
    width, height = a * factor, b * factor
    new = a * smaller
    result = b * smaller
    page = (
        f'<div class="sim-window">\n<p class="sim-title">exposé.odt</p>\n'
        '<h1 class="visually-hidden">La taille de l’image</h1>\n'
        f'<div class="sim-doc"><p>Image insérée : {name}</p></div>\n'
        '<div class="sim-dialog">\n<h2>Taille de l’image</h2>\n<div class="sim-form">'
        f'<p class="sim-field"><span class="sim-label">Largeur :</span> <span class="sim-input">{width} cm</span></p>'
        f'<p class="sim-field"><span class="sim-label">Hauteur :</span> <span class="sim-input">{height} cm</span></p>'
        '</div>\n<p class="sim-check on">Conserver les proportions (coché)</p>\n</div>\n</div>\n'
    )
    values = {
        "image": name,
        "largeur": str(width),
        "hauteur": str(height),
        "nouvelle": str(new),
        "reponse": str(result),
        "fois": str(width // new),
    }
    return Variant(values=values, screens={"taille": page})


def solve(variant: Variant) -> str:
    width, height = (int(n) for n in re.findall(r">(\d+) cm<", variant.screens["taille"]))
    return str(height * int(variant.values["nouvelle"]) // width)
