"""A loop of sounds: how many times is one of them played?"""

import re
from html import unescape
from random import Random

from assessments.referential.generators._blocks import blocks_html
from assessments.referential.generators._programs import window
from assessments.variants import Variant

SOUNDS = [
    ("Boîte à rythme", "boum", "tchic", "clap"),
    ("Carillon", "ding", "dong", "gling"),
    ("Horloge de la gare", "tic", "tac", "dring"),
    ("Robot musicien", "bip", "pouet", "vroum"),
    ("Jouet sonore", "coin", "miaou", "ouaf"),
]


def generate(rng: Random) -> Variant:
    title, *sounds = rng.choice(SOUNDS)
    rng.shuffle(sounds)
    times, asked = rng.randint(3, 9), rng.choice((2, 3))
    body = [sounds[0]] * asked + sounds[1:]
    while body[0] == body[1] or body == sorted(body):
        rng.shuffle(body)
    lines = [
        f"quand on appuie sur {rng.choice(('le bouton', 'la touche Espace', 'le drapeau'))}",
        f"répéter {times} fois",
    ]
    lines += [f"  jouer « {sound} »" for sound in body]
    return Variant(
        values={
            "son": sounds[0],
            "tours": str(times),
            "parTour": str(asked),
            "total": str(times * asked),
            "tous": str(times * len(body)),
        },
        screens={"p0": window(title, blocks_html("\n".join(lines)))},
    )


def solve(variant: Variant) -> str:
    page = unescape(variant.screens["p0"])
    times = int(re.search(r"répéter (\d+) fois", page)[1])
    played = re.findall(r"jouer « (\w+) »", page) * times
    return str(played.count(variant.values["son"]))
