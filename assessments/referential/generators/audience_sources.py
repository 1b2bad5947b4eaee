"""Visits with the address of arrival: each source is written in the address."""

import csv
import io
import re
from random import Random

from assessments.variants import Variant

FILE = "arrivees.csv"
SOURCES = ("lettre", "affiche", "reseau", "partenaire")
SITES = ("stage-voile", "chorale-orle", "fete-brel", "cours-dessin", "course-verdal")


def generate(rng: Random) -> Variant:
    site = rng.choice(SITES)
    visits = [rng.choice((20, 25, 40, 50)) for _ in SOURCES]
    rates = rng.sample((8, 12, 16, 20, 24, 28, 32, 36, 40), 4)
    pairs = list(zip(SOURCES, visits, rates, strict=True))
    if any(count * rate % 100 for _, count, rate in pairs):
        return generate(rng)
    best = max(pairs, key=lambda pair: pair[2])
    asked = rng.choice([pair for pair in pairs if pair is not best])
    rows = []
    for source, count, rate in pairs:
        done = count * rate // 100
        for i in range(count):
            page = rng.choice(("inscription", "accueil", "programme"))
            address = f"https://{site}.example/{page}?source={source}&lang={rng.choice(('fr', 'en'))}"
            rows.append([address, "oui" if i < done else "non"])
    for _ in range(rng.randint(15, 30)):
        rows.append([f"https://{site}.example/accueil", rng.choice(("oui", "non", "non", "non"))])
    rng.shuffle(rows)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["visite", "adresse d’arrivée", "inscription"])
    writer.writerows([number, *row] for number, row in enumerate(rows, 1))
    values = {
        "source": asked[0],
        "visites": str(asked[1]),
        "inscrits": str(asked[1] * asked[2] // 100),
        "taux": str(asked[2]),
        "meilleure": best[0],
        "record": str(best[2]),
    }
    return Variant(values=values, files={FILE: out.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    lines = variant.files[FILE].decode("utf-8-sig").splitlines()[1:]
    seen: dict[str, list[int]] = {}
    for line in lines:
        if found := re.search(r"source=(\w+).*;(oui|non)$", line):
            seen.setdefault(found.group(1), []).append(found.group(2) == "oui")
    rate = {source: 100 * sum(done) / len(done) for source, done in seen.items()}
    asked = variant.values["source"]
    return {
        "visites": str(len(seen[asked])),
        "taux": f"{rate[asked]:.0f}",
        "meilleure": max(rate, key=rate.__getitem__),
    }
