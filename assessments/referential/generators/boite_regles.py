"""Sorting rules read in order, three messages: where does each go?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

# (folder, criterion, value): "objet" looks for a word, "de" for the domain of the sender
SETS = (
    (("Théâtre", "objet", "répétition"), ("Lycée", "de", "lycee-arden.example"), ("Projets", "objet", "exposé")),
    (("Factures", "objet", "facture"), ("Club", "de", "judo-serval.example"), ("Sorties", "objet", "sortie")),
    (("Travail", "de", "imprimerie-lou.example"), ("Urgent", "objet", "urgent"), ("Devis", "objet", "devis")),
    (("Voyages", "objet", "billet"), ("Famille", "de", "moulin-gris.example"), ("Photos", "objet", "photos")),
)
OTHERS = ("prune.example", "mirabelle.example", "quetsche.example")
NAMES = ("anouk", "bilel", "cyprien", "diane", "elio", "fatou", "gregor", "hortense")
FILLS = ("Au sujet de samedi", "Petit rappel", "Une question", "Merci pour hier", "Nouvelle adresse")


def _subject(rng: Random, words: list[str]) -> str:
    return rng.choice(FILLS) + (f" : {' et '.join(words)}" if words else "")


def generate(rng: Random) -> Variant:
    rules = list(rng.choice(SETS))
    rng.shuffle(rules)
    domain = next(value for _, kind, value in rules if kind == "de")
    words = [value for _, kind, value in rules if kind == "objet"]
    while True:
        messages = []
        for _ in range(3):
            inside = rng.random() < 0.5
            chosen = rng.sample(words, rng.choice((0, 1, 1, 2)))
            sender = f"{rng.choice(NAMES)}@{domain if inside else rng.choice(OTHERS)}"
            messages.append((sender, _subject(rng, chosen)))
        targets = [
            next(
                (
                    folder
                    for folder, kind, value in rules
                    if (value in subject if kind == "objet" else sender.endswith(value))
                ),
                "Réception",
            )
            for sender, subject in messages
        ]
        matches = [
            sum(value in (subject if kind == "objet" else sender) for _, kind, value in rules)
            for sender, subject in messages
        ]
        if len(set(targets)) == 3 and max(matches) >= 2 and len(set(messages)) == 3:
            break
    lines = "\n".join(
        f"<li>Si {'l’objet contient' if kind == 'objet' else 'le domaine de l’expéditeur est'} « {escape(value)} », "
        f"ranger dans <strong>{escape(folder)}</strong>.</li>"
        for folder, kind, value in rules
    )
    rows = "\n".join(
        f'<div class="sim-mail-row"><span>Message {rank}</span><span>{escape(subject)}</span>'
        f'<span class="sim-meta">de {escape(sender)}</span></div>'
        for rank, (sender, subject) in enumerate(messages, 1)
    )
    page = (
        '<h1 class="visually-hidden">Règles de tri</h1>\n<div class="sim-window">\n<p class="sim-title">Règles de tri</p>\n'
        f"<h2>Règles, dans l’ordre</h2>\n<ol>\n{lines}\n</ol>\n<p>Un message sans règle reste dans Réception.</p>\n"
        f'<h2>Messages qui arrivent</h2>\n<div class="sim-mail"><div class="sim-mail-list">\n{rows}\n</div></div>\n</div>\n'
    )
    values = {f"d{rank}": folder for rank, folder in enumerate(sorted(rule[0] for rule in rules), 1)}
    values |= {f"r{rank}": folder for rank, folder in enumerate(targets, 1)}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    page = variant.screens["p1"]
    rules = re.findall(r"<li>Si (.+?) « (.+?) », ranger dans <strong>(.+?)</strong>", page)
    found = {}
    for rank, subject, sender in re.findall(
        r"Message (\d)</span><span>(.+?)</span><span class=\"sim-meta\">de (.+?)<", page
    ):
        place = "Réception"
        for kind, value, folder in reversed(rules):  # the first rule has the last word
            if value in (subject if kind.startswith("l’objet") else sender.split("@")[1]):
                place = folder
        found[f"m{rank}"] = place
    return found
