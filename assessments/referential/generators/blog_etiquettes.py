"""The export of a blog: which articles does the page of a keyword list?"""

import csv
import io
from random import Random

from assessments.variants import Variant

FILE = "articles.csv"
BLOGS = (
    (
        {
            "Jardin": ("le compost", "les semis", "les rosiers", "le potager"),
            "Cuisine": ("la soupe de saison", "le pain d’épices", "les conserves", "la pâte à tarte"),
            "Sorties": ("le lac de Brel", "la ferme du Moulin", "le sentier des crêtes", "le musée du bois"),
        },
        ("automne", "enfants", "forêt", "légumes", "marché", "pluie"),
    ),
    (
        {
            "Lectures": ("les contes", "le roman policier", "la bande dessinée", "la poésie"),
            "Films": ("le dessin animé", "le cinéma muet", "le documentaire", "les courts métrages"),
            "Jeux": ("les dominos", "le jeu de rôle", "les échecs", "les énigmes"),
        },
        ("aventure", "humour", "mystère", "robots", "famille", "concours"),
    ),
    (
        {
            "Musique": ("la flûte", "le chant choral", "les percussions", "la guitare"),
            "Danse": ("la valse", "le hip-hop", "la danse classique", "les claquettes"),
            "Théâtre": ("l’improvisation", "les marionnettes", "le mime", "la mise en scène"),
        },
        ("concert", "costumes", "débutants", "gala", "stage", "histoire"),
    ),
)
STARTS = ("Découvrir", "Tout savoir sur", "Petit guide :", "Vos questions sur", "Trois conseils pour aimer")


def generate(rng: Random) -> Variant:
    subjects, words = rng.choice(BLOGS)
    topics = tuple(subjects)
    titles = {topic: [f"{start} {thing}" for start in STARTS for thing in subjects[topic]] for topic in topics}
    rows = []
    for _ in range(rng.randint(25, 33)):
        tags = rng.sample(words, rng.randint(1, 3))
        state = rng.choice(("publié", "publié", "publié", "brouillon"))
        topic = rng.choice([topic for topic in topics if titles[topic]])
        title = titles[topic].pop(rng.randrange(len(titles[topic])))
        rows.append([title, topic, ", ".join(tags), state])
    word, topic = rng.choice(words), rng.choice(topics)
    tagged = [row for row in rows if word in row[2].split(", ")]
    shown = [row for row in tagged if row[3] == "publié"]
    both = [row for row in shown if row[1] == topic]
    if not 5 <= len(shown) <= 11 or not 2 <= len(both) < len(shown) or len(tagged) == len(shown):
        return generate(rng)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["titre", "rubrique", "mots-clés", "état"])
    writer.writerows(rows)
    values = {
        "mot": word,
        "rubrique": topic,
        "total": str(len(rows)),
        "tous": str(len(tagged)),
        "visibles": str(len(shown)),
        "croises": str(len(both)),
    }
    return Variant(values=values, files={FILE: out.getvalue().encode("utf-8-sig")})


def solve(variant: Variant) -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";")
    online = [row for row in rows if row["état"] == "publié" and variant.values["mot"] in row["mots-clés"]]
    both = sum(row["rubrique"] == variant.values["rubrique"] for row in online)
    return {"visibles": str(len(online)), "croises": str(both)}
