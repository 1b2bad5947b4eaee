"""A diagnostic tree with yes and no links: follow the facts down to a sheet."""

import re
from html import escape
from random import Random

from assessments.variants import Variant

NAMES = ("Aurore", "Bakary", "Cléo", "Dylan", "Estelle", "Franck", "Gloria", "Hugo", "Ibtissam", "Joris")
# question, fact for yes, fact for no
FACTS = (
    ("Le voyant est-il allumé ?", "Une petite lumière verte brille.", "Aucune lumière ne brille."),
    ("La batterie dépasse-t-elle 20 % ?", "La batterie est à 64 %.", "La batterie est à 9 %."),
    ("L’appareil a-t-il reçu un choc ?", "L’appareil est tombé hier.", "L’appareil n’est jamais tombé."),
    ("Le stockage est-il presque plein ?", "Il reste 0,2 Go sur 64.", "Il reste 30 Go sur 64."),
    ("La panne revient-elle après un redémarrage ?", "Redémarrer n’a rien changé.", "Redémarrer a tout réglé."),
    ("Un programme vient-il d’être ajouté ?", "Un jeu a été installé ce matin.", "Rien n’a été installé ce mois-ci."),
    ("D’autres appareils ont-ils la même panne ?", "Sa tablette fait pareil.", "Sa tablette marche bien."),
    ("Le signal Wi-Fi dépasse-t-il 50 % ?", "Le signal Wi-Fi est à 82 %.", "Le signal Wi-Fi est à 17 %."),
)


def _page(body: str) -> str:
    return (
        '<div class="sim-window">\n<p class="sim-title">Arbre de diagnostic</p>\n'
        f'<h1 class="visually-hidden">Arbre de diagnostic</h1>\n{body}\n</div>\n'
    )


def generate(rng: Random) -> Variant:
    facts = rng.sample(FACTS, 5)
    truth = [rng.random() < 0.5 for _ in facts]
    codes = [f"F-{number}" for number in rng.sample(range(101, 999), 8)]
    # Level by level: the first question, then two, then four; each path asks three different questions.
    first, left, right, *deep = facts
    questions = {1: first, 2: left, 3: right}
    for node in (4, 5):
        questions[node] = rng.choice([*deep, right])
    for node in (6, 7):
        questions[node] = rng.choice([*deep, left])
    names = list(range(2, 16))
    rng.shuffle(names)
    page_of = {1: "p1"} | {node: f"e{name}" for node, name in zip(range(2, 16), names, strict=True)}
    screens = {}
    for node, (question, _, _) in questions.items():
        screens[page_of[node]] = _page(
            f'<div class="sim-dialog">\n<h2>{escape(question)}</h2>\n<p class="sim-actions">'
            f'<a class="sim-button" href="{page_of[2 * node]}.html">Oui</a> '
            f'<a class="sim-button quiet" href="{page_of[2 * node + 1]}.html">Non</a></p>\n</div>\n'
            '<p><a href="p1.html">Recommencer</a></p>'
        )
    for node in range(8, 16):
        screens[page_of[node]] = _page(
            f'<p class="sim-note">Suivez la fiche {codes[node - 8]}.</p>\n<p><a href="p1.html">Recommencer</a></p>'
        )
    node, path = 1, []
    while node < 8:
        fact = questions[node]
        yes = truth[facts.index(fact)]
        path.append(f"« {fact[0]} » {'oui' if yes else 'non'}")
        node = 2 * node + (0 if yes else 1)
    shown = [fact[1] if yes else fact[2] for fact, yes in zip(facts, truth, strict=True)]
    rng.shuffle(shown)
    code = codes[node - 8]
    values = {f"f{number}": text for number, text in enumerate(shown, 1)}
    values |= {"prenom": rng.choice(NAMES), "fiche": code, "nombre": code[2:], "chemin": ", puis ".join(path)}
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> str:
    told = {text for name, text in variant.values.items() if re.fullmatch(r"f\d", name)}
    answers = {escape(question): yes in told for question, yes, no in FACTS if yes in told or no in told}
    page = "p1"
    while True:
        text = variant.screens[page]
        end = re.search(r"fiche (F-\d+)", text)
        if end:
            return end.group(1)
        question = re.search(r"<h2>(.+?)</h2>", text).group(1)
        word = "Oui" if answers[question] else "Non"
        page = re.search(rf'href="(\w+)\.html">{word}<', text).group(1)
