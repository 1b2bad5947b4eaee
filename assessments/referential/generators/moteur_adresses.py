"""Dix résultats avec leur adresse : lesquels restent avec site: et filetype: ?"""

import re
from html import escape
from random import Random
from urllib.parse import urlsplit

from assessments.variants import Variant

TOWNS = (("Valombre", "valombre"), ("Montérac", "monterac"), ("Belmousse", "belmousse"), ("Courlanges", "courlanges"))
SUBJECTS = (
    ("budget participatif", "budget-participatif"),
    ("plan vélo", "plan-velo"),
    ("conseil des jeunes", "conseil-des-jeunes"),
)
TYPES = (("pdf", "odt"), ("pdf", "docx"), ("odt", "pdf"), ("docx", "pdf"))
LETTERS = "ABCDEFGHIJ"
# (address, title, extract); d = domain label, s = subject, t = wanted type, o = another type; every extract names the subject
KEPT = (
    (
        "https://www.{d}.example/documents/{s}-2025.{t}",
        "{S} 2025",
        "{S} : le calendrier de l’année et les personnes à joindre.",
    ),
    (
        "https://jeunesse.{d}.example/telecharger/guide-{s}.{t}",
        "Guide : {s_}",
        "Un guide de huit pages pour comprendre le {s_} et y participer.",
    ),
    (
        "https://archives.{d}.example/2019/bilan.{t}",
        "Bilan 2019 – {s_}",
        "Ce que le {s_} a permis de faire cette année-là, quartier par quartier.",
    ),
    (
        "https://{d}.example/conseil/annexe-3.{t}",
        "Annexe 3 – {s_}",
        "Annexe à la décision du conseil municipal sur le {s_}.",
    ),
    (
        "https://ecoles.{d}.example/docs/{s}-resume.{t}",
        "Résumé pour les écoles",
        "Le {s_} expliqué aux classes de CM1 et de CM2.",
    ),
)
OTHER = (
    (
        "https://www.{d}.example/actualites/{s}",
        "{S} : c’est parti",
        "Le {s_} commence lundi. Réunion ouverte à tous à l’hôtel de ville.",
    ),
    (
        "https://{d}-citoyens.example/rapport-{s}.{t}",
        "{V} citoyens – notre rapport",
        "Notre association a examiné le {s_}. Voici ses douze remarques.",
    ),
    (
        "https://www.{d}.example.infos-villes.example/{s}.{t}",
        "{V} – {s_}",
        "Document reçu d’un lecteur : le {s_} en détail.",
    ),
    (
        "https://www.departement-orle.example/{d}.example/{s}.{t}",
        "Dossier {V}",
        "Le département accompagne le {s_} de la ville.",
    ),
    (
        "https://www.{d}.example/documents/{s}.{o}",
        "{S}, version de travail",
        "Texte provisoire du {s_}, à relire avant le vote.",
    ),
    ("https://www.{d}.example/{t}/{s}.html", "{S} : les documents", "Tous les documents du {s_}, classés par date."),
    ("https://blog-finances.example/{d}-{s}", "À {V}, on en parle", "Faut-il un {s_} ? Les avis sont partagés."),
)


def generate(rng: Random) -> Variant:
    town, domain = rng.choice(TOWNS)
    subject, slug = rng.choice(SUBJECTS)
    wanted, other = rng.choice(TYPES)
    kept = rng.sample(KEPT, rng.randint(3, 4))
    rows = kept + rng.sample(OTHER, 10 - len(kept))
    rng.shuffle(rows)
    fields = {"d": domain, "s": slug, "s_": subject, "S": subject.capitalize(), "t": wanted, "o": other, "V": town}
    letters = [LETTERS[i] for i, row in enumerate(rows) if row in kept]
    blocks = "\n".join(
        '<li class="sim-result">\n'
        f'<p class="sim-result-url">{escape(address.format(**fields))}</p>\n'
        f'<p class="sim-result-title">{LETTERS[i]}. {escape(title.format(**fields))}</p>\n'
        f'<p class="sim-result-text">{escape(extract.format(**fields))}</p>\n</li>'
        for i, (address, title, extract) in enumerate(rows)
    )
    page = (
        '<div class="sim-browser">\n<div class="sim-tabs"><span class="sim-tab on">Recherche – Loupiote</span></div>\n'
        '<div class="sim-address"><span>https://www.loupiote.example/recherche</span></div>\n<div class="sim-page">\n'
        '<h1 class="visually-hidden">Résultats de recherche</h1>\n'
        f'<p><span class="sim-search">"{escape(subject)}" {escape(town)}</span></p>\n'
        f'<ol class="sim-results">\n{blocks}\n</ol>\n</div>\n</div>\n'
    )
    return Variant(
        values={
            "requete": f'"{subject}" site:{domain}.example filetype:{wanted}',
            "domaine": f"{domain}.example",
            "type": wanted,
            "lettres": ", ".join(letters),
            "lettres_et": ", ".join(letters[:-1]) + " et " + letters[-1],
            "lettres_etet": " et ".join(letters),
            "lettres_pages": ", ".join(f"page {letter}" for letter in letters),
        },
        screens={"resultats": page},
    )


def solve(variant: Variant) -> str:
    domain, wanted = re.search(r"site:(\S+) filetype:(\S+)", variant.values["requete"]).groups()
    page = variant.screens["resultats"]
    rows = re.findall(r'sim-result-url">([^<]+)</p>\s*<p class="sim-result-title">(\w)\.', page)
    found = []
    for address, letter in rows:
        parts = urlsplit(address)
        if (parts.hostname == domain or parts.hostname.endswith("." + domain)) and parts.path.endswith("." + wanted):
            found.append(letter)
    return ", ".join(found)
