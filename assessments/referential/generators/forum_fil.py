"""A flat thread where each message says which one it answers: follow the replies."""

import re
from html import escape
from random import Random

from assessments.variants import Variant

NAMES = ("Aldo", "Brune", "Coline", "Djibril", "Elsa", "Farid", "Gwen", "Hana", "Ivo", "Jun", "Kady", "Luce", "Milo")
SUBJECTS = (
    (
        "Quel goûter pour la fête ?",
        ("Des crêpes !", "Une salade de fruits.", "Des tartines de confiture.", "Un gâteau au yaourt.", "Du pop-corn."),
        (
            "Bonne idée, presque tout le monde aime ça.",
            "Il en faudrait pour trente personnes.",
            "Attention aux allergies.",
            "J’ai une recette très simple.",
            "On en a déjà mangé l’an dernier.",
        ),
    ),
    (
        "Quel jeu pour le tournoi ?",
        ("Les dames.", "Le jeu du mikado.", "Un jeu de cartes.", "Les dominos.", "Le tennis de table."),
        (
            "Oui, les règles sont faciles.",
            "Les parties sont trop longues, je trouve.",
            "Il faudra former des équipes.",
            "J’ai ce qu’il faut à la maison.",
            "On y joue déjà le mardi.",
        ),
    ),
    (
        "Où faire la sortie ?",
        ("Au lac.", "Au vieux fort.", "Au musée du bois.", "À la ferme du Moulin.", "Dans la forêt d’Orle."),
        (
            "J’y vais souvent, c’est très beau.",
            "Il faut réserver le car assez tôt.",
            "C’est un peu loin pour une matinée.",
            "On pourrait y pique-niquer.",
            "Il faudra un beau temps, quand même.",
        ),
    ),
    (
        "Quel nom pour le journal ?",
        ("La Plume.", "Le Petit Écho.", "La Gazette du préau.", "Encre fraîche.", "Les Nouvelles du fond."),
        (
            "Joli, et facile à retenir.",
            "Un autre journal porte déjà ce nom.",
            "Je peux dessiner le titre.",
            "Ça me fait bien rire.",
            "C’est un peu sérieux pour nous.",
        ),
    ),
)
DEEPER = (
    (
        "Je suis d’accord avec toi.",
        "Je n’y avais pas pensé.",
        "On en parle demain en classe ?",
        "Tu crois ?",
        "Bien vu.",
    ),
    ("Oui, tout à fait.", "Pourquoi pas.", "Je me renseigne ce soir.", "Ça me va.", "Il faut demander aux autres."),
)


def generate(rng: Random) -> Variant:
    title, ideas, opinions = rng.choice(SUBJECTS)
    size = rng.randint(9, 11)
    names = rng.sample(NAMES, size)
    parents = {1: 0, 2: 1, 3: 1}
    for number in range(4, size + 1):
        parents[number] = rng.randint(1, number - 1)

    def chain(number: int) -> list[int]:
        out = [number]
        while parents[out[-1]] > 1:
            out.append(parents[out[-1]])
        return out

    # The words follow the depth of the message: an idea, an opinion on it, then short answers. Never the same twice.
    pools = [rng.sample(pool, len(pool)) for pool in (ideas, opinions, *DEEPER)]
    texts = {1: title}
    for number in range(2, size + 1):
        pool = pools[min(len(chain(number)), len(pools)) - 1]
        if not pool:
            return generate(rng)
        texts[number] = pool.pop()
    deep = [number for number in range(5, size + 1) if len(chain(number)) == 3]
    popular = [n for n in range(2, size + 1) if 2 <= list(parents.values()).count(n) <= 4]
    if not deep or not popular:
        return generate(rng)
    asked, counted = rng.choice(deep), rng.choice(popular)
    posts = []
    for number in range(1, size + 1):
        link = f" · en réponse au message n° {parents[number]}" if number > 1 else ""
        posts.append(
            f'<article class="sim-post"><p class="sim-meta">n° {number} · <strong>{names[number - 1]}</strong>{link}</p>'
            f"<p>{escape(texts[number])}</p></article>"
        )
    page = (
        '<div class="sim-browser">\n<div class="sim-address"><span>https://forum-classe.example/fil</span></div>\n'
        f'<div class="sim-page">\n<h1>{escape(title)}</h1>\n' + "\n".join(posts) + "\n</div>\n</div>\n"
    )
    values = {
        "titre": title,
        "numero": str(asked),
        "chemin": " → ".join(f"n° {n}" for n in [*chain(asked), 1]),
        "auteur": names[chain(asked)[-1] - 1],
        "compte": str(counted),
        "directes": str(list(parents.values()).count(counted)),
    }
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    posts = re.findall(
        r"n° (\d+) · <strong>([^<]+)</strong>(?: · en réponse au message n° (\d+))?", variant.screens["p1"]
    )
    author = {number: name for number, name, _ in posts}
    above = {number: parent for number, _, parent in posts}
    current = variant.values["numero"]
    while above[current] != "1":
        current = above[current]
    direct = sum(parent == variant.values["compte"] for parent in above.values())
    return {"auteur": author[current], "directes": str(direct)}
