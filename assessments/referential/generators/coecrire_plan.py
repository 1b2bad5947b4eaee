"""A shared document: sections with their owner, cursors: who writes in the section of somebody else?"""

import re
from random import Random

from assessments.variants import Variant

NAMES = ("Aya", "Bastien", "Chloé", "Djibril", "Emma", "Farid", "Gaël", "Hana", "Ilyes", "Jeanne", "Kenza", "Louis")
TOPICS = (
    ("Les volcans", ("Le magma", "Les éruptions", "Les volcans sous la mer", "Surveiller un volcan", "Vivre à côté")),
    ("Le vélo en ville", ("L’histoire", "Les pistes", "La sécurité", "L’entretien", "Le prix")),
    ("Les abeilles", ("La ruche", "La reine", "Le miel", "Les dangers", "Aider les abeilles")),
    ("Le cinéma muet", ("Les débuts", "Les acteurs", "La musique", "Les décors", "La fin du muet")),
)


def generate(rng: Random) -> Variant:
    title, parts = rng.choice(TOPICS)
    owners = rng.sample(NAMES, 5)
    missing, intruder = rng.sample(range(5), 2)
    place = rng.choice([number for number in range(5) if number != intruder])
    cursors: dict[int, list[str]] = {number: [] for number in range(5)}
    for number, owner in enumerate(owners):
        if number != missing:
            cursors[place if number == intruder else number].append(owner)
    online = sorted(name for number, name in enumerate(owners) if number != missing)
    body = [
        f'<h1 class="visually-hidden">{title}</h1>',
        f'<div class="sim-window">\n<p class="sim-title">{title} – document partagé</p>',
        '<p class="sim-meta">Connectés en ce moment : ' + ", ".join(online) + ".</p>",
        f'<div class="sim-doc">\n<h2>{title}</h2>',
    ]
    for number, (part, owner) in enumerate(zip(parts, owners, strict=True)):
        marks = " ".join(f'<strong>|</strong><span class="sim-badge">{name}</span>' for name in cursors[number])
        body.append(f'<h3>{part}</h3>\n<p class="sim-meta">Responsable : {owner}</p>\n<p>Quelques phrases… {marks}</p>')
    body.append("</div>\n</div>\n")
    values = {"titre": title, "intrus": owners[intruder], "partie": parts[place], "absent": owners[missing]}
    return Variant(values=values, screens={"p1": "\n".join(body)})


def solve(variant: Variant) -> dict[str, str]:
    page = variant.screens["p1"]
    online = re.search(r"ce moment : ([^<]*)\.<", page).group(1).split(", ")
    answer = {}
    for owner, text in re.findall(r"Responsable : (\w+)</p>\n<p>(.*?)</p>", page):
        if owner not in online:
            answer["absent"] = owner
        for name in re.findall(r'sim-badge">(\w+)<', text):
            if name != owner:
                answer["intrus"] = name
    return answer
