"""A table of results with codes and the table of the codes: together they give the names back."""

import csv
import io
from random import Random

from assessments.variants import Variant

FIRST = "Awa Yanis Lina Hugo Mei Sofiane Jade Tomas Naïa Émile Rokia Basile Inaya Loïc Zoé Amir Perle Kenzo".split()
LAST = "Belkor Dauvin Traoz Miral Kessoum Paliot Nguyal Sardou Ferrand Ozal Bravet Lemeur".split()
TESTS = ["test d’audition", "test de souffle", "test de mémoire", "test de vue"]


def _csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def generate(rng: Random) -> Variant:
    people = [f"{first} {rng.choice(LAST)}" for first in rng.sample(FIRST, 14)]
    codes = [f"{rng.choice('ABCDEFGHJK')}{n}" for n in rng.sample(range(100, 999), 14)]
    scores = rng.sample(range(21, 99), 14)
    i = rng.randrange(14)
    results = sorted([code, str(score)] for code, score in zip(codes, scores))
    keys = sorted([person, code] for person, code in zip(people, codes))
    files = {
        "resultats.csv": _csv([["code", "score"], *results]),
        "correspondance.csv": _csv([["personne", "code"], *keys]),
    }
    values = {"nom": people[i], "code": codes[i], "score": str(scores[i]), "test": rng.choice(TESTS)}
    return Variant(values=values, files=files)


def solve(variant: Variant) -> dict[str, str]:
    tables = {
        name: dict(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        for name, content in variant.files.items()
    }
    score = tables["resultats.csv"][tables["correspondance.csv"][variant.values["nom"]]]
    return {"score": score, "statut": "pseudonymisées"}
