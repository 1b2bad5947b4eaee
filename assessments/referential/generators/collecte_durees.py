"""A short privacy policy: when must one piece of data be deleted (archives included), and which company handles it?"""

import re
from html import escape
from random import Random

from assessments.variants import Variant

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
DATA = [
    (
        "Message au service clients",
        "après l’envoi du message",
        "a envoyé un message au service clients de {}",
        "ce message",
        "répond aux messages",
    ),
    (
        "Compte inutilisé",
        "après la dernière connexion",
        "s’est connecté pour la dernière fois à son compte {}",
        "ce compte",
        "héberge les comptes",
    ),
    (
        "Candidature à un emploi",
        "après l’envoi de la candidature",
        "a envoyé sa candidature à un emploi chez {}",
        "cette candidature",
        "trie les candidatures",
    ),
    (
        "Participation à un concours",
        "après l’inscription au concours",
        "s’est inscrit à un concours de {}",
        "cette participation",
        "tire au sort les gagnants du concours",
    ),
    (
        "Carte de fidélité",
        "après le dernier achat",
        "a fait son dernier achat avec la carte de fidélité {}",
        "les données de cette carte",
        "gère les cartes de fidélité",
    ),
]
PARTNERS = ["Almérine", "Bastelo", "Corvélia", "Novadelle", "Tarsival"]
COMPANIES = ["Lunelle", "Patinium", "Vélonova", "Brumatel", "Grandal"]
NAMES = ["Amir", "Basile", "Sofiane", "Tomas", "Hugo", "Loïc"]


def generate(rng: Random) -> Variant:
    company = rng.choice(COMPANIES)
    host = company.lower().replace("é", "e")
    durations = rng.sample([6, 8, 14, 15, 18, 20, 26, 30], len(DATA))
    rows = rng.sample([(*item, months) for item, months in zip(DATA, durations)], len(DATA))
    name, _, action, wiped, role, months = rng.choice(rows)
    start = rng.randrange(12)
    year = rng.randint(2022, 2025)
    # archives: the data of the question, and three others out of four
    spared = rng.choice([row[0] for row in rows if row[0] != name])
    archived = {row[0]: rng.choice([9, 10, 12, 16, 24]) for row in rows if row[0] != spared}
    end = year * 12 + start + months + archived[name]
    partners = rng.sample(PARTNERS, len(DATA))
    roles = dict(zip(partners, rng.sample([item[4] for item in DATA], len(DATA))))
    partner = next(p for p, text in roles.items() if text == role)
    names = {"Durées": "p1", "Archives": "p2", "Destinataires": "p3"}

    def page(title: str, body: str) -> str:
        items = "".join(
            f"<li><span>{text}</span></li>" if text == title else f'<li><a href="{link}.html">{text}</a></li>'
            for text, link in names.items()
        )
        tabs = f'<nav class="sim-nav" aria-label="Menu"><ul>{items}</ul></nav>\n'
        return (
            f'<h1 class="visually-hidden">{title}</h1>\n<div class="sim-browser">\n<div class="sim-tabs">'
            f'<span class="sim-tab on">{company}</span></div>\n<div class="sim-address"><span>https://{host}.example/'
            f'confidentialite</span></div>\n<div class="sim-page">\n<header class="sim-site-head">'
            f"<strong>{company}</strong> <span>Confidentialité</span></header>\n{tabs}<h2>{title}</h2>\n{body}\n</div>\n</div>\n"
        )

    def table(heads: list[str], rows: list[list[str]]) -> str:
        head = "".join(f'<th scope="col">{text}</th>' for text in heads)
        lines = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>\n{lines}\n</tbody></table>"

    kept = [[row[0], f"{row[5]} mois", row[1]] for row in rows]
    stored = [[data, f"{more} mois de plus"] for data, more in archived.items()]
    screens = {
        "p1": page(
            "Durées",
            table(["Donnée", "Durée", "Départ"], kept)
            + "\n<p>Ensuite, la donnée est effacée, sauf si elle passe aux archives.</p>",
        ),
        "p2": page(
            "Archives",
            "<p>À la fin de leur durée, ces données sont archivées, puis effacées.</p>\n"
            + table(["Donnée", "Archives"], stored),
        ),
        "p3": page("Destinataires", table(["Société", "Rôle"], [[p, text] for p, text in roles.items()])),
    }
    values = {
        "nom": rng.choice(NAMES),
        "action": action.format(company),
        "objet": wiped,
        "donnee": name,
        "depart": f"{MONTHS[start]} {year}",
        "role": role,
        "archive": str(archived[name]),
        "total": str(months + archived[name]),
        "partenaire": partner,
        "duree": str(months),
        "mois": MONTHS[end % 12],
        "annee": str(end // 12),
    }
    values |= {f"s{i}": p for i, p in enumerate(sorted(PARTNERS), 1)}
    return Variant(values=values, screens=screens)


def solve(variant: Variant) -> dict[str, str]:
    values = variant.values
    item = next(item for item in DATA if values["action"].startswith(item[2].removesuffix("{}")))
    months = sum(
        int(re.search(rf"<td>{item[0]}</td><td>(\d+) mois", variant.screens[page]).group(1)) for page in ("p1", "p2")
    )
    month, year = values["depart"].split()
    position, year = MONTHS.index(month), int(year)
    for _ in range(months):
        position += 1
        if position == 12:
            position, year = 0, year + 1
    partner = re.search(rf"<td>([^<]+)</td><td>{item[4]}</td>", variant.screens["p3"]).group(1)
    return {"mois": MONTHS[position], "annee": str(year), "qui": partner}
