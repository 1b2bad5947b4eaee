"""The total float of a task, and the duration of the project when this task takes more time."""

import re
from random import Random

from assessments.variants import Variant

PROJECTS = ("Pièce de théâtre", "Livre de recettes", "Jeu de société", "Voyage d’étude", "Exposition de sciences")
LETTERS = "ABCDEF"
SHAPES = (("", "A", "A", "B", "C", "DE"), ("", "A", "A", "B", "BC", "DE"), ("", "A", "A", "BC", "C", "DE"))


def _total(days: dict[str, int], needs: dict[str, str]) -> int:
    end: dict[str, int] = {}
    for letter in LETTERS:
        end[letter] = days[letter] + max((end[need] for need in needs[letter]), default=0)
    return end["F"]


def generate(rng: Random) -> Variant:
    needs = dict(zip(LETTERS, rng.choice(SHAPES), strict=True))
    while True:
        days = {letter: rng.randint(1, 8) for letter in LETTERS}
        early: dict[str, int] = {}
        for letter in LETTERS:
            early[letter] = max((early[need] + days[need] for need in needs[letter]), default=0)
        total = early["F"] + days["F"]
        late: dict[str, int] = {}
        for letter in reversed(LETTERS):
            following = [late[other] for other in LETTERS if letter in needs[other]]
            late[letter] = min(following, default=total) - days[letter]
        floats = {letter: late[letter] - early[letter] for letter in LETTERS}
        loose = [letter for letter in LETTERS if 2 <= floats[letter] <= 6]
        if loose:
            break
    task = rng.choice(loose)
    delay = floats[task] + rng.randint(1, 4)
    rows = "\n".join(
        f"<tr><td>{letter}</td><td>{days[letter]}</td><td>{' et '.join(needs[letter]) or 'rien'}</td></tr>"
        for letter in LETTERS
    )
    page = (
        '<h1 class="visually-hidden">Les tâches et leurs durées</h1>\n<div class="sim-window">\n'
        f'<p class="sim-title">{rng.choice(PROJECTS)} – plan</p>\n<div class="sim-tasks"><table><thead><tr>'
        '<th scope="col">Tâche</th><th scope="col">Jours</th><th scope="col">Attend</th></tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody></table></div>\n<p>Le projet finit avec la tâche F.</p>\n</div>\n"
    )
    values = {"tache": task, "retard": str(delay), "marge": str(floats[task]), "avant": str(total)}
    values |= {"apres": str(total + delay - floats[task]), "depasse": str(delay - floats[task])}
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    """Lengthen the task one day at a time until the project ends later."""
    rows = re.findall(r"<tr><td>(\w)</td><td>(\d+)</td><td>([^<]+)</td></tr>", variant.screens["p1"])
    days = {letter: int(count) for letter, count, _ in rows}
    needs = {letter: "".join(re.findall(r"[A-Z]", text)) for letter, _, text in rows}
    task, start, extra = variant.values["tache"], _total(days, needs), 0
    while _total(days | {task: days[task] + extra + 1}, needs) == start:
        extra += 1
    late = _total(days | {task: days[task] + int(variant.values["retard"])}, needs)
    return {"marge": str(extra), "duree": str(late)}
