"""A pattern and twelve codes: which ones does the regular expression find?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

# pattern, makers of codes that match, makers of codes that nearly match
PATTERNS = [
    (r"^[A-Z]{2}-\d{3}$", ["UU-ddd"], ["UU-dd", "UU-dddd", "lU-ddd", "U-ddd", "UUddd", "UUU-ddd"]),
    (r"^\d{2}[AB]-\d+$", ["ddA-d", "ddB-dd", "ddA-ddd"], ["ddC-dd", "dA-dd", "ddA-", "ddAB-d", "ddBdd"]),
    (r"^[A-Z]\d{2,3}[a-z]?$", ["Udd", "Uddd", "Uddl", "Udddl"], ["Ud", "Udddd", "ldd", "Uddll", "UUdd"]),
    (r"^R\d{2}(-\d)?$", ["Rdd", "Rdd-d"], ["Rd", "Rdd-", "Rdd-dd", "Sdd", "R-dd"]),
]
HELP = [
    ("^", "début de la ligne"),
    ("$", "fin de la ligne"),
    (r"\d", "un chiffre"),
    ("[A-Z]", "une lettre majuscule"),
    ("[ab]", "un caractère, a ou b"),
    ("{3}", "trois fois"),
    ("{2,4}", "de deux à quatre fois"),
    ("?", "zéro ou une fois"),
    ("+", "une fois ou plus"),
    ("( )", "un groupe"),
]


def _code(rng: Random, model: str) -> str:
    out = []
    for char in model:
        if char == "d":
            char = rng.choice("0123456789")
        elif char == "U":
            char = rng.choice("BCDFGHJKLMNP")
        elif char == "l":
            char = rng.choice("bcfghjkm")
        out.append(char)
    return "".join(out)


def generate(rng: Random) -> Variant:
    pattern, good, bad = rng.choice(PATTERNS)
    models = [rng.choice(good) for _ in range(rng.randint(4, 7))]
    models += [bad[index % len(bad)] for index in range(12 - len(models))]
    codes = [_code(rng, model) for model in models]
    if len(set(codes)) < 12:
        return generate(rng)
    rng.shuffle(codes)
    found = [code for code in codes if re.search(pattern, code)]
    cells = "\n".join(
        f'<tr><th scope="row">{number}</th><td><code>{escape(code)}</code></td></tr>'
        for number, code in enumerate(codes, 1)
    )
    lines = "\n".join(f"<tr><td><code>{escape(sign)}</code></td><td>{meaning}</td></tr>" for sign, meaning in HELP)

    def page(h1: str, on: int, body: str) -> str:
        tabs = "".join(
            f'<span class="sim-tool on">{label}</span> '
            if on == rank
            else f'<a class="sim-tool" href="p{rank}.html">{label}</a> '
            for rank, label in ((1, "Recherche"), (2, "Aide"))
        )
        return (
            f'<div class="sim-window">\n<p class="sim-title">inventaire.txt</p>\n<h1 class="visually-hidden">{h1}</h1>\n'
            f'<div class="sim-toolbar">{tabs}</div>\n{body}\n</div>\n'
        )

    box = (
        '<div class="sim-form"><p class="sim-field"><span class="sim-label">Expression :</span> '
        f'<span class="sim-input"><code>{escape(pattern)}</code></span></p></div>'
        '<p class="sim-check on">Expression régulière (coché)</p><p class="sim-check on">Respecter la casse (coché)</p>'
    )
    screens = {
        "p1": page("La recherche dans l’inventaire", 1, f"{box}\n<table><tbody>\n{cells}\n</tbody></table>"),
        "p2": page("L’aide sur les expressions", 2, f"<table><tbody>\n{lines}\n</tbody></table>"),
    }
    values = {"nombre": str(len(found)), "trouves": ", ".join(found), "expression": pattern}
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> str:
    pattern = re.search(r'<span class="sim-input"><code>([^<]+)</code>', variant.screens["p1"]).group(1)
    codes = re.findall(r"<td><code>([^<]+)</code></td></tr>", variant.screens["p1"])
    inner = re.compile(pattern.removeprefix("^").removesuffix("$"))
    return str(sum(inner.fullmatch(code) is not None for code in codes))
