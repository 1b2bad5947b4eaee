"""A sent message with To, Cc and Bcc fields: how many people get it, how many addresses show?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

PEOPLE = (
    "adele.roux idris.benali lucie.garnier mehdi.sayed chloe.pons yann.le-gall sofia.marques paul.weber awa.diop "
    "hana.sato noe.vidal lina.haddad bruno.costa eva.novak samir.kaci rose.martel tom.nguyen ines.perrot"
).split()
AUTHORS = ("Nour Hamdi", "Gaël Prigent", "Salomé Aubry", "Kofi Mensah", "Mireille Tran")
SUBJECTS = ("Fête du quartier", "Ménage du local", "Sortie à la ferme", "Assemblée du 8 mars", "Vente de gâteaux")


def generate(rng: Random) -> Variant:
    author, subject = rng.choice(AUTHORS), rng.choice(SUBJECTS)
    sizes = (rng.randint(1, 3), rng.randint(2, 5), rng.randint(3, 8))
    people = [f"{name}@{rng.choice(('hetre', 'bouleau', 'saule'))}.example" for name in rng.sample(PEOPLE, sum(sizes))]
    to, cc, bcc = people[: sizes[0]], people[sizes[0] : sizes[0] + sizes[1]], people[sizes[0] + sizes[1] :]
    lines = "\n".join(
        f"<p><strong>{label}</strong> : {escape(', '.join(group))}</p>"
        for label, group in (("À", to), ("Cc", cc), ("Cci", bcc))
    )
    page = (
        '<h1 class="visually-hidden">Message envoyé</h1>\n<div class="sim-window">\n<p class="sim-title">Envoyés</p>\n'
        f'<div class="sim-mail"><div class="sim-mail-head"><h2>{escape(subject)}</h2>\n'
        f"<p><strong>De</strong> : {escape(author)}</p>\n{lines}\n</div>\n"
        f'<div class="sim-mail-body"><p>Bonjour,</p><p>Voici les dernières nouvelles.</p><p>{escape(author)}</p></div>'
        "</div>\n</div>\n"
    )
    values = {
        "auteur": author,
        "a": str(len(to)),
        "cc": str(len(cc)),
        "cci": str(len(bcc)),
        "total": str(len(people)),
        "visibles": str(len(to) + len(cc)),
    }
    return Variant(values=values, screens={"p1": page})


def solve(variant: Variant) -> dict[str, str]:
    counts = {
        label: text.count("@")
        for label, text in re.findall(r"<strong>(À|Cc|Cci)</strong> : ([^<]+)</p>", variant.screens["p1"])
    }
    return {"recoivent": str(sum(counts.values())), "visibles": str(counts["À"] + counts["Cc"])}
