"""Work gathered on fewer servers: watts saved. Every number is in the instruction."""

from math import ceil
from random import Random

from assessments.variants import Variant

# servers, load of each (%), highest load allowed: the fewest servers never reach the limit, and share a whole load
CASES = (
    (6, 20, 70), (8, 15, 70), (8, 30, 70), (9, 20, 80), (10, 18, 70), (10, 30, 80), (12, 15, 70),
    (12, 20, 70), (12, 25, 80), (14, 30, 90), (15, 24, 80), (16, 20, 70), (20, 18, 80),
)  # fmt: skip


def generate(rng: Random) -> Variant:
    before, load, limit = rng.choice(CASES)
    after = ceil(before * load / limit)
    idle, slope = rng.randrange(60, 150, 10), rng.choice((1, 2, 3))
    load_after = before * load // after
    first, last = before * (idle + slope * load), after * (idle + slope * load_after)
    values = {
        "n": str(before),
        "m": str(after),
        "max": str(limit),
        "points": str(before * load),
        "moins": f"{after - 1} serveurs" if after > 2 else "1 serveur",
        "charge": str(load),
        "charge2": str(load_after),
        "repos": str(idle),
        "pente": str(slope),
        "avant": str(first),
        "apres": str(last),
        "reponse": str(first - last),
    }
    return Variant(values=values)


def solve(variant: Variant) -> str:
    before, load, limit, idle = (int(variant.values[name]) for name in ("n", "charge", "max", "repos"))
    after = next(count for count in range(1, before) if count * limit >= before * load)
    return str((before - after) * idle)  # the part that follows the load does not change
