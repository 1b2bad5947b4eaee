"""A program and its error message: at which line does it fail, and why?"""

import re
from html import unescape
from random import Random

from assessments.referential.generators._programs import (
    PEOPLE,
    code_html,
    failure,
    read_source,
    tab_pages,
    terminal_html,
)
from assessments.variants import Variant

CAUSES = {
    "NameError": "un nom de variable mal écrit",
    "TypeError": "un texte additionné à un nombre",
    "IndexError": "un rang hors de la liste",
    "ZeroDivisionError": "une division par zéro",
    "ValueError": "un texte impossible à changer en nombre",
}
THEMES = [("notes", "moyenne"), ("mesures", "bilan"), ("scores", "calcul"), ("pas", "analyse"), ("tirages", "examen")]


def generate(rng: Random) -> Variant:
    name, function = rng.choice(THEMES)
    kind = rng.choice(sorted(CAUSES))
    numbers = [rng.randint(3, 18) for _ in range(rng.randint(3, 5))]
    who = rng.choice(PEOPLE)
    body = {
        "NameError": ["total = sum(valeurs)", "nombre = len(valeurs)", "return totale / nombre"],
        "TypeError": ["total = sum(valeurs)", 'texte = "Total : " + total', "return texte"],
        "IndexError": ["premier = valeurs[0]", f"dernier = valeurs[{len(numbers)}]", "return dernier - premier"],
        "ZeroDivisionError": [
            "total = sum(valeurs)",
            "nombre = len(valeurs)",
            f"return total / (nombre - {len(numbers)})",
        ],
        "ValueError": ["total = sum(valeurs)", f'bonus = int("{rng.randint(2, 9)} points")', "return total + bonus"],
    }[kind]
    of = "d’" if who[0] in "AEIOUÉ" else "de "
    lines = [f"# Programme {of}{who}", f"def {function}(valeurs):", *(f"    {line}" for line in body), ""]
    if rng.random() < 0.5:
        lines.insert(1, f'titre = "{name}"')
    lines += [f"{name} = {numbers}", 'print("Début")', f"print({function}({name}))"]
    source = "\n".join(lines)
    text, line, found = failure(source, f"{function}.py")
    if found != kind:
        raise ValueError(found)
    pages = tab_pages(
        "Éditeur de programmes",
        {f"{function}.py": code_html(source), "Terminal": terminal_html(f"$ python {function}.py\n{text}\n$")},
    )
    values = {"fichier": f"{function}.py", "ligne": str(line), "cause": CAUSES[kind], "nom": kind}
    values |= {"code": lines[line - 1].strip(), "appel": str(len(lines))}
    return Variant(values=values, screens=pages)


def solve(variant: Variant) -> dict[str, str]:
    text = unescape(variant.screens["p1"])
    line = re.findall(r"line (\d+), in", text)[-1]
    kind = re.findall(r"^(\w+Error):", text, re.MULTILINE)[-1]
    assert read_source(variant.screens["p0"]).splitlines()[int(line) - 1].strip() in text
    return {"ligne": line, "cause": CAUSES[kind]}
