"""A robot with a loop, then instructions after it: where is it at the end?"""

from random import Random

from assessments.referential.generators._robots import ORDER, Board, name, read_robot, robot_pages, simulate
from assessments.variants import Variant

BODIES = [
    (["avancer", "tourner à gauche", "avancer", "tourner à droite"], (2, 3)),
    (["avancer", "tourner à droite", "avancer", "tourner à gauche"], (2, 3)),
    (["avancer de 2 cases", "tourner à droite"], (2, 3)),
    (["avancer de 3 cases", "tourner à gauche"], (2, 3)),
    (["tourner à droite", "avancer de 2 cases"], (2, 3)),
]


def generate(rng: Random) -> Variant:
    while True:
        body, turns = rng.choice(BODIES)
        times = rng.choice(turns)
        after = rng.sample(["avancer de 2 cases", "tourner à gauche", "avancer", "tourner à droite"], 2)
        if all("tourner" in line for line in after) or all("avancer" in line for line in after):
            continue
        board = Board(6, 6, (rng.randrange(6), rng.randrange(6)), rng.choice(ORDER))
        lines = [f"répéter {times} fois", *(f"  {line}" for line in body), *after]
        moments = simulate("\n".join(lines), board)
        wrong = simulate("\n".join([lines[0], *(f"  {line}" for line in [*body, *after])]), board)
        if not any(moment.bumped for moment in moments) and wrong[-1].cell != moments[-1].cell != board.start:
            break
    end, inside = moments[-1], moments[len(body) * times]
    return Variant(
        values={
            "tours": str(times),
            "boucle": name(inside.cell),
            "apres": ", puis ".join(after),
            "fin": name(end.cell),
            "inverse": name(end.cell)[::-1],
            "sens": end.heading,
        },
        screens=robot_pages("\n".join(lines), board, "Robot jardinier", stop=len(body)),
    )


def solve(variant: Variant) -> dict[str, str]:
    program, board = read_robot(variant.screens["p0"])
    lines = program.splitlines()
    times = int(lines[0].split()[1])
    inside = [line.strip() for line in lines[1:] if line.startswith("  ")]
    flat = inside * times + [line for line in lines[1:] if not line.startswith("  ")]
    end = simulate("\n".join(flat), board)[-1]
    return {"case": name(end.cell), "sens": end.heading}
