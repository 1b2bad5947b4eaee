"""The history of an article with vandalism and reverts: which version was on line at a given time?"""

import re
from datetime import datetime, timedelta
from random import Random

from assessments.variants import Variant

ARTICLES = [
    "Observatoire du Hautval",
    "Marathon de Clarmont",
    "Barrage de la Brisse",
    "Musée de la Corde",
    "Orchestre de Tramont",
]
ACCOUNTS = [
    "Aubépine",
    "Capucin roux",
    "Tilleul",
    "Margelle",
    "Petit Lierre",
    "Sapin Vert",
    "Lanterne",
    "Mme Thym",
    "Roitelet",
]
VANDALS = ["Kikou2011", "xX-Dragon-Xx", "BobLeRigolo", "Invité-5512"]
NONSENSE = ["mdr", "trop nul", "salut la 4eB", "pouet pouet"]
COMMENTS = [
    "Ajout d’une source",
    "Nouvelle partie",
    "Orthographe",
    "Précision sur les dates",
    "Plan de l’article",
    "Phrase plus claire",
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
FORMAT = re.compile(r"(\d+)(?:er)? (\S+) (\d{4}) à (\d+):(\d+)")


def _of(name: str) -> str:
    """«de Lanterne», «d’Aubépine»."""
    return ("d’" if name[0] in "AEIOUÉ" else "de ") + name


def _date(moment: datetime) -> str:
    day = "1er" if moment.day == 1 else str(moment.day)
    return f"{day} {MONTHS[moment.month - 1]} {moment.year} à {moment:%H:%M}"


def _moment(text: str) -> datetime:
    day, month, year, hour, minute = FORMAT.fullmatch(text).groups()
    return datetime(int(year), MONTHS.index(month) + 1, int(day), int(hour), int(minute))


def generate(rng: Random) -> Variant:
    title = rng.choice(ARTICLES)
    accounts = rng.sample(ACCOUNTS, 6)
    vandals, nonsense, comments = rng.sample(VANDALS, 2), rng.sample(NONSENSE, 2), rng.sample(COMMENTS, 4)
    after = sorted(rng.sample(range(1, 5), 2))  # the two vandals come after these ordinary edits

    moment = datetime(2024, rng.randint(1, 7), rng.randint(1, 27), rng.randint(8, 20), rng.randint(0, 59))
    number = rng.randint(4_100_000, 4_800_000)
    rows = [(moment, number, accounts[0], "Création de l’article", False)]
    for step in range(1, 5):
        moment += timedelta(days=rng.randint(2, 20), minutes=rng.randint(-400, 400))
        number += rng.randint(900, 40_000)
        rows.append((moment, number, rng.choice(accounts), comments[step - 1], False))
        if step in after:
            vandal = after.index(step)
            good = rows[-1]
            moment += timedelta(hours=rng.randint(3, 30), minutes=rng.randint(0, 59))
            number += rng.randint(300, 9_000)
            rows.append((moment, number, vandals[vandal], nonsense[vandal], True))
            moment += timedelta(minutes=rng.randint(25, 150))
            number += rng.randint(10, 900)
            keeper = rng.choice([name for name in accounts if name != good[2]])
            comment = f"Révocation {_of(vandals[vandal])}, retour à la version {good[1]} {_of(good[2])}"
            rows.append((moment, number, keeper, comment, False))

    spoiled = [place for place, row in enumerate(rows) if row[4]]
    if rng.random() < 0.5:
        place = rng.choice(spoiled)
    else:
        place = rng.choice([place for place, row in enumerate(rows[:-1]) if not row[4]][1:])
    gap = int((rows[place + 1][0] - rows[place][0]).total_seconds() // 60)
    read = rows[place][0] + timedelta(minutes=rng.randint(max(1, gap // 5), max(2, gap * 4 // 5)))

    lines = "\n".join(
        f"          <tr><td><strong>{version}</strong><br>{_date(when)}</td><td>{account}</td><td>{comment}</td></tr>"
        for when, version, account, comment, _ in reversed(rows)
    )
    screen = f"""<h1 class="visually-hidden">{title} : historique – Ancolie</h1>
<div class="sim-browser">
  <div class="sim-tabs"><span class="sim-tab on">{title} : historique – Ancolie</span></div>
  <div class="sim-address">https://ancolie.example/historique/{title.replace(" ", "_")}</div>
  <div class="sim-page">
    <header class="sim-site-head"><strong>Ancolie</strong> <span>L’encyclopédie libre</span></header>
    <span class="sim-search">Rechercher dans Ancolie</span>
    <nav class="sim-nav" aria-label="Onglets de la page">
      <a href="historique.html" aria-current="page">Historique</a>
    </nav>
    <div class="sim-article">
      <h2>{title} : historique des versions</h2>
      <p>Chaque version reste lisible à l’adresse <code>https://ancolie.example/version/</code> suivie de son numéro.</p>
      <div class="sim-history">
        <table>
          <thead><tr><th scope="col">Version et date</th><th scope="col">Compte</th><th scope="col">Résumé</th></tr></thead>
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
            "moment": _date(read),
            "version": str(rows[place][1]),
            "enregistree": _date(rows[place][0]),
            "suivante": str(rows[place + 1][1]),
            "suivante_date": _date(rows[place + 1][0]),
            "etat": "vandalisé" if rows[place][4] else "correct",
        },
        screens={"historique": screen},
    )


def solve(variant: Variant) -> dict[str, str]:
    body = variant.screens["historique"].split("<tbody>")[1]
    body = body.replace("<strong>", "").replace("</strong><br>", "</td><td>")
    rows = [re.findall(r"<td>(.*?)</td>", line) for line in body.splitlines() if "<td>" in line]
    read = _moment(variant.values["moment"])
    place = next(place for place, row in enumerate(rows) if _moment(row[1]) <= read)
    version, _, account, _ = rows[place]
    reverted = place > 0 and rows[place - 1][3].startswith(f"Révocation {_of(account)},")
    return {"version": version, "etat": "vandalisé" if reverted else "correct"}
