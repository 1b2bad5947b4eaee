"""A table of articles and a rule with OR, AND, NOT: how many articles does the rule keep?"""

import csv
import io
from datetime import date, timedelta
from itertools import product
from random import Random

from assessments.variants import Variant

FILE = "articles.csv"
# (first word, second word, place, excluded word): the rule is (first OR second) AND place NOT excluded
RULES = [
    (
        "vélo",
        "trottinette",
        "ville",
        "vente",
        ["bus", "marche"],
        ["montagne", "forêt"],
        ["sécurité", "histoire", "santé"],
    ),
    (
        "solaire",
        "éolien",
        "village",
        "emploi",
        ["hydraulique", "charbon"],
        ["usine", "désert"],
        ["coût", "chantier", "météo"],
    ),
    (
        "abeille",
        "papillon",
        "jardin",
        "concours",
        ["moustique", "fourmi"],
        ["musée", "prairie"],
        ["observation", "livre", "photo"],
    ),
    (
        "robot",
        "drone",
        "hôpital",
        "bourse",
        ["tablette", "scanner"],
        ["école", "ferme"],
        ["recherche", "panne", "formation"],
    ),
]
SOURCES = ["Le Courrier de Belloc", "Radio Sarcelle", "Hautval Matin", "La Gazette de Brumaie", "Science pour tous"]
PATTERNS = [
    "{a} et {b} : {c}",
    "{c} : {a}, {b}",
    "{b} : {a} et {c}",
    "Dossier {a} ({b}) : {c}",
    "{a}, {c}, {b} : notre enquête",
]


def _kept(title: str, first: str, second: str, place: str, excluded: str) -> bool:
    words = set(title.lower().replace(":", " ").replace(",", " ").replace("(", " ").replace(")", " ").split())
    return bool(words & {first, second}) and place in words and excluded not in words


def generate(rng: Random) -> Variant:
    first, second, place, excluded, other_subjects, other_places, other_themes = rng.choice(RULES)
    subjects = [first, second]
    groups = [  # subjects, places, themes, number of articles; only the first group is kept by the rule
        (subjects, [place], other_themes, rng.randint(6, 9)),
        (subjects, [place], [excluded], rng.randint(3, 4)),
        (subjects, other_places, other_themes, rng.randint(4, 5)),
        (other_subjects, [place], other_themes, rng.randint(3, 5)),
        (other_subjects, other_places, [excluded], 2),
        (subjects, other_places, [excluded], 2),
    ]
    titles = []
    for *words, size in groups:
        titles += [
            pattern.format(a=a, b=b, c=c) for a, b, c, pattern in rng.sample(list(product(*words, PATTERNS)), size)
        ]
    rng.shuffle(titles)

    day = date(2025, rng.randint(3, 5), rng.randint(1, 5))
    table = []
    for number, title in enumerate(titles, start=1):
        table.append([str(number), day.isoformat(), rng.choice(SOURCES), title[0].upper() + title[1:]])
        day += timedelta(days=rng.randint(0, 2))
    kept = [row[0] for row in table if _kept(row[3], first, second, place, excluded)]

    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["numéro", "date", "source", "titre"])
    writer.writerows(table)
    return Variant(
        values={
            "mot1": first,
            "mot2": second,
            "lieu": place,
            "exclu": excluded,
            "total": str(len(table)),
            "nombre": str(len(kept)),
            "dernier": kept[-1],
            "liste": ", ".join(kept),
        },
        files={FILE: text.getvalue().encode("utf-8-sig")},
    )


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))
    rule = [variant.values[name] for name in ("mot1", "mot2", "lieu", "exclu")]
    kept = [row["numéro"] for row in rows if _kept(row["titre"], *rule)]
    return {"nombre": str(len(kept)), "dernier": kept[-1]}
