"""A block defined once and used several times on a grid: final cell and number of moves. The steps stop early."""

from random import Random

from assessments.referential.generators._robots import ORDER, Board, name, read_robot, robot_pages, simulate
from assessments.variants import Variant

BODIES = [
    ("escalier", ["avancer", "tourner à gauche", "avancer", "tourner à droite"]),
    ("marche", ["avancer", "tourner à droite", "avancer", "tourner à gauche"]),
    ("crochet", ["avancer", "avancer", "tourner à droite"]),
    ("virage", ["avancer", "tourner à gauche", "avancer"]),
    ("équerre", ["tourner à droite", "avancer", "avancer"]),
]


def generate(rng: Random) -> Variant:
    while True:
        block, body = rng.choice(BODIES)
        main = [f"faire {block}"] * rng.choice((2, 3)) + ["avancer"] * rng.randint(1, 2) + ["tourner à droite"]
        rng.shuffle(main)
        board = Board(6, 6, (rng.randrange(6), rng.randrange(6)), rng.choice(ORDER))
        lines = [f"définir {block}", *(f"  {line}" for line in body), "quand on appuie sur Départ", *main]
        moments = simulate("\n".join(line for line in lines if not line.startswith("quand")), board)
        if (
            main[0].startswith("faire")
            and not any(moment.bumped for moment in moments)
            and moments[-1].cell != board.start
        ):
            break
    calls = sum(line.startswith("faire") for line in main)
    moves = body.count("avancer") * calls + main.count("avancer")
    return Variant(
        values={
            "bloc": block,
            "appels": str(calls),
            "fin": name(moments[-1].cell),
            "inverse": name(moments[-1].cell)[::-1],
            "nombre": str(moves),
            "dedans": str(body.count("avancer")),
            "dehors": str(main.count("avancer")),
        },
        screens=robot_pages("\n".join(lines), board, "Robot balayeur", stop=len(body)),
    )


def solve(variant: Variant) -> dict[str, str]:
    program, board = read_robot(variant.screens["p0"])
    lines = program.splitlines()
    body = [line.strip() for line in lines[1:] if line.startswith("  ")]
    flat = []
    for line in lines[len(body) + 2 :]:
        flat += body if line.startswith("faire") else [line]
    return {"case": name(simulate("\n".join(flat), board)[-1].cell), "nombre": str(flat.count("avancer"))}
