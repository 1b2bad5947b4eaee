"""The history of an article: who removed the most text, and how long was the article just before?"""

import re
from datetime import datetime, timedelta
from random import Random

from assessments.variants import Variant

ARTICLES = ["Marché de Belloc", "Grotte du Sanglier", "Fanfare de Valmorin", "Canal de la Dourne", "Fromage de Tramont"]
ACCOUNTS = [
    "Aubépine",
    "Capucin roux",
    "Tilleul",
    "Margelle",
    "Petit Lierre",
    "Sapin Vert",
    "Lanterne",
    "Colibri",
    "Roitelet",
]
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
ADDED = [
    "Ajout d’une source",
    "Nouvelle partie",
    "Précisions",
    "Ajout d’une date",
    "Complément",
    "Lien vers un autre article",
]
REMOVED = ["Orthographe", "Phrase plus courte", "Doublon"]


def _number(value: int) -> str:
    return f"{value:,}".replace(",", "\u202f")


def _signed(value: int) -> str:
    return ("+" if value > 0 else "−") + _number(abs(value))


def _of(name: str) -> str:
    """«de Lanterne», «d’Aubépine»."""
    return ("d’" if name[0] in "AEIOUÉ" else "de ") + name


def _date(moment: datetime) -> str:
    day = "1er" if moment.day == 1 else str(moment.day)
    return f"{day} {MONTHS[moment.month - 1]} {moment.year} à {moment:%H:%M}"


def generate(rng: Random) -> Variant:
    title = rng.choice(ARTICLES)
    accounts = rng.sample(ACCOUNTS, 7)
    author, big_adder = accounts[0], accounts[1]
    biggest = rng.randint(1100, 1900)

    added = rng.sample(ADDED, 4)
    edits = [(rng.choice(accounts[2:]), rng.randint(90, 880), comment) for comment in added[:3]]
    edits += [
        (big_adder, rng.randint(2100, 2900), added[3]),
        (author, -biggest, "Mise en forme"),
        (rng.choice([name for name in accounts if name != author]), -rng.randint(310, 690), "Grand nettoyage"),
        (rng.choice([name for name in accounts if name != author]), -rng.randint(20, 190), rng.choice(REMOVED)),
    ]
    rng.shuffle(edits)

    moment = datetime(2024, rng.randint(1, 6), rng.randint(1, 28), rng.randint(7, 22), rng.randint(0, 59))
    size = rng.randint(3200, 5200)
    rows = [(moment, rng.choice(accounts), size, size, "Création de l’article")]
    before = 0
    for account, change, comment in edits:
        moment += timedelta(days=rng.randint(1, 24), minutes=rng.randint(30, 700))
        if change == -biggest:
            before = size
        size += change
        rows.append((moment, account, size, change, comment))

    lines = "\n".join(
        f"          <tr><td>{_date(when)}<br>{comment}</td><td>{account}</td>"
        f'<td class="num">{_number(total)}</td><td class="num">{_signed(change)}</td></tr>'
        for when, account, total, change, comment in reversed(rows)
    )
    slug = title.replace(" ", "_")
    screen = f"""<h1 class="visually-hidden">{title} : historique – Ancolie</h1>
<div class="sim-browser">
  <div class="sim-tabs"><span class="sim-tab on">{title} : historique – Ancolie</span></div>
  <div class="sim-address">https://ancolie.example/historique/{slug}</div>
  <div class="sim-page">
    <header class="sim-site-head"><strong>Ancolie</strong> <span>L’encyclopédie libre</span></header>
    <span class="sim-search">Rechercher dans Ancolie</span>
    <nav class="sim-nav" aria-label="Onglets de la page">
      <a href="historique.html" aria-current="page">Historique</a>
    </nav>
    <div class="sim-article">
      <h2>{title} : historique des versions</h2>
      <div class="sim-history">
        <table>
          <thead><tr><th scope="col">Date, heure et résumé</th><th scope="col">Compte</th>\
<th scope="col" class="num">Taille après (octets)</th>\
<th scope="col" class="num">Différence</th></tr></thead>
          <tbody>
{lines}
          </tbody>
        </table>
      </div>
    </div>
  </div>
</div>
"""
    return Variant(
        values={
            "article": title,
            "compte": author,
            "de_compte": _of(author),
            "retire": _number(biggest),
            "avant": str(before),
            "avant_lisible": _number(before),
            "ajout": big_adder,
        },
        screens={"historique": screen},
    )


def solve(variant: Variant) -> dict[str, str]:
    body = variant.screens["historique"].split("<tbody>")[1]
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", line) for line in body.splitlines() if "<td>" in line]

    def number(text: str) -> int:
        return int(text.replace("\u202f", "").replace("−", "-"))

    change, place = min((number(row[3]), place) for place, row in enumerate(rows))
    assert change < 0
    return {"compte": rows[place][1], "taille": str(number(rows[place + 1][2]))}
