"""A table with k at least 4, yet one group shares a single motive: the motive of all its members is revealed."""

import csv
import io
from random import Random

from assessments.referential.generators.anonymat_k import MOTIVES, groups, table
from assessments.variants import Variant


def generate(rng: Random) -> Variant:
    found = groups(rng, [rng.randint(4, 7) for _ in range(6)])
    motive = rng.choice(MOTIVES)
    rows = []
    for i, (age, zone, size) in enumerate(found):
        if i == 0:
            rows += [(age, zone, motive)] * size
            continue
        picked = rng.sample(MOTIVES, 2)
        if i == 1:  # nearly uniform, not quite
            picked = [motive] * (size - 1) + [next(m for m in MOTIVES if m != motive)]
        else:
            picked += [rng.choice(MOTIVES) for _ in range(size - 2)]
        rows += [(age, zone, m) for m in picked]
    rng.shuffle(rows)
    age, zone, size = found[0]
    values = {"age": age, "zone": zone, "motif": motive, "taille": str(size)}
    values |= {"age2": found[1][0], "zone2": found[1][1]}
    return Variant(values=values, files={"urgences.csv": table(rows)})


def solve(variant: Variant) -> dict[str, str]:
    text = variant.files["urgences.csv"].decode("utf-8-sig")
    motives: dict[tuple[str, str], set[str]] = {}
    for row in csv.DictReader(io.StringIO(text), delimiter=";"):
        motives.setdefault((row["age"], row["zone"]), set()).add(row["motif"])
    ((age, zone),) = [key for key, found in motives.items() if len(found) == 1]
    return {"age": age, "zone": zone, "motif": motives[age, zone].pop()}
