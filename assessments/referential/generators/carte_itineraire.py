"""Tube carte, niveau 2 : suivre un itinéraire sur un plan quadrillé."""

import re
from random import Random

from assessments.variants import Variant

# Four letters at most: seven columns of names hold in the width of a phone.
PLACES = ["Tour", "Parc", "Lac", "Cité", "Zoo", "Mare", "Quai", "Golf", "Cave", "Bois", "Fort", "Café", "Silo", "Pré"]
MASCULINE = {"Parc", "Lac", "Zoo", "Quai", "Golf", "Bois", "Fort", "Café", "Silo", "Pré"}
START = "Gare"
COLS, ROWS = 7, 6
DIRS = {"N": (0, -1), "E": (1, 0), "S": (0, 1), "O": (-1, 0)}
NAMES = {"N": "le nord", "E": "l’est", "S": "le sud", "O": "l’ouest"}
RING = "NESO"


def _walk(start, first, steps, flip=(), scale=1):
    """Suit les pas ; ``flip`` inverse le sens de certains virages."""
    x, y = start
    heading = first
    for i, (turn, squares) in enumerate(steps):
        if turn:
            side = 1 if turn == "droite" else -1
            if i in flip:
                side = -side
            heading = RING[(RING.index(heading) + side) % 4]
        dx, dy = DIRS[heading]
        x, y = x + dx * squares * scale, y + dy * squares * scale
    return x, y


def _inside(cell):
    return 0 <= cell[0] < COLS and 0 <= cell[1] < ROWS


def generate(rng: Random) -> Variant:
    while True:
        start = (rng.randrange(COLS), rng.randrange(ROWS))
        first = rng.choice(RING)
        turns = [rng.choice(["droite", "gauche"]) for _ in range(3)]
        if len(set(turns)) == 1:  # au moins un virage de chaque côté
            continue
        steps = [("", rng.randrange(1, 4))] + [(t, rng.randrange(1, 4)) for t in turns]
        stops = [_walk(start, first, steps[: i + 1]) for i in range(4)]
        if not all(_inside(s) for s in stops) or len({start, *stops}) < 5:
            continue
        goal = stops[-1]
        traps = {_walk(start, first, steps, flip=f) for f in ((1,), (2,), (3,), (1, 2, 3))}
        traps = sorted(c for c in traps if _inside(c) and c not in (start, goal))
        if len(traps) >= 2:
            break
    unit = rng.choice([50, 100, 200])
    taken = {start: START}
    names = PLACES[:]
    rng.shuffle(names)
    for cell in [goal, *traps]:
        taken[cell] = names.pop()
    free = [(x, y) for x in range(COLS) for y in range(ROWS) if (x, y) not in taken]
    for cell in rng.sample(free, 11 - len(taken)):
        taken[cell] = names.pop()
    head = "".join(f'<th scope="col">{"ABCDEFG"[x]}</th>' for x in range(COLS))
    body = "\n".join(
        f'<tr><th scope="row">{y + 1}</th>'
        + "".join(f"<td>{taken.get((x, y), '·')}</td>" for x in range(COLS))
        + "</tr>"
        for y in range(ROWS)
    )
    screen = (
        '<h1 class="visually-hidden">Plan quadrillé de la ville</h1>\n'
        '<div class="sim-window">\n<div class="sim-title">Plan de la ville</div>\n'
        "<p>Le nord est en haut du plan, l’est à droite. "
        f"Échelle : d’une case à la case voisine, il y a {unit} m.</p>\n"
        f'<div class="sim-map">\n<table>\n<thead><tr><td></td>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody></table>\n</div>\n</div>\n"
    )
    place = taken[goal]
    the, one, at = ("le", "un", "au") if place in MASCULINE else ("la", "une", "à la")
    values = {
        "direction": NAMES[first],
        "lieu": place,
        "le_lieu": f"{the} {place}",
        "un_lieu": f"{one} {place}",
        "au_lieu": f"{at} {place}",
        "unite": str(unit),
    }
    for i, (turn, squares) in enumerate(steps, 1):
        values[f"d{i}"] = str(squares * unit)
        values[f"c{i}"] = f"{squares} case" + ("s" if squares > 1 else "")
        if turn:
            values[f"v{i}"] = turn
        cell = stops[i - 1]
        values[f"p{i}"] = f"{'ABCDEFG'[cell[0]]}{cell[1] + 1}"
    values["depart"] = f"{'ABCDEFG'[start[0]]}{start[1] + 1}"
    return Variant(values=values, screens={"accueil": screen})


def solve(variant: Variant) -> str:
    screen, v = variant.screens["accueil"], variant.values
    unit = int(re.search(r"il y a (\d+) m", screen).group(1))
    rows = [re.findall(r"<td>(.*?)</td>", r) for r in re.findall(r'<tr><th scope="row">.*?</tr>', screen)]
    x, y = next((c, r) for r, row in enumerate(rows) for c, cell in enumerate(row) if cell == START)
    heading = next(k for k, name in NAMES.items() if name == v["direction"])
    for i in range(1, 5):
        turn = v.get(f"v{i}")
        if turn:
            heading = RING[(RING.index(heading) + (1 if turn == "droite" else 3)) % 4]
        dx, dy = DIRS[heading]
        n = int(v[f"d{i}"]) // unit
        x, y = x + dx * n, y + dy * n
    return rows[y][x]
