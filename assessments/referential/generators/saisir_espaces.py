"""Eight numbered lines with visible spaces: which two break the rule of spaces around commas and full stops?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

DOT = "·"
NAMES = ["Yanis", "Capucine", "Malik", "Solène", "Ibrahim", "Lou", "Tiago", "Ninon", "Aya", "Gaspard"]
LINES = [
    "{} ouvre la porte, regarde dehors et sourit.",
    "Le matin, {} prend le bus de la ville.",
    "Quand il pleut, {} reste au chaud et lit.",
    "{} a vu un renard, deux biches, trois lièvres.",
    "Dans le jardin, {} plante des radis. Il fait beau.",
    "Après le cours, {} range la salle, puis rentre.",
    "{} chante bien. La salle applaudit, debout.",
    "Sur la table, {} pose le pain et le fromage.",
    "Le soir, {} compte les étoiles. La nuit est claire.",
    "{} répare le vélo, gonfle les pneus et repart.",
    "Pour la fête, {} prépare un gâteau, des jeux et un film.",
    "Hier, {} a perdu ses clés. Le gardien les a trouvées.",
]
FAULTS = {
    "avant": "il y a une espace avant la virgule",
    "oubli": "il manque l’espace après la virgule",
    "double": "il y a deux espaces de suite",
    "point": "il y a une espace avant le point final",
}


def _shown(line: str) -> str:
    """Each space as a dot; a line may end after it, but a comma or a full stop never begins the next one."""
    return re.sub(rf"{DOT}(?![,.{DOT}])", f"{DOT}<wbr>", escape(line.replace(" ", DOT)))


def _broken(line: str, fault: str) -> str:
    if fault == "avant":
        return line.replace(", ", " , ", 1)
    if fault == "oubli":
        return line.replace(", ", ",", 1)
    if fault == "double":
        words = line.split(" ")
        middle = len(words) // 2
        return " ".join(words[:middle]) + "  " + " ".join(words[middle:])
    return line[:-1] + " ."


def generate(rng: Random) -> Variant:
    names = rng.sample(NAMES, 8)
    lines = [text.format(name) for text, name in zip(rng.sample(LINES, 8), names, strict=True)]
    wrong = sorted(rng.sample([i for i in range(8) if "," in lines[i]], 2))
    faults = rng.sample(sorted(FAULTS), 2)
    for index, fault in zip(wrong, faults, strict=True):
        lines[index] = _broken(lines[index], fault)
    rows = "\n".join(
        f'<tr><th scope="row">{number}</th><td>{_shown(line)}</td></tr>' for number, line in enumerate(lines, 1)
    )
    page = (
        '<div class="sim-window">\n<p class="sim-title">récit.odt</p>\n'
        '<h1 class="visually-hidden">Le document, avec les marques affichées</h1>\n'
        '<div class="sim-toolbar"><span class="sim-tool">Gras</span> <span class="sim-tool">Italique</span> '
        '<span class="sim-tool on">¶ Marques affichées</span></div>\n'
        f'<div class="sim-doc">\n<table><thead><tr><th scope="col">Ligne</th><th scope="col">Texte</th></tr></thead>'
        f"<tbody>\n{rows}\n</tbody></table>\n</div>\n</div>\n"
    )
    values = {
        "l1": str(wrong[0] + 1),
        "l2": str(wrong[1] + 1),
        "f1": FAULTS[faults[0]],
        "f2": FAULTS[faults[1]],
    }
    return Variant(values=values, screens={"texte": page})


def solve(variant: Variant) -> dict[str, str]:
    found = []
    for number, text in re.findall(r">(\d)</th><td>([^<]*)</td>", variant.screens["texte"].replace("<wbr>", "")):
        if re.search(rf"{DOT}[,.]|,[^{DOT}]|{DOT}{DOT}|\.[^{DOT}]", text):
            found.append(number)
    return {"r1": found[1], "r2": found[0]}
