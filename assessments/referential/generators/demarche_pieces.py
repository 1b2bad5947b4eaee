"""Six proofs of address and the rules of an office: which single one is accepted?"""

import re
from datetime import date, timedelta
from random import Random

from assessments.variants import Variant

PEOPLE = ("Nadège Colin", "Samir Haddad", "Lou Pernet", "Adama Sow", "Irène Maillard", "Quentin Roche")
BILLS = ("facture-eau", "facture-energie", "facture-gaz", "quittance-loyer", "facture-internet", "avis-impot")
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
SHORT = "janv. févr. mars avril mai juin juil. août sept. oct. nov. déc.".split()


def _french(day: date, months: list[str] = MONTHS) -> str:
    return f"{'1er' if day.day == 1 else day.day} {months[day.month - 1]} {day.year}"


def generate(rng: Random) -> Variant:
    person, other = rng.sample(PEOPLE, 2)
    today = date(rng.randint(2024, 2027), rng.randint(5, 11), rng.randint(4, 26))
    most = rng.choice((2, 3, 4))

    def recent() -> date:
        return today - timedelta(days=rng.randint(6, 78))

    def size() -> str:
        return f"{rng.randint(310, 980)} ko" if rng.random() < 0.5 else f"1,{rng.randint(1, 8)} Mo"

    good = [rng.choice(("pdf", "jpg")), size(), recent(), person]
    rows = [
        good,
        [rng.choice(("docx", "odt")), size(), recent(), person],
        ["pdf", f"{most + rng.randint(1, 5)},{rng.randint(1, 9)} Mo", recent(), person],
        ["jpg", size(), today - timedelta(days=rng.randint(105, 240)), person],
        ["pdf", size(), recent(), other],
        ["pdf", size(), today - timedelta(days=rng.randint(330, 380)), person],
    ]
    rng.shuffle(rows)
    answer = "ABCDEF"[rows.index(good)]
    bills = rng.sample(BILLS, 6)
    body = "\n".join(
        f"<tr><td>{letter}. {bill}.{ext}</td><td>{weight}</td><td>{_french(day, SHORT)}</td><td>{name}</td></tr>"
        for letter, bill, (ext, weight, day, name) in zip("ABCDEF", bills, rows, strict=True)
    )
    page = (
        '<h1 class="visually-hidden">Justificatif de domicile</h1>\n<div class="sim-window">'
        '<p class="sim-title">Guichet en ligne</p>\n'
        f"<p>Demande de <strong>{person}</strong>, déposée le <strong>{_french(today)}</strong>.</p>\n"
        "<h2>Ce qui est demandé</h2>\n<ul><li>Un document au nom du demandeur.</li><li>Daté de moins de 3 mois.</li>"
        f"<li>Fichier PDF ou JPG, de {most} Mo au plus.</li></ul>\n"
        '<div class="sim-files"><table><thead><tr><th>Fichier</th><th>Taille</th><th>Date</th><th>Au nom de</th>'
        f"</tr></thead><tbody>\n{body}\n</tbody></table></div></div>\n"
    )
    return Variant(
        values={"personne": person, "autre": other, "lettre": answer, "max": str(most), "jour": _french(today)},
        screens={"p1": page},
    )


def solve(variant: Variant) -> str:
    page = variant.screens["p1"]

    def day(text: str) -> date:
        number, month, year = text.split()
        rank = (SHORT if month in SHORT else MONTHS).index(month) + 1
        return date(int(year), rank, int(number.removesuffix("er")))

    person, today = re.search(r"<strong>([^<]+)</strong>, déposée le <strong>([^<]+)<", page).groups()
    limit = int(re.search(r"de (\d) Mo au plus", page).group(1)) * 1000
    fine = []
    for letter, name, weight, when, owner in re.findall(
        r"<tr><td>(\w)\. ([^<]*)</td>" + r"<td>([^<]*)</td>" * 3 + "</tr>", page
    ):
        number, unit = weight.replace(",", ".").split()
        size = float(number) * (1000 if unit == "Mo" else 1)
        young = (day(today) - day(when)).days <= 89
        if owner == person and young and size <= limit and name.endswith((".pdf", ".jpg")):
            fine.append(letter)
    return fine[0] if len(fine) == 1 else "?"
