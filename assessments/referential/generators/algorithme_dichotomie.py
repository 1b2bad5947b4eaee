"""Fifteen sorted values: which ones does a binary search look at?"""

import re
from random import Random

from assessments.referential.generators._programs import code_html, window
from assessments.variants import Variant

SOURCE = """cherche = {}
gauche = 0
droite = 14
while gauche <= droite:
    milieu = (gauche + droite) // 2
    if valeurs[milieu] == cherche:
        print("trouvé au rang", milieu)
        break
    elif valeurs[milieu] < cherche:
        gauche = milieu + 1
    else:
        droite = milieu - 1"""


def _looked(values: list[int], wanted: int) -> list[int]:
    left, right, seen = 0, len(values) - 1, []
    while left <= right:
        middle = (left + right) // 2
        seen.append(values[middle])
        if values[middle] == wanted:
            break
        left, right = (middle + 1, right) if values[middle] < wanted else (left, middle - 1)
    return seen


def generate(rng: Random) -> Variant:
    values = sorted(rng.sample(range(10, 99), 15))
    wanted = rng.choice([value for value in values if len(_looked(values, value)) == 4])
    seen = _looked(values, wanted)
    rows = ""
    for start in (0, 5, 10):
        head = "".join(f'<th scope="col">{rank}</th>' for rank in range(start, start + 5))
        rows += f"<tr><th>Rang</th>{head}</tr>\n<tr><th>Valeur</th>"
        rows += "".join(f"<td>{value}</td>" for value in values[start : start + 5]) + "</tr>\n"
    body = f"<table><caption>La liste « valeurs »</caption>\n{rows}</table>\n{code_html(SOURCE.format(wanted))}"
    told = {f"v{i}": str(value) for i, value in enumerate(seen, 1)}
    told |= {"cherche": str(wanted), "lineaire": str(values.index(wanted) + 1)}
    return Variant(values=told, screens={"p0": window("Recherche dans une liste triée", body)})


def solve(variant: Variant) -> dict[str, str]:
    values = [int(text) for text in re.findall(r"<td>(\d+)</td>", variant.screens["p0"])]
    answers = {}
    part = values
    for i in (1, 2, 3, 4):
        middle = part[len(part) // 2]  # always an odd number of values: 15, 7, 3, 1
        answers[f"v{i}"] = str(middle)
        part = [
            value for value in part if (value > middle) == (int(variant.values["cherche"]) > middle) and value != middle
        ]
    return answers
