"""A list of messages and a search with several criteria: how many are found, which is the oldest?"""

import re
from datetime import date, timedelta
from html import escape
from itertools import product
from random import Random

from assessments.variants import Variant

NAMES = ("amina", "bastien", "colette", "dimitri", "esther", "florian", "gisele", "hakim")
WORDS = ("devis", "tournoi", "planning", "facture", "voyage", "concert", "recette", "stage")
TAILS = ("à relire", "de juillet", "de mai", "version 2", "en retard", "pour le club", "à signer", "de lundi")


def generate(rng: Random) -> Variant:
    name, other_name = rng.sample(NAMES, 2)
    word, other_word = rng.sample(WORDS, 2)
    limit = date(2027, rng.randint(3, 5), rng.randint(5, 25))
    # (sender, word, after the limit, attachment): 2 or 3 rows keep the four criteria, the others miss one or more
    kinds = [(name, word, True, True)] * rng.randint(2, 3)
    kinds += [
        (name, word, True, False),
        (name, word, False, True),
        (name, other_word, True, True),
        (other_name, word, True, True),
    ]
    rest = [k for k in product((name, other_name), (word, other_word), (True, False), (True, False)) if k not in kinds]
    kinds += rng.sample(rest, 10 - len(kinds))
    rng.shuffle(kinds)
    gaps = iter(rng.sample(range(1, 40), len(kinds)))
    rows = []
    for letter, (sender, theme, after, attached) in zip("ABCDEFGHIJ", kinds, strict=True):
        day = limit + timedelta(days=next(gaps) * (1 if after else -1))
        rows.append((letter, sender, f"{theme} {rng.choice(TAILS)}".capitalize(), day, "oui" if attached else "non"))
    found = sorted((row for row, kind in zip(rows, kinds, strict=True) if kind == (name, word, True, True)), key=str)
    oldest = min(found, key=lambda row: row[3])
    query = f"de:{name} objet:{word} après:{limit:%d/%m/%Y} pj:oui"
    cells = "\n".join(
        f"<tr><td>{letter}</td><td>{sender}</td><td>{escape(subject)}</td><td>{day:%d/%m/%Y}</td><td>{pj}</td></tr>"
        for letter, sender, subject, day, pj in rows
    )
    page = (
        '<h1 class="visually-hidden">Recherche</h1>\n<div class="sim-window">\n<p class="sim-title">Courrier</p>\n'
        f'<p><span class="sim-search">{escape(query)}</span></p>\n'
        "<details><summary>Aide de la recherche</summary><ul><li>de: l’expéditeur</li>"
        "<li>objet: un mot de l’objet</li><li>après: une date postérieure à celle-ci (jj/mm/aaaa)</li>"
        "<li>pj:oui : avec une pièce jointe</li></ul><p>Tous les critères doivent être vrais.</p></details>\n"
        '<div class="sim-files"><table><thead><tr><th scope="col"><span class="visually-hidden">Lettre</span></th>'
        '<th scope="col">De</th><th scope="col">Objet</th><th scope="col">Date</th><th scope="col">PJ</th></tr></thead>'
        f"<tbody>\n{cells}\n</tbody></table></div>\n</div>\n"
    )
    values = {
        "requete": query,
        "nombre": str(len(found)),
        "lettre": oldest[0],
        "liste": ", ".join(row[0] for row in found),
    }
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    page = variant.screens["p1"]
    query = re.search(r'sim-search">de:(\w+) objet:(\w+) après:(\S+) pj:oui<', page)
    name, word, limit = query.groups()
    found = []
    for row in re.findall(r"<tr><td>(.)</td><td>([^<]+)</td><td>([^<]+)</td><td>([^<]+)</td><td>(\w+)</td></tr>", page):
        letter, sender, subject, day, attached = row
        iso = "-".join(reversed(day.split("/")))
        later = iso > "-".join(reversed(limit.split("/")))
        if sender == name and word in subject.lower() and later and attached == "oui":
            found.append((iso, letter))
    return {"nombre": str(len(found)), "lettre": min(found)[1]}
