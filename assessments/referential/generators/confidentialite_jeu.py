"""The privacy panel of an online game, to be set as three sentences ask."""

from random import Random

from assessments.referential.generators.confidentialite_regler import Setting, find_code, goals, own, panel, pick
from assessments.variants import Variant

SETTINGS: list[Setting] = [
    (
        "Ma présence en ligne",
        [
            ("Visible de tous", "tous les joueurs savent quand il joue"),
            ("Visible des amis", "ses amis, et eux seuls, savent quand il joue"),
            ("Cachée", "personne ne sait quand il joue"),
        ],
    ),
    (
        "Discussion vocale",
        [
            ("Avec tous", "n’importe quel joueur peut lui parler de vive voix"),
            ("Avec mes amis", "seuls ses amis peuvent lui parler de vive voix"),
            ("Désactivée", "personne ne peut lui parler de vive voix"),
        ],
    ),
    (
        "Mes parties passées",
        [
            ("Visibles", "les autres joueurs peuvent consulter ses parties passées"),
            ("Masquées", "les autres joueurs ne peuvent pas consulter ses parties passées"),
        ],
    ),
]
NAMES = ["Hugo", "Kenzo", "Tomas", "Amir", "Basile", "Loïc", "Sofiane", "Yanis"]
APPS = ["Donjon des Brumes", "Ligue Stellaire", "Karts de Lorvane", "Bastions", "Les Îles vives"]


def generate(rng: Random) -> Variant:
    rng = own(rng, "confidentialite_jeu")
    target = pick(rng, SETTINGS)
    app = rng.choice(APPS)
    pages, code = panel(rng, app, "Vie privée du joueur", SETTINGS, target)
    values = goals(SETTINGS, target) | {"nom": rng.choice(NAMES), "appli": app, "code": code}
    values["choix"] = " ; ".join(f"{label} : {options[j][0]}" for (label, options), j in zip(SETTINGS, target))
    return Variant(values=values, screens=pages)


def solve(variant: Variant) -> str:
    return find_code(variant, SETTINGS)
