"""A rumour that goes from account to account: who wrote first, and who changed the number?"""

import re
from random import Random

from assessments.variants import Variant

NAMES = ("Abricot", "Bambou", "Caramel", "Dune", "Écume", "Flocon", "Grillon", "Houle", "Igloo", "Jonquille")
STORIES = (
    ("La piscine ferme {n} jours pour travaux.", "J’ai lu l’affiche à l’entrée ce matin."),
    ("La ligne 4 est arrêtée pendant {n} jours.", "Le conducteur me l’a dit au terminus."),
    ("Le gymnase perd {n} chaises après la tempête.", "Je les ai comptées en passant."),
    ("Le marché aura {n} stands de moins.", "La mairie m’a donné le plan."),
    ("Le refuge a recueilli {n} chats hier.", "J’y suis bénévole, j’étais là."),
)


def generate(rng: Random) -> Variant:
    text, proof = rng.choice(STORIES)
    names = rng.sample(NAMES, 7)
    true = rng.randint(2, 6)
    false = true * 10 + rng.choice((0, 5))
    parents = [-1, 0, rng.choice((0, 1)), 1, rng.choice((1, 2)), 3, rng.choice((3, 4))]
    changed = 3  # this account and those after it tell the wrong number
    wrong = [False] * 7
    wrong[changed] = True
    for i in range(4, 7):
        wrong[i] = wrong[parents[i]]
    minutes, clock = [], rng.randint(7, 9) * 60
    for _ in names:
        clock += rng.randint(8, 55)
        minutes.append(clock)
    order = list(range(7))
    rng.shuffle(order)
    posts = ""
    for i in order:
        number = false if wrong[i] else true
        source = f"Repris chez {names[parents[i]]}." if i else proof
        posts += (
            f'<article class="sim-post"><p><strong>{names[i]}</strong></p>'
            f'<p class="sim-meta">{minutes[i] // 60} h {minutes[i] % 60:02d}</p>'
            f"<p>{text.format(n=number)} {source}</p></article>\n"
        )
    page = (
        '<h1 class="visually-hidden">Résultats</h1>\n'
        '<div class="sim-window"><p class="sim-title">Ricochet – messages de ce jour</p>\n'
        f'<div class="sim-feed">\n{posts}</div></div>\n'
    )
    values = {"premier": names[0], "change": names[changed], "vrai": str(true), "faux": str(false)}
    return Variant(values={**values, "avant": names[parents[changed]]}, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    posts = re.findall(r"<strong>(\w+)</strong>.*?</p><p>(\D+(\d+)[^<]*)</p>", variant.screens["p1"], re.S)
    told = {}
    for name, text, _ in posts:
        source = re.search(r"Repris chez (\w+)\.", text)
        body = re.sub(r"ligne \d", "", text)
        told[name] = (re.search(r"\d+", body).group(), source.group(1) if source else "")
    first = [name for name, (_, source) in told.items() if not source]
    changed = [name for name, (n, source) in told.items() if source and told[source][0] != n]
    return {"a": first[0], "b": changed[0]} if len(first) == len(changed) == 1 else {"a": "?", "b": "?"}
