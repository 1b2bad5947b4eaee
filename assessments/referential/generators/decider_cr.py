"""Minutes of a meeting as a text document: who does what, how many decisions."""

import io
import re
import zipfile
from random import Random

from assessments.referential.generators._files import text_document
from assessments.variants import Variant

FILE = "compte-rendu.odt"
NAMES = ("Agathe", "Boris", "Cyrielle", "Demba", "Ernest", "Fiona", "Gaëtan", "Hafsa", "Irina", "Jules")
CLUBS = ("Club jardin", "Ciné-club", "Comité des fêtes", "Atelier théâtre", "Équipe de handball")
DECISIONS = (
    "La cotisation reste à 8 euros.",
    "Le local ouvre aussi le mercredi.",
    "Une affiche sera faite chaque mois.",
    "Les nouveaux ont droit à deux séances d’essai.",
    "Le groupe participe à la fête de la ville.",
    "Le vieux matériel est donné.",
)
ACTIONS = (
    "écrire à la mairie",
    "acheter les fournitures",
    "réserver la salle",
    "préparer l’affiche",
    "tenir la liste des inscrits",
    "réparer l’armoire",
)
TALKS = (
    "On parle du bruit dans la salle.",
    "Un membre propose un voyage ; l’idée sera revue plus tard.",
    "Le bilan de l’an dernier est lu.",
)


def generate(rng: Random) -> Variant:
    people = rng.sample(NAMES, 7)
    away = rng.randint(1, 3)
    club = rng.choice(CLUBS)
    decisions = rng.sample(DECISIONS, rng.randint(2, 5))
    actions = rng.sample(ACTIONS, 4)
    who = rng.sample(people, 4)
    asked = rng.randrange(4)
    blocks = [("title", f"{club} – compte rendu"), ("text", "Présents : " + ", ".join(people[away:]) + ".")]
    blocks += [("text", "Excusés : " + ", ".join(people[:away]) + "."), ("h1", "Échanges")]
    blocks += [("text", text) for text in rng.sample(TALKS, 2)] + [("h1", "Décisions")]
    blocks += [("item", text) for text in decisions] + [("h1", "À faire")]
    days = sorted(rng.sample(range(2, 29), 4))
    blocks += [
        ("item", f"{name} : {action}, avant le {day} avril.")
        for name, action, day in zip(who, actions, days, strict=True)
    ]
    values = {"club": club, "action": actions[asked], "nom": who[asked], "nombre": str(len(decisions))}
    return Variant(values=values, files={FILE: text_document(blocks)})


def solve(variant: Variant) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(variant.files[FILE])) as packed:
        content = packed.read("content.xml").decode("utf-8")
    text = re.sub(r"<[^>]+>", "\n", content)
    middle = text.split("Décisions", 1)[1].split("À faire", 1)[0]
    name = re.search(rf"(\w+) : {re.escape(variant.values['action'])},", text).group(1)
    return {"nom": name, "nombre": str(sum(bool(line.strip()) for line in middle.splitlines()))}
