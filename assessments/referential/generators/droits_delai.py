"""Who answers a request about personal data, and until which day (one month)?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
COMPANIES = ["Lunelle", "Patinium", "Brumatel", "Orlibus", "Cinéprisme", "Vélonova"]
RIGHTS = ["voir toutes ses données", "faire corriger son adresse", "faire effacer son ancien compte"]
NAMES = ["Rokia Traoz", "Hugo Miral", "Mei Paliot", "Amir Kessoum", "Perle Ozal", "Tomas Bravet"]


def generate(rng: Random) -> Variant:
    company, name = rng.choice(COMPANIES), rng.choice(NAMES)
    host = company.lower().replace("é", "e")
    month, day = rng.randrange(0, 11), rng.randint(2, 27)
    local = rng.sample(["vos-donnees", "dpo", "vie-privee", "rgpd"], 1)[0]
    boxes = {"right": local, "sales": "ventes", "press": "presse", "job": "emploi"}
    mail = {use: f"{box}@{host}.example" for use, box in boxes.items()}
    names = {"Contacts": "p1", "Données personnelles": "p2", "Mon espace": "p3"}

    def page(title: str, body: str) -> str:
        items = "".join(
            f"<li><span>{text}</span></li>" if text == title else f'<li><a href="{link}.html">{text}</a></li>'
            for text, link in names.items()
        )
        tabs = f'<nav class="sim-nav" aria-label="Menu"><ul>{items}</ul></nav>\n'
        return (
            f'<h1 class="visually-hidden">{title}</h1>\n<div class="sim-browser">\n'
            f'<div class="sim-address"><span>https://www.{host}.example</span></div>\n<div class="sim-page">\n'
            f'<header class="sim-site-head"><strong>{company}</strong></header>\n{tabs}<h2>{title}</h2>\n{body}\n</div>\n</div>\n'
        )

    screens = {
        "p1": page(
            "Contacts",
            f"<ul><li>Commandes : {mail['sales']}</li><li>Journalistes : {mail['press']}</li>"
            f"<li>Candidatures : {mail['job']}</li></ul>",
        ),
        "p2": page(
            "Données personnelles",
            f"<p>Pour exercer vos droits, écrivez à notre déléguée à la protection des données :</p><p>{mail['right']}</p>"
            "<p>Nous gardons les factures dix ans. La loi nous laisse un mois pour répondre à une demande reçue.</p>",
        ),
        "p3": page(
            "Mon espace",
            f"<p>Connecté : {name}.</p><p>Mes demandes : une. Nous l’avons reçue le "
            f"<strong>{day} {MONTHS[month]}</strong>.</p>",
        ),
    }
    values = {
        "nom": name,
        "societe": company,
        "droit": rng.choice(RIGHTS),
        "adresse": mail["right"],
        "jour": str(day),
        "mois": MONTHS[month + 1],
        "recu": f"{day} {MONTHS[month]}",
    }
    return Variant(values={key: escape(text, quote=False) for key, text in values.items()}, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    address = re.search(r"données :</p><p>(\S+@\S+\.example)<", variant.screens["p2"]).group(1)
    day, month = re.search(r"<strong>(\d+) (\S+)</strong>", variant.screens["p3"]).groups()
    return {"adresse": address, "jour": day, "mois": MONTHS[MONTHS.index(month) + 1]}
