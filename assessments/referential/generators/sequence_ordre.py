"""Five instructions in disorder: the only order that leads the robot to the star without touching a wall."""

from itertools import pairwise, permutations
from random import Random

from assessments.referential.generators._programs import window
from assessments.referential.generators._robots import Board, Moment, board_html, read_robot, simulate, where_html
from assessments.variants import Variant

SET = [
    "avancer de 1 case",
    "avancer de 2 cases",
    "avancer de 3 cases",
    "tourner à droite",
    "tourner à gauche",
]


def _orders(lines: list[str], board: Board) -> list[tuple[str, ...]]:
    found = []
    for order in permutations(lines):
        moments = simulate("\n".join(order), board)
        if moments[-1].cell == board.star and not any(moment.bumped for moment in moments):
            found.append(order)
    return found


def generate(rng: Random) -> Variant:
    while True:
        moves, turns = rng.sample(SET[:3], 3), rng.sample(SET[3:], 2)
        path = [moves[0], turns[0], moves[1], turns[1], moves[2]]
        start, heading = (rng.randrange(6), rng.randrange(5)), rng.choice(("haut", "droite", "bas", "gauche"))
        empty = Board(6, 5, start, heading)
        moments = simulate("\n".join(path), empty)
        if any(moment.bumped for moment in moments):
            continue
        seen = {start}
        for one, two in pairwise(moments):
            (a, b), (c, d) = one.cell, two.cell
            seen |= {(x, y) for x in range(min(a, c), max(a, c) + 1) for y in range(min(b, d), max(b, d) + 1)}
        others = [(c, r) for c in range(6) for r in range(5) if (c, r) not in seen]
        board = Board(6, 5, start, heading, frozenset(rng.sample(others, 7)), moments[-1].cell)
        if _orders(path, board) == [tuple(path)]:
            break
    shown = list(path)
    while shown[0] == path[0] or sum(a == b for a, b in zip(shown, path, strict=True)) > 1:
        rng.shuffle(shown)
    first = Moment(-1, start, heading)
    page = window("Robot facteur", board_html(board, first) + where_html(board, first))
    values = {f"o{i}": line for i, line in enumerate(shown, 1)}
    values["ordre"] = ", ".join(str(path.index(line) + 1) for line in shown)
    values["chemin"] = ", ".join(path)
    return Variant(values=values, screens={"p0": page})


def solve(variant: Variant) -> list[int]:
    board = read_robot(variant.screens["p0"])[1]
    shown = [variant.values[f"o{i}"] for i in range(1, 6)]
    (order,) = _orders(shown, board)
    return [order.index(line) + 1 for line in shown]
