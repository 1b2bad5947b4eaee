"""A condition with ET and OU on a table of people: how many pass?"""

import re
from html import escape, unescape
from random import Random

from assessments.referential.generators._programs import PEOPLE, window
from assessments.variants import Variant

RULES = [
    ("(âge ≥ {a} ET taille ≥ {t}) OU carte = oui", "carte"),
    ("âge ≥ {a} ET (taille ≥ {t} OU accord = oui)", "accord"),
    ("(âge < {a} OU taille < {t}) ET casque = oui", "casque"),
    ("âge < {a} OU (taille < {t} ET aide = oui)", "aide"),
]


def _passes(rule: str, age: int, size: int, word: str) -> bool:
    """The first rule and the others, written by hand: ``solve`` reads the text of the rule instead."""
    a, t = (int(number) for number in re.findall(r"\d+", rule))
    yes = word == "oui"
    if "carte" in rule:
        return (age >= a and size >= t) or yes
    if "accord" in rule:
        return age >= a and (size >= t or yes)
    if "casque" in rule:
        return (age < a or size < t) and yes
    return age < a or (size < t and yes)


def generate(rng: Random) -> Variant:
    while True:
        model, column = rng.choice(RULES)
        age, size = rng.randint(10, 13), rng.randint(28, 31) * 5
        rule = model.format(a=age, t=size)
        rows = [
            (
                who,
                rng.randint(age - 3, age + 3),
                size + rng.choice((-12, -6, -3, 0, 3, 6, 12)),
                rng.choice(("oui", "non")),
            )
            for who in sorted(rng.sample(PEOPLE, 7))
        ]
        kept = [row[0] for row in rows if _passes(rule, *row[1:])]
        swapped = re.sub("ET|OU", lambda word: {"ET": "OU", "OU": "ET"}[word[0]], rule)
        parts = [*re.findall(r"\w+ [≥<=] \w+", rule), re.search(r"\(.*\)", rule)[0]]
        short = [rule.replace(part, word) for part in parts for word in ("True", "False")]  # a part that is not read
        if 2 <= len(kept) <= 5 and all(
            len(kept) != sum(_eval(text, column, *row[1:]) for row in rows) for text in (swapped, *short)
        ):
            break
    body = f"<p>Condition du programme : <strong>{escape(rule)}</strong></p>\n"
    body += '<div class="sim-sheet"><table>\n<tr><th>Prénom</th><th>Âge</th><th>Taille (cm)</th>'
    body += f"<th>{column.capitalize()}</th></tr>\n"
    body += (
        "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows) + "</table></div>\n"
    )
    return Variant(
        values={"nombre": str(len(kept)), "admis": ", ".join(kept), "regle": rule},
        screens={"p0": window("Contrôle d’accès", body)},
    )


def _eval(rule: str, column: str, age: int, size: int, word: str) -> bool:
    """The text of the rule as Python."""
    text = rule.replace("≥", ">=").replace("ET", "and").replace("OU", "or").replace("= oui", "== 'oui'")
    text = text.replace("âge", str(age)).replace("taille", str(size)).replace(f"{column} ", f"'{word}' ")
    return bool(eval(text, {"__builtins__": {}}))


def solve(variant: Variant) -> str:
    page = unescape(variant.screens["p0"])
    rule = re.search(r"<strong>(.*?)</strong>", page)[1]
    column = re.search(r"(\w+) = oui", rule)[1]
    rows = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td></tr>", page)
    return str(sum(_eval(rule, column, int(age), int(size), word) for _, age, size, word in rows))
