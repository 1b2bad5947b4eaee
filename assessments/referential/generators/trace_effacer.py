"""The «clear browsing data» dialog, to be set as the statement asks."""

from random import Random

from assessments.referential.generators.confidentialite_regler import Setting, find_code, goals, own, panel, pick
from assessments.variants import Variant

YES, NO = "À effacer", "À garder"
SETTINGS: list[Setting] = [
    (
        "Période",
        [
            ("Dernière heure", "n’agir que sur ce qui date de moins d’une heure"),
            ("24 dernières heures", "n’agir que sur ce qui date de moins d’un jour"),
            ("Toutes les dates", "agir sur toute la durée, sans limite de date"),
        ],
    ),
    (
        "Historique de navigation",
        [(YES, "faire disparaître la liste des pages vues"), (NO, "conserver la liste des pages vues")],
    ),
    (
        "Cookies et connexions",
        [(YES, "fermer ses connexions aux sites"), (NO, "garder ses connexions aux sites")],
    ),
    (
        "Mots de passe enregistrés",
        [
            (YES, "que le navigateur oublie aussi les mots de passe de cette période"),
            (NO, "que le navigateur retienne encore ses mots de passe"),
        ],
    ),
]
NAMES = ["Loïc", "Awa", "Hugo", "Mei", "Sofiane", "Jade", "Émile", "Inaya"]
APPS = ["Vaguelet", "Navilo", "Orbis", "Loutre", "Sillage"]


def generate(rng: Random) -> Variant:
    rng = own(rng, "trace_effacer")
    target = (rng.randrange(3), *pick(rng, SETTINGS[1:]))  # something to clear, something to keep
    app = rng.choice(APPS)
    pages, code = panel(rng, app, "Effacer les données de navigation", SETTINGS, target, "Choix prêts")
    values = goals(SETTINGS, target) | {"nom": rng.choice(NAMES), "appli": app, "code": code}
    values["choix"] = " ; ".join(f"{label} : {options[j][0]}" for (label, options), j in zip(SETTINGS, target))
    return Variant(values=values, screens=pages)


def solve(variant: Variant) -> str:
    return find_code(variant, SETTINGS)
