"""The journal of a writing session: what does each file hold once the program is closed?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

SESSIONS = (
    (
        "menu",
        "menu-fete",
        "plat",
        ("soupe", "gratin", "salade", "tarte", "riz", "omelette", "quiche", "compote", "pâtes"),
    ),
    ("liste", "liste-camp", "objet", ("gourde", "lampe", "tente", "carte", "corde", "sifflet", "duvet", "bol", "cape")),
    (
        "chants",
        "chants-ete",
        "chant",
        ("ronde", "canon", "valse", "berceuse", "marche", "gigue", "ballade", "polka", "air"),
    ),
    (
        "plantes",
        "plantes-serre",
        "plante",
        ("thym", "sauge", "menthe", "persil", "ail", "laurier", "aneth", "basilic", "fenouil"),
    ),
)
PEOPLE = ("Yasmine", "Tom", "Awa", "Léo", "Mei", "Rayan", "Clara", "Ibrahim", "Jade", "Milo")


def generate(rng: Random) -> Variant:
    first, second, noun, words = rng.choice(SESSIONS)
    words = rng.sample(words, len(words))
    start, before, after = rng.randint(2, 3), rng.randint(1, 2), rng.randint(1, 2)
    position = start
    steps = [f"Ouvrir {first}.odt, qui contient {start} lignes : " + ", ".join(words[:start]) + "."]

    def add(count: int) -> None:
        nonlocal position
        for word in words[position : position + count]:
            steps.append(f"Ajouter la ligne « {word} ».")
        position += count

    add(before)
    steps.append("Menu Fichier, commande « Enregistrer ».")
    kept = position
    add(1)
    steps.append(f"Menu Fichier, commande « Enregistrer sous… » : nom {second}.odt.")
    copied = position
    add(after)
    if rng.random() < 0.5:
        steps.append("Menu Fichier, commande « Enregistrer ».")
        copied = position
        add(1)
    steps.append("Fermer le logiciel. À la question « Enregistrer les modifications ? », répondre « Non ».")
    rows = "".join(f"<li>{escape(step)}</li>" for step in steps)
    page = (
        '<h1 class="visually-hidden">Le journal de la séance</h1>\n<div class="sim-window">\n'
        f'<p class="sim-title">Ce qui est fait, dans l’ordre</p>\n<ol>{rows}</ol>\n</div>\n'
    )
    values = {
        "prenom": rng.choice(PEOPLE),
        "un": f"{first}.odt",
        "deux": f"{second}.odt",
        "objet": noun,
        "n1": str(kept),
        "n2": str(copied),
        "perdu": words[position - 1],
        "entre": words[kept],
    }
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    disk: dict[str, int] = {}
    current, memory = "", 0
    for step in re.findall(r"<li>(.*?)</li>", variant.screens["p1"]):
        opened = re.match(r"Ouvrir (\S+), qui contient (\d+)", step)
        if opened:
            current, memory = opened.group(1), int(opened.group(2))
            disk[current] = memory
        elif step.startswith("Ajouter"):
            memory += 1
        elif "Enregistrer sous" in step:
            current = re.search(r"nom (\S+)\.$", step).group(1)
            disk[current] = memory
        elif step.startswith("Menu"):
            disk[current] = memory
    return {"un": str(disk[variant.values["un"]]), "deux": str(disk[variant.values["deux"]])}
