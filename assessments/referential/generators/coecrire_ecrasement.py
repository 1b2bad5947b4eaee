"""A file that is downloaded, completed and put back: each deposit replaces the whole file. How many lines remain?"""

import re
from random import Random

from assessments.variants import Variant

NAMES = ("Nour", "Oscar", "Pauline", "Qassim", "Romane", "Simon", "Tess", "Ulysse", "Viviane", "Yohan")
FILES = ("inscriptions.ods", "materiel.ods", "benevoles.ods", "menus.ods", "chansons.ods")


def generate(rng: Random) -> Variant:
    people = rng.sample(NAMES, 3)
    start = rng.randint(10, 30)
    file = rng.choice(FILES)
    added = dict(zip(people, rng.sample(range(2, 9), 3), strict=True))
    while True:
        order = people * 2
        rng.shuffle(order)
        shared: list[str] = []
        copies: dict[str, list[str]] = {}
        rows = []
        hour, minute = 8, rng.randint(0, 20)
        for name in order:
            time = f"{hour + minute // 60:02d}:{minute % 60:02d}"
            if name not in copies:
                copies[name] = list(shared)
                rows.append((time, name, "télécharge le fichier commun"))
            else:
                shared = [*copies[name], name]
                rows.append((time, name, f"dépose sa copie, avec {added[name]} lignes en plus"))
            minute += rng.randint(7, 19)
        if len(shared) == 2:
            break
    lost = next(name for name in people if name not in shared)
    final = start + sum(added[name] for name in shared)
    cells = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    page = (
        '<h1 class="visually-hidden">Journal du fichier</h1>\n<div class="sim-window">\n'
        f'<p class="sim-title">Journal du fichier {file}</p>\n<p>À 8:00, le fichier commun compte {start} lignes.</p>\n'
        '<div class="sim-history"><table><thead><tr><th scope="col">Heure</th><th scope="col">Qui</th>'
        f'<th scope="col">Action</th></tr></thead>\n<tbody>\n{cells}\n</tbody></table></div>\n</div>\n'
    )
    values = {"fichier": file, "final": str(final), "perdant": lost, "perdues": str(added[lost]), "depart": str(start)}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    """Back from the last deposit to the copy that it was made from, and so on."""
    page = variant.screens["p1"]
    total = int(re.search(r"compte (\d+) lignes", page).group(1))
    rows = re.findall(r"<tr><td>[\d:]+</td><td>(\w+)</td><td>([^<]+)</td></tr>", page)
    kept, limit = set(), len(rows)
    while True:
        deposits = [i for i in range(limit) if rows[i][1].startswith("dépose")]
        if not deposits:
            break
        name, text = rows[deposits[-1]]
        total += int(re.search(r"\d+", text).group())
        kept.add(name)
        limit = next(i for i, row in enumerate(rows) if row[0] == name and row[1].startswith("télécharge"))
    lost = [name for name, _ in rows if name not in kept]
    return {"final": str(total), "perdant": lost[0]}
