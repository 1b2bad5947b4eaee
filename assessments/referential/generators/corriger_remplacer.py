"""Two replacements in a row, inside words too: how many times is the last word there, and what is a word turned into?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

# first, second, third; a word that contains the first
SETS = [
    ("port", "quai", "bassin", "transport"),
    ("pont", "gué", "sentier", "pontonnier"),
    ("pin", "chêne", "saule", "lapin"),
    ("four", "poêle", "brasero", "fournil"),
    ("rang", "tas", "panier", "orange"),
    ("plat", "bol", "gobelet", "platane"),
]
FRAMES = [
    "Voici le {}.",
    "On cherche le {} depuis hier.",
    "Le {} est vieux.",
    "Il dessine un {} au crayon.",
    "Quel beau {} !",
    "Je préfère ce {}.",
]
FRAMES_WORD = {
    "transport": "Le transport est payé.",
    "pontonnier": "Le pontonnier siffle.",
    "lapin": "Un lapin dort.",
    "fournil": "Le fournil est blanc.",
    "orange": "Une orange roule.",
    "platane": "Un platane pousse ici.",
}


def generate(rng: Random) -> Variant:
    first, second, third, longer = rng.choice(SETS)
    counts = [rng.randint(2, 4), rng.randint(1, 4), rng.randint(1, 3)]
    sentences = [FRAMES_WORD[longer]]
    for word, count in zip((first, second, third), counts, strict=True):
        sentences += [frame.format(word) for frame in rng.sample(FRAMES, count)]
    rng.shuffle(sentences)
    text = " ".join(sentences)
    final = text.replace(first, second).replace(second, third)
    rows = "\n".join(f"<p>{escape(' '.join(sentences[i : i + 3]))}</p>" for i in range(0, len(sentences), 3))
    page = (
        '<div class="sim-window">\n<p class="sim-title">brouillon.odt</p>\n'
        '<h1 class="visually-hidden">Le texte avant les remplacements</h1>\n'
        '<div class="sim-toolbar"><span class="sim-tool">Rechercher</span> <span class="sim-tool on">Remplacer</span></div>\n'
        f'<div class="sim-doc">\n{rows}\n</div>\n'
        '<p class="sim-check">Mots entiers seulement (non coché)</p>\n</div>\n'
    )
    values = {
        "mot1": first,
        "mot2": second,
        "mot3": third,
        "long": longer,
        "nombre": str(final.count(third)),
        "transforme": longer.replace(first, second).replace(second, third),
        "etape": longer.replace(first, second),
        "c1": str(counts[0]),
        "c2": str(counts[1]),
        "c3": str(counts[2]),
    }
    return Variant(values=values, screens={"texte": page})


def solve(variant: Variant) -> dict[str, str]:
    v = variant.values
    text = " ".join(re.findall(r"<p>([^<]*)</p>", variant.screens["texte"]))
    for old, new in ((v["mot1"], v["mot2"]), (v["mot2"], v["mot3"])):
        text = new.join(text.split(old))
    original = " ".join(re.findall(r"<p>([^<]*)</p>", variant.screens["texte"])).split()
    changed = text.split()
    return {
        "nombre": str(len(text.split(v["mot3"])) - 1),
        "transforme": changed[[word.strip(".!").lower() for word in original].index(v["long"])].strip(".!").lower(),
    }
