"""The log of a monitoring filter: precision and recall, from what it kept and what was relevant."""

import csv
import io
from datetime import date, timedelta
from random import Random

from assessments.variants import Variant

FILE = "journal.csv"
# relevant and kept, kept but not relevant, relevant but missed: both rates are whole percentages
CASES = [
    (12, 3, 4),
    (9, 3, 6),
    (12, 8, 3),
    (18, 2, 6),
    (15, 5, 10),
    (12, 4, 3),
    (16, 4, 9),
    (14, 6, 14),
    (9, 6, 3),
    (18, 6, 2),
]
SUBJECTS = [
    "La crue",
    "Le barrage",
    "La nappe",
    "La station d’épuration",
    "Le débit",
    "La zone humide",
    "La digue",
    "Le captage",
]
ENDS = [
    "fait débat",
    "sous surveillance",
    "en travaux",
    "à la une",
    "au tribunal",
    "au conseil municipal",
    "en chiffres",
    "en question",
]
SOURCES = ["Le Courrier de Belloc", "Radio Sarcelle", "Hautval Matin", "La Gazette de Brumaie", "Agence Dourne"]


def generate(rng: Random) -> Variant:
    both, noise, missed = rng.choice(CASES)
    rest = rng.randint(8, 15)
    rows = [("oui", "oui")] * both + [("oui", "non")] * noise + [("non", "oui")] * missed + [("non", "non")] * rest
    rng.shuffle(rows)
    titles = rng.sample([f"{subject} {end}" for subject in SUBJECTS for end in ENDS], len(rows))
    day = date(2025, rng.randint(2, 9), rng.randint(1, 9))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["numéro", "date", "source", "titre", "gardé par le filtre", "pertinent"])
    for number, (kept, relevant) in enumerate(rows, start=1):
        writer.writerow([number, day.isoformat(), rng.choice(SOURCES), titles[number - 1], kept, relevant])
        day += timedelta(days=rng.randint(0, 1))
    return Variant(
        values={
            "precision": str(100 * both // (both + noise)),
            "rappel": str(100 * both // (both + missed)),
            "justes": str(both),
            "gardes": str(both + noise),
            "pertinents": str(both + missed),
            "total": str(len(rows)),
        },
        files={FILE: text.getvalue().encode("utf-8-sig")},
    )


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))
    kept = [row for row in rows if row["gardé par le filtre"] == "oui"]
    relevant = [row for row in rows if row["pertinent"] == "oui"]
    both = [row for row in kept if row["pertinent"] == "oui"]
    precision, recall = 100 * len(both) / len(kept), 100 * len(both) / len(relevant)
    assert precision.is_integer() and recall.is_integer()
    return {"precision": str(int(precision)), "rappel": str(int(recall))}
