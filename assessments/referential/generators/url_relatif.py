"""Tube url, niveau 7 : adresse complète d'un lien relatif, et nom de fichier décodé."""

import re
from html import escape, unescape
from random import Random
from urllib.parse import quote, unquote, urljoin

from assessments.variants import Variant

SITES = ["www.club-photo-lormac.example", "asso-des-rives.example", "www.orchestre-orlan.example", "velo-ecole.example"]
FOLDERS = [("saison", "2025"), ("membres", "accueil"), ("archives", "2024"), ("projets", "printemps")]
PAGES = ["bilan.html", "stages.html", "equipe.html", "sorties.html"]
TARGETS = ["documents", "fichiers", "telechargements", "publics"]
NAMES = [
    "règlement intérieur.pdf",
    "compte rendu été.odt",
    "affiche fête.png",
    "liste matériel.pdf",
    "carte des étangs.png",
    "barème des prêts.pdf",
    "relevé septième étape.csv",
    "modèle de reçu.odt",
]


def generate(rng: Random) -> Variant:
    host = rng.choice(SITES)
    first, second = rng.choice(FOLDERS)
    page = f"https://{host}/{first}/{second}/{rng.choice(PAGES)}"
    target = rng.choice(TARGETS)
    name = rng.choice(NAMES)
    coded = quote(name)
    up = rng.choice([1, 1, 2])
    link = "../" * up + f"{target}/{coded}"
    full = urljoin(page, link)
    others = [
        '<a href="/">Accueil</a>',
        '<a href="#haut">Haut de la page</a>',
        f'<a href="mailto:contact@{host.removeprefix("www.")}">Nous écrire</a>',
    ]
    lines = [others[0], f'<a href="{link}">Télécharger</a>', others[1], others[2]]
    # On a phone a long address breaks between two of its parts, never in an escape.
    shown = escape(link).replace("/", "/<wbr>").replace("%20", "%20<wbr>")
    code = "".join(f"<li>{escape(line, quote=False).replace(link, shown)}</li>" for line in lines)
    screen = (
        '<h1 class="visually-hidden">Code source de la page</h1>\n'
        '<div class="sim-window">\n<div class="sim-title">Code source de la page</div>\n'
        f"<p>Adresse de la page : <code>{page}</code></p>\n"
        f'<div class="sim-code"><ol>{code}</ol></div>\n</div>\n'
    )
    plain = unquote(full)
    mixed = plain.replace(" ", "%20")  # ce qu'affichent certains navigateurs
    return Variant(
        values={
            "page": page,
            "lien": link,
            "dossiers": "un dossier" if up == 1 else "deux dossiers",
            "adresse": full,
            "adresse_courte": full.removeprefix("https://"),
            "adresse_claire": plain,
            "adresse_claire_courte": plain.removeprefix("https://"),
            "adresse_mixte": mixed,
            "adresse_mixte_courte": mixed.removeprefix("https://"),
            "nom": name,
            "nom_nu": name.rsplit(".", 1)[0],
        },
        screens={"accueil": screen},
    )


def solve(variant: Variant) -> dict[str, str]:
    screen = unescape(variant.screens["accueil"].replace("<wbr>", ""))
    page = re.search(r"Adresse de la page : <code>(.*?)</code>", screen).group(1)
    link = re.search(r'<a href="([^"]*)">Télécharger</a>', screen).group(1)
    full = urljoin(page, link)
    return {"adresse": full, "nom": unquote(full.rsplit("/", 1)[1])}
