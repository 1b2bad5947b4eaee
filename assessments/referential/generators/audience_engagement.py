"""The statistics of some posts: which one has the best rate of interaction?"""

import csv
import io
from random import Random

from assessments.variants import Variant

FILE = "publications.csv"
TITLES = (
    "Affiche du gala",
    "Recette du mois",
    "Photo de groupe",
    "Appel aux bénévoles",
    "Vidéo du match",
    "Portrait d’Omar",
    "Nouveaux horaires",
    "Quiz du vendredi",
    "Avant et après",
    "Merci à tous",
    "Visite du four",
    "Carte de la balade",
)


def generate(rng: Random) -> Variant:
    titles = rng.sample(TITLES, 9)
    rates = [*sorted(rng.sample(range(2, 15), 8)), rng.randint(17, 24)]
    reaches = [rng.randint(6, 30) * 100 for _ in range(8)] + [rng.randint(2, 5) * 100]
    rows = []
    for title, rate, reach in zip(titles, rates, reaches, strict=True):
        total = rate * reach // 100
        comments, shares = rng.randint(1, max(1, total // 5)), rng.randint(1, max(1, total // 6))
        rows.append([title, reach, total - comments - shares, comments, shares])
    best = rows[-1]
    most = max(rows, key=lambda row: sum(row[2:]))
    if most is best:
        return generate(rng)
    values = {
        "meilleure": best[0],
        "taux": str(rates[-1]),
        "portee": str(best[1]),
        "somme": str(sum(best[2:])),
        "piege": most[0],
    }
    rng.shuffle(rows)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["publication", "personnes touchées", "réactions", "commentaires", "partages"])
    writer.writerows(rows)
    return Variant(values=values, files={FILE: out.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";")
    rates = {
        row["publication"]: (int(row["réactions"]) + int(row["commentaires"]) + int(row["partages"]))
        / int(row["personnes touchées"])
        for row in rows
    }
    best = max(rates, key=rates.__getitem__)
    return {"nom": best, "taux": f"{100 * rates[best]:.0f}"}
