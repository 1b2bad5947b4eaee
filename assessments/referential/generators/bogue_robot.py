"""One block of a robot's program is wrong: which one, and in which direction should it go?"""

from random import Random

from assessments.referential.generators._robots import Board, name, read_robot, robot_pages, simulate
from assessments.variants import Variant

WAYS = ["en haut", "à droite", "en bas", "à gauche"]


def _repairs(lines: list[str], board: Board) -> list[tuple[int, str]]:
    """(number of the block, new direction) of every change of one direction that leads to the star."""
    found = []
    for number, line in enumerate(lines, 1):
        for way in WAYS:
            if f"aller {way} " in line:
                continue
            old = next(one for one in WAYS if f"aller {one} " in line)
            moments = simulate("\n".join([*lines[: number - 1], line.replace(old, way), *lines[number:]]), board)
            if moments[-1].cell == board.star and not any(moment.bumped for moment in moments):
                found.append((number, way))
    return found


def generate(rng: Random) -> Variant:
    while True:
        board = Board(6, 6, (rng.randrange(6), rng.randrange(6)), turns=False)
        good, way = [], ""
        for _ in range(5):
            way = rng.choice([one for one in WAYS if one != way])
            count = rng.randint(1, 3)
            good.append(f"aller {way} de {count} case{'s' if count > 1 else ''}")
        moments = simulate("\n".join(good), board)
        at = rng.randrange(1, 5)
        right = next(one for one in WAYS if f"aller {one} " in good[at])
        wrong = rng.choice([one for one in WAYS if one != right])
        bad = [*good[:at], good[at].replace(right, wrong), *good[at + 1 :]]
        seen = simulate("\n".join(bad), board)
        if any(moment.bumped for moment in moments + seen) or moments[-1].cell in [moment.cell for moment in seen]:
            continue
        board = Board(6, 6, board.start, turns=False, star=moments[-1].cell)
        if _repairs(bad, board) == [(at + 1, right)]:
            break
    return Variant(
        values={
            "numero": str(at + 1),
            "sens": right,
            "faux": bad[at],
            "juste": good[at],
            "voulu": ", ".join(name(moment.cell) for moment in moments[1:]),
            "ici": name(seen[at + 1].cell),
            "la": name(moments[at + 1].cell),
        },
        screens=robot_pages("\n".join(bad), board, "Robot à dépanner", numbered=True),
    )


def solve(variant: Variant) -> dict[str, str]:
    program, board = read_robot(variant.screens["p0"])
    seen = [name(moment.cell) for moment in simulate(program, board)]
    wanted = variant.values["voulu"].split(", ")
    number = next(i for i, cell in enumerate(wanted, 1) if seen[i] != cell)
    before, after = seen[number - 1], wanted[number - 1]
    if before[0] == after[0]:
        way = "en bas" if after[1] > before[1] else "en haut"
    else:
        way = "à droite" if after[0] > before[0] else "à gauche"
    return {"numero": str(number), "sens": way}
