"""A week of full and incremental backups: what must be read to restore after a failure?"""

import re
from random import Random

from assessments.variants import Variant

DAYS = ("Dimanche", "Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi")


def generate(rng: Random) -> Variant:
    second = rng.choice((None, 2, 3))  # a second full backup in the week, or none
    failure = rng.randint(max(4, (second or 0) + 2), 6)
    whole = rng.randint(60, 140)
    rows = [(DAYS[0], "Complète", whole)]
    for index, day in enumerate(DAYS[1:], start=1):
        if index == second:  # a little larger than the first one
            rows.append((day, "Complète", whole + rng.randint(1, 9)))
        else:
            rows.append((day, "Incrémentielle", rng.randint(2, 19)))
    rows = rows[:failure]  # the failure happens in the morning, before the backup of that day
    start = max(index for index, row in enumerate(rows) if row[1] == "Complète")
    used = rows[start:]
    cells = "".join(f"<tr><td>{day}</td><td>{kind}</td><td>{size} Go</td></tr>" for day, kind, size in rows)
    page = (
        '<h1 class="visually-hidden">Les sauvegardes de la semaine</h1>\n<div class="sim-window">\n'
        '<p class="sim-title">Sauvegardes – chaque jour à 23 h</p>\n'
        '<div class="sim-files"><table><thead><tr><th scope="col">Jour</th><th scope="col">'
        'Type</th><th scope="col">Taille</th></tr></thead>'
        f"<tbody>{cells}</tbody></table></div>\n"
        '<p class="sim-note">Toutes les sauvegardes ont réussi.</p>\n'
        f'<p class="sim-alert">Panne du disque : {DAYS[failure].lower()}, 8 h.</p>\n</div>\n'
    )
    values = {
        "jour": DAYS[failure].lower(),
        "debut": used[0][0].lower(),
        "fin": used[-1][0].lower(),
        "jeux": str(len(used)),
        "detail": " + ".join(str(row[2]) for row in used),
        "total": str(sum(row[2] for row in used)),
    }
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    count = total = 0
    found = re.findall(r"<td>(\w+)</td><td>(\w+)</td><td>(\d+) Go</td>", variant.screens["p1"])
    for _, kind, size in reversed(found):
        count, total = count + 1, total + int(size)
        if kind == "Complète":
            break
    return {"jeux": str(count), "total": str(total)}
