"""A condition with not, and, or without brackets: how many of the eight lines of its table are true?"""

import re
from html import unescape
from itertools import product
from random import Random

from assessments.referential.generators._programs import code_html, window
from assessments.variants import Variant

WORDS = [
    ("jour", "pluie", "panne"),
    ("badge", "alarme", "urgence"),
    ("marche", "porte", "secours"),
    ("feu", "pieton", "nuit"),
    ("stock", "membre", "promo"),
]
SHAPES = ["{a} and not {b} or {c}", "{a} or not {b} and {c}", "not {a} and {b} or {c}", "not {a} or {b} and not {c}"]


def generate(rng: Random) -> Variant:
    names = list(rng.choice(WORDS))
    a, b, c = rng.sample(names, 3)
    shape = rng.choice(SHAPES)
    text = shape.format(a=a, b=b, c=c)
    rows = list(product(("vrai", "faux"), repeat=3))
    rng.shuffle(rows)
    true = []
    for row in rows:
        x, y, z = (dict(zip(names, row, strict=True))[one] == "vrai" for one in (a, b, c))
        true.append(
            {
                SHAPES[0]: (x and not y) or z,
                SHAPES[1]: x or (not y and z),
                SHAPES[2]: (not x and y) or z,
                SHAPES[3]: (not x) or (y and not z),
            }[shape]
        )
    grouped = {
        SHAPES[0]: f"({a} and (not {b})) or {c}",
        SHAPES[1]: f"{a} or ((not {b}) and {c})",
        SHAPES[2]: f"((not {a}) and {b}) or {c}",
        SHAPES[3]: f"(not {a}) or ({b} and (not {c}))",
    }[shape]
    body = code_html(f'if {text}:\n    print("Ouvert")')
    body += "<table>\n<tr><th>Cas</th>" + "".join(f"<th>{name}</th>" for name in names) + "</tr>\n"
    for number, row in enumerate(rows, 1):
        body += f"<tr><td>{number}</td>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n"
    return Variant(
        values={
            "nombre": str(sum(true)),
            "groupe": grouped,
            "lignes": ", ".join(str(number) for number, one in enumerate(true, 1) if one),
        },
        screens={"p0": window("Commande de la porte", body + "</table>\n")},
    )


def solve(variant: Variant) -> str:
    page = unescape(variant.screens["p0"])
    text = re.search(r"<li>if (.*?):</li>", page)[1]
    names = re.findall(r"<th>(\w+)</th>", page)[1:]
    count = 0
    for row in re.findall(r"<tr><td>\d</td><td>(\w+)</td><td>(\w+)</td><td>(\w+)</td></tr>", page):
        world = {name: cell == "vrai" for name, cell in zip(names, row, strict=True)}
        count += bool(eval(text, {"__builtins__": {}}, world))
    return str(count)
