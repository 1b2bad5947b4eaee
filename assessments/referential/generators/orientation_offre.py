"""An offer with four requirements and five applicants: who meets all of them?"""

import re
from random import Random

from assessments.variants import Variant

JOBS = (
    ("Animation au centre de loisirs", "Espace Mirliton"),
    ("Accueil au musée du Sel", "Musée du Sel"),
    ("Aide à la ferme pédagogique", "Ferme des Sureaux"),
    ("Guide au parc des Ormes", "Parc des Ormes"),
)
NAMES = ("Achille", "Bintou", "Clovis", "Dounia", "Erwan", "Fanny", "Goran", "Houda", "Ivan", "Jasmine")
LANGUAGES = ("anglais", "espagnol", "allemand", "italien")
MONTHS = ("juin", "juillet", "août")


def generate(rng: Random) -> Variant:
    job, place = rng.choice(JOBS)
    age = rng.choice((16, 17, 18))
    language = rng.choice(LANGUAGES)
    month = rng.choice(MONTHS)
    wanted = {"age": age, "language": language, "month": month, "aid": "oui"}
    names = rng.sample(NAMES, 5)
    people = []
    for broken in (None, "age", "language", "month", "aid"):
        person = {
            "age": age + rng.randint(0, 2),
            "language": language,
            "months": sorted({month, rng.choice(MONTHS)}, key=MONTHS.index),
            "aid": "oui",
        }
        if broken == "age":
            person["age"] = age - 1
        elif broken == "language":
            person["language"] = rng.choice([x for x in LANGUAGES if x != language])
        elif broken == "month":
            person["months"] = [x for x in MONTHS if x != month]
        elif broken == "aid":
            person["aid"] = "non"
        people.append(person)
    order = list(range(5))
    rng.shuffle(order)
    table = [(names[i], people[i]) for i in order]
    rows = "\n".join(
        f"<tr><td>{n}, {p['age']}\u00a0ans</td><td>{p['language']}</td><td>{' et '.join(p['months'])}</td>"
        f"<td>{p['aid']}</td></tr>"
        for n, p in table
    )
    nav = (
        '<nav class="sim-nav" aria-label="Menu"><ul><li><a href="p1.html">L’offre</a></li>'
        '<li><a href="p2.html">Les candidats</a></li></ul></nav>\n'
    )
    here = {page: nav.replace(f'"{page}.html"', f'"{page}.html" aria-current="page"') for page in ("p1", "p2")}
    offer = (
        '<h1 class="visually-hidden">L’offre</h1>\n'
        f'<div class="sim-window"><p class="sim-title">{place}</p>\n{here["p1"]}'
        f"<h2>{job}</h2>\n<h3>Exigé</h3><ul><li>Avoir au moins {age} ans.</li><li>Parler {language}.</li>"
        f"<li>Être libre en {month}.</li><li>Avoir une formation aux premiers secours.</li></ul>\n"
        "<h3>Apprécié, mais facultatif</h3><ul><li>Une première expérience.</li></ul></div>\n"
    )
    listing = (
        '<h1 class="visually-hidden">Les candidats</h1>\n'
        f'<div class="sim-window"><p class="sim-title">{place}</p>\n{here["p2"]}'
        "<table><thead><tr><th>Prénom et âge</th><th>Langue parlée</th><th>Libre en</th><th>Secours</th></tr></thead>\n"
        f"<tbody>\n{rows}\n</tbody></table></div>\n"
    )
    values = {name: str(value) for name, value in wanted.items()}
    values |= {f"nom_{k}": names[i] for i, k in enumerate(("bon", "age", "langue", "mois", "secours"))}
    return Variant(values={**values, "offre": job}, screens={"p1": offer, "p2": listing})


def solve(variant: Variant) -> str:
    offer = variant.screens["p1"]
    age = int(re.search(r"au moins (\d+) ans", offer).group(1))
    language = re.search(r"Parler (\w+)\.", offer).group(1)
    month = re.search(r"libre en (\S+)\.", offer).group(1)
    fine = [
        name
        for name, years, tongue, months, aid in re.findall(
            r"<tr><td>(\w+), (\d+)\sans</td>" + r"<td>([^<]*)</td>" * 3, variant.screens["p2"]
        )
        if int(years) >= age and tongue == language and month in months.split(" et ") and aid == "oui"
    ]
    return fine[0] if len(fine) == 1 else "?"
