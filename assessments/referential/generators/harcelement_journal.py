"""A moderation log: how many different accounts mocked one person, and how many of them only once?"""

import csv
import io
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

FILE = "journal-moderation.csv"
TARGETS = ("Ambre", "Samuel", "Kenza", "Valentin", "Doha", "Léandre")
ACCOUNTS = (
    "comete12", "lynx_bleu", "tartine", "nuage_gris", "robotix", "mangue", "hibou88", "petit_kiwi", "zigzag",
    "orage", "biscotte", "delta7", "fougere", "sirop", "vagabond", "tournesol", "cactus", "domino",
)  # fmt: skip


def generate(rng: Random) -> Variant:
    target, other = rng.sample(TARGETS, 2)
    accounts = rng.sample(ACCOUNTS, 15)
    once, often = rng.randint(3, 5), rng.randint(3, 4)
    lines = [(account, target, "moquerie") for account in accounts[:once]]
    for account in accounts[once : once + often]:
        lines += [(account, target, "moquerie")] * rng.randint(2, 4)
    lines += [(account, target, "soutien") for account in rng.sample(accounts[8:], rng.randint(3, 5))]
    lines += [(account, other, "moquerie") for account in rng.sample(accounts, rng.randint(3, 5))]
    lines += [(rng.choice(accounts), rng.choice((target, other)), "neutre") for _ in range(rng.randint(5, 8))]
    rng.shuffle(lines)
    rows: list[list[str]] = [["heure", "compte", "personne visée", "avis de la modération"]]
    minute = rng.randint(0, 9)
    for account, person, opinion in lines:
        rows.append([f"{18 + minute // 60}:{minute % 60:02d}", account, person, opinion])
        minute += rng.randint(1, 5)
    values = {
        "cible": target,
        "comptes": str(once + often),
        "seul": str(once),
        "lignes": str(sum(line[1:] == (target, "moquerie") for line in lines)),
    }
    return Variant(values=values, files={FILE: csv_file(rows)})


def solve(variant: Variant) -> dict[str, str]:
    counts: dict[str, int] = {}
    for row in csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"):
        if row["personne visée"] == variant.values["cible"] and row["avis de la modération"] == "moquerie":
            counts[row["compte"]] = counts.get(row["compte"], 0) + 1
    return {"comptes": str(len(counts)), "seul": str(sum(count == 1 for count in counts.values()))}
