"""A wrong function: which of five lists show the mistake?"""

from random import Random

from assessments.referential.generators._programs import code_page, read_source, run, show
from assessments.variants import Variant

# what the function should give, the wrong program, how to find the right answer
KINDS = {
    "la plus grande valeur de la liste": [
        "def {f}(liste):",
        "    trouve = 0",
        "    for valeur in liste:",
        "        if valeur > trouve:",
        "            trouve = valeur",
        "    return trouve",
    ],
    "la plus petite valeur de la liste": [
        "def {f}(liste):",
        "    trouve = 100",
        "    for valeur in liste:",
        "        if valeur < trouve:",
        "            trouve = valeur",
        "    return trouve",
    ],
    "la somme des valeurs de la liste": [
        "def {f}(liste):",
        "    trouve = 0",
        "    for i in range(1, len(liste)):",
        "        trouve = trouve + liste[i]",
        "    return trouve",
    ],
    "le nombre de valeurs de la liste égales à 5 ou plus": [
        "def {f}(liste):",
        "    trouve = 0",
        "    for valeur in liste:",
        "        if valeur > 5:",
        "            trouve = trouve + 1",
        "    return trouve",
    ],
}
WHY = dict(
    zip(
        KINDS,
        (
            "part de 0 : elle se trompe quand toutes les valeurs sont négatives",
            "part de 100 : elle se trompe quand toutes les valeurs dépassent 100",
            "commence au rang 1 : elle oublie la première valeur, ce qui se voit quand celle-ci n’est pas nulle",
            "emploie > au lieu de >= : elle se trompe quand la liste contient un 5",
        ),
        strict=True,
    )
)
NAMES = ["calculer", "examiner", "chercher", "mesurer"]


def _right(goal: str, values: list[int]) -> int:
    if "grande" in goal:
        return max(values)
    if "petite" in goal:
        return min(values)
    return sum(values) if "somme" in goal else len([value for value in values if value >= 5])


def _lists(rng: Random, goal: str) -> tuple[list[int], list[int]]:
    """A list that shows the mistake and one that does not."""
    if "grande" in goal:
        return [-n for n in rng.sample(range(1, 20), 3)], [
            rng.randint(1, 9),
            *(-n for n in rng.sample(range(1, 20), 2)),
        ]
    if "petite" in goal:
        return rng.sample(range(101, 160), 3), [*rng.sample(range(101, 160), 2), rng.randint(3, 90)]
    if "somme" in goal:
        return rng.sample(range(1, 20), 3), [0, *rng.sample(range(1, 20), 2)]
    return [5, *rng.sample(range(1, 5), 1), rng.randint(6, 9)], rng.sample([1, 2, 3, 4, 6, 7, 8, 9], 3)


def generate(rng: Random) -> Variant:
    goal, name = rng.choice(sorted(KINDS)), rng.choice(NAMES)
    source = "\n".join(KINDS[goal]).format(f=name)
    count = rng.choice((2, 3))
    while True:
        both = [_lists(rng, goal) for _ in range(5)]
        lists = [pair[0] for pair in both[:count]] + [pair[1] for pair in both[count:]]
        for values in lists:
            if "somme" not in goal:
                rng.shuffle(values)
        rng.shuffle(lists)
        if len({tuple(values) for values in lists}) == 5:
            break
    guilty = []
    for rank, values in enumerate(lists, 1):
        given = run(f"{source}\nprint({name}({values}))")[0][0]
        if given != str(_right(goal, values)):
            guilty.append(rank)
    told = {f"o{i}": show(values) for i, values in enumerate(lists, 1)}
    told |= {"but": goal, "fonction": name, "pourquoi": WHY[goal], "rangs": ", ".join(map(str, guilty))}
    told["coupables"] = " et ".join(show(lists[rank - 1]) for rank in guilty)
    return Variant(values=told, screens={"p0": code_page(source, "Une fonction à essayer")})


def solve(variant: Variant) -> list[int]:
    source, found = read_source(variant.screens["p0"]), []
    goal, name = variant.values["but"], variant.values["fonction"]
    for rank in range(1, 6):
        values = [int(text) for text in variant.values[f"o{rank}"].strip("[]").split(",")]
        _, world = run(f"{source}\nresultat = {name}({values})")
        if world["resultat"] != _right(goal, values):
            found.append(rank)
    return found
