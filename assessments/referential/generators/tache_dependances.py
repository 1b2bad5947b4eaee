"""Tasks that wait for others: which ones can begin now, and how many wait for a given one?"""

import re
from random import Random

from assessments.variants import Variant

PROJECTS = ("Site du lycée", "Journal du quartier", "Guide de la ville", "Almanach du club", "Livret d’accueil")
# any page may wait for any other one: the answer comes from the table, not from the meaning of the names
TASKS = (
    "Page Cantine,Page Clubs,Page Sport,Page Sorties,Page Musique,Page Jardins,Page Théâtre,Page Photo,Page Sciences,"
    "Page Lecture,Page Cinéma,Page Santé,Page Voyages,Page Cuisine,Page Échecs,Page Météo,Page Danse"
).split(",")


def generate(rng: Random) -> Variant:
    names = rng.sample(TASKS, 10)
    codes = [f"T{number}" for number in range(1, 11)]
    while True:
        needs = [sorted(rng.sample(range(n), min(n, rng.choice((0, 1, 1, 2))))) for n in range(10)]
        done: set[int] = set()
        for number in range(6):
            if set(needs[number]) <= done and rng.random() < 0.6:
                done.add(number)
        ready = [n for n in range(10) if n not in done and set(needs[n]) <= done]
        waiting: dict[int, set[int]] = {n: set() for n in range(10)}
        for n in range(9, -1, -1):
            for parent in needs[n]:
                waiting[parent] |= {n} | waiting[n]
        direct = {n: sum(n in need for need in needs) for n in range(10)}
        good = [n for n in range(10) if n not in done and len(waiting[n]) > direct[n] >= 1]
        if len(done) >= 2 and 2 <= len(ready) <= 5 and good:
            break
    late = rng.choice(good)
    order = rng.sample(range(10), 10)  # the table is not in the order of the work
    label = dict(zip(order, codes, strict=True))
    rows = "\n".join(
        f"<tr><td>{label[n]}</td><td>{names[n]}</td><td>{'terminée' if n in done else 'à faire'}</td>"
        f"<td>{', '.join(label[p] for p in needs[n]) or 'rien'}</td></tr>"
        for n in order
    )
    page = (
        '<h1 class="visually-hidden">Les tâches du projet</h1>\n<div class="sim-window">\n'
        f'<p class="sim-title">{rng.choice(PROJECTS)} – tâches</p>\n<div class="sim-tasks"><table><thead><tr>'
        '<th scope="col">N°</th><th scope="col">Tâche</th><th scope="col">État</th><th scope="col">Attend</th></tr>'
        f"</thead>\n<tbody>\n{rows}\n</tbody></table></div>\n</div>\n"
    )
    values = {"tache": label[late], "pretes": str(len(ready)), "suite": str(len(waiting[late]))}
    values["liste"] = ", ".join(label[n] for n in order if n in ready)
    values["attente"] = ", ".join(label[n] for n in order if n in waiting[late])
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    cell = r"<td>([^<]+)</td>"
    rows = re.findall(rf"<tr>{cell}{cell}{cell}{cell}</tr>", variant.screens["p1"])
    needs = {code: re.findall(r"T\d+", text) for code, _, _, text in rows}
    done = {code for code, _, state, _ in rows if state == "terminée"}
    ready = [code for code in needs if code not in done and all(need in done for need in needs[code])]

    def waits(code: str) -> bool:
        return any(need == variant.values["tache"] or waits(need) for need in needs[code])

    return {"pretes": str(len(ready)), "suite": str(sum(waits(code) for code in needs))}
