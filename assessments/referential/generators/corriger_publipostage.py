"""A mail merge: how many letters does a filter give, and what is printed in one of them?"""

import csv
import io
from random import Random

from assessments.variants import Variant

FILE = "inscrits.csv"
FIRST = [
    "Adama",
    "Blanche",
    "Cyprien",
    "Daria",
    "Éliott",
    "Fanta",
    "Gaëlle",
    "Hamza",
    "Iris",
    "Jonas",
    "Kenza",
    "Lubin",
    "Maïa",
    "Naël",
    "Ondine",
    "Pablo",
    "Rita",
    "Séverin",
    "Thalia",
    "Ugo",
    "Victoire",
    "Wael",
    "Yuna",
    "Zacharie",
]
LAST = [
    "Abélard",
    "Bensalem",
    "Courtois",
    "Diarra",
    "Esteban",
    "Fauvel",
    "Garnaud",
    "Haddad",
    "Isambert",
    "Jolivet",
    "Konaté",
    "Lemaistre",
    "Morvan",
    "N’Diaye",
    "Ollivier",
    "Perrault",
    "Quéré",
    "Rostand",
    "Saïdi",
    "Tavernier",
]
WORKSHOPS = {"Vannerie": "salle Osier", "Poterie": "salle Argile", "Gravure": "salle Presse", "Reliure": "salle Papier"}
TOWNS = ["Lorvane", "Belloc", "Orvelle", "Sarcelle"]
HOURS = ["9 h", "10 h 30", "14 h", "15 h 30"]


def generate(rng: Random) -> Variant:
    town, workshop = rng.choice(TOWNS), rng.choice(sorted(WORKSHOPS))
    size = rng.randint(24, 32)
    names = rng.sample([(first, last) for first in FIRST for last in LAST], size)
    rows = []
    for first, last in names:
        place = town if rng.random() < 0.45 else rng.choice(TOWNS)
        chosen = workshop if rng.random() < 0.45 else rng.choice(sorted(WORKSHOPS))
        rows.append([last, first, place, chosen, rng.choice(HOURS)])
    kept = [row for row in rows if row[2] == town and row[3] == workshop]
    if not 4 <= len(kept) <= 12:
        return generate(rng)
    asked = rng.choice(kept)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Nom", "Prénom", "Ville", "Atelier", "Heure"])
    writer.writerows(rows)
    values = {
        "ville": town,
        "atelier": workshop,
        "total": str(size),
        "nombre": str(len(kept)),
        "personne": f"{asked[1]} {asked[0]}",
        "heure": asked[4],
        "deville": str(sum(row[2] == town for row in rows)),
        "delatelier": str(sum(row[3] == workshop for row in rows)),
    }
    return Variant(values=values, files={FILE: text.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))
    v = variant.values
    kept = [row for row in rows if (row["Ville"], row["Atelier"]) == (v["ville"], v["atelier"])]
    person = next(row for row in kept if f"{row['Prénom']} {row['Nom']}" == v["personne"])
    return {"nombre": str(len(kept)), "heure": person["Heure"]}
