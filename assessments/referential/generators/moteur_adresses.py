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
TYPES = (("pdf", "ods"), ("pdf", "odt"), ("ods", "pdf"), ("odt", "pdf"))
LETTERS = "ABCDEFGHIJ"
# (address, title); d = domain label, s = subject, t = wanted type, o = another type
KEPT = (
    ("https://www.{d}.example/documents/{s}-2025.{t}", "{S} 2025"),
    ("https://jeunesse.{d}.example/telecharger/guide-{s}.{t}", "Guide : {s_}"),
    ("https://archives.{d}.example/2019/bilan.{t}", "Bilan 2019 – {s_}"),
    ("https://{d}.example/conseil/annexe-3.{t}", "Annexe 3 – {s_}"),
    ("https://ecoles.{d}.example/docs/{s}-resume.{t}", "Résumé pour les écoles"),
)
OTHER = (
    ("https://www.{d}.example/actualites/{s}", "{S} : c’est parti"),
    ("https://{d}-citoyens.example/rapport-{s}.{t}", "{V} citoyens – notre rapport"),
    ("https://www.{d}.example.infos-villes.example/{s}.{t}", "{V} – {s_}"),
    ("https://www.departement-orle.example/{d}.example/{s}.{t}", "Dossier {V}"),
    ("https://www.{d}.example/documents/{s}.{o}", "{S}, version de travail"),
    ("https://www.{d}.example/{t}/{s}.html", "{S} : les documents"),
    ("https://blog-finances.example/{d}-{s}", "À {V}, on en parle"),
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
        f'<p class="sim-result-text">{escape(town)} : tout savoir sur « {escape(subject)} ».</p>\n</li>'
        for i, (address, title) in enumerate(rows)
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
