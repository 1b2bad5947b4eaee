"""An inbox where every message claims the same sender: how many really come from its domain?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

ORGANISATIONS = (
    ("Collège Arthénice", "college-arthenice"),
    ("Piscine de Lorvane", "piscine-lorvane"),
    ("Banque Corvane", "banque-corvane"),
    ("Médiathèque Orvelle", "mediatheque-orvelle"),
    ("Réseau Tramelle", "reseau-tramelle"),
    ("Mutuelle Sarcelle", "mutuelle-sarcelle"),
)
LOCAL = ("accueil", "contact", "secretariat", "information", "service", "ne-pas-repondre", "equipe")
SUBJECTS = (
    "Votre dossier est à jour",
    "Changement d’horaires",
    "Confirmez votre inscription",
    "Un document vous attend",
    "Fermeture exceptionnelle",
    "Votre demande du 3 mai",
    "Action requise sur votre compte",
    "Enquête de satisfaction",
    "Nouveau règlement",
)


def _impostors(rng: Random, slug: str) -> list[str]:
    first, last = slug.split("-")
    found = [
        f"{rng.choice(LOCAL)}@{slug}-client.example",
        f"{slug}.example@{rng.choice(('courrier', 'boite', 'envoi'))}.invalid",
        f"{rng.choice(LOCAL)}@{first}-{last[:-1]}{last[-1]}{last[-1]}.example",
        f"{rng.choice(LOCAL)}@{slug}.example.{rng.choice(('info', 'compte', 'avis'))}.invalid",
        f"{slug}@{rng.choice(('alerte', 'support', 'message'))}.invalid",
    ]
    rng.shuffle(found)
    return found


def generate(rng: Random) -> Variant:
    name, slug = rng.choice(ORGANISATIONS)
    true, total = rng.randint(2, 5), rng.randint(6, 8)
    senders = [f"{local}@{slug}.example" for local in rng.sample(LOCAL, true)]
    fakes = _impostors(rng, slug)[: min(total - true, 5)]
    senders += fakes
    rng.shuffle(senders)
    subjects = rng.sample(SUBJECTS, len(senders))
    lines = [
        f'<a class="sim-mail-row" href="m{i}.html"><span>{escape(name)}</span><span>{escape(subject)}</span></a>'
        for i, subject in enumerate(subjects, 1)
    ]
    title = '<h1 class="visually-hidden">Boîte de réception</h1>\n'
    screens = {
        "boite": f'{title}<div class="sim-mail"><div class="sim-mail-list">\n' + "\n".join(lines) + "\n</div></div>\n"
    }
    for i, (sender, subject) in enumerate(zip(senders, subjects, strict=True), 1):
        following = f'<a href="m{i + 1}.html">Message suivant</a>' if i < len(senders) else "Dernier message"
        screens[f"m{i}"] = (
            f'<h1 class="visually-hidden">Détail du message</h1>\n<p><a href="boite.html">Boîte de réception</a> · '
            f'{following}</p>\n<div class="sim-mail"><div class="sim-mail-head"><h2>{escape(subject)}</h2>\n'
            f"<p><strong>De :</strong> {escape(name)}</p>\n<p><strong>Adresse :</strong> {escape(sender)}</p></div>\n"
            '<div class="sim-mail-body"><p>Bonjour, le détail est dans votre espace habituel.</p></div></div>\n'
        )
    return Variant(
        values={
            "nom": name,
            "domaine": f"{slug}.example",
            "total": str(len(senders)),
            "nombre": str(true),
            "faux": ", ".join(fakes),
        },
        screens=screens,
    )


def solve(variant: Variant) -> str:
    pages = "".join(variant.screens.values())
    senders = re.findall(r"Adresse :</strong> ([^<]+)<", pages)
    return str(sum(sender.rpartition("@")[2] == variant.values["domaine"] for sender in senders))
