"""A robot that turns and moves: where is it, and which way is it turned, at the end? The steps stop half way."""

import re
from random import Random

from assessments.referential.generators._robots import ORDER, Board, name, read_robot, robot_pages, simulate
from assessments.variants import Variant


def generate(rng: Random) -> Variant:
    while True:
        start = (rng.randrange(6), rng.randrange(5))
        board = Board(6, 5, start, rng.choice(ORDER))
        lines = []
        for number in range(4):
            count = rng.randint(1, 3)
            lines.append(f"avancer de {count} case{'s' if count > 1 else ''}")
            if number < 3:
                lines.append(f"tourner à {rng.choice(('droite', 'gauche'))}")
        lines.append(f"tourner à {rng.choice(('droite', 'gauche'))}")
        moments = simulate("\n".join(lines), board)
        turns = {line for line in lines if "tourner" in line}
        if not any(moment.bumped for moment in moments) and len(turns) == 2 and moments[-1].cell != start:
            break
    end = moments[-1]
    return Variant(
        values={
            "depart": name(start),
            "fin": name(end.cell),
            "inverse": name(end.cell)[::-1],
            "sens": end.heading,
            "etapes": ", ".join(name(moment.cell) for moment in moments[1::2]),
        },
        screens=robot_pages("\n".join(lines), board, "Robot explorateur", stop=3),
    )


def solve(variant: Variant) -> dict[str, str]:
    program, board = read_robot(variant.screens["p0"])
    place = complex(*board.start)
    way = {"haut": -1j, "droite": 1, "bas": 1j, "gauche": -1}[board.heading]
    for line in program.splitlines():
        if found := re.search(r"(\d)", line):
            place += way * int(found[1])
        else:
            way *= 1j if line.endswith("droite") else -1j  # the rows go down: turning right is +i
    sides = {-1j: "haut", 1: "droite", 1j: "bas", -1: "gauche"}
    return {"case": name((int(place.real), int(place.imag))), "sens": sides[way]}
