"""Tube url, niveau 5 : reconnaître les liens qui mènent vraiment au site officiel."""

import re
from html import escape, unescape
from random import Random
from urllib.parse import urlsplit

from assessments.variants import Variant

# nom, base du domaine, base mal orthographiée
ORGS = [
    ("la Banque du Littoral", "banque-du-littoral", "banque-du-litoral"),
    ("l’assurance Mirabelle", "assurance-mirabelle", "assurance-mirabele"),
    ("la mutuelle des Vallées", "mutuelle-des-vallees", "mutuele-des-vallees"),
    ("la régie des Eaux d’Orlan", "regie-des-eaux-orlan", "regie-des-eaux-orlann"),
    ("le service Colis Rivage", "colis-rivage", "collis-rivage"),
]
HOSTS = ["suivi-dossier", "espace-securise", "service-clients", "mon-compte-direct"]
PEOPLE = ["Awa", "Basile", "Clara", "Driss", "Elora", "Farid", "Gaëlle", "Hugo"]
TEXTS = [
    "J’ai reçu ce lien pour mettre à jour mes coordonnées.",
    "On me demande de confirmer mon adresse ici.",
    "Ce lien était dans un message au sujet de ma facture.",
    "Ma voisine m’a transmis cette page pour prendre rendez-vous.",
    "Un message me dit que mon dossier est incomplet.",
    "J’ai trouvé ce lien dans un courrier, avec un code à scanner.",
]
LETTERS = "ABCDEF"


def generate(rng: Random) -> Variant:
    name, base, typo = rng.choice(ORGS)
    domain = f"{base}.example"
    host = rng.choice(HOSTS)
    good = [
        f"https://clients.{domain}/connexion",
        f"https://www.{domain}/aide?retour={host}.invalid",
        f"https://{domain}/{host}.invalid/formulaire",
        f"https://rendez-vous.{domain}/agenda",
    ]
    bad = [
        f"https://{domain}.{host}.invalid/connexion",
        f"https://clients-{domain}/connexion",
        f"https://www.{host}.invalid/{domain}/formulaire",
        f"https://www.{typo}.example/aide",
        f"https://{host}.invalid/aide?site={domain}",
    ]
    links = [(url, True) for url in rng.sample(good, 2)] + [(url, False) for url in rng.sample(bad, 4)]
    rng.shuffle(links)
    people = rng.sample(PEOPLE, 6)
    texts = rng.sample(TEXTS, 6)
    posts = "\n".join(
        f'<div class="sim-post">\n<p class="sim-meta">Message {LETTERS[i]} · {people[i]}</p>\n'
        f"<p>{texts[i]}</p>\n<p><code>{escape(url)}</code></p>\n</div>"
        for i, (url, _) in enumerate(links)
    )
    page = (
        '<div class="sim-browser">\n'
        '<div class="sim-tabs"><span class="sim-tab on">Forum Entraide</span></div>\n'
        '<div class="sim-address"><span>https://forum-entraide.example/sujets/liens-douteux</span></div>\n'
        '<div class="sim-page">\n'
        f"<h1>Ces liens mènent-ils au site de {escape(name)} ?</h1>\n".replace("de le ", "du ")
        + '<div class="sim-feed">\n'
        + posts
        + "\n</div>\n</div>\n</div>\n"
    )
    right = [LETTERS[i] for i, (_, ok) in enumerate(links) if ok]
    wrong = [LETTERS[i] for i, (_, ok) in enumerate(links) if not ok]
    return Variant(
        values={
            "organisme": name,
            "domaine": domain,
            "l1": right[0],
            "l2": right[1],
            "fausses": ", ".join(wrong[:-1]) + " et " + wrong[-1],
        },
        screens={"accueil": page},
    )


def solve(variant: Variant) -> dict[str, str]:
    domain = variant.values["domaine"]
    found = []
    for letter, url in re.findall(r"Message ([A-F]) ·.*?<code>(.*?)</code>", variant.screens["accueil"], re.S):
        host = urlsplit(unescape(url)).hostname or ""
        if host == domain or host.endswith("." + domain):
            found.append(letter)
    assert len(found) == 2, found
    return {"r1": found[0], "r2": found[1]}
