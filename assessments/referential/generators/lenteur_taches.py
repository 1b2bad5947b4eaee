"""A task manager that can be sorted three ways: the greediest program for the processor, and for the memory."""

import re
from html import escape
from random import Random

from assessments.variants import Variant

NAMES = ("Samira", "Baptiste", "Célia", "Dounia", "Lorenzo", "Freja", "Gabin", "Nour", "Marius", "Jamal")
PROGRAMS = (
    "Antivira",
    "Calepin",
    "Dactylo",
    "Echoson",
    "Filmeo",
    "Geodraw",
    "Horlogia",
    "Imagio",
    "Jukebo",
    "Kartoon",
    "Lectura",
    "Navigo",
    "Orthos",
    "Planete",
)


def _page(title: str, rows: list[tuple[str, int, int]]) -> str:
    lines = "\n".join(
        f'<tr><td>{escape(name)}</td><td class="num">{cpu} %</td><td class="num">{memory} Mo</td></tr>'
        for name, cpu, memory in rows
    )
    return (
        '<div class="sim-window">\n<p class="sim-title">Gestionnaire de tâches</p>\n'
        f'<h1 class="visually-hidden">Gestionnaire de tâches, tri par {title}</h1>\n<p>Tri : {title}</p>\n'
        '<div class="sim-tasks"><table><thead><tr><th><a href="p1.html">Programme</a></th>'
        '<th><a href="p2.html">Processeur</a></th><th><a href="p3.html">Mémoire</a></th></tr></thead>'
        f"<tbody>\n{lines}\n</tbody></table></div>\n"
        '<p class="sim-meta">Cliquez sur un titre de colonne pour trier.</p>\n</div>\n'
    )


def generate(rng: Random) -> Variant:
    names = rng.sample(PROGRAMS, 11)
    loads = rng.sample(range(19), 10)
    memories = rng.sample(range(40, 900), 10)
    rows = [(name, cpu, memory) for name, cpu, memory in zip(names, [*loads, 0], [*memories, 0], strict=True)]
    top_cpu, top_memory = rng.randint(31, 78), rng.randint(1400, 3800)
    rows[0] = (names[0], top_cpu, memories[0] // 2)
    rows[10] = (names[10], rng.randint(0, 6), top_memory)
    by_name = sorted(rows)
    by_cpu = sorted(by_name, key=lambda row: -row[1])
    by_memory = sorted(by_name, key=lambda row: -row[2])
    values = {
        "prenom": rng.choice(NAMES),
        "cpu": names[0],
        "part": str(top_cpu),
        "memoire": names[10],
        "mo": str(top_memory),
    }
    screens = {"p1": _page("programme", by_name), "p2": _page("processeur", by_cpu), "p3": _page("mémoire", by_memory)}
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    rows = re.findall(r'<td>([^<]+)</td><td class="num">(\d+) %</td><td class="num">(\d+) Mo', variant.screens["p1"])
    return {
        "cpu": max(rows, key=lambda row: int(row[1]))[0],
        "memoire": max(rows, key=lambda row: int(row[2]))[0],
    }
