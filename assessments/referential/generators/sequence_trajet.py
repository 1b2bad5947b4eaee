"""A robot that slides on a grid: where is it at the end? The steps stop half way."""

from random import Random

from assessments.referential.generators._robots import Board, name, read_robot, robot_pages, simulate
from assessments.variants import Variant

MOVES = {"en haut": (0, -1), "à droite": (1, 0), "en bas": (0, 1), "à gauche": (-1, 0)}
OPPOSITE = {"en haut": "en bas", "en bas": "en haut", "à droite": "à gauche", "à gauche": "à droite"}


def generate(rng: Random) -> Variant:
    while True:
        column, row = rng.randrange(5), rng.randrange(5)
        start, lines, way, places = (column, row), [], "", []
        for _ in range(6):
            way = rng.choice([one for one in MOVES if one != way and one != OPPOSITE.get(way)])
            count = rng.choice((1, 2, 2, 3))
            column, row = column + MOVES[way][0] * count, row + MOVES[way][1] * count
            places.append((column, row))
            lines.append(f"aller {way} de {count} case{'s' if count > 1 else ''}")
        if all(0 <= c < 5 and 0 <= r < 5 for c, r in places) and (column, row) not in (start, places[2]):
            break
    board = Board(5, 5, start, turns=False)
    pages = robot_pages("\n".join(lines), board, "Robot livreur", stop=3)
    values = {"depart": name(start), "fin": name((column, row)), "etapes": ", ".join(name(place) for place in places)}
    values["inverse"] = values["fin"][::-1]
    return Variant(values=values, screens=pages)


def solve(variant: Variant) -> str:
    program, board = read_robot(variant.screens["p0"])
    return name(simulate(program, board)[-1].cell)
