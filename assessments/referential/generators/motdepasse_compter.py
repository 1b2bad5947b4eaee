"""A table of locks: how many codes are possible, and how long to try them all?"""

import re
from random import Random

from assessments.variants import Variant

KINDS = (("chiffres de 0 à 9", 10), ("lettres de A à F", 6), ("lettres de A à Z", 26), ("chiffres de 1 à 5", 5))
NAMES = ("Casier bleu", "Portail nord", "Coffre du gymnase", "Valise rouge", "Remise à vélos", "Armoire de musique")


def generate(rng: Random) -> Variant:
    names = rng.sample(NAMES, 4)
    kinds = list(KINDS)
    rng.shuffle(kinds)
    lengths = {10: rng.randint(5, 7), 6: rng.randint(5, 7), 26: rng.randint(4, 5), 5: rng.randint(6, 8)}
    locks = [(name, label, size, lengths[size]) for name, (label, size) in zip(names, kinds, strict=True)]
    name, _, size, length = rng.choice(locks)
    total = size**length
    speed = rng.choice(
        [
            v
            for v in (50, 54, 72, 100, 108, 125, 144, 169, 200, 216, 250, 338, 500, 625, 676)
            if total % v == 0 and total // v >= 8
        ]
    )
    lines = "\n".join(f"<tr><td>{n}</td><td>{t}</td><td>{k}</td></tr>" for n, t, _, k in locks)
    page = (
        '<h1>Les serrures à code de l’école</h1>\n<table><thead><tr><th scope="col">Serrure</th>'
        '<th scope="col">Symboles permis</th><th scope="col">Longueur du code</th></tr></thead><tbody>\n'
        f'{lines}\n</tbody></table>\n<p class="sim-meta">Chaque symbole peut servir plusieurs fois dans un code.</p>\n'
    )
    return Variant(
        values={
            "serrure": name,
            "vitesse": str(speed),
            "symboles": str(size),
            "longueur": str(length),
            "total": str(total),
            "secondes": str(total // speed),
        },
        screens={"serrures": page},
    )


def solve(variant: Variant) -> dict[str, str]:
    rows = re.findall(
        r"<tr><td>([^<]+)</td><td>(\w+) de (\w) à (\w)</td><td>(\d+)</td></tr>", variant.screens["serrures"]
    )
    _, _, first, last, length = next(row for row in rows if row[0] == variant.values["serrure"])
    total = 1
    for _ in range(int(length)):
        total *= ord(last) - ord(first) + 1
    return {"total": str(total), "secondes": str(total // int(variant.values["vitesse"]))}
