"""The preferences of a cookie banner, to be set purpose by purpose."""

from random import Random

from assessments.referential.generators.confidentialite_regler import Setting, find_code, goals, own, panel, pick
from assessments.variants import Variant

ON, OFF = "Oui", "Non"
SETTINGS: list[Setting] = [
    ("Mesure d’audience", [(ON, "le site peut compter ses visites"), (OFF, "le site ne doit pas compter ses visites")]),
    (
        "Publicité personnalisée",
        [
            (ON, "les publicités peuvent dépendre de ses lectures"),
            (OFF, "les publicités ne doivent pas dépendre de ses lectures"),
        ],
    ),
    (
        "Vidéos d’autres sites",
        [
            (ON, "les vidéos hébergées ailleurs doivent s’afficher"),
            (OFF, "rien ne doit être chargé depuis un site de vidéos"),
        ],
    ),
    (
        "Partenaires (intérêt légitime)",
        [
            ("Je laisse faire", "il ne s’oppose pas à l’intérêt légitime des partenaires"),
            ("Je m’oppose", "il s’oppose à l’intérêt légitime des partenaires"),
        ],
    ),
]
NAMES = ["Hugo", "Amir", "Basile", "Émile", "Kenzo", "Sofiane", "Tomas", "Loïc"]
APPS = ["La Gazette d’Orle", "Radio Sarcelle", "Cuisine & Compagnie", "Le Vélo facile", "Astro pour tous"]


def generate(rng: Random) -> Variant:
    rng = own(rng, "traceur_panneau")
    target = pick(rng, SETTINGS)
    app = rng.choice(APPS)
    pages, code = panel(rng, app, "Préférences de traceurs", SETTINGS, target)
    values = goals(SETTINGS, target) | {"nom": rng.choice(NAMES), "appli": app, "code": code}
    values["choix"] = " ; ".join(f"{label} : {options[j][0]}" for (label, options), j in zip(SETTINGS, target))
    return Variant(values=values, screens=pages)


def solve(variant: Variant) -> str:
    return find_code(variant, SETTINGS)
