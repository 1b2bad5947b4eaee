"""A table of recipients: how many personal messages leave, how many lack a first name?"""

import csv
import io
from random import Random

from assessments.variants import Variant

FILE = "destinataires.csv"
FIRST = (
    "Adèle Bachir Céline Driss Elsa Fanny Gaspard Hana Ivan Joana Khadija Léon Mona Nils Olga Pedro Quentin Rania "
    "Simon Tess Ugo Vera Wassim Xénia Yves Zoé Amadou Brune Côme Dalia"
).split()
LAST = "Arnaud Bello Cissé Dumas Evrard Ferreira Guyot Hassan Imbert Joly Kaba Lopes Meyer Nallet Ortiz".split()
PLAIN = str.maketrans("éèêçôöïâ", "eeecooia")


def generate(rng: Random) -> Variant:
    people = [
        (name, last, f"{name}.{last}@{rng.choice(('figuier', 'cedre', 'orme'))}.example".lower().translate(PLAIN))
        for name, last in zip(rng.sample(FIRST, 22), (rng.choice(LAST) for _ in range(22)), strict=True)
    ]
    yes, no = people[: rng.randint(13, 16)], people[16 : rng.randint(20, 22)]
    blank, missing, doubles = rng.randint(2, 4), rng.randint(1, 3), rng.randint(2, 3)
    rows = [[last, "" if rank < blank else name, mail, "oui"] for rank, (name, last, mail) in enumerate(yes)]
    rows += [[row[0], row[1], row[2], "oui"] for row in rng.sample(rows[blank:], doubles)]
    rows += [[rng.choice(LAST), name, "", "oui"] for name in rng.sample(FIRST, missing)]
    rows += [[last, rng.choice((name, "")), mail, "non"] for name, last, mail in no]
    rng.shuffle(rows)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["nom", "prenom", "adresse", "accord"])
    writer.writerows(rows)
    values = {
        "lignes": str(len(rows)),
        "oui": str(len(yes) + doubles + missing),
        "sans": str(missing),
        "doubles": str(doubles),
        "messages": str(len(yes)),
        "vides": str(blank),
    }
    return Variant(values=values, files={FILE: text.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    kept: dict[str, str] = {}
    for row in csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"):
        if row["accord"] == "oui" and row["adresse"]:
            kept.setdefault(row["adresse"], row["prenom"])
    return {"messages": str(len(kept)), "vides": str(sum(not name for name in kept.values()))}
