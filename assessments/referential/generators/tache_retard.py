"""A list of tasks at a given day: how many are late, and who has most tasks left?"""

import csv
import io
from collections import Counter
from datetime import date, timedelta
from random import Random

from assessments.referential.generators._files import csv_file
from assessments.variants import Variant

FILE = "taches.csv"
NAMES = ("Amina", "Bérénice", "Cyprien", "Dounia", "Édouard", "Fadila", "Gustave", "Hélène")
TASKS = (
    "Commander les chaises,Compter les tables,Dessiner l’affiche,Imprimer l’affiche,Coller les affiches,Coudre les costumes,"
    "Réserver la salle,Louer la sono,Essayer le micro,Écrire le programme,Relire le programme,Inviter les familles,"
    "Préparer les badges,Peindre le décor,Monter la scène,Acheter les boissons,Faire les gâteaux,Tenir la caisse,"
    "Former les bénévoles,Prendre les photos,Trier les photos,Écrire à la mairie,Remercier les donateurs,Ranger le local,"
    "Vérifier les lampes,Tracer le parcours,Fabriquer les panneaux,Choisir les musiques,Filmer la répétition,Compter les lots"
).split(",")
STATES = ("à faire", "en cours", "terminée")


def generate(rng: Random) -> Variant:
    people = rng.sample(NAMES, 4)
    today = date(2026, rng.randint(2, 5), rng.randint(8, 22))
    tasks = rng.sample(TASKS, rng.randint(20, 28))
    while True:
        rows = [
            (task, rng.choice(people), rng.choice(STATES), today + timedelta(rng.randint(-14, 14))) for task in tasks
        ]
        left = Counter(who for _, who, state, _ in rows if state != "terminée").most_common(2)
        late = sum(state != "terminée" and day < today for _, _, state, day in rows)
        if left[0][1] > left[1][1] and all(day != today for *_, day in rows) and late > 3:
            break
    table = [(task, who, state, day.strftime("%d/%m/%Y")) for task, who, state, day in rows]
    values = {"jour": today.strftime("%d/%m/%Y"), "total": str(len(rows)), "retard": str(late), "nom": left[0][0]}
    values |= {"reste": str(left[0][1]), "passees": str(sum(day < today for *_, day in rows))}
    return Variant(values=values, files={FILE: csv_file([("tâche", "responsable", "état", "échéance"), *table])})


def solve(variant: Variant) -> dict[str, str]:
    rows = list(csv.DictReader(io.StringIO(variant.files[FILE].decode("utf-8-sig")), delimiter=";"))
    rows = [row for row in rows if row["état"] != "terminée"]

    def key(text: str) -> str:
        return "".join(reversed(text.split("/")))

    late = [row for row in rows if key(row["échéance"]) < key(variant.values["jour"])]
    names = [row["responsable"] for row in rows]
    return {"retard": str(len(late)), "nom": max(sorted(set(names)), key=names.count)}
