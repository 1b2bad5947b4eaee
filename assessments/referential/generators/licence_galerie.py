"""A gallery of five pictures and a project: only one licence allows it."""

import re
from html import escape
from random import Random

from assessments.variants import Variant

SOLD_CHANGED = "vendre des {0} avec l’image recolorée, en respectant sa licence"
SOLD_SAME = "vendre des {0} avec l’image entière, sans la modifier"
FREE_CHANGED = "recadrer l’image pour {0}, sans but commercial, puis publier le résultat en respectant sa licence"
RESERVED = "tous droits réservés"
# project, what it is for, allowed licences, other licences, why
PROJECTS = (
    (
        SOLD_CHANGED,
        ("cartes postales", "tasses", "carnets"),
        ("CC BY", "CC BY-SA", "CC0"),
        ("CC BY-NC", "CC BY-ND", "CC BY-NC-SA", "CC BY-NC-ND"),
        "NC interdit de vendre et ND de partager une version modifiée.",
    ),
    (
        SOLD_SAME,
        ("affiches", "calendriers", "puzzles"),
        ("CC BY", "CC BY-SA", "CC BY-ND", "CC0"),
        ("CC BY-NC", "CC BY-NC-SA", "CC BY-NC-ND"),
        "NC interdit de vendre.",
    ),
    (
        FREE_CHANGED,
        ("un exposé en ligne", "le blog d’une classe", "un dossier scolaire en ligne"),
        ("CC BY", "CC BY-NC", "CC BY-SA", "CC BY-NC-SA", "CC0"),
        ("CC BY-ND", "CC BY-NC-ND"),
        "ND interdit de partager une version modifiée.",
    ),
)
TITLES = (
    "Le phare",
    "Marée basse",
    "Vieux moulin",
    "Brume",
    "La falaise",
    "Neige en avril",
    "Le marché",
    "Sous les pins",
)
AUTHORS = ("Aya Tanaka", "Bruno Salles", "Chloé Marchetti", "Demba Sow", "Elin Berg", "Fares Haddad", "Greta Lorenz")


def generate(rng: Random) -> Variant:
    text, aims, allowed, others, reason = rng.choice(PROJECTS)
    right = rng.choice(allowed)
    wrong = [*others, RESERVED]
    wrong += rng.choices(others, k=max(0, 4 - len(wrong)))
    licences = [right, *rng.sample(wrong, 4)]
    titles, authors = rng.sample(TITLES, 5), rng.sample(AUTHORS, 5)
    rows = list(zip(titles, authors, licences, strict=True))
    rng.shuffle(rows)
    values = {"projet": text.format(rng.choice(aims)), "raison": reason}
    values |= {f"t{n}": title for n, title in enumerate(sorted(titles), start=1)}
    values |= {f"a{n}": author for n, author in enumerate(sorted(authors), start=1)}
    items = "\n".join(
        f'<li class="sim-thumb"><a href="f{n}.html">{escape(row[0])}</a></li>' for n, row in enumerate(rows, start=1)
    )
    screens = {
        "accueil": '<h1 class="visually-hidden">Galerie</h1>\n<div class="sim-window">\n'
        f'<div class="sim-title">Galerie</div>\n<ul class="sim-thumbs">\n{items}\n</ul>\n</div>\n'
    }
    for number, (title, author, licence) in enumerate(rows, start=1):
        screens[f"f{number}"] = (
            f'<h1 class="visually-hidden">{escape(title)}</h1>\n<div class="sim-window">\n'
            f'<div class="sim-title">{escape(title)}</div>\n<ul class="sim-settings">\n'
            f'<li class="sim-setting"><span>Auteur</span><span>{escape(author)}</span></li>\n'
            f'<li class="sim-setting"><span>Licence</span><span>{licence}</span></li>\n</ul>\n'
            '<div class="sim-actions"><a class="sim-button quiet" href="accueil.html">Galerie</a></div>\n</div>\n'
        )
    values |= {"titre": titles[0], "auteur": authors[0], "licence": right}
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    project = variant.values["projet"]
    banned = {RESERVED} | ({"NC"} if project.startswith("vendre") else set())
    banned |= {"ND"} if "recolorée" in project or "recadrer" in project else set()
    for name, page in variant.screens.items():
        if name != "accueil":
            title, author, licence = re.search(
                r"visually-hidden\">([^<]+)<.*?<span>Auteur</span><span>([^<]+)<.*?Licence</span><span>([^<]+)<",
                page,
                re.S,
            ).groups()
            if not banned & {licence, *licence.replace("CC ", "").split("-")}:
                return {"titre": title, "auteur": author}
    return {}
