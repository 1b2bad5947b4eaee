"""A results page about a name: how many results speak of the teenager, and not of people of the same name?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

NAMES = ("Noémie Valcourt", "Adam Lestrange", "Jade Okonda", "Martin Sarel", "Lila Benhaddou", "Tom Ravier")
TOWNS = ("Sarnac", "Villefond", "Valbrune", "Lumeray", "Castelbois")
SPORTS = {"handball": "du handball", "judo": "du judo", "natation": "de la natation", "rugby": "du rugby"}
OWN = (
    ("Résultats de la compétition de {s} : {n}", "Les jeunes du club de {s} de {t}, avec {n}, finissent deuxièmes."),
    ("{n}, élève du lycée de {t}, gagne un concours", "Le lycée de {t} félicite {n}, 16 ans, pour son affiche."),
    ("Stage de {s} : les inscrits", "Club de {s} de {t}, catégorie des moins de 17 ans : {n}."),
    ("Voyage du lycée de {t}", "Sur la photo du groupe d’élèves de seconde : {n}."),
    ("Portrait : {n}", "À 16 ans, {n} entraîne les plus jeunes du club de {s} de {t}."),
)
OTHERS = (
    ("{n}, notaire", "Étude ouverte à {t} depuis 1998. Diplôme obtenu en 1995."),
    ("{n} part à la retraite", "Après 40 ans à la poste de {t}, {n} range sa sacoche."),
    ("{n} : tous les romans", "Huit livres publiés entre 1979 et 2003."),
    ("{n}, vétérinaire", "Cabinet à Port-Adour, spécialité chevaux, 20 ans d’expérience."),
    ("Généalogie : {n} (1871-1940)", "Tenait le moulin de {t}. Six enfants."),
    ("{n}, taxi", "À votre service à Grandlieu, jour et nuit, depuis 2005."),
)


def generate(rng: Random) -> Variant:
    name, town, sport = rng.choice(NAMES), rng.choice(TOWNS), rng.choice(sorted(SPORTS))
    own = rng.sample(OWN, rng.randint(1, 5))
    results = [*own, *rng.sample(OTHERS, rng.randint(3, 5))]
    rng.shuffle(results)
    items = ""
    for title, text in results:
        title, text = (part.format(n=name, t=town, s=sport) for part in (title, text))
        items += (
            f'<div class="sim-result"><div class="sim-result-title">{escape(title)}</div>'
            f'<div class="sim-result-text">{escape(text)}</div></div>\n'
        )
    page = (
        '<h1 class="visually-hidden">Résultats</h1>\n<div class="sim-browser">\n<div class="sim-address"><span>'
        f'https://queteur.example/</span></div>\n<div class="sim-page"><p class="sim-search">« {escape(name)} »</p>\n'
        f'<div class="sim-results">\n{items}</div>\n</div>\n</div>\n'
    )
    return Variant(
        values={
            "nom": name,
            "ville": town,
            "sport": sport,
            "pratique": SPORTS[sport],
            "total": str(len(results)),
            "nombre": str(len(own)),
        },
        screens={"p1": page},
    )


def solve(variant: Variant) -> str:
    values = variant.values
    blocks = re.findall(r'class="sim-result">(.*?)</div></div>', variant.screens["p1"], re.S)
    hers = [b for b in blocks if values["ville"] in b and (values["sport"] in b or "lycée" in b)]
    return str(len(hers))
