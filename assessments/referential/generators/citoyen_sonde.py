"""Who answered a consultation, against the population: the most under-represented group and its share."""

import re
from random import Random

from assessments.variants import Variant

GROUPS = ("12-17 ans", "18-29 ans", "30-59 ans", "60 ans et plus")
TOPICS = ("le nouveau parc", "la halle couverte", "le réseau de bus", "le port de plaisance", "la place du marché")
TOWNS = ("Lorvane", "Belmur", "Orlac", "Villefond")


def generate(rng: Random) -> Variant:
    while True:
        total = rng.choice((200, 400, 500, 600, 800))
        population = [rng.randint(7, 14), rng.randint(14, 24), rng.randint(36, 44)]
        population.append(100 - sum(population))
        answers = [rng.randint(2, 16), rng.randint(4, 26), rng.randint(30, 60)]
        answers.append(100 - sum(answers))
        if answers[3] < 8 or population[3] < 20:
            continue
        ratios = [a / p for a, p in zip(answers, population, strict=True)]
        ranked = sorted(ratios)
        low = ratios.index(ranked[0])
        # the answer must not simply be the group with the fewest answers
        if ranked[0] < 0.7 and ranked[1] - ranked[0] > 0.15 and answers[low] > min(answers):
            break
    counts = [total * a // 100 for a in answers]
    body = "\n".join(
        f"<tr><td>{g}</td><td>{p} %</td><td>{c}</td></tr>" for g, p, c in zip(GROUPS, population, counts, strict=True)
    )
    page = (
        '<h1 class="visually-hidden">Bilan</h1>\n'
        '<div class="sim-window"><p class="sim-title">Bilan de la consultation</p>\n'
        "<table><thead><tr><th>Groupe</th><th>Part dans la population concernée</th><th>Répondants</th></tr></thead>\n"
        f"<tbody>\n{body}\n<tr><td>Ensemble</td><td>100 %</td><td>{total}</td></tr></tbody></table></div>\n"
    )
    values = {
        "ville": rng.choice(TOWNS),
        "sujet": rng.choice(TOPICS),
        "groupe": GROUPS[low],
        "part": str(answers[low]),
        "pop": str(population[low]),
        "nombre": str(counts[low]),
        "total": str(total),
        "petit": GROUPS[answers.index(min(answers))],
    }
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    rows = re.findall(r"<td>([^<]+)</td><td>(\d+) %</td><td>(\d+)</td>", variant.screens["p1"])
    total = next(int(n) for name, _, n in rows if name == "Ensemble")
    part = {name: 100 * int(n) / total for name, _, n in rows if name != "Ensemble"}
    share = {name: int(p) for name, p, _ in rows}
    low = min(part, key=lambda name: part[name] / share[name])
    return {"g": low, "p": str(round(part[low]))}
