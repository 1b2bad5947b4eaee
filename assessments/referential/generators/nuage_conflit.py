"""Several people open and send the same document: who gets a copy in conflict?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

PEOPLE = ("Inès", "Bakary", "Chloé", "Anh", "Mathis", "Leïla", "Yann", "Rosa")
FILES = ("budget.ods", "programme.odt", "affiche.odp", "contacts.ods", "règlement.odt")


def _run(steps: list[tuple[str, str]], version: int) -> tuple[int, list[str]]:
    base, copies = {}, []
    for person, act in steps:
        if act == "ouvre":
            base[person] = version
        elif base[person] == version:
            version += 1
        else:
            copies.append(person)
    return version, copies


def generate(rng: Random) -> Variant:
    version = rng.randint(3, 12)
    while True:
        people = rng.sample(PEOPLE, 3)
        left = {person: ["ouvre", "envoie"] for person in people}
        left[people[0]] *= 2
        steps = []
        while any(left.values()):
            person = rng.choice([name for name in people if left[name]])
            steps.append((person, left[person].pop(0)))
        final, copies = _run(steps, version)
        if len(copies) == 1:
            break
    minute, rows = 540 + rng.randint(0, 50), ""
    name = rng.choice(FILES)
    for person, act in steps:
        text = f"{person} ouvre le fichier." if act == "ouvre" else f"{person} envoie son travail."
        rows += f"<tr><td>{minute // 60:02d}:{minute % 60:02d}</td><td>{escape(text)}</td></tr>"
        minute += rng.randint(3, 14)
    page = (
        '<h1 class="visually-hidden">Le journal du fichier</h1>\n<div class="sim-window">\n'
        f'<p class="sim-title">Journal de {escape(name)}</p>\n'
        f"<p>Au début de la journée, le serveur a la <strong>version {version}</strong>.</p>\n"
        '<div class="sim-history"><table><thead><tr><th scope="col">Heure</th><th scope="col">'
        "Action</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div>\n<h2>Règle du serveur</h2>\n<ul>"
        "<li>Ouvrir donne la version présente sur le serveur.</li>"
        "<li>À l’envoi, si le serveur a toujours la version qui avait été ouverte, il crée la version suivante.</li>"
        "<li>Sinon, il garde sa version et range l’envoi dans une copie en conflit.</li></ul>\n</div>\n"
    )
    values = {
        "fichier": name,
        "qui": copies[0],
        "depart": str(version),
        "fin": str(final),
        "reussis": str(final - version),
    }
    values |= {f"p{i}": person for i, person in enumerate(sorted(people), 1)}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    page = variant.screens["p1"]
    server = int(re.search(r"version (\d+)</strong>", page).group(1))
    held: dict[str, int] = {}
    conflict = ""
    for person, act in re.findall(r"<td>(\w+) (ouvre|envoie)", page):
        if act == "ouvre":
            held[person] = server
        elif held[person] != server:
            conflict = person
        else:
            server += 1
    return {"qui": conflict, "fin": str(server)}
