"""The export of every shared link: which ones break the rule of the association?"""

import csv
import io
from random import Random

from assessments.variants import Variant

FILE = "partages.csv"
OWNERS = ("Aïcha", "Bastien", "Chiara", "Dorian", "Eun-ji", "Fatou", "Gaël", "Hugo", "Ismaël", "Jade")
WORDS = ("budget", "affiche", "statuts", "planning", "menu", "contacts", "photos", "bilan", "invitation", "devis")


def generate(rng: Random) -> Variant:
    opened = rng.randint(3, 5)
    forgotten = rng.choice([count for count in range(4, 8) if count != opened])
    kinds = ["open"] * opened + ["sleep"] * forgotten + ["fine"] * rng.randint(16, 20)
    rng.shuffle(kinds)
    names = rng.sample([f"{word}-{number:02}" for word in WORDS for number in range(1, 30)], len(kinds))
    rows = []
    for name, kind in zip(names, kinds, strict=True):
        if kind == "open":
            access, right, days = "tout le monde avec le lien", "modification", rng.randint(1, 80)
        elif kind == "sleep":
            access, right, days = "tout le monde avec le lien", "lecture", rng.randint(95, 300)
        else:
            access, right, days = rng.choice(
                [
                    ("tout le monde avec le lien", "lecture", rng.randint(1, 85)),
                    ("personnes invitées", "modification", rng.randint(1, 300)),
                    ("personnes invitées", "lecture", rng.randint(1, 300)),
                ]
            )
        rows.append([name, rng.choice(OWNERS), access, right, str(days)])
    asleep = [row for row, kind in zip(rows, kinds, strict=True) if kind == "sleep"]
    oldest = max(asleep, key=lambda row: int(row[4]))
    if sum(row[4] == oldest[4] for row in asleep) > 1:
        return generate(rng)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["document", "propriétaire", "accès", "droit", "jours depuis la dernière ouverture"])
    writer.writerows(rows)
    values = {
        "total": str(len(rows)),
        "ouverts": str(kinds.count("open")),
        "endormis": str(len(asleep)),
        "ancien": oldest[0],
        "jours": oldest[4],
    }
    return Variant(values=values, files={FILE: out.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.reader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))[1:]
    public = [row for row in rows if row[2].startswith("tout le monde")]
    asleep = sorted((int(row[4]), row[0]) for row in public if row[3] == "lecture" and int(row[4]) > 90)
    changing = [row for row in public if row[3] == "modification"]
    return {"ouverts": str(len(changing)), "endormis": str(len(asleep)), "ancien": asleep[-1][1]}
