"""Versions with their parents, on two branches: the common ancestor, and what one branch lacks."""

import re
from random import Random

from assessments.variants import Variant

BRANCHES = ("essai", "traduction", "nouveau-menu", "illustrations", "refonte", "version-courte")
PROJECTS = ("Journal du lycée", "Site du club", "Jeu d’aventure", "Carte des sentiers", "Livret d’accueil")


def generate(rng: Random) -> Variant:
    branch = rng.choice(BRANCHES)
    before, first = rng.randint(2, 4), rng.randint(2, 3)
    after = rng.randint(1, 4)
    on_main = rng.randint(1, 3)
    # (branch, parents) in the order of time; names are given at the end
    rows: list[tuple[str, list[int]]] = [("principale", [])]
    for _ in range(before - 1):
        rows.append(("principale", [len(rows) - 1]))
    main = side = len(rows) - 1
    for kind in _mixed(rng, first, 1):
        rows.append((branch if kind else "principale", [side if kind else main]))
        side, main = (len(rows) - 1, main) if kind else (side, len(rows) - 1)
    rows.append(("principale", [main, side]))  # the first merge
    main, meeting = len(rows) - 1, side
    for kind in _mixed(rng, after, on_main):
        rows.append((branch if kind else "principale", [side if kind else main]))
        side, main = (len(rows) - 1, main) if kind else (side, len(rows) - 1)
    start = rng.randint(11, 60)
    name = [f"v{start + number}" for number in range(len(rows))]
    cells = "\n".join(
        f"<tr><td>{name[n]}</td><td>{where}</td><td>{' et '.join(name[p] for p in parents) or 'aucun'}</td></tr>"
        for n, (where, parents) in enumerate(rows)
    )
    page = (
        '<h1 class="visually-hidden">Les versions du projet</h1>\n<div class="sim-window">\n'
        f'<p class="sim-title">{rng.choice(PROJECTS)} – versions</p>\n<div class="sim-history"><table><thead><tr>'
        '<th scope="col">Version</th><th scope="col">Branche</th><th scope="col">Parents</th></tr></thead>\n'
        f"<tbody>\n{cells}\n</tbody></table></div>\n</div>\n"
    )
    values = {"branche": branch, "commun": name[meeting], "nu": name[meeting][1:], "manque": str(after)}
    values |= {
        "principale": name[main],
        "bout": name[side],
        "fusion": name[rows.index(next(r for r in rows if len(r[1]) > 1))],
    }
    return Variant(values=values, screens={"p1": page})


def _mixed(rng: Random, ones: int, zeros: int) -> list[int]:
    kinds = [1] * ones + [0] * zeros
    rng.shuffle(kinds)
    return kinds


def solve(variant: Variant) -> dict[str, str]:
    rows = re.findall(r"<tr><td>(v\d+)</td><td>([\w-]+)</td><td>([^<]+)</td></tr>", variant.screens["p1"])
    parents = {name: re.findall(r"v\d+", text) for name, _, text in rows}

    def history(name: str) -> set[str]:
        found, todo = {name}, [name]
        while todo:
            for parent in parents[todo.pop()]:
                found.add(parent)
                todo.append(parent)
        return found

    main = [name for name, where, _ in rows if where == "principale"][-1]
    side = [name for name, where, _ in rows if where != "principale"][-1]
    common = history(main) & history(side)
    best = max(common, key=lambda name: (len(history(name)), name))
    return {"commun": best, "manque": str(len(history(side) - history(main)))}
