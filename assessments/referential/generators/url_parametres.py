"""Tube url, niveau 6 : modifier les paramètres d'une adresse."""

import re
from html import escape, unescape
from random import Random
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from assessments.variants import Variant

SITES = [
    {
        "host": "annonces.troc-orlan.example",
        "path": "/recherche",
        "title": "Troc d’Orlan",
        "fixed": [("type", ["velo", "meuble", "livre", "jeu"]), ("ville", ["orlan", "montval", "lormac"])],
        "sort_key": "tri",
        "sorts": [
            ("prix", "de la moins chère à la plus chère"),
            ("date", "de la plus récente à la plus ancienne"),
            ("distance", "de la plus proche à la plus lointaine"),
        ],
        "noun": "annonces",
    },
    {
        "host": "www.photos-du-pays.example",
        "path": "/galerie",
        "title": "Photos du pays",
        "fixed": [("lieu", ["port", "gare", "marche"]), ("annee", ["1936", "1952", "1968"])],
        "sort_key": "ordre",
        "sorts": [
            ("titre", "par titre, de A à Z"),
            ("vues", "de la plus regardée à la moins regardée"),
            ("ajout", "de la dernière ajoutée à la première"),
        ],
        "noun": "photos",
    },
    {
        "host": "recettes.cantine-verte.example",
        "path": "/liste",
        "title": "Cantine verte",
        "fixed": [("plat", ["soupe", "gratin", "dessert"]), ("saison", ["hiver", "printemps", "automne"])],
        "sort_key": "tri",
        "sorts": [
            ("duree", "de la plus rapide à la plus longue"),
            ("note", "de la mieux notée à la moins bien notée"),
            ("nom", "par nom, de A à Z"),
        ],
        "noun": "recettes",
    },
]


def generate(rng: Random) -> Variant:
    site = rng.choice(SITES)
    fixed = [(key, rng.choice(choices)) for key, choices in site["fixed"]]
    now, wanted = rng.sample(site["sorts"], 2)
    here = rng.randrange(1, 4)
    target = rng.randrange(11, 40)
    last = target + rng.randrange(3, 9)
    per_page = rng.choice([8, 10, 12])
    params = [*fixed, (site["sort_key"], now[0]), ("page", str(here))]
    rng.shuffle(params)
    start = urlunsplit(("https", site["host"], site["path"], urlencode(params), ""))
    changes = {site["sort_key"]: wanted[0], "page": str(target)}
    changed = urlencode([(k, changes.get(k, v)) for k, v in params])
    end = urlunsplit(("https", site["host"], site["path"], changed, ""))
    tabs = '<div class="sim-tabs"><span class="sim-tab on">{0}</span><span class="sim-tab">{1}</span></div>\n'
    nav = '<nav class="sim-nav" aria-label="Menu"><ul>{0}{1}</ul></nav>\n'
    here_now = '<li><a href="{0}.html" aria-current="page">{1}</a></li>'
    elsewhere = '<li><a href="{0}.html">{1}</a></li>'
    head = (
        '<div class="sim-browser">\n'
        + tabs.format(site["title"], "Nouvel onglet")
        + '<div class="sim-address"><span>{0}</span></div>\n<div class="sim-page">\n'
        + f'<div class="sim-site-head">{site["title"]}</div>\n'
    )
    items = "\n".join(
        f"<li>{site['noun'].capitalize()[:-1]} n° {number}</li>" for number in rng.sample(range(100, 999), per_page)
    )
    home = (
        head.format(escape(start))
        + nav.format(here_now.format("accueil", "Liste"), elsewhere.format("aide", "Aide"))
        + f"<h1>{site['noun'].capitalize()} : page {here} sur {last}</h1>\n"
        + f"<p>Classement actuel : {now[1]}.</p>\n<ul>\n{items}\n</ul>\n"
        + f"<p>Page précédente | page {here} | page suivante</p>\n"
        + '<p class="sim-note">Panne en cours : les boutons de page et de classement ne répondent pas. '
        + "Les adresses fonctionnent.</p>\n</div>\n</div>\n"
    )
    order = site["sorts"][:]
    rng.shuffle(order)
    rows = "\n".join(f"<tr><td>{label}</td><td><code>{code}</code></td></tr>" for code, label in order)
    help_page = (
        head.format(escape(f"https://{site['host']}/aide"))
        + nav.format(elsewhere.format("accueil", "Liste"), here_now.format("aide", "Aide"))
        + "<h1>Aide : les codes des classements</h1>\n"
        + f"<table>\n<thead><tr><th>Classement des {site['noun']}</th><th>Code</th></tr></thead>\n"
        + f"<tbody>\n{rows}\n</tbody></table>\n"
        + f"<p>Chaque page de la liste montre {per_page} {site['noun']}.</p>\n</div>\n</div>\n"
    )
    return Variant(
        values={
            "depart": start,
            "choses": site["noun"],
            "cible": str(target),
            "classement": wanted[1],
            "cle": site["sort_key"],
            "code": wanted[0],
            "ancien": now[0],
            "adresse": end,
            "adresse_courte": end.removeprefix("https://"),
        },
        screens={"accueil": home, "aide": help_page},
    )


def solve(variant: Variant) -> str:
    home, help_page = variant.screens["accueil"], variant.screens["aide"]
    start = unescape(re.search(r'class="sim-address"><span>(.*?)<', home).group(1))
    codes = dict(re.findall(r"<tr><td>(.*?)</td><td><code>(.*?)</code></td></tr>", help_page))
    parts = urlsplit(start)
    new = codes[variant.values["classement"]]
    query = []
    for key, value in parse_qsl(parts.query):
        if value in codes.values():
            value = new
        if key == "page":
            value = variant.values["cible"]
        query.append((key, value))
    return urlunsplit(parts._replace(query=urlencode(query)))
