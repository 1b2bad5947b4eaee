"""Measured times of three programs: how does each grow, and how long for a bigger input?"""

import re
from random import Random

from assessments.referential.generators._programs import window
from assessments.variants import Variant

KINDS = {"constant": 0, "linéaire": 1, "quadratique": 2, "cubique": 3}
TITLES = [
    "Comparer des trajets",
    "Chercher des doublons",
    "Classer des photos",
    "Analyser des textes",
    "Placer des tuiles",
]


def generate(rng: Random) -> Variant:
    kinds = [*rng.sample([kind for kind in KINDS if kind != "constant"], 2), "constant"]
    rng.shuffle(kinds)
    first = rng.choice((100, 200, 500, 1000))
    base = [rng.randint(2, 9) for _ in kinds]
    rows = ""
    for power in range(4):
        cells = "".join(f"<td>{k * 2 ** (power * KINDS[kind])}</td>" for k, kind in zip(base, kinds, strict=True))
        rows += f"<tr><td>{first * 2**power}</td>{cells}</tr>\n"
    asked = rng.choice([i for i, kind in enumerate(kinds) if kind != "constant"])
    body = "<table><caption>Temps mesurés, en millisecondes</caption>\n<tr><th>Données</th>"
    body += "".join(f"<th>{letter}</th>" for letter in "ABC") + f"</tr>\n{rows}</table>\n"
    told = {f"k{letter}": kind for letter, kind in zip("ABC", kinds, strict=True)}
    told |= {
        "programme": "ABC"[asked],
        "taille": f"{first * 16:,}".replace(",", " ") if first == 1000 else str(first * 16),
        "dernier": str(first * 8),
        "temps": str(base[asked] * 2 ** (4 * KINDS[kinds[asked]])),
        "facteur": str(2 ** KINDS[kinds[asked]]),
    }
    return Variant(values=told, screens={"p0": window(rng.choice(TITLES), body)})


def solve(variant: Variant) -> dict[str, str]:
    rows = re.findall(r"<tr><td>(\d+)</td><td>(\d+)</td><td>(\d+)</td><td>(\d+)</td></tr>", variant.screens["p0"])
    answer = {}
    for column, letter in enumerate("ABC", 1):
        ratio = int(rows[3][column]) // int(rows[2][column])
        answer[letter.lower()] = {1: "constant", 2: "linéaire", 4: "quadratique", 8: "cubique"}[ratio]
        if letter == variant.values["programme"]:
            answer["temps"] = str(int(rows[3][column]) * ratio)
    return answer
