"""The source of a deceptive message (.eml): where would an answer go, where does the button lead?"""

import email
import re
from email import policy
from email.message import EmailMessage
from random import Random

from assessments.variants import Variant

FILE, COPY = "message.eml", "message.txt"
BRANDS = (
    ("Colis Tramelle", "colis-tramelle", "votre colis est en attente"),
    ("Banque Corvane", "banque-corvane", "votre carte sera bloquée"),
    ("Énergie Sarcelle", "energie-sarcelle", "un remboursement vous attend"),
    ("Cinéma Belloc", "cinema-belloc", "vos points vont expirer"),
    ("Mairie de Lorvane", "mairie-lorvane", "votre dossier est incomplet"),
)
WORDS = ("rapide", "dossier", "portail", "espace", "suivi", "guichet", "avis", "relance", "contact", "bureau")
NAMES = ("l.martel", "service", "k.dupin", "gestion", "a.roussel", "traitement", "m.keller")


def generate(rng: Random) -> Variant:
    name, slug, subject = rng.choice(BRANDS)
    a, b, c, d = rng.sample(WORDS, 4)
    number = rng.randint(100, 999)
    reply = f"{rng.choice(NAMES)}@{a}-{b}{number}.invalid"
    bounce = f"retours@{d}.invalid"
    domain = f"{c}-{d}{rng.randint(10, 99)}.invalid"
    shown = f"https://www.{slug}.example/compte"
    real = f"https://{slug}.{domain}/{rng.choice(WORDS)}?id={rng.randint(10000, 99999)}"
    message = EmailMessage(policy=policy.SMTP.clone(max_line_length=998))
    message["Return-Path"] = f"<{bounce}>"
    message["Date"] = f"Tue, {rng.randint(10, 28)} Mar 2026 0{rng.randint(6, 9)}:{rng.randint(10, 59)}:00 +0100"
    message["From"] = f"Service clients <service@{slug}.example>"
    message["Reply-To"] = f"Service clients <{reply}>"
    message["To"] = "vous@courrier.example"
    message["Subject"] = "Action requise"
    message["Message-ID"] = f"<{rng.getrandbits(48):x}@{d}.invalid>"
    text = (
        f"<html><body>\n<p>Bonjour, {subject}.</p>\n<p>Cliquez ici :\n"
        f'<a href="{real}">{shown}</a></p>\n<p>{name}</p>\n</body></html>\n'
    )
    message.set_content(text, subtype="html", charset="utf-8", cte="8bit")
    content = message.as_bytes()
    return Variant(
        values={
            "marque": name,
            "reponse": reply,
            "domaine": domain,
            "complet": f"{slug}.{domain}",
            "lien": real,
            "affiche": shown,
            "rebond": bounce,
        },
        files={FILE: content, COPY: content},
    )


def solve(variant: Variant) -> dict[str, str]:
    message = email.message_from_bytes(variant.files[FILE], policy=policy.default)
    target = re.search(r'href="https://([^/"]+)/', message.get_content()).group(1)
    return {"reponse": message["Reply-To"].addresses[0].addr_spec, "domaine": ".".join(target.split(".")[-2:])}
