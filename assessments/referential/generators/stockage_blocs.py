"""Files on a disk made of blocks: how many bytes do they really take?"""

import math
import re
from html import escape
from random import Random

from assessments.variants import Variant

NAMES = ("notes.txt", "icone.png", "mesures.csv", "adresse.txt", "reglages.ini", "message.txt", "bouton.svg")


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def generate(rng: Random) -> Variant:
    block = rng.choice((2000, 4000, 5000, 8000))
    names = sorted(rng.sample(NAMES, 3))
    blocks = [1, rng.randint(2, 3), rng.randint(3, 5)]
    sizes = [rng.randint(30, 900)] + [count * block - rng.randint(100, block - 200) for count in blocks[1:]]
    if rng.random() < 0.5:
        sizes[1] = blocks[1] * block  # exactly full
    order = rng.sample(range(3), 3)
    rows = "".join(
        f'<tr><td>{escape(name)}</td><td class="num">{_spaced(sizes[i])}</td></tr>'
        for name, i in zip(names, order, strict=True)
    )
    page = (
        '<h1 class="visually-hidden">Le disque et les fichiers</h1>\n<div class="sim-window">'
        '\n<p class="sim-title">Disque d’essai</p>\n'
        f'<p class="sim-note">Taille d’un bloc : <strong>{_spaced(block)} octets</strong></p>\n'
        '<div class="sim-files"><table><thead><tr><th scope="col">Fichier</th><th scope="col">'
        "Taille en octets</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div>\n</div>\n"
    )
    values = {
        "bloc": _spaced(block),
        "blocs": " + ".join(str(blocks[i]) for i in order),
        "total": str(sum(blocks)),
        "somme": _spaced(sum(sizes)),
        "octets": str(sum(blocks) * block),
        "place": _spaced(sum(blocks) * block),
    }
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> str:
    page = variant.screens["p1"]
    block = int(re.search(r"<strong>([\d ]+) octets", page).group(1).replace(" ", ""))
    sizes = [int(text.replace(" ", "")) for text in re.findall(r'class="num">([\d ]+)<', page)]
    return str(sum(math.ceil(size / block) * block for size in sizes))
