"""A health table without names and the list of a club: find what one member suffers from."""

import csv
import io
from random import Random

from assessments.variants import Variant

MOTIVES = ["allergie", "fracture", "migraine", "asthme", "diabète", "brûlure"]
FIRST = {
    "F": "Awa Lina Mei Jade Naïa Rokia Inaya Perle".split(),
    "M": "Yanis Hugo Tomas Émile Basile Loïc Amir Kenzo".split(),
}
LAST = "Belkor Dauvin Traoz Miral Kessoum Paliot Nguyal Sardou Ferrand Ozal Bravet Lemeur".split()
ZIPS = ["99110", "99120", "99130", "99140"]


def _csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def generate(rng: Random) -> Variant:
    keys = [(z, str(y), s) for z in ZIPS for y in range(1990, 2008) for s in "FM"]
    rng.shuffle(keys)
    target, others = keys[0], keys[1:]
    near = [key for key in others if sum(a == b for a, b in zip(key, target)) == 2][:7]  # two columns out of three
    rest = [key for key in others if key not in near]
    health = [(key, rng.choice(MOTIVES)) for key in [target, *near, *rest[:14]]]
    rng.shuffle(health)
    members = []
    for key in [target, *near[:3], *rest[:4], *rest[20:24]]:
        members.append((f"{rng.choice(FIRST[key[2]])} {LAST[len(members)]}", key))
    name = members[0][0]
    rng.shuffle(members)
    files = {
        "hopital.csv": _csv(
            [["code_postal", "naissance", "sexe", "motif"], *[[*key, motive] for key, motive in health]]
        ),
        "club.csv": _csv([["membre", "code_postal", "naissance", "sexe"], *[[who, *key] for who, key in members]]),
    }
    values = {"nom": name, "cp": target[0], "annee": target[1], "sexe": target[2], "motif": dict(health)[target]}
    return Variant(values=values, files=files)


def solve(variant: Variant) -> str:
    def rows(name: str) -> list[list[str]]:
        return list(csv.reader(io.StringIO(variant.files[name].decode("utf-8-sig")), delimiter=";"))[1:]

    member = next(row for row in rows("club.csv") if row[0] == variant.values["nom"])
    found = [row[3] for row in rows("hopital.csv") if row[:3] == member[1:]]
    assert len(found) == 1, found
    return {"motif": found[0]}
