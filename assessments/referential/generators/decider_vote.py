"""The ballots of a vote, with a quorum and an absolute majority: what is the result?"""

import csv
import io
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

FILE = "bulletins.csv"
CHOICES = (
    ("La randonnée", "Le musée", "La patinoire"),
    ("Le journal", "La radio", "Le club vidéo"),
    ("Un arbre", "Un banc", "Une fresque"),
    ("Le rouge", "Le bleu", "Le vert"),
)
RESULTS = ("adoptée au premier tour", "second tour nécessaire", "vote nul, quorum non atteint")


def generate(rng: Random) -> Variant:
    choices = rng.sample(rng.choice(CHOICES), 3)
    wanted = rng.choice((0, 0, 1, 1, 2))
    while True:
        counts = [rng.randint(8, 26), rng.randint(4, 14), rng.randint(3, 12)]
        white, void = rng.randint(2, 5), rng.randint(1, 3)
        valid, cast = sum(counts), sum(counts) + white + void
        listed = rng.randint(cast + 2, cast * 2 + 12)
        if abs(listed - 2 * cast) < 3 or counts[0] <= max(counts[1:]) + 1 or abs(2 * counts[0] - valid) < 2:
            continue
        result = 2 if 2 * cast < listed else (0 if 2 * counts[0] > valid else 1)
        if result == wanted:
            break
    ballots = [name for name, count in zip(choices, counts, strict=True) for _ in range(count)]
    ballots += ["blanc"] * white + ["nul"] * void
    rng.shuffle(ballots)
    rows = [(str(number), ballot) for number, ballot in enumerate(ballots, 1)]
    values = {"inscrits": str(listed), "votants": str(cast), "exprimes": str(valid), "voix": str(counts[0])}
    values |= {"tete": choices[0], "resultat": RESULTS[result], "blancs": str(white), "nuls": str(void)}
    return Variant(values=values, files={FILE: csv_file([("bulletin", "choix"), *rows])})


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.reader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))[1:]
    valid = sorted(choice for _, choice in rows if choice not in ("blanc", "nul"))
    best = max(valid.count(choice) for choice in valid)
    if len(rows) < int(variant.values["inscrits"]) / 2:
        result = RESULTS[2]
    else:
        result = RESULTS[0] if best > len(valid) / 2 else RESULTS[1]
    return {"exprimes": str(len(valid)), "voix": str(best), "resultat": result}
