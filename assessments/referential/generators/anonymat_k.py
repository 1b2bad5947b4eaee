"""k-anonymity of a published table: size of the smallest group, people in groups smaller than a threshold."""

import csv
import io
from collections import Counter
from random import Random

from assessments.variants import Variant

AGES = ["10-19", "20-39", "40-59", "60 et plus"]
ZONES = ["Nord", "Sud", "Est", "Ouest"]
MOTIVES = ["allergie", "fracture", "migraine", "asthme", "brûlure", "contrôle"]


def groups(rng: Random, sizes: list[int]) -> list[tuple[str, str, int]]:
    keys = [(age, zone) for age in AGES for zone in ZONES]
    return [(*key, size) for key, size in zip(rng.sample(keys, len(sizes)), sizes)]


def table(rows: list[tuple[str, str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["age", "zone", "motif"])
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def generate(rng: Random) -> Variant:
    smallest = rng.randint(2, 3)
    sizes = [smallest, rng.randint(smallest, 4)] + [rng.randint(5, 8) for _ in range(4)]
    found = groups(rng, sizes)
    rows = [(age, zone, rng.choice(MOTIVES)) for age, zone, size in found for _ in range(size)]
    rng.shuffle(rows)
    age, zone, _ = found[0]
    values = {
        "k": str(smallest),
        "petits": str(sum(size for size in sizes if size < 5)),
        "age": age,
        "zone": zone,
        "lignes": str(len(rows)),
    }
    return Variant(values=values, files={"consultations.csv": table(rows)})


def solve(variant: Variant) -> dict[str, str]:
    text = variant.files["consultations.csv"].decode("utf-8-sig")
    counts = Counter((row["age"], row["zone"]) for row in csv.DictReader(io.StringIO(text), delimiter=";"))
    return {"k": str(min(counts.values())), "petits": str(sum(n for n in counts.values() if n < 5))}
