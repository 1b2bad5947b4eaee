"""An inventory of software with the end of support of each: which ones are no longer maintained?"""

import csv
import io
from datetime import date, timedelta
from random import Random

from assessments.variants import Variant

FILE = "inventaire.csv"
PRODUCTS = (
    "Tablino Pictura Notario Sonora Vidéor Planéo Mailis Cartigraph Dessinor Archivo Calculis Musika Scribouille "
    "Photonix Formulo Visiora"
).split()
PUBLISHERS = ("Atelier Brumaie", "Logis Orle", "Nuagine", "Fabrique Sarcelle", "Codéo")


def generate(rng: Random) -> Variant:
    today = date(2030, rng.randint(3, 10), rng.randint(2, 27))
    size = rng.randint(12, 15)
    names = rng.sample(PRODUCTS, size)
    over = rng.randint(4, 7)
    gaps = rng.sample(range(2, 900), over)
    ends = [today - timedelta(days=gap) for gap in gaps]
    ends += [today + timedelta(days=gap) for gap in rng.sample(range(2, 1200), size - over)]
    lines = list(zip(names, ends, strict=True))
    oldest = min(lines, key=lambda line: line[1])[0]
    late = sorted(name for name, end in lines if end < today)
    rng.shuffle(lines)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["logiciel", "version", "éditeur", "fin de prise en charge"])
    for name, end in lines:
        version = f"v{rng.randint(1, 9)}.{rng.randint(0, 9)}"
        writer.writerow([name, version, rng.choice(PUBLISHERS), end.strftime("%d/%m/%Y")])
    return Variant(
        values={
            "jour": today.strftime("%d/%m/%Y"),
            "nombre": str(over),
            "ancien": oldest,
            "liste": ", ".join(late),
        },
        files={FILE: text.getvalue().encode("utf-8-sig")},
    )


def solve(variant: Variant) -> dict[str, str]:
    def key(text: str) -> str:
        day, month, year = text.split("/")
        return year + month + day

    rows = list(csv.reader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))[1:]
    rows.sort(key=lambda row: key(row[3]))
    late = [row for row in rows if key(row[3]) < key(variant.values["jour"])]
    return {"nombre": str(len(late)), "ancien": rows[0][0]}
