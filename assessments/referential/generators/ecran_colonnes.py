"""A gallery whose columns depend on the width: how many rows on three devices?"""

from math import ceil
from random import Random

from assessments.variants import Variant


def generate(rng: Random) -> Variant:
    first, second = rng.choice((500, 560, 600, 640)), rng.choice((960, 1000, 1100, 1200))
    columns = rng.choice(((1, 2, 4), (1, 3, 5), (2, 3, 5), (2, 4, 6), (2, 3, 6)))
    count = rng.randint(19, 47)
    widths = (rng.randint(32, first // 10 - 1) * 10, rng.choice((first, second - 20)), rng.randint(125, 192) * 10)
    rows = [-(-count // number) for number in columns]
    if all(count % number == 0 for number in columns[1:]):
        return generate(rng)
    values = {"n": str(count), "s1": str(first), "s2": str(second), "s2m": str(second - 1)}
    for number in range(3):
        values |= {f"c{number + 1}": str(columns[number]), f"w{number + 1}": str(widths[number])}
        values[f"r{number + 1}"] = str(rows[number])
    return Variant(values=values)


def solve(variant: Variant) -> dict[str, str]:
    numbers = {key: int(text) for key, text in variant.values.items()}
    answer = {}
    for field, width in (("a", numbers["w1"]), ("b", numbers["w2"]), ("c", numbers["w3"])):
        rank = 1 + (width >= numbers["s1"]) + (width >= numbers["s2"])
        answer[field] = str(ceil(numbers["n"] / numbers[f"c{rank}"]))
    return answer
