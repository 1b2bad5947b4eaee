"""Four messages about a person: insult, defamation or criticism?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

KINDS = ("critique permise", "diffamation", "injure")
PERSONS = ("Rémi Tournier", "Nadia Forge", "Boris Banon", "Clara Pinsac", "Sékou Amiel", "Wanda Rolland")
TEXTS = {
    "critique permise": (
        "Je trouve la dernière fête organisée par {p} très ratée : trop longue, trop bruyante.",
        "Le discours de {p} était ennuyeux. Je n’ai pas été convaincu.",
        "{p} a choisi une mauvaise date pour le tournoi, à mon avis.",
        "Le programme proposé par {p} manque d’idées. Je voterai contre.",
    ),
    "diffamation": (
        "{p} a pris 300 € dans la caisse du club en mars pour payer ses vacances.",
        "Il paraît que {p} a truqué le tirage de la tombola pour faire gagner son frère.",
        "{p} a présenté un faux diplôme pour obtenir son poste d’entraîneur.",
        "{p} a payé le jury du concours l’an dernier, plusieurs personnes le savent.",
    ),
    "injure": (
        "{p} ? Un tas d’ordures, voilà tout.",
        "Sale ordure de {p}, tu n’es qu’un déchet.",
        "{p}, espèce de raclure, sale vermine.",
        "Espèce de sale rat puant, {p}.",
    ),
}
AUTHORS = ("Pixel", "Girafon", "Ombrelle", "Tapioca")


def generate(rng: Random) -> Variant:
    person = rng.choice(PERSONS)
    kinds = [*KINDS, rng.choice(KINDS)]
    rng.shuffle(kinds)
    used, values, posts = set(), {"personne": person}, ""
    for number, kind in enumerate(kinds, start=1):
        text = rng.choice([t for t in TEXTS[kind] if t not in used])
        used.add(text)
        values[f"genre{number}"] = kind
        posts += (
            f'<article class="sim-post"><p><strong>Message {number} – {AUTHORS[number - 1]}</strong></p>'
            f"<p>{escape(text.format(p=person))}</p></article>\n"
        )
    page = (
        '<h1 class="visually-hidden">Le mur du club</h1>\n'
        '<div class="sim-window"><p class="sim-title">Le mur public du club</p>\n'
        f'<div class="sim-feed">\n{posts}</div>\n'
        '<p class="sim-note">Aucun des faits racontés ici n’a été prouvé.</p></div>\n'
    )
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    texts = re.findall(r"</strong></p><p>([^<]+)</p>", variant.screens["p1"])
    person = variant.values["personne"]
    kind_of = {escape(t.format(p=person)): kind for kind, bank in TEXTS.items() for t in bank}
    return {f"m{i}": kind_of[text] for i, text in enumerate(texts, start=1)}
