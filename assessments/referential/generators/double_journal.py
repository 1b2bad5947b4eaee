"""The sign-in log of an account: which successful sign-ins are not the owner's?"""

import re
from datetime import datetime, timedelta
from random import Random

from assessments.variants import Variant

OWNERS = ("Nadia", "Bastien", "Keziah", "Ousmane", "Perrine", "Tomás", "Linh", "Élise")
CITIES = ("Lorvane", "Orvelle", "Belloc", "Port-Mahaut", "Clarmont", "Hautval", "Valmorin", "Lisbelle")
PHONES = ("téléphone Falaise 4", "téléphone Galet X", "téléphone Écume 12", "téléphone Roseau")
COMPUTERS = ("PC Mésange", "portable Loutre", "PC Cigale", "portable Héron")
OK, BAD = "réussie", "refusée"


def generate(rng: Random) -> Variant:
    home, trip, far, away = rng.sample(CITIES, 4)
    phone, *phones = rng.sample(PHONES, 4)
    computer, *computers = rng.sample(COMPUTERS, 4)
    stranger, failed = rng.choice(computers), rng.choice(phones)
    start = datetime(2031, rng.randint(2, 11), rng.randint(3, 12))

    def at(day: int, first: int, last: int) -> datetime:
        return start + timedelta(days=day, hours=rng.randint(first, last), minutes=rng.randint(0, 59))

    rows = [(at(day, 7, 9), phone, home, OK) for day in (0, 1, 5, 6)]
    rows += [(at(day, 18, 21), computer, home, OK) for day in rng.sample((0, 1, 5, 6), 2)]
    rows += [(at(day, 9, 19), phone, trip, OK) for day in (2, 3)]
    rows += [(at(rng.choice((0, 1)), 1, 3), failed, away, BAD) for _ in range(rng.randint(1, 2))]
    count = rng.randint(2, 4)
    rows += [(at(4, 1, 2), stranger, far, BAD)]
    rows += [(at(4, 3 + 4 * i, 5 + 4 * i), stranger, far, OK) for i in range(count)]
    rows.sort()
    lines = "\n".join(
        f"<tr><td>{when.strftime('%d/%m %H:%M')}</td><td>{device}</td><td>{city}</td><td>{result}</td></tr>"
        for when, device, city, result in reversed(rows)
    )
    page = (
        '<h1>Activité du compte</h1>\n<p class="sim-meta">La plus récente en haut. Ici, les lieux sont exacts.</p>\n'
        '<table><thead><tr><th scope="col">Date</th><th scope="col">Appareil</th><th scope="col">Lieu</th>'
        f'<th scope="col">Connexion</th></tr></thead><tbody>\n{lines}\n</tbody></table>\n'
    )
    return Variant(
        values={
            "nom": rng.choice(OWNERS),
            "ville": home,
            "voyage": trip,
            "debut": (start + timedelta(days=2)).strftime("%d/%m"),
            "fin": (start + timedelta(days=3)).strftime("%d/%m"),
            "tel": phone,
            "pc": computer,
            "nombre": str(count),
            "intrus": stranger,
            "court": stranger.partition(" ")[2],
            "lieu": far,
            "refus": failed,
        },
        screens={"activite": page},
    )


def solve(variant: Variant) -> dict[str, str]:
    rows = re.findall(r"<tr>" + r"<td>([^<]+)</td>" * 4 + r"</tr>", variant.screens["activite"])
    mine = {variant.values["tel"], variant.values["pc"]}
    found = [device for _, device, _, result in rows if result == OK and device not in mine]
    return {"nombre": str(len(found)), "intrus": found[0]}
