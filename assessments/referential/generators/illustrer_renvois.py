"""Numbered captions: one figure is added, one removed; what do an automatic and a typed reference then point to?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

FIGURES = [
    "le vieux pont",
    "la halle",
    "le lavoir",
    "la tour nord",
    "le canal",
    "la grange",
    "le moulin",
    "la fontaine",
    "le beffroi",
    "la scierie",
    "le four à pain",
    "la gare",
]


def generate(rng: Random) -> Variant:
    names = rng.sample(FIGURES, 9)
    new, figures = names[0], names[1:]
    added, removed = rng.sample(range(1, 5), 2)  # a figure is added before ``added``; ``removed`` goes away
    two = rng.random() < 0.5  # with or without the removal
    after = list(figures)
    if two:
        after.remove(figures[removed])
    after.insert(after.index(figures[added]), new)
    auto = rng.randint(5, 7)
    low = rng.choice([number for number in range(2, 5) if after[number - 1] != figures[number - 1]] or [0])
    if low == 0:
        return generate(rng)
    action = f"supprimer la figure « {figures[removed]} » et sa légende" if two else "agrandir la première figure"
    effect = -1 if two else 0
    rows = "\n".join(
        f"<p><b>[ image ]</b><br>Figure {number} : {escape(name)}</p>" for number, name in enumerate(figures, 1)
    )
    page = (
        '<div class="sim-window">\n<p class="sim-title">visite.odt</p>\n'
        '<h1 class="visually-hidden">Les figures du document</h1>\n'
        '<div class="sim-toolbar"><span class="sim-tool on">Insertion</span> <span class="sim-tool">Format</span></div>\n'
        f'<div class="sim-doc">\n{rows}\n</div>\n</div>\n'
    )
    values = {
        "nouvelle": new,
        "devant": figures[added],
        "action": action,
        "suivie": figures[auto],
        "ancien": str(auto + 1),
        "numero": str(after.index(figures[auto]) + 1),
        "tape": str(low),
        "designait": figures[low - 1],
        "designe": after[low - 1],
        "supprimee": figures[removed] if two else "",
        "bilan": "un ajout et une suppression avant elle se compensent"
        if effect
        else "un ajout avant elle la décale d’un rang",
    }
    choices = sorted(set(figures[:5]) | {new} | {after[low - 1]})
    for rank, name in enumerate(choices[:6], 1):
        values[f"o{rank}"] = name
    if after[low - 1] not in choices[:6]:
        return generate(rng)
    return Variant(values=values, screens={"figures": page})


def solve(variant: Variant) -> dict[str, str]:
    values = variant.values
    order = []
    for name in re.findall(r"Figure \d+ : ([^<]+)</p>", variant.screens["figures"]):
        if name == values["devant"]:
            order.append(values["nouvelle"])
        if f"« {name} »" not in values["action"]:
            order.append(name)
    return {"numero": str(order.index(values["suivie"]) + 1), "designe": order[int(values["tape"]) - 1]}
