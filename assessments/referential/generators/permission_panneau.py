"""The permissions of one application, to be set as narrowly as the needs allow."""

from random import Random

from assessments.referential.generators.confidentialite_regler import Setting, find_code, goals, own, panel, pick
from assessments.variants import Variant

SETTINGS: list[Setting] = [
    (
        "Position",
        [
            ("Demander à chaque fois", "elle s’en servira deux fois par an et veut décider à chaque fois"),
            ("Pendant l’utilisation", "elle s’en sert chaque jour, application ouverte, et ne veut plus de question"),
            ("Toujours", "l’application en a besoin même fermée, téléphone en poche"),
        ],
    ),
    (
        "Précision",
        [
            ("Approximative", "connaître sa ville suffit"),
            ("Précise", "il faut connaître la rue exacte"),
        ],
    ),
    (
        "Photos",
        [
            ("Aucune", "elle n’y mettra pas d’image"),
            ("Photos choisies", "elle y mettra deux photos, sans ouvrir les autres"),
            ("Toutes les photos", "elle y sauvegarde toute sa collection, au fur et à mesure"),
        ],
    ),
]
NAMES = ["Mei", "Rokia", "Salomé", "Jade", "Awa", "Perle", "Maïwenn", "Zoé"]
APPS = ["Sentiers d’Orle", "Cap Nature", "Balado", "Pas à pas", "Randolume"]


def generate(rng: Random) -> Variant:
    rng = own(rng, "permission_panneau")
    target = pick(rng, SETTINGS)
    app = rng.choice(APPS)
    pages, code = panel(rng, app, "Autorisations", SETTINGS, target)
    values = goals(SETTINGS, target) | {"nom": rng.choice(NAMES), "appli": app, "code": code}
    values["choix"] = " ; ".join(f"{label} : {options[j][0]}" for (label, options), j in zip(SETTINGS, target))
    return Variant(values=values, screens=pages)


def solve(variant: Variant) -> str:
    return find_code(variant, SETTINGS)
