"""A table of numbers: one cell, the sum of a column, the sum of some cells."""

from random import Random

from assessments.referential.generators._programs import code_page, read_source, run
from assessments.variants import Variant

NAMES = ["grille", "salle", "damier", "carte", "relevé"]
TESTS = {
    "ligne == col": "la diagonale qui descend",
    "ligne + col == 2": "la diagonale qui monte",
    "ligne == 0 or col == 0": "la première ligne et la première colonne",
    "ligne != 1 and col != 1": "les quatre coins",
}


def generate(rng: Random) -> Variant:
    name, test = rng.choice(NAMES), rng.choice(sorted(TESTS))
    while True:
        grid = [[rng.randint(1, 9) for _ in range(3)] for _ in range(3)]
        row, column = rng.sample(range(3), 2)
        if grid[row][column] != grid[column][row] and len({v for line in grid for v in line}) > 5:
            break
    lines = [f"{name} = [{grid[0]},"]
    pad = " " * (len(name) + 4)
    lines += [f"{pad}{grid[1]},", f"{pad}{grid[2]}]", "total = 0", "for ligne in range(3):", "    for col in range(3):"]
    lines += [f"        if {test}:", f"            total = total + {name}[ligne][col]"]
    lines += [f"print({name}[{row}][{column}])", "print(total)"]
    cells = []
    for i in range(3):
        for j in range(3):
            chosen = {"ligne == col": i == j, "ligne + col == 2": i + j == 2}
            chosen |= {"ligne == 0 or col == 0": i == 0 or j == 0, "ligne != 1 and col != 1": i != 1 and j != 1}
            if chosen[test]:
                cells.append(grid[i][j])
    return Variant(
        values={
            "nom": name,
            "ligne": str(row),
            "col": str(column),
            "r1": str(grid[row][column]),
            "piege": str(grid[column][row]),
            "r2": str(sum(cells)),
            "cases": " + ".join(map(str, cells)),
            "zone": TESTS[test],
        },
        screens={"p0": code_page("\n".join(lines), "Un tableau de nombres")},
    )


def solve(variant: Variant) -> dict[str, str]:
    cell, total = run(read_source(variant.screens["p0"]))[0]
    return {"r1": cell, "r2": total}
