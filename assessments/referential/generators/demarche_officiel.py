"""Five search results about a procedure: which address really ends with the official domain?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

TOPICS = (
    ("carte-pluie", "la carte de pluie"),
    ("permis-voilier", "le permis voilier"),
    ("titre-foret", "le titre de forêt"),
    ("badge-montagne", "le badge de montagne"),
    ("carnet-peche", "le carnet de pêche"),
    ("acte-phare", "l’acte de phare"),
)
PRAISE = (
    "Site officiel, rapide et sûr.",
    "Démarche agréée, réponse en 24 h.",
    "Le guichet de référence.",
    "Faire la demande, suivre son dossier.",
    "Le service public en ligne.",
)


def generate(rng: Random) -> Variant:
    slug, label = rng.choice(TOPICS)
    good = rng.choice(
        (f"{slug}.etat.example/demande", f"www.{slug}.etat.example/faire", f"guichet.etat.example/{slug}")
    )
    fakes = [
        f"{slug}.etat.example.{rng.choice(('guichet', 'express', 'dossier'))}-{slug}.example/demande",
        f"{rng.choice(('www', 'guichet'))}.{slug}-etat.example/faire",
        f"{rng.choice(('demarche', 'aide', 'service'))}-{slug}.example/{slug}.etat.example",
        f"{slug}.etat-example.example/{rng.choice(('demande', 'formulaire'))}",
        f"etat.example.{rng.choice(('portail', 'citoyen'))}.invalid/{slug}",
    ]
    addresses = [good, *rng.sample(fakes, 4)]
    rng.shuffle(addresses)
    items, texts = "", rng.sample(PRAISE, 5)
    for number, address in enumerate(addresses, start=1):
        ad = ' <span class="sim-badge">Annonce</span>' if number == 1 and address != good else ""
        text = texts[number - 1]
        items += (
            f'<div class="sim-result"><div class="sim-result-title">{number}. {escape(label.capitalize())}{ad}</div>'
            f'<div class="sim-result-url">https://{address}</div><div class="sim-result-text">{text}</div></div>\n'
        )
    page = (
        '<h1 class="visually-hidden">Résultats</h1>\n<div class="sim-browser"><div class="sim-address">'
        f'<span>https://queteur.example/</span></div>\n<div class="sim-page"><p class="sim-search">{slug.replace("-", " ")}</p>\n'
        f'<div class="sim-results">\n{items}</div></div></div>\n'
    )
    return Variant(
        values={"demarche": label, "numero": str(addresses.index(good) + 1), "adresse": good}, screens={"p1": page}
    )


def solve(variant: Variant) -> str:
    hosts = re.findall(r'url">https://([^/<]+)', variant.screens["p1"])
    fine = [str(i) for i, host in enumerate(hosts, start=1) if host.split(".")[-2:] == ["etat", "example"]]
    return fine[0] if len(fine) == 1 else "?"
