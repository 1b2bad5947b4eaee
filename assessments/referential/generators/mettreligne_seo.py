"""The audit of the pages of a site: missing descriptions, the same title twice, a page kept out of search engines."""

import csv
import io
from collections import Counter
from random import Random

from assessments.variants import Variant

FILE = "audit.csv"
TOPICS = ("tarifs", "horaires", "ateliers", "acces", "equipe", "galerie", "stages", "concours", "archives", "partenaires",
          "lettre", "projets", "jardin", "musique", "lecture", "cuisine", "theatre", "voyages", "sciences", "sports")  # fmt: skip
ACCENTS = {"acces": "accès", "equipe": "équipe", "theatre": "théâtre"}
PLACES = ("Brel", "Sauve", "Lorvane", "Mirvaux", "Verdal")


def generate(rng: Random) -> Variant:
    place = rng.choice(PLACES)
    topics = rng.sample(TOPICS, rng.randint(15, 18))
    without = set(rng.sample(topics, rng.randint(3, 6)))
    one, two, hidden = rng.sample(topics, 3)
    rows = []
    for topic in topics:
        label = ACCENTS.get(topic, topic).capitalize()
        title = f"{label} – Maison de {place}"
        if topic in (one, two):
            title = f"Bienvenue à la Maison de {place}"
        text = "" if topic in without else f"{label} : tout savoir à {place}, page n° {rng.randint(2, 90)}."
        rows.append([f"/{topic}.html", title, text, "noindex" if topic == hidden else "index"])
    values = {
        "total": str(len(rows)),
        "vides": str(len(without)),
        "double": f"Bienvenue à la Maison de {place}",
        "page1": f"/{one}.html",
        "page2": f"/{two}.html",
        "cachee": f"/{hidden}.html",
        "nom": hidden,
        "nom1": one,
        "nom2": two,
    }
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["adresse", "title", "meta description", "meta robots"])
    writer.writerows(rows)
    return Variant(values=values, files={FILE: out.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))
    count = Counter(row["title"] for row in rows)
    return {
        "vides": str(sum(not row["meta description"] for row in rows)),
        "double": next(row["adresse"] for row in rows if count[row["title"]] == 2),
        "cachee": next(row["adresse"] for row in rows if row["meta robots"] == "noindex"),
    }
